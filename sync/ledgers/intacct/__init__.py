"""Sage Intacct over its XML gateway."""
