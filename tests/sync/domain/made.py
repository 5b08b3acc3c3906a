"""Small makers of domain values, so that a test names only what it is about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sync.domain.crossing import Counterpart, CounterpartState
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.pair_planner import Context
from sync.domain.plan import Candidate, Face
from sync.domain.records import (
    Address,
    Contact,
    Document,
    DocumentLine,
    DocumentStatus,
    Record,
    Reference,
)
from sync.domain.rules import Terms
from sync.domain.sides import Side

TERMS = Terms(sync_from=date(2025, 1, 1), currency="GBP")

INTACCT_CUSTOMER = Reference(RecordKind.CUSTOMER, "C-17")
RE_LEASED_CUSTOMER = Reference(RecordKind.CUSTOMER, "501")
RENT = Reference(RecordKind.ACCOUNT, "4000")


def pounds(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


def line(net: str = "1200.00", tax: str = "240.00", **changes: Any) -> DocumentLine:
    made = DocumentLine("Rent March", RENT, pounds(net), pounds(tax), None, ())
    return replace(made, **changes)


def invoice(side: Side = Side.INTACCT, **changes: Any) -> Document:
    contact = INTACCT_CUSTOMER if side is Side.INTACCT else RE_LEASED_CUSTOMER
    made = Document(
        number="RL-5521",
        reference="March",
        contact=contact,
        issue_date=date(2026, 3, 2),
        due_date=date(2026, 3, 16),
        currency="GBP",
        status=DocumentStatus.DRAFT,
        lines=(line(),),
    )
    return replace(made, **changes)


def contact(name: str = "Quay Foods Ltd", **changes: Any) -> Contact:
    made = Contact(name, name, "Dana", "Quay", "", "", "", "", Address(), Address(), active=True)
    return replace(made, **changes)


def face(
    side: Side, now: Record, agreed: Record | None = None, *, record_id: int = 0, **changes: Any
) -> Face:
    number = record_id or (1 if side is Side.INTACCT else 2)
    key = "C-17" if side is Side.INTACCT else "501"
    made = Face(number, side, key, now, fingerprint=f"print of {number}", agreed=agreed)
    return replace(made, **changes)


def linked(key: str) -> Counterpart:
    return Counterpart(CounterpartState.LINKED, key)


CONTEXT = Context(
    terms=TERMS,
    counterparts={
        Side.INTACCT: {INTACCT_CUSTOMER: linked("501"), RENT: linked("4000")},
        Side.RE_LEASED: {RE_LEASED_CUSTOMER: linked("C-17"), RENT: linked("4000")},
    },
)


def pair_of_invoices(
    intacct: dict[str, Any] | None = None,
    re_leased: dict[str, Any] | None = None,
    agreed: dict[str, Any] | None = None,
) -> Candidate:
    """A linked invoice: what each side changed since both agreed on `agreed`."""
    before = agreed or {}
    return Candidate(
        RecordKind.SALES_INVOICE,
        face(
            Side.INTACCT,
            invoice(Side.INTACCT, **{**before, **(intacct or {})}),
            invoice(Side.INTACCT, **before),
        ),
        face(
            Side.RE_LEASED,
            invoice(Side.RE_LEASED, **{**before, **(re_leased or {})}),
            invoice(Side.RE_LEASED, **before),
        ),
    )


def lone(side: Side, kind: RecordKind, now: Record, **changes: Any) -> Candidate:
    """A record without a counterpart."""
    made = face(side, now, **changes)
    return Candidate(
        kind,
        made if side is Side.INTACCT else None,
        made if side is Side.RE_LEASED else None,
    )
