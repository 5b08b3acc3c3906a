"""The lines of documents, read: user lines with the tax lines that belong to them.

Invoices, bills and adjustments keep their items in objects of the same shape.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import DocumentLine, Reference
from sync.ledgers.intacct.dimensions import EnabledDimension, Tags
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
        self._tags = Tags(dimensions)
        self._sign = sign
        self._lines: defaultdict[str, list[Row]] = defaultdict(list)
        self._tax_rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["PARENTENTRY"]:
                self._tax_rows[row["PARENTENTRY"]].append(row)
            elif is_true(row["LINEITEM"]):
                self._lines[row["RECORDKEY"]].append(row)

    def lines_of(self, document_key: str, currency: str) -> tuple[DocumentLine, ...]:
        """The user lines of one document, in order.

        Raises:
            BrokenPromise: An amount on it is none of this currency.
        """
        rows = sorted(self._lines.get(document_key, ()), key=_place)
        try:
            return tuple([self._line(row, currency) for row in rows])
        except ValueError as error:
            raise BrokenPromise(
                f"Intacct's document {document_key} cannot be read. {error}"
            ) from error

    def _line(self, row: Row, currency: str) -> DocumentLine:
        tax, tax_detail = self._tax_of(row, currency)
        return DocumentLine(
            row["ENTRYDESCRIPTION"],
            _reference(RecordKind.ACCOUNT, row["ACCOUNTNO"]),
            _money(row["TRX_AMOUNT"], currency, self._sign),
            tax,
            tax_detail,
            self._tags.on(row),
        )

    def _tax_of(self, row: Row, currency: str) -> tuple[Money, Reference | None]:
        """The tax of a line; of several tax details the first stands for all, as records hold one."""
        rows = self._tax_rows.get(row[KEY], _UNTAXED)
        amount = _money(rows[0]["TRX_AMOUNT"], currency, self._sign)
        for other in rows[1:]:
            amount += _money(other["TRX_AMOUNT"], currency, self._sign)
        named = rows[0]["DETAILID"]
        return amount, _reference(RecordKind.TAX_DETAIL, named) if named else None


_UNTAXED: list[Row] = [{"TRX_AMOUNT": "", "DETAILID": ""}]


def _place(row: Row) -> tuple[Decimal | int, int]:
    place = row["LINE_NO"]
    return int(place) if place.isdecimal() else decimal_of(place) or 0, int(row[KEY])


# Remembered, because the lines of a page repeat the same few accounts and rents.
@lru_cache(maxsize=4096)
def _money(text: str, currency: str, sign: int) -> Money:
    amount = decimal_of(text) or Decimal(0)
    return Money(amount if sign > 0 else -amount, currency)


@lru_cache(maxsize=4096)
def _reference(kind: RecordKind, key: str) -> Reference:
    return Reference(kind, key)
