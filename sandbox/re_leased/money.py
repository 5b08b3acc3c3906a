"""Rounding and plain writing of amounts. Every amount is in its company's one currency."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from sandbox.re_leased.refusal import Detail, Refusal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
_GREATEST = Decimal("1e12")  # far above any invoice, far below what the wire cannot write plainly
_FINEST = Decimal("0.000001")


def cents(amount: Decimal) -> Decimal:
    """`amount` rounded half up to two decimals, the way invoices are rounded."""
    return amount.quantize(CENT, ROUND_HALF_UP) + ZERO  # adding zero turns -0.00 into 0.00


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, with two decimals even when there is nothing to add."""
    return sum(amounts, ZERO)


def plain(value: Decimal, *, field: str) -> Decimal:
    """`value` so that it is written without an exponent and with at most six decimals.

    Raises:
        Refusal: 422 when it is too great to be an amount or a quantity.
    """
    if not value.is_finite() or abs(value) > _GREATEST:
        message = f"{field} is not an amount that can be invoiced."
        raise Refusal(422, "validation_failed", message, [Detail(field, "invalid_value", message)])
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    exponent = value.normalize().as_tuple().exponent
    return value.quantize(max(_FINEST, Decimal(1).scaleb(int(exponent))), ROUND_HALF_UP)
