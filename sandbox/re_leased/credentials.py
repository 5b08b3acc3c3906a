"""The made-up key of the stand-in Re-Leased."""

API_KEY = "re-leased-key"
