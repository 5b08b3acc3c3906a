"""The stand-in for Re-Leased: its book of records and the JSON interface in front of it."""
