"""Payments: receipts, disbursements and refunds, always against documents."""

from collections.abc import Sequence
from decimal import Decimal

from sandbox.clock import Clock
from sandbox.re_leased import external_references
from sandbox.re_leased.companies import Companies
from sandbox.re_leased.contacts import Contacts
from sandbox.re_leased.document_records import (
    Document,
    Kind,
    Payment,
    PaymentAllocation,
    PaymentKind,
    PaymentStatus,
)
from sandbox.re_leased.documents import Documents
from sandbox.re_leased.fields import PaymentFields, ReferenceFields
from sandbox.re_leased.money import cents, plain, total
from sandbox.re_leased.records import Actor
from sandbox.re_leased.reference_data import ReferenceData
from sandbox.re_leased.refusal import Detail, broken_rules, wrong_status
from sandbox.re_leased.settlement import settled, settlement_fault
from sandbox.re_leased.shelf import Shelf
from sandbox.storage import Storage


class Payments:
    """The payments of all companies."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        *,
        companies: Companies,
        contacts: Contacts,
        documents: Documents,
        reference_data: ReferenceData,
    ) -> None:
        self._companies = companies
        self._contacts = contacts
        self._documents = documents
        self._reference_data = reference_data
        self.shelf = Shelf(storage, clock, name="payment", record_type=Payment)

    def get(self, company_id: str, payment_id: str) -> Payment:
        """The payment.

        Raises:
            Refusal: 404 when the company has none such.
        """
        return self.shelf.get(company_id, payment_id, what="payment")

    def pay(self, company_id: str, fields: PaymentFields, *, by: Actor) -> Payment:
        """Record a payment and settle its documents; all of its allocations or none.

        Nothing stays unallocated: over- and prepayments have no home here. Only accounts with
        payments enabled can be paid to or from.

        Raises:
            Refusal: 422 for every broken rule (`payment_exceeds_balance`, `invoice_already_paid`,
                `bank_account_not_enabled`, ...); 409 for a document that is not Approved, or
                `already_linked`.
        """
        self._contacts.get(company_id, fields.contact_id)
        allocations = _together(fields.allocations)
        faults = [
            *self._header_faults(company_id, fields, allocations),
            *self._allocation_faults(company_id, fields, allocations),
        ]
        if faults:
            raise broken_rules(faults)
        self._require_linkable(company_id, fields)
        for allocation in allocations:
            document = self._documents.get(company_id, allocation.invoice_id)
            self._settle(document, allocation.amount, by=by)
        given = fields.given(leave_out=("external_refs", "amount", "allocations", "currency"))
        return self.shelf.add(
            company_id,
            by=by,
            **given,
            amount=cents(fields.amount),
            currency=self._companies.get(company_id).currency,
            allocations=allocations,
            external_refs=external_references.made(fields.external_refs),
        )

    def reverse(self, company_id: str, payment_id: str, *, by: Actor) -> Payment:
        """Take a payment back; its documents are due again (Reversing a payment).

        Raises:
            Refusal: 409 when it is reversed already.
        """
        payment = self.get(company_id, payment_id)
        if payment.status is not PaymentStatus.ACTIVE:
            raise wrong_status("reverse", f"Payment {payment.id}", current_status=payment.status)
        for allocation in payment.allocations:
            document = self._documents.get(company_id, allocation.invoice_id)
            self._settle(document, -allocation.amount, by=by)
        return self.shelf.change(payment, by=by, status=PaymentStatus.REVERSED)

    def link(
        self, company_id: str, payment_id: str, reference: ReferenceFields, *, by: Actor
    ) -> Payment:
        """Put an external reference on the payment.

        Raises:
            Refusal: 409 `already_linked`; 422 `before_sync_from_date`.
        """
        payment = self.get(company_id, payment_id)
        external_references.require_within_sync(self._companies, company_id, dated=payment.date)
        return external_references.link(self.shelf, payment, reference, by=by)

    def _settle(self, document: Document, amount: Decimal, *, by: Actor) -> None:
        self._documents.shelf.change(document, by=by, **settled(document, paid=amount))

    def _require_linkable(self, company_id: str, fields: PaymentFields) -> None:
        if fields.external_refs:
            external_references.require_free(self.shelf, company_id, fields.external_refs)
            external_references.require_within_sync(self._companies, company_id, dated=fields.date)

    def _header_faults(
        self, company_id: str, fields: PaymentFields, allocations: Sequence[PaymentAllocation]
    ) -> list[Detail]:
        faults = []
        currency = self._companies.get(company_id).currency
        if fields.currency not in {None, currency}:
            message = f"Only {currency} is supported in this company, not {fields.currency}."
            faults.append(Detail("currency", "multi_currency_not_supported", message))
        bank = self._reference_data.find_usable_account(
            company_id, fields.bank_account_code, field="bankAccountCode"
        )
        if isinstance(bank, Detail):
            faults.append(bank)
        elif not bank.enable_payments:
            message = f"Account {bank.code} {bank.name} is not enabled for payments."
            faults.append(Detail("bankAccountCode", "bank_account_not_enabled", message))
        amount = cents(plain(fields.amount, field="amount"))
        if amount != total(allocation.amount for allocation in allocations):
            message = "The whole amount must be allocated to invoices, and no more."
            faults.append(Detail("allocations", "unallocated_amount", message))
        return faults

    def _allocation_faults(
        self, company_id: str, fields: PaymentFields, allocations: Sequence[PaymentAllocation]
    ) -> list[Detail]:
        faults = []
        for position, allocation in enumerate(allocations):
            path = f"allocations[{position}]"
            document = self._documents.get(company_id, allocation.invoice_id)
            fault = _misfit(document, fields, field=f"{path}.invoiceId") or settlement_fault(
                document,
                allocation.amount,
                field=f"{path}.amount",
                exceeds="payment_exceeds_balance",
            )
            if fault:
                faults.append(fault)
        return faults


def _misfit(document: Document, fields: PaymentFields, *, field: str) -> Detail | None:
    """Receipts settle income, disbursements expenses, refunds credit; of the payer only."""
    if document.contact_id != fields.contact_id:
        message = f"{document.title} is not of contact {fields.contact_id}."
        return Detail(field, "payment_contact_mismatch", message)
    usual = PaymentKind.RECEIPT if document.kind is Kind.INCOME else PaymentKind.DISBURSEMENT
    if fields.kind is not (PaymentKind.REFUND if document.is_credit else usual):
        message = f"A {fields.kind} cannot settle {document.title}."
        return Detail(field, "payment_kind_mismatch", message)
    return None


def _together(allocations: Sequence[PaymentAllocation]) -> tuple[PaymentAllocation, ...]:
    """A document named twice counts once, with both amounts."""
    amounts: dict[str, Decimal] = {}
    for allocation in allocations:
        amount = cents(plain(allocation.amount, field="allocations.amount"))
        amounts[allocation.invoice_id] = amounts.get(allocation.invoice_id, Decimal()) + amount
    return tuple(
        PaymentAllocation(invoice_id=invoice_id, amount=amount)
        for invoice_id, amount in amounts.items()
    )
