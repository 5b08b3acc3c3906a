"""The stand-in for Sage Intacct: its book of records and the XML gateway in front of it."""
