"""Writing: what a family of records offers, and how writes are sent in batches."""
