"""The database: models, types and queries. SQLite by default, PostgreSQL by address."""
