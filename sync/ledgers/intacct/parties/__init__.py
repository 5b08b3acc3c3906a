"""Customers and vendors, with their contacts."""
