"""Field tables of the company's API usage."""

from datetime import date
from typing import Any

import msgspec

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import (
    FieldSpec,
    ObjectDefinition,
    Rows,
    constant,
    fields_from,
    table_rows,
)
from sandbox.intacct.tables import SortedIndex
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER = Kind.TEXT, Kind.INTEGER
_CLIENT_TYPE: FieldSpec = ("CLIENT_TYPE", TEXT, constant("XML"))


class DayOfUsage(msgspec.Struct, frozen=True, gc=False):
    """What a day cost; `number` is the day's place in the calendar."""

    number: int
    day: date
    transactions: int


def usage_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of APIUSAGEDETAIL and APIUSAGESUMMARY of `book`."""
    return [_detail(book), _summary(book)]


def _detail(book: IntacctBook) -> ObjectDefinition:
    return ObjectDefinition(
        "APIUSAGEDETAIL",
        fields_from(
            ("RECORDNO", INTEGER, "record_no"),
            _CLIENT_TYPE,
            ("PARTNERID", TEXT, "sender_id"),
            ("FUNCTION", TEXT, "function_name"),
            ("CONTROLID", TEXT, "control_id"),
            ("POLICYID", TEXT, constant("")),
            ("DTDVERSION", TEXT, "dtd_version"),
            ("DOCCONTROLID", TEXT, "document_control_id"),
            ("LOGINID", TEXT, "login_id"),
            ("N_TRANS", INTEGER, "transactions"),
            ("CREATED_DATE", Kind.DATE, lambda row: row.created_at.date()),
            ("CREATED_TIME", Kind.TIMESTAMP, "created_at"),
            ("STATUS", TEXT, "status"),
        ),
        table_rows(book.usage, {"CREATED_TIME": "created_at", "CONTROLID": "control_id"}),
    )


def _summary(book: IntacctBook) -> ObjectDefinition:
    """One row a day (a guess)."""
    days = _Days(book)
    return ObjectDefinition(
        "APIUSAGESUMMARY",
        fields_from(
            ("RECORDNO", INTEGER, "number"),
            _CLIENT_TYPE,
            ("TODAY", Kind.DATE, "day"),
            ("DAILY_SUM", INTEGER, "transactions"),
            ("TOTAL_TRANS", INTEGER, lambda _: days.total()),
        ),
        Rows(numbers=days, get=days.get),
    )


class _Days(SortedIndex):
    """The days with usage, added up anew each time they are asked for."""

    def __init__(self, book: IntacctBook) -> None:
        super().__init__()
        self._book = book

    def pairs(self) -> list[tuple[Any, int]]:
        """Each day by its number."""
        return [(number, number) for number in sorted(self._sums())]

    def get(self, number: int) -> DayOfUsage | None:
        """The row of that day."""
        spent = self._sums().get(number)
        return None if spent is None else DayOfUsage(number, date.fromordinal(number), spent)

    def total(self) -> int:
        """All days together."""
        return sum(self._sums().values())

    def _sums(self) -> dict[int, int]:
        sums: dict[int, int] = {}
        for entry in self._book.usage:
            day = entry.created_at.toordinal()
            sums[day] = sums.get(day, 0) + entry.transactions
        return sums
