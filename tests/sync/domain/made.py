"""Small makers of domain values, so that a test names only what it is about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sync.domain.crossing import Counterpart, CounterpartState
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.pair_planner import Context
from sync.domain.plan import Candidate, Decision, Face
from sync.domain.records import (
    EXTERNAL_TAX,
    Address,
    Allocation,
    Contact,
    CreditAllocation,
    Document,
    DocumentLine,
    DocumentStatus,
    Payment,
    PaymentStatus,
    Record,
    Reference,
)
from sync.domain.rules import Terms
from sync.domain.sides import Side
from sync.domain.standing import Standing

TERMS = Terms(sync_from=date(2025, 1, 1), currency="GBP")

INTACCT_CUSTOMER = Reference(RecordKind.CUSTOMER, "C-17")
RE_LEASED_CUSTOMER = Reference(RecordKind.CUSTOMER, "501")
RENT = Reference(RecordKind.ACCOUNT, "4000")
BANK = Reference(RecordKind.ACCOUNT, "1000")
INVOICES = {
    Side.INTACCT: Reference(RecordKind.SALES_INVOICE, "881"),
    Side.RE_LEASED: Reference(RecordKind.SALES_INVOICE, "184512"),
}
CREDITS = {
    Side.INTACCT: Reference(RecordKind.SALES_CREDIT, "882"),
    Side.RE_LEASED: Reference(RecordKind.SALES_CREDIT, "184513"),
}


def pounds(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


def line(net: str = "1200.00", tax: str = "240.00", **changes: Any) -> DocumentLine:
    made = DocumentLine("Rent March", RENT, pounds(net), pounds(tax), None, ())
    return replace(made, **changes)


def engine_taxed(tax: Money | None, net: str = "100.00", **changes: Any) -> DocumentLine:
    """A line whose tax is Intacct's to work out; None where it has not said it yet."""
    return replace(line(net, **changes), tax=tax, tax_detail=EXTERNAL_TAX)


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


def receipt(side: Side = Side.INTACCT, **changes: Any) -> Payment:
    """A posted receipt over the whole of one invoice."""
    made = Payment(
        reference="BACS 1803",
        contact=INTACCT_CUSTOMER if side is Side.INTACCT else RE_LEASED_CUSTOMER,
        paid_on=date(2026, 3, 18),
        account=BANK,
        method="EFT" if side is Side.INTACCT else "BankTransfer",
        amount=pounds("1440.00"),
        status=PaymentStatus.POSTED,
        allocations=(Allocation(INVOICES[side], pounds("1440.00")),),
    )
    return replace(made, **changes)


def credit_allocation(side: Side = Side.INTACCT, **changes: Any) -> CreditAllocation:
    """A posted allocation of a credit to an invoice."""
    made = CreditAllocation(
        credit=CREDITS[side],
        document=INVOICES[side],
        amount=pounds("100.00"),
        allocated_on=date(2026, 3, 18),
        status=PaymentStatus.POSTED,
    )
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
        Side.INTACCT: {
            INTACCT_CUSTOMER: linked("501"),
            RENT: linked("4000"),
            BANK: linked("1000"),
            INVOICES[Side.INTACCT]: linked(INVOICES[Side.RE_LEASED].key),
            CREDITS[Side.INTACCT]: linked(CREDITS[Side.RE_LEASED].key),
        },
        Side.RE_LEASED: {
            RE_LEASED_CUSTOMER: linked("C-17"),
            RENT: linked("4000"),
            BANK: linked("1000"),
            INVOICES[Side.RE_LEASED]: linked(INVOICES[Side.INTACCT].key),
            CREDITS[Side.RE_LEASED]: linked(CREDITS[Side.INTACCT].key),
        },
    },
)


def pair_of_invoices(
    intacct: dict[str, Any] | None = None,
    re_leased: dict[str, Any] | None = None,
    agreed: dict[str, Any] | None = None,
    *,
    kind: RecordKind = RecordKind.SALES_INVOICE,
) -> Candidate:
    """A linked document: what each side changed since both agreed on `agreed`."""
    before = agreed or {}
    return Candidate(
        kind,
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


def standing_of(decision: Decision) -> Standing:
    """Where all records of a decision stand."""
    (standing,) = {standing for _, standing in decision.standings}
    return standing
