"""Compares the two ledgers as an accountant would: list against list, line by line, to the cent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tests.sandbox.ledgers_client import Json, LedgersClient

EVERY_ROW = 100_000
REFERENCE_LENGTH_IN_INTACCT = 20
"""The stand-in world's Intacct takes no longer reference number, as the real one."""


class Stage(StrEnum):
    """Where a document stands, in words that fit both ledgers."""

    PRIVATE = "private"
    AWAITING = "awaiting approval"
    APPROVED = "approved"
    REJECTED = "rejected"
    ENDED = "ended"


_STAGES = {
    "intacct": {
        "Draft": Stage.AWAITING,
        "Posted": Stage.APPROVED,
        "Partially Paid": Stage.APPROVED,
        "Selected": Stage.APPROVED,
        "Paid": Stage.APPROVED,
        "Reversed": Stage.ENDED,
    },
    "re_leased": {
        "Draft": Stage.PRIVATE,
        "Awaiting Approval": Stage.AWAITING,
        "Approved": Stage.APPROVED,
        "Paid": Stage.APPROVED,
        "Rejected": Stage.REJECTED,
        "Voided": Stage.ENDED,
    },
}
_REVERSAL = "Reversal"
"""Intacct's second record with opposite amounts; it is no document of its own."""
_NAMES = {"intacct": "Sage Intacct", "re_leased": "Re-Leased"}
_DAYS = {"intacct": "invoice_date", "re_leased": "issue_date"}
_REFERENCES = {"intacct": "doc_number", "re_leased": "reference"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document; amounts in the company's currency."""

    description: str
    account: str
    tax_type: str
    tracking: tuple[str, ...]
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Document:
    """A sales invoice as one ledger shows it.

    Attributes:
        key: The ledger's own key.
        pairing: What names the same document in both ledgers: Re-Leased's id where it was entered
            there, else its number.
        number: The number people see.
        customer: The customer's plain name.
        stage: Where it stands.
        issued: The invoice date.
        due: The due date.
        reference: The sender's reference.
        gross: What the customer owes, in the company's currency.
        tax: The tax in it.
        lines: In order.
    """

    key: str
    pairing: str
    number: str
    customer: str
    stage: Stage
    issued: date
    due: date
    reference: str
    gross: Decimal
    tax: Decimal
    lines: tuple[Line, ...]

    def travels(self, sync_from: date) -> bool:
        """Whether it belongs into both ledgers: open, and dated on or after the sync-from date."""
        return self.stage in {Stage.AWAITING, Stage.APPROVED} and self.issued >= sync_from


def documents(client: LedgersClient, side: str) -> dict[str, Document]:
    """All sales invoices of one ledger, by what pairs them."""
    listed = [row for row in _rows(client, side, "invoices") if row["state"] != _REVERSAL]
    details = (client.detail(side, "invoices", row["key"]) for row in listed)
    found = [_document(side, detail) for detail in details]
    return {document.pairing: document for document in found}


def apart(client: LedgersClient, *, sync_from: date) -> list[str]:
    """What keeps the two ledgers apart, one sentence each; nothing when they are equal."""
    return [*_masters_apart(client), *documents_apart(client, sync_from=sync_from)]


def documents_apart(client: LedgersClient, *, sync_from: date) -> list[str]:
    """What keeps the two lists of sales invoices apart, one sentence each."""
    intacct, re_leased = documents(client, "intacct"), documents(client, "re_leased")
    paired = intacct.keys() & re_leased.keys()
    assert paired, "No document stands in both ledgers; there is nothing to compare."
    return [
        *_alone(intacct, paired, "intacct", sync_from),
        *_alone(re_leased, paired, "re_leased", sync_from),
        *(s for p in sorted(paired) for s in _differences(intacct[p], re_leased[p])),
    ]


def writes(client: LedgersClient) -> Mapping[str, int]:
    """How many records the product has written into each ledger so far."""
    totals = client.http.get("/control/calls").raise_for_status().json()["totals"]
    return {side: totals[side]["writes"] for side in _NAMES}


def _alone(
    found: Mapping[str, Document], paired: set[str], side: str, sync_from: date
) -> Iterator[str]:
    for pairing in sorted(found.keys() - paired):
        document = found[pairing]
        if document.travels(sync_from):
            who = f"{document.number} ({document.customer}, {document.gross}, {document.stage})"
            yield f"{who}: only in {_NAMES[side]}"


def _differences(intacct: Document, re_leased: Document) -> Iterator[str]:
    shown = {
        "number": (intacct.number, re_leased.number),
        "customer": (intacct.customer, re_leased.customer),
        "stage": (intacct.stage, re_leased.stage),
        "invoice date": (intacct.issued, re_leased.issued),
        "due date": (intacct.due, re_leased.due),
        "reference": (intacct.reference, re_leased.reference[:REFERENCE_LENGTH_IN_INTACCT].strip()),
        "gross": (intacct.gross, re_leased.gross),
        "tax": (intacct.tax, re_leased.tax),
        "lines": (intacct.lines, re_leased.lines),
    }
    for what, (one, other) in shown.items():
        if one != other:
            yield f"{intacct.number}: {what} {one} in Sage Intacct, {other} in Re-Leased"


def _document(side: str, detail: Json) -> Document:
    fields = {field["name"]: field["value"] or "" for field in detail["fields"]}
    totals = {total["name"]: Decimal(total["amount"]) for total in detail["totals"]}
    return Document(
        key=detail["key"],
        pairing=_pairing(side, detail, fields),
        number=detail["title"],
        customer=_plain_name(detail["subtitle"]),
        stage=_STAGES[side][detail["state"]],
        issued=date.fromisoformat(fields[_DAYS[side]]),
        due=date.fromisoformat(fields["due_date"]),
        reference=fields[_REFERENCES[side]],
        gross=totals["gross"],
        tax=totals["tax"],
        lines=tuple(_line(line) for line in detail["lines"]),
    )


def _pairing(side: str, detail: Json, fields: Mapping[str, str]) -> str:
    """Intacct notes Re-Leased's id as the external id of what came from there."""
    if side == "intacct":
        return fields["external_id"] or detail["title"]
    came_from_intacct = "link_0" in fields
    return detail["title"] if came_from_intacct else f"RL-{detail['key']}"


def _line(line: Json) -> Line:
    return Line(
        description=line["description"],
        account=line["account"],
        tax_type=line["tax_code"],
        tracking=tuple(sorted(filter(None, line["tracking"].split(" · ")))),
        net=Decimal(line["net"]),
        tax=Decimal(line["tax"]),
    )


def _plain_name(name: str) -> str:
    """A name without Intacct's id, which Re-Leased shows before it, such as `C-1004 Harbour Café`."""
    first, _, rest = name.partition(" ")
    return rest if _is_intacct_id(first) else name


def _is_intacct_id(word: str) -> bool:
    letters, dash, digits = word.partition("-")
    return bool(dash) and letters.isalpha() and letters.isupper() and digits.isdecimal()


def _masters_apart(client: LedgersClient) -> Iterator[str]:
    """Accounts, tax types, dimensions and contacts: by code and name, and whether they are in use."""
    for kinds, other_kinds in (
        (("accounts",), ("accounts",)),
        (("tax_details",), ("tax_types",)),
        (("dimension_values",), ("tracking_options",)),
        (("customers", "vendors"), ("contacts",)),
    ):
        intacct = {word for kind in kinds for word in _master_words(client, "intacct", kind)}
        re_leased = {
            word for kind in other_kinds for word in _master_words(client, "re_leased", kind)
        }
        assert intacct, f"Sage Intacct lists no {kinds}"
        yield from (f"{word}: only in Sage Intacct" for word in sorted(intacct - re_leased))
        yield from (f"{word}: only in Re-Leased" for word in sorted(re_leased - intacct))


def _master_words(client: LedgersClient, side: str, kind: str) -> Iterator[str]:
    for row in _rows(client, side, kind):
        yield f"{_MASTER_WORDS[kind](row)}, {row['state']}"


def _code_and_name(row: Json) -> str:
    return f"{row['title']} {row['subtitle']}"


def _tax_code_and_description(row: Json) -> str:
    """Intacct's list shows the rate after the description."""
    return f"{row['title']} {row['subtitle'].partition(' · ')[0]}"


def _party_name(row: Json) -> str:
    return str(row["subtitle"])


def _contact_name(row: Json) -> str:
    return _plain_name(row["title"])


_MASTER_WORDS: Mapping[str, Callable[[Json], str]] = {
    "accounts": _code_and_name,
    "tax_details": _tax_code_and_description,
    "tax_types": _tax_code_and_description,
    "dimension_values": _code_and_name,
    "tracking_options": _code_and_name,
    "customers": _party_name,
    "vendors": _party_name,
    "contacts": _contact_name,
}


def _rows(client: LedgersClient, side: str, kind: str) -> list[Json]:
    rows: list[Json] = client.rows(side, kind, size=EVERY_ROW)["rows"]
    return rows
