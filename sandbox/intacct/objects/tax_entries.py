"""Field tables of tax: the entries of AR and AP lines, and the rows for tax reports.

The names of their fields are guesses; that the objects exist, and the states of TAXRECORD, is known.
"""

from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import (
    FieldSpec,
    ObjectDefinition,
    Relation,
    Rows,
    constant,
    fields_from,
)
from sandbox.intacct.objects.lines import LineRow
from sandbox.intacct.objects.transactions import LINE_STAMPS, both_currencies
from sandbox.intacct.records import InvoiceState
from sandbox.intacct.rules.document_kinds import DOCUMENT_KINDS, kind_of
from sandbox.intacct.tables import SortedIndex
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER = Kind.TEXT, Kind.INTEGER


def tax_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of PRTAXENTRY, which has drafts too, and TAXRECORD, which has what was posted."""
    details = book.tax_details
    both: tuple[FieldSpec, ...] = (
        ("RECORDNO", INTEGER, "line.record_no"),
        ("RECORDKEY", INTEGER, "owner.record_no"),
        ("RECORDTYPE", TEXT, lambda row: kind_of(row.owner).record_type),
        ("PRENTRYKEY", INTEGER, "line.parent_entry"),
        ("DETAILID", TEXT, "line.detail_id"),
        ("DETAILKEY", INTEGER, lambda row: _number_of(details.named(row.line.detail_id))),
        ("TAXRATE", Kind.DECIMAL, lambda row: _rate_of(details.named(row.line.detail_id))),
        ("ENTRY_DATE", Kind.DATE, "owner.posting_date"),
        ("CURRENCY", TEXT, "owner.currency"),
        ("BASECURR", TEXT, "owner.base_currency"),
        *LINE_STAMPS,
    )
    relations = {
        "TAXDETAIL": Relation(
            "TAXDETAIL", "DETAILID", lambda row: details.named(row.line.detail_id)
        )
    }
    return [
        ObjectDefinition(
            "PRTAXENTRY",
            fields_from(*both, *both_currencies("TAX", "line.amount")),
            _rows(book, drafts=True),
            relations,
        ),
        ObjectDefinition(
            "TAXRECORD",
            fields_from(
                *both,
                *both_currencies("TAXAMOUNT", "line.amount"),
                *both_currencies("TAXABLEAMOUNT", _taxed_amount),
                ("TAXSOLUTIONID", TEXT, "owner.tax_solution_id"),
                ("STATE", TEXT, constant("S")),
            ),
            _rows(book, drafts=False),
            relations,
        ),
    ]


def _rows(book: IntacctBook, *, drafts: bool) -> Rows:
    lines = _TaxLines(book, drafts=drafts)
    return Rows(numbers=lines, get=lines.get)


class _TaxLines(SortedIndex):
    """The tax lines of all documents, gathered anew each time they are asked for."""

    def __init__(self, book: IntacctBook, *, drafts: bool) -> None:
        super().__init__()
        self._tables = [book.documents_of(kind) for kind in DOCUMENT_KINDS]
        self._drafts = drafts

    def pairs(self) -> list[tuple[Any, int]]:
        """Each tax line by its number."""
        numbers = [
            item.record_no
            for table in self._tables
            for document in table
            if self._drafts or document.state is not InvoiceState.DRAFT
            for item in document.items
            if not item.is_user_line
        ]
        return [(number, number) for number in sorted(numbers)]

    def get(self, number: int) -> LineRow | None:
        """The tax line of that number, with its document."""
        for table in self._tables:
            owner = table.get(table.owners.get(number, 0))
            for item in () if owner is None else owner.items:
                if item.record_no == number and not item.is_user_line:
                    return LineRow(owner, item)
        return None


def _taxed_amount(row: LineRow) -> Any:
    parents = (item for item in row.owner.items if item.record_no == row.line.parent_entry)
    return next((item.amount for item in parents), None)


def _number_of(record: Any) -> int | None:
    return None if record is None else record.record_no


def _rate_of(detail: Any) -> Any:
    return None if detail is None else detail.value
