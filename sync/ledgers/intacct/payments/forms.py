"""How payments and allocations of credits are filled in: both are made as a payment, one without money."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol, cast

from sync.domain.kinds import RecordKind
from sync.domain.records import CreditAllocation, Payment, Record, Reference, Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.payments.banks import Banks
from sync.ledgers.intacct.payments.checks import (
    ACTIONS,
    There,
    no_account,
    problem_with_allocation,
    problem_with_payment,
    several_banks,
)
from sync.ledgers.intacct.payments.credit_reading import CreditAllocationReader, allocation_key
from sync.ledgers.intacct.payments.objects import RECEIPTS, PaymentObject
from sync.ledgers.intacct.payments.open_documents import OpenDocument
from sync.ledgers.intacct.payments.reading import PaymentReader
from sync.ledgers.intacct.wire.values import cut_off, decimal_text, stored
from sync.ledgers.intacct.wire.xml_text import Element, element
from sync.use_cases.ports import Refused, Write

_USUAL_METHOD = "EFT"
_DESCRIPTION = "payment_description"


class PaymentForm(Protocol):
    """What `writing` must know of a kind of record that is made as a payment."""

    @property
    def what(self) -> PaymentObject:
        """Receipts, or payments to vendors."""
        ...

    @property
    def kind(self) -> RecordKind:
        """The kind of record."""
        ...

    def needs(self, write: Write) -> Sequence[Reference]:
        """The documents that must be there."""
        ...

    def stored(self, write: Write) -> Record:
        """The record as Intacct will show it again."""
        ...

    def cut(self, write: Write) -> tuple[str, ...]:
        """One sentence for each text of which Intacct keeps only a part."""
        ...

    def creation(self, write: Write, there: There, mark: str) -> Element | Refused:
        """The payment to be created, with our mark; or what stands against it."""
        ...

    def key(self, write: Write, payment: str) -> str:
        """The record's key once it was made under this RECORDNO."""
        ...

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, Sequence[Sighting]]:
        """What payments with these document numbers show, by that number."""
        ...

    def is_made(self, write: Write, found: Record) -> bool:
        """Whether `found` is what the write asks for."""
        ...


@dataclass(frozen=True, slots=True)
class MoneyForm:
    """A receipt, or a payment to a vendor."""

    company: Company
    banks: Banks
    reader: PaymentReader

    @property
    def what(self) -> PaymentObject:
        """Receipts, or payments to vendors."""
        return self.reader.what

    @property
    def kind(self) -> RecordKind:
        """The kind of payment."""
        return self.what.kind

    def needs(self, write: Write) -> Sequence[Reference]:
        """What is paid."""
        return [one.document for one in _payment_of(write).allocations]

    def stored(self, write: Write) -> Payment:
        """A method that Intacct does not know, or would act upon, becomes EFT."""
        payment = _payment_of(write)
        known = {name.lower(): name for name in self.what.methods}
        return replace(
            payment,
            reference=stored(payment.reference, _DESCRIPTION),
            method=known.get(payment.method.lower(), _USUAL_METHOD),
            allocations=tuple(sorted(payment.allocations, key=lambda one: one.document)),
        )

    def cut(self, write: Write) -> tuple[str, ...]:
        """The reference is kept as a description."""
        return tuple(cut_off("The reference", _payment_of(write).reference, _DESCRIPTION))

    def creation(self, write: Write, there: There, mark: str) -> Element | Refused:
        """One detail for each document; Intacct pays its lines from the top."""
        payment = self.stored(write)
        problem = problem_with_payment(
            self.what, payment, there, base_currency=self.company.facts.currency
        )
        account = self._account(payment)
        if problem is not None or isinstance(account, Refused):
            return problem or cast("Refused", account)
        details = (
            _detail(self.what, there[one.document], one.document, _money(one.amount.amount))
            for one in payment.allocations
        )
        return element(
            self.what.object_name,
            account,
            element("PAYMENTMETHOD", payment.method),
            element(self.what.contact_field, payment.contact.key),
            element("DOCNUMBER", mark),
            element("DESCRIPTION", payment.reference) if payment.reference else None,
            *_days(self.what, payment.paid_on),
            element("CURRENCY", payment.amount.currency),
            element("ACTION", ACTIONS[payment.status]),
            element(f"{self.what.details_name}S", *details),
        )

    def key(self, write: Write, payment: str) -> str:  # noqa: ARG002 - a payment's key is its own number
        """RECORDNO."""
        return payment

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, Sequence[Sighting]]:
        """The payments with these document numbers."""
        return self.reader.by_number(numbers)

    def is_made(self, write: Write, found: Record) -> bool:
        """The same money of the same contact on the same day for the same documents."""
        wanted = self.stored(write)
        return isinstance(found, Payment) and _told(found) == _told(wanted)

    def _account(self, payment: Payment) -> Element | Refused:
        """The bank account behind the ledger account; else, for receipts, it holds undeposited funds."""
        account = payment.account.key if payment.account else ""
        banks = self.banks.banks_of(account) if account else []
        if len(banks) == 1:
            return element("FINANCIALENTITY", banks[0])
        if banks:
            return several_banks(self.what, payment, banks)
        if account and self.what is RECEIPTS:
            return element("UNDEPOSITEDACCOUNTNO", account)
        return no_account(self.what, payment)


