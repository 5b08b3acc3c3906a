"""Fields that documents and payments have in common."""

from sandbox.intacct.objects.definition import FieldSpec, Reader, constant
from sandbox.intacct.wire.values import Kind

TRANSACTION_STAMPS: tuple[FieldSpec, ...] = (
    ("AUWHENCREATED", Kind.TIMESTAMP, "created_at"),
    ("WHENMODIFIED", Kind.TIMESTAMP, "modified_at"),
    ("CREATEDBY", Kind.INTEGER, "created_by"),
    ("MODIFIEDBY", Kind.INTEGER, "modified_by"),
)
LINE_STAMPS: tuple[FieldSpec, ...] = (
    ("WHENCREATED", Kind.TIMESTAMP, "owner.created_at"),
    ("WHENMODIFIED", Kind.TIMESTAMP, "owner.modified_at"),
    ("CREATEDBY", Kind.INTEGER, "owner.created_by"),
    ("MODIFIEDBY", Kind.INTEGER, "owner.modified_by"),
)
EXCHANGE: tuple[FieldSpec, ...] = (
    ("EXCH_RATE_DATE", Kind.DATE, constant(None)),
    ("EXCH_RATE_TYPE_ID", Kind.TEXT, constant("")),
    ("EXCHANGE_RATE", Kind.DECIMAL, constant(1)),
)
TRANSACTION_INDEXES = {"WHENMODIFIED": "modified_at", "AUWHENCREATED": "created_at"}


def both_currencies(name: str, source: str | Reader) -> tuple[FieldSpec, FieldSpec]:
    """An amount in base and in transaction currency, which are one here."""
    return (name, Kind.CURRENCY, source), (f"TRX_{name}", Kind.CURRENCY, source)


def empty_texts(*names: str) -> tuple[FieldSpec, ...]:
    """Fields that are there and empty: nothing in this company fills them."""
    return tuple((name, Kind.TEXT, constant("")) for name in names)


def empty_amounts(*names: str) -> tuple[FieldSpec, ...]:
    """Amounts that are there and empty: nothing in this company fills them."""
    return tuple((name, Kind.CURRENCY, constant(None)) for name in names)
