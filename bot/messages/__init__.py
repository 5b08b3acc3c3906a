"""The messages people read: pure functions from what is known to text and blocks."""
