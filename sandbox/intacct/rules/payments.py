"""Receipts from customers: entered, posted, reversed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec

from sandbox.intacct.forms import ApplicationForm, PaymentForm
from sandbox.intacct.payment_records import Payment, PaymentDetail, PaymentState
from sandbox.intacct.records import ZERO, Invoice, InvoiceState
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.document_lines import paid_top_down, to_cent
from sandbox.intacct.rules.invoices import InvoiceRules

_PAYABLE = frozenset({InvoiceState.POSTED, InvoiceState.SELECTED, InvoiceState.PARTIALLY_PAID})


class PaymentRules(InvoiceRules):
    """A payment's way from draft to complete to voided, and what it does to its invoices."""

    def receive_payment(self, form: PaymentForm, *, draft: bool = False, by: str) -> Payment:
        """Enter a receipt and apply it to the customer's invoices.

        A draft puts its invoices in Selected; a posted one makes them Partially Paid or Paid.

        Raises:
            Refusal: An invoice is unknown, not the customer's, not open, or would be overpaid;
                the period is closed; no bank or undeposited-funds account is named.
        """
        self._check_receipt(form)
        payment = self._new_payment(form, by)
        self._check_applications(payment)
        self._apply(payment, by, selected=1)
        if not draft:
            payment = self._completed(payment, by)
        self.payments.put(payment)
        self.note_in_audit_trail("ARPYMT", payment.record_no, "C", by)
        return payment

    def pay_invoice(
        self, record_no: int, amount: Decimal | None = None, *, on: date, by: str
    ) -> Payment:
        """Receive the open balance of one invoice, or a part of it, into the first bank account."""
        invoice = self.invoice(record_no)
        paid = invoice.total_due if amount is None else amount
        bank = next(iter(self.checking_accounts), None)
        form = PaymentForm(
            customer_id=invoice.party_id,
            receipt_date=on,
            financial_entity="" if bank is None else bank.bank_account_id,
            applications=(ApplicationForm(invoice_key=record_no, amount=paid),),
        )
        return self.receive_payment(form, by=by)

    def post_payment(self, record_no: int, *, by: str) -> Payment:
        """Post a draft receipt."""
        before = self.payment(record_no)
        if before.state is not PaymentState.DRAFT:
            raise business_rule(f"Payment {record_no} is not a draft.")
        self.check_period_is_open(before.receipt_date)
        payment = self.edited(self._completed(before, by), by)
        self.payments.put(payment)
        self.note_in_audit_trail("ARPYMT", record_no, "M", by)
        return payment

    def delete_payment(self, record_no: int, *, by: str) -> None:
        """Delete a draft receipt; a posted one is reversed instead."""
        payment = self.payment(record_no)
        if payment.state is not PaymentState.DRAFT:
            raise business_rule(f"Payment {record_no} is posted.", "Reverse it instead.")
        self._apply(payment, by, selected=-1)
        self.payments.remove(record_no)
        self.note_in_audit_trail("ARPYMT", record_no, "D", by)

    def reverse_payment(
        self, record_no: int, *, on: date, description: str = "", by: str
    ) -> Payment:
        """Reverse a posted receipt; gives the second record, with negative amounts.

        Both records are voided and neither names the other. The invoices are open again, their
        lines stay locked.
        """
        original = self.payment(record_no)
        self._check_may_be_voided(original)
        self.check_period_is_open(on)
        reversal = self._reversal_of_payment(original, on, description, by)
        self._apply(original, by, paid=-1)
        self.payments.put(reversal)
        self.payments.put(self.edited(original, by, state=PaymentState.VOIDED))
        self.note_in_audit_trail("ARPYMT", reversal.record_no, "C", by)
        self.note_in_audit_trail("ARPYMT", record_no, "M", by)
        return reversal

    def payment(self, record_no: int) -> Payment:
        """The receipt of that RECORDNO, or a refusal when there is none."""
        payment = self.payments.get(record_no)
        if payment is None:
            raise business_rule(f"Payment {record_no} is not valid")
        return payment

    def _check_receipt(self, form: PaymentForm) -> None:
        if self.customers.named(form.customer_id) is None:
            raise business_rule(f"Customer '{form.customer_id}' specified is not valid.")
        if not form.financial_entity and not form.undeposited_account_no:
            raise business_rule("A bank account or undeposited funds account is required")
        bank = form.financial_entity
        if bank and self.checking_accounts.named(bank) is None:
            raise business_rule(f"Bank account '{bank}' is not valid")
        if not form.applications:
            raise business_rule("A payment needs at least one invoice to be applied to")
        self.check_period_is_open(form.receipt_date)

    def _new_payment(self, form: PaymentForm, by: str) -> Payment:
        now, user = self.now(), self.user_number(by)
        details = tuple(
            PaymentDetail(
                record_no=self.next_number(),
                invoice_key=application.invoice_key,
                amount=to_cent(application.amount),
                entry_key=application.entry_key,
            )
            for application in form.applications
        )
        return Payment(
            record_no=self.next_number(),
            created_at=now,
            created_by=user,
            modified_at=now,
            modified_by=user,
            state=PaymentState.DRAFT,
            customer_id=form.customer_id,
            payment_method=form.payment_method,
            receipt_date=form.receipt_date,
            payment_date=form.payment_date or form.receipt_date,
            total_entered=sum((detail.amount for detail in details), ZERO),
            details=details,
            financial_entity=form.financial_entity,
            undeposited_account_no=form.undeposited_account_no,
            doc_number=form.doc_number,
            description=form.description,
            currency=form.currency or self.currency,
            base_currency=self.currency,
        )

    def _check_applications(self, payment: Payment) -> None:
        for key, amount in _by_invoice(payment.details):
            invoice = self.invoice(key)
            open_amount = invoice.total_due - invoice.total_selected
            if invoice.party_id != payment.customer_id or invoice.state not in _PAYABLE:
                raise business_rule(
                    "Oops, we can't find this transaction; enter a valid invoice key."
                )
            if amount <= 0 or amount > open_amount:
                raise business_rule(f"Payment amount {amount} exceeds total amount due ()")

    def _completed(self, payment: Payment, by: str) -> Payment:
        self._apply(payment, by, selected=-1, paid=1)
        return msgspec.structs.replace(payment, state=PaymentState.COMPLETE)

    def _apply(self, payment: Payment, by: str, *, selected: int = 0, paid: int = 0) -> None:
        for key, amount in _by_invoice(payment.details):
            invoice = self.invoice(key)
            if self.options.payment_touches_invoice:
                invoice = self.edited(invoice, by)
            self.invoices.put(
                _settled(invoice, selected * amount, paid * amount, payment.receipt_date)
            )

    def _check_may_be_voided(self, payment: Payment) -> None:
        if payment.state is not PaymentState.COMPLETE:
            raise business_rule(f"Payment {payment.record_no} is not posted, or already voided.")
        if payment.cleared:
            raise business_rule(f"Payment {payment.record_no} is reconciled with the bank.")

    def _reversal_of_payment(
        self, original: Payment, on: date, description: str, by: str
    ) -> Payment:
        now, user = self.now(), self.user_number(by)
        details = tuple(
            msgspec.structs.replace(detail, record_no=self.next_number(), amount=-detail.amount)
            for detail in original.details
        )
        return msgspec.structs.replace(
            original,
            record_no=self.next_number(),
            created_at=now,
            created_by=user,
            modified_at=now,
            modified_by=user,
            state=PaymentState.VOIDED,
            receipt_date=on,
            payment_date=on,
            total_entered=-original.total_entered,
            details=details,
            description=description or original.description,
            reversal_of=original.record_no,
        )


def _by_invoice(details: Iterable[PaymentDetail]) -> list[tuple[int, Decimal]]:
    sums: dict[int, Decimal] = {}
    for detail in details:
        sums[detail.invoice_key] = sums.get(detail.invoice_key, ZERO) + detail.amount
    return list(sums.items())


def _settled(invoice: Invoice, selected: Decimal, paid: Decimal, on: date) -> Invoice:
    """The invoice after `selected` and `paid` more (or, negative, less) was put against it."""
    total_selected = invoice.total_selected + selected
    total_paid = invoice.total_paid + paid
    return msgspec.structs.replace(
        invoice,
        total_selected=total_selected,
        total_paid=total_paid,
        state=_state_after(invoice, total_selected, total_paid),
        paid_date=on if total_paid == invoice.total_entered else None,
        items=paid_top_down(invoice.items, total_paid),
        lines_locked=invoice.lines_locked or paid < 0,
    )


def _state_after(invoice: Invoice, selected: Decimal, paid: Decimal) -> InvoiceState:
    if selected:
        return InvoiceState.SELECTED
    if not paid:
        return InvoiceState.POSTED
    fully = paid == invoice.total_entered
    return InvoiceState.PAID if fully else InvoiceState.PARTIALLY_PAID
