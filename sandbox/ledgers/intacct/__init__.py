"""Sage Intacct's registers on the ledgers page."""
