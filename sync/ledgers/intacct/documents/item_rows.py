"""The lines of documents, read: user lines with the tax lines that belong to them.

Invoices, bills and adjustments keep their items in objects of the same shape.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import DocumentLine, Reference
from sync.ledgers.intacct.dimensions import EnabledDimension, values_on
from sync.ledgers.intacct.reading.query import KEY
from sync.ledgers.intacct.wire.envelope import Row
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
    return (*ITEM_FIELDS, *(one.item_field for one in dimensions))


@dataclass(slots=True)
class _Tax:
    amount: Decimal = field(default=Decimal(0))
    detail_id: str = ""


class ItemsByDocument:
    """Items of many documents, sorted out.

    Args:
        rows: The items.
        dimensions: The dimensions that the company uses.
        sign: -1 where Intacct's amounts count the other way round.
    """

    def __init__(
        self, rows: Iterable[Row], dimensions: tuple[EnabledDimension, ...], *, sign: int = 1
    ) -> None:
        self._dimensions = dimensions
        self._sign = sign
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
        tax.amount += self._amount(row)
        tax.detail_id = tax.detail_id or row["DETAILID"]

    def _line(self, row: Row, currency: str) -> DocumentLine:
        tax = self._taxes.get(row[KEY], _Tax())
        return DocumentLine(
            description=row["ENTRYDESCRIPTION"],
            account=Reference(RecordKind.ACCOUNT, row["ACCOUNTNO"]),
            net=_money(self._amount(row), currency, row),
            tax=_money(tax.amount, currency, row),
            tax_detail=Reference(RecordKind.TAX_DETAIL, tax.detail_id) if tax.detail_id else None,
            dimensions=values_on(row, self._dimensions),
        )

    def _amount(self, row: Row) -> Decimal:
        return self._sign * (decimal_of(row["TRX_AMOUNT"]) or Decimal(0))


def _place(row: Row) -> tuple[Decimal, int]:
    return decimal_of(row["LINE_NO"]) or Decimal(0), int(row[KEY])


def _money(amount: Decimal, currency: str, row: Row) -> Money:
    try:
        return Money(amount, currency)
    except ValueError as error:
        raise BrokenPromise(
            f"Intacct's document {row['RECORDKEY']} cannot be read. {error}"
        ) from error
