"""The lines of documents, read: user lines with the tax lines that belong to them.

Sales invoices use it; bills and adjustments keep their items in objects of the same shape.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import DocumentLine, Reference
from sync.ledgers.intacct.company import SYNCED_DIMENSIONS, EnabledDimension
from sync.ledgers.intacct.reading.query import KEY, Row
from sync.ledgers.intacct.wire.values import decimal_of, is_true

ITEM_FIELDS = (
    "RECORDKEY",
    "LINE_NO",
    "LINEITEM",
    "ACCOUNTNO",
    "ENTRYDESCRIPTION",
    "TRX_AMOUNT",
    "PARENTENTRY",
    "DETAILID",
)
"""What is read of each item, besides the ids of the dimensions in use."""


def item_fields(dimensions: Iterable[EnabledDimension]) -> tuple[str, ...]:
    """The fields to read of an item in a company that uses these dimensions."""
    return (*ITEM_FIELDS, *(SYNCED_DIMENSIONS[one.object_name][0] for one in dimensions))


@dataclass(slots=True)
class _Tax:
    amount: Decimal = field(default=Decimal(0))
    detail_id: str = ""


class ItemsByDocument:
    """Items of many documents, sorted out."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._lines: defaultdict[str, list[Row]] = defaultdict(list)
        self._taxes: defaultdict[str, _Tax] = defaultdict(_Tax)
        for row in rows:
            self._put(row)

    def lines_of(self, document_key: str, currency: str) -> tuple[DocumentLine, ...]:
        """The user lines of one document, in order."""
        rows = sorted(self._lines.get(document_key, ()), key=_place)
        return tuple(self._line(row, currency) for row in rows)

    def _put(self, row: Row) -> None:
        if row["PARENTENTRY"]:
            self._put_tax(row)
        elif is_true(row["LINEITEM"]):
            self._lines[row["RECORDKEY"]].append(row)

    def _put_tax(self, row: Row) -> None:
        # A line may carry several tax details; records here hold one, so the first stands for all.
        tax = self._taxes[row["PARENTENTRY"]]
        tax.amount += _amount(row)
        tax.detail_id = tax.detail_id or row["DETAILID"]

    def _line(self, row: Row, currency: str) -> DocumentLine:
        tax = self._taxes.get(row[KEY], _Tax())
        return DocumentLine(
            description=row["ENTRYDESCRIPTION"],
            account=Reference(RecordKind.ACCOUNT, row["ACCOUNTNO"]),
            net=_money(_amount(row), currency, row),
            tax=_money(tax.amount, currency, row),
            tax_detail=Reference(RecordKind.TAX_DETAIL, tax.detail_id) if tax.detail_id else None,
            dimensions=_dimensions(row),
        )


def _place(row: Row) -> tuple[Decimal, int]:
    return decimal_of(row["LINE_NO"]) or Decimal(0), int(row[KEY])


def _amount(row: Row) -> Decimal:
    return decimal_of(row["TRX_AMOUNT"]) or Decimal(0)


def _money(amount: Decimal, currency: str, row: Row) -> Money:
    try:
        return Money(amount, currency)
    except ValueError as error:
        raise BrokenPromise(
            f"Intacct's document {row['RECORDKEY']} cannot be read. {error}"
        ) from error


def _dimensions(row: Row) -> tuple[Reference, ...]:
    tagged = (
        f"{name}:{row[id_field]}"
        for name, (id_field, _, _) in SYNCED_DIMENSIONS.items()
        if row.get(id_field)
    )
    return tuple(Reference(RecordKind.DIMENSION_VALUE, key) for key in sorted(tagged))
