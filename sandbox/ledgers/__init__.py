"""What the ledgers page shows and does: each ledger's registers, acting through its book as a user."""