@dataclass(frozen=True, slots=True)
class AllocationForm:
    """A credit put against a document: a payment without money. That it needs no bank account is a guess."""

    company: Company
    reader: CreditAllocationReader

    @property
    def what(self) -> PaymentObject:
        """Of customers, or of vendors."""
        return self.reader.what

    @property
    def kind(self) -> RecordKind:
        """The kind of allocation."""
        return self.what.allocation_kind

    def needs(self, write: Write) -> Sequence[Reference]:
        """The credit and the document."""
        allocation = self.stored(write)
        return allocation.credit, allocation.document

    def stored(self, write: Write) -> CreditAllocation:
        """As it is."""
        return cast("CreditAllocation", write.record)

    def cut(self, write: Write) -> tuple[str, ...]:  # noqa: ARG002 - an allocation has no texts
        """Nothing."""
        return ()

    def creation(self, write: Write, there: There, mark: str) -> Element | Refused:
        """One detail, which uses the credit."""
        allocation = self.stored(write)
        problem = problem_with_allocation(
            self.what, allocation, there, base_currency=self.company.facts.currency
        )
        if problem is not None:
            return problem
        document, credit = there[allocation.document], there[allocation.credit]
        amount = decimal_text(allocation.amount.amount)
        use = (
            element("ADJUSTMENTKEY", credit.record_no),
            element("TRX_ADJUSTMENTAMOUNT", amount),
        )
        return element(
            self.what.object_name,
            element("PAYMENTMETHOD", _USUAL_METHOD),
            element(self.what.contact_field, document.contact),
            element("DOCNUMBER", mark),
            *_days(self.what, allocation.allocated_on),
            element("CURRENCY", allocation.amount.currency),
            element("ACTION", ACTIONS[allocation.status]),
            element(
                f"{self.what.details_name}S",
                _detail(self.what, document, allocation.document, *use),
            ),
        )

    def key(self, write: Write, payment: str) -> str:
        """The payment, the credit and the document."""
        allocation = self.stored(write)
        return allocation_key(payment, allocation.credit, allocation.document)

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, Sequence[Sighting]]:
        """The uses of credits by payments with these document numbers."""
        return self.reader.by_number(numbers)

    def is_made(self, write: Write, found: Record) -> bool:
        """The same amount of the same credit on the same day for the same document, reversed or not."""
        wanted = self.stored(write)
        return (
            isinstance(found, CreditAllocation) and replace(found, status=wanted.status) == wanted
        )


def _payment_of(write: Write) -> Payment:
    return cast("Payment", write.record)


def _told(payment: Payment) -> tuple[object, ...]:
    return payment.contact, payment.paid_on, payment.amount, payment.allocations


def _money(amount: Decimal) -> Element:
    return element("TRX_PAYMENTAMOUNT", decimal_text(amount))


def _days(what: PaymentObject, day: date) -> Iterator[Element]:
    return (element(name, f"{day:%m/%d/%Y}") for name in what.date_fields)


def _detail(
    what: PaymentObject, document: OpenDocument, reference: Reference, *amounts: Element
) -> Element:
    field = "POSADJKEY" if reference.kind is what.adjustments.kind else "RECORDKEY"
    return element(what.details_name, element(field, document.record_no), *amounts)
