"""What an accountant sees of a document when looking into either ledger."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sync.domain.sides import Side
from tests.scenarios.papers import Paper
from tests.scenarios.parties import property_at
from tests.scenarios.story import Story
from tests.scenarios.tables import Row, day, shown
from tests.scenarios.words import IN_INTACCT, IN_RE_LEASED
from tests.sync.use_cases.bridge import COMPANY

COLUMNS = frozenset(
    {"number", "tenant", "supplier", "net", "VAT", "total", "owed", "dated", "due", "status"}
    | {"account", "property", "tax type", "reference", "description", "GL date"}
)
LINE_COLUMNS = frozenset({"property", "net", "VAT", "description"})
_DAYS = ("dated", "due", "GL date")


def seen(story: Story, paper: Paper, side: Side, number: str) -> Row:
    """The one document of this number, column by column."""
    if side is Side.INTACCT:
        return _seen_in_intacct(story, paper, number)
    return _seen_in_re_leased(story, paper, number)


def numbers(story: Story, paper: Paper, side: Side) -> list[str]:
    """The numbers of all such documents a ledger holds."""
    if side is Side.INTACCT:
        return [one.record_id for one in paper.all_in_intacct(story)]
    return [one.invoice_number for one in paper.all_in_re_leased(story)]


def as_seen(row: Row) -> Row:
    """A scenario's row with its days as dates."""
    return {name: f"{day(text)}" if name in _DAYS else text for name, text in row.items()}


def _seen_in_intacct(story: Story, paper: Paper, number: str) -> Row:
    document = paper.in_intacct(story, number)
    lines = [item for item in document.items if item.is_user_line]
    taxes = [item for item in document.items if not item.is_user_line]
    party = story.bridge.intacct.parties_of(paper.role.book).named(document.party_id)
    return {
        "number": document.record_id,
        paper.role.word: party.name if party else document.party_id,
        "net": shown(paper.sign * sum((line.amount for line in lines), Decimal(0))),
        "VAT": shown(paper.sign * sum((tax.amount for tax in taxes), Decimal(0))),
        "total": shown(paper.sign * document.total_entered),
        "owed": shown(paper.sign * document.total_due),
        "dated": _day(document.invoice_date),
        "due": _day(document.due_date),
        "GL date": _day(document.posting_date),
        "status": IN_INTACCT[document.state],
        "account": _each(line.account_no for line in lines),
        "tax type": _each(tax.detail_id for tax in taxes),
        "property": _each(property_at(story, line.location_id) for line in lines),
        "reference": document.doc_number,
        "description": _each(line.memo for line in lines),
    }


def _seen_in_re_leased(story: Story, paper: Paper, number: str) -> Row:
    document = paper.in_re_leased(story, number)
    contact = story.bridge.re_leased.contacts.get(COMPANY, document.contact_id)
    place = story.bridge.re_leased.properties.shelf.find(COMPANY, document.property_id or "")
    return {
        "number": document.invoice_number,
        paper.role.word: contact.correspondence_name or contact.name,
        "net": shown(document.net_total),
        "VAT": shown(document.tax_total),
        "total": shown(document.gross_total),
        "owed": shown(document.amount_due),
        "dated": _day(document.issue_date),
        "due": _day(document.due_date),
        "status": IN_RE_LEASED[document.status],
        "account": _each(line.account_code for line in document.lines),
        "tax type": _each(line.tax_type_code for line in document.lines),
        "property": place.name if place else "",
        "reference": document.reference or "",
        "description": _each(line.description for line in document.lines),
    }


def lines_in_re_leased(story: Story, paper: Paper, number: str) -> list[Row]:
    """Each line with the property it belongs to."""
    shelf = story.bridge.re_leased.properties.shelf
    rows: list[Row] = []
    for line in paper.in_re_leased(story, number).lines:
        place = shelf.find(COMPANY, line.property_id or "")
        rows.append(
            {
                "property": place.name if place else "",
                "net": shown(line.net_amount),
                "VAT": shown(line.tax_amount or Decimal(0)),
                "description": line.description,
            }
        )
    return rows


def _day(value: date) -> str:
    return value.isoformat()


def _each(values: Iterable[str]) -> str:
    """What the lines say, each different thing once, in their order."""
    return ", ".join(dict.fromkeys(values))
