"""Values of records in words for people: short, and never the inside of a record."""

from dataclasses import fields
from datetime import date
from functools import singledispatch

from sync.domain.records import EXTERNAL_TAX, Address, Allocation, DocumentLine, Reference


@singledispatch
def shown(value: object) -> str:
    """A field's value as people read it: short, and never the inside of a record."""
    return str(value) or "-"


@shown.register
def _nothing(_: None) -> str:
    return "-"


@shown.register
def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


@shown.register
def _day(value: date) -> str:
    return f"{value:%d %b %Y}"


@shown.register
def _reference(value: Reference) -> str:
    return value.key


@shown.register
def _address(value: Address) -> str:
    parts = (getattr(value, part.name) for part in fields(value))
    return ", ".join(part for part in parts if part) or "-"


@shown.register
def _line(value: DocumentLine) -> str:
    text = f"{value.description}: {value.net.amount:,} to {value.account.key}{_tax(value)}"
    tagged = ", ".join(one.key for one in value.dimensions)
    return f"{text}, for {tagged}" if tagged else text


def _tax(line: DocumentLine) -> str:
    """The tax on a line and its type; nothing on a line without tax."""
    if line.tax_detail is None and line.tax is not None and not line.tax.amount:
        return ""
    amount = "pending" if line.tax is None else f"{line.tax.amount:,}"
    is_named = line.tax_detail not in {None, EXTERNAL_TAX}
    return f", tax {amount} ({shown(line.tax_detail)})" if is_named else f", tax {amount}"


@shown.register
def _allocation(value: Allocation) -> str:
    return f"{value.amount} to {value.document.key}"


@shown.register
def _several(value: tuple) -> str:  # type: ignore[type-arg]  # singledispatch takes no type arguments
    return "; ".join(shown(part) for part in value) or "-"


def parts_shown(value: object) -> tuple[str, ...]:
    """A value as `shown`, where several things make it up each for itself, such as a document's lines."""
    if isinstance(value, tuple) and value:
        return tuple(shown(part) for part in value)
    return (shown(value),)


def parts_apart(value: object, *, here: object, there: object) -> tuple[str, ...]:
    """A value as `parts_shown`, where the other side has another.

    Of a document's lines, which both sides keep in the same order, only those are told that are not the same
    at their place on the other side, and how many are: in two long lists nobody finds what differs.

    Args:
        value: As it shall be read, with titles in place of keys.
        here: The same value in terms in which both sides can be compared.
        there: The other side's value in those terms.
    """
    match value, here, there:
        case [DocumentLine(), *_], tuple(), tuple() if len(value) == len(here):
            others = (*there, *(None for _ in here))
            is_alike = [mine == other for mine, other in zip(here, others, strict=False)]
            apart = tuple(part for part, alike in zip(value, is_alike, strict=True) if not alike)
            return _with_those_alike(apart, sum(is_alike))
        case _:
            return parts_shown(value)


def _with_those_alike(apart: tuple[object, ...], alike: int) -> tuple[str, ...]:
    if not apart:
        return ("only what is the same" if alike == 1 else f"only the {alike} that are the same",)
    if not alike:
        return parts_shown(apart)
    others = "1 other is" if alike == 1 else f"{alike} others are"
    return (*parts_shown(apart), f"{others} the same")
