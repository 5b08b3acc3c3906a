"""Invoices, bills and adjustments: four objects of one shape."""
