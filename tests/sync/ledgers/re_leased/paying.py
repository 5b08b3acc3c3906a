"""What the tests of documents, payments and credits have in common."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sandbox.re_leased.document_records import (
    AdjustmentType,
    DocumentType,
    Kind,
    PaymentAllocation,
    PaymentKind,
    Status,
)
from sandbox.re_leased.document_records import Document as StoredDocument
from sandbox.re_leased.document_records import Payment as StoredPayment
from sandbox.re_leased.fields import AccountFields, AllocationFields, PaymentFields
from sandbox.re_leased.records import Category, Contact
from sandbox.re_leased.reference_records import AccountClass
from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Allocation,
    CreditAllocation,
    Document,
    DocumentStatus,
    Payment,
    PaymentStatus,
    Reference,
)
from tests.sync.ledgers.re_leased.asking import invoice
from tests.sync.ledgers.re_leased.stand_in import COMPANY, PERSON, StandIn, nzd


@dataclass(frozen=True, slots=True)
class BooksSide:
    """Sales or purchases, in our words and in the stand-in's."""

    owed: RecordKind
    credit: RecordKind
    payment: RecordKind
    allocation: RecordKind
    party: RecordKind
    kind: Kind
    payment_kind: PaymentKind
    entities: tuple[str, str, str]


SALES = BooksSide(
    RecordKind.SALES_INVOICE,
    RecordKind.SALES_CREDIT,
    RecordKind.RECEIPT,
    RecordKind.SALES_CREDIT_ALLOCATION,
    RecordKind.CUSTOMER,
    Kind.INCOME,
    PaymentKind.RECEIPT,
    ("ARINVOICE", "ARADJUSTMENT", "ARPYMT"),
)
PURCHASES = BooksSide(
    RecordKind.BILL,
    RecordKind.PURCHASE_CREDIT,
    RecordKind.DISBURSEMENT,
    RecordKind.PURCHASE_CREDIT_ALLOCATION,
    RecordKind.VENDOR,
    Kind.EXPENSE,
    PaymentKind.DISBURSEMENT,
    ("APBILL", "APADJUSTMENT", "APPYMT"),
)
SIDES = [SALES, PURCHASES]


def party(stand_in: StandIn) -> Contact:
    """Somebody who is tenant and supplier, and an account that costs can be booked to."""
    wanted = AccountFields(name="Repairs", account_class=AccountClass.EXPENSE)
    stand_in.book.reference_data.put_account(COMPANY, "6000", wanted, by=PERSON)
    return stand_in.add_contact("Acme", Category.TENANT, Category.CREDITOR)


def entered(stand_in: StandIn, side: BooksSide, contact: Contact, **changes: Any) -> StoredDocument:
    """A person enters an approved document of 8,050.00, an invoice unless told otherwise."""
    usual: dict[str, Any] = {"kind": side.kind, "status": Status.APPROVED}
    lines = stand_in.lines(_account(side))
    return stand_in.add_invoice(contact, **{**usual, "lines": lines, **changes})


def entered_credit(stand_in: StandIn, side: BooksSide, contact: Contact) -> StoredDocument:
    """A person enters an approved credit note of 8,050.00."""
    return entered(stand_in, side, contact, document_type=DocumentType.CREDIT_NOTE)


def entered_debit(stand_in: StandIn, side: BooksSide, contact: Contact) -> StoredDocument:
    """A person enters an approved adjustment that debits 8,050.00."""
    return entered(
        stand_in,
        side,
        contact,
        document_type=DocumentType.ADJUSTMENT,
        adjustment_type=AdjustmentType.DEBIT,
    )


def paid(
    stand_in: StandIn, side: BooksSide, contact: Contact, **amounts: StoredDocument
) -> StoredPayment:
    """A person records a payment that settles all that is due of the documents."""
    shares = tuple(
        PaymentAllocation(invoice_id=one.id, amount=one.amount_due) for one in amounts.values()
    )
    fields = PaymentFields(
        kind=side.payment_kind,
        contact_id=contact.id,
        date=date(2026, 3, 18),
        amount=sum((one.amount for one in shares), start=nzd("0").amount),
        bank_account_code="1000",
        allocations=shares,
        reference="BNZ 1803",
    )
    return stand_in.book.payments.pay(COMPANY, fields, by=PERSON)


def credited(
    stand_in: StandIn, credit: StoredDocument, document: StoredDocument, amount: str, day: int = 19
) -> None:
    """A person puts so much of the credit against the document."""
    item = AllocationFields(
        invoice_id=document.id, amount=nzd(amount).amount, date=date(2026, 3, day)
    )
    stand_in.book.credits.allocate(COMPANY, credit.id, [item], by=PERSON)


def document(
    side: BooksSide, kind: RecordKind, contact: Contact, *, sign: int = 1, posted: bool = False
) -> Document:
    """A document of two lines; a credit is due on its own date."""
    status = DocumentStatus.POSTED if posted else DocumentStatus.DRAFT
    made = invoice(contact.id, status)
    lines = tuple(
        replace(
            line,
            account=Reference(RecordKind.ACCOUNT, _account(side)),
            net=line.net if sign > 0 else -line.net,
            tax=-line.tax if sign < 0 and line.tax is not None else line.tax,
        )
        for line in made.lines
    )
    return replace(
        made,
        contact=Reference(side.party, contact.id),
        due_date=made.due_date if kind is side.owed else made.issue_date,
        lines=lines,
    )


def payment(side: BooksSide, contact: Contact, **amounts: tuple[Reference, str]) -> Payment:
    """A payment that settles the documents with these amounts."""
    shares = [Allocation(one, nzd(amount)) for one, amount in amounts.values()]
    total = nzd("0")
    for share in shares:
        total += share.amount
    return Payment(
        reference="BNZ 1803",
        contact=Reference(side.party, contact.id),
        paid_on=date(2026, 3, 18),
        account=Reference(RecordKind.ACCOUNT, "1000"),
        method="Cheque",
        amount=total,
        status=PaymentStatus.POSTED,
        allocations=tuple(sorted(shares, key=lambda one: one.document)),
    )


def allocation(
    side: BooksSide, credit: StoredDocument, against: Reference, amount: str
) -> CreditAllocation:
    """So much of the credit, put against a document on 19 March."""
    return CreditAllocation(
        credit=Reference(side.credit, credit.id),
        document=against,
        amount=nzd(amount),
        allocated_on=date(2026, 3, 19),
        status=PaymentStatus.POSTED,
    )


def _account(side: BooksSide) -> str:
    return "4000" if side is SALES else "6000"
