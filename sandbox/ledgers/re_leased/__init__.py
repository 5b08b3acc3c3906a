"""Re-Leased's registers on the ledgers page."""
