"""How much is believed to be an amount."""

from decimal import Decimal

LARGEST_AMOUNT = Decimal(10) ** 13
"""Of a currency's units. No property company's books hold more in one place; the database's sums could not."""
