"""Receipts, payments to vendors, and credits put against documents."""
