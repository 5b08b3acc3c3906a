"""People enter documents: a scenario's table as a form filled in."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from sandbox.intacct.forms import LineForm, TaxEntryForm
from sandbox.re_leased.document_records import Source
from sandbox.re_leased.fields import DocumentFields, LineFields
from sync.domain.sides import Side
from tests.scenarios.papers import Paper
from tests.scenarios.parties import Party, property_called
from tests.scenarios.story import Story
from tests.scenarios.tables import Row, Table, amount, day, rows_of, shown
from tests.scenarios.words import RE_LEASED_STATUSES
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

COLUMNS = frozenset(
    {"number", "tenant", "supplier", "net", "VAT", "dated", "due", "GL date", "status", "reference"}
    | {"account", "property", "tax type", "source", "description"}
)
"""What may be said of a document to enter. Rows of one number are the lines of one document."""

_SOURCES = {
    "rent template": Source.RENT_TEMPLATE,
    "uploaded": Source.UPLOAD,
    "vacated": Source.VACATE,
}


def enter(story: Story, paper: Paper, side: Side, table: Table) -> None:
    """Fiona enters documents in Intacct, or Marcus in Re-Leased; their totals come out as said."""
    enter_one = _enter_in_intacct if side is Side.INTACCT else _enter_in_re_leased
    for number, group in groupby(rows_of(table, COLUMNS), key=lambda row: row["number"]):
        rows = list(group)
        total = enter_one(story, paper, number, rows)
        said = sum(
            (amount(row["net"]) + amount(row.get("VAT", "0.00")) for row in rows), Decimal(0)
        )
        assert total == said, f"{number} comes to {shown(total)}, not to {shown(said)}"


def _enter_in_intacct(story: Story, paper: Paper, number: str, rows: Sequence[Row]) -> Decimal:
    """Posted, unless the row says draft."""
    head = rows[0]
    party = Party(story, paper.role, head[paper.role.word]).in_intacct()
    optional = {"posting_date": day(head["GL date"])} if "GL date" in head else {}
    if paper.sign > 0:
        optional["due_date"] = day(head.get("due", "in 14 days"))
    form = paper.form(
        record_id=number,
        invoice_date=day(head.get("dated", "today")),
        doc_number=head.get("reference", ""),
        lines=tuple(_intacct_line(story, paper, row) for row in rows),
        **optional,
        **{paper.role.form_field: party.party_id},
    )
    draft = head.get("status", "posted") == "draft"
    made = story.bridge.intacct.create_document(paper.book, form, draft=draft, by=FIONA)
    total: Decimal = made.total_entered
    return paper.sign * total


def _intacct_line(story: Story, paper: Paper, row: Row) -> LineForm:
    place = property_called(story, row["property"]).reference if row.get("property") else ""
    return LineForm(
        account_no=row.get("account", paper.terms.account),
        amount=paper.sign * amount(row["net"]),
        memo=row.get("description", "Rent"),
        location_id=place,
        tax_entries=(TaxEntryForm(detail_id=_tax_type(paper, row)),),
    )


def _enter_in_re_leased(story: Story, paper: Paper, number: str, rows: Sequence[Row]) -> Decimal:
    """Awaiting approval, unless the row says otherwise."""
    head = rows[0]
    fields = DocumentFields(
        kind=paper.side,
        document_type=paper.document_type,
        status=RE_LEASED_STATUSES[head.get("status", "awaiting approval")],
        invoice_number=number,
        reference=head.get("reference") or None,
        contact_id=Party(story, paper.role, head[paper.role.word]).in_re_leased().id,
        issue_date=day(head.get("dated", "today")),
        due_date=day(head.get("due", "today" if paper.sign < 0 else "in 14 days")),
        source=_SOURCES.get(head.get("source", ""), Source.MANUAL),
        lines=tuple(_re_leased_line(story, paper, row) for row in rows),
    )
    return story.bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS).gross_total


def _re_leased_line(story: Story, paper: Paper, row: Row) -> LineFields:
    return LineFields(
        account_code=row.get("account", paper.terms.account),
        description=row.get("description", "Rent"),
        net_amount=amount(row["net"]),
        tax_type_code=_tax_type(paper, row),
        property_id=property_called(story, row["property"]).id if row.get("property") else None,
    )


def _tax_type(paper: Paper, row: Row) -> str:
    has_tax = amount(row.get("VAT", "0.00")) != 0
    return row.get("tax type") or (paper.terms.taxed if has_tax else paper.terms.untaxed)
