"""Payments of customers and to vendors: entered, posted, changed, reversed, deleted."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from sandbox.intacct.forms import ApplicationForm, PaymentForm
from sandbox.intacct.payment_records import CreditKind, Payment, PaymentDetail, PaymentState
from sandbox.intacct.records import ZERO, Invoice
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.advances import AdvanceRules
from sandbox.intacct.rules.document_lines import to_cent
from sandbox.intacct.rules.payment_kinds import RECEIPT, PaymentKind, PaymentRecord
from sandbox.intacct.rules.settlement import Step
from sandbox.intacct.tables import Table

_SELECT, _UNSELECT = Step(selected=1), Step(selected=-1)
_PAY, _UNPAY = Step(selected=-1, paid=1), Step(paid=-1)


class PaymentRules(AdvanceRules):
    """A payment's way from draft to complete to voided, and what it does to its documents."""

    def pay(
        self,
        kind: PaymentKind[PaymentRecord],
        form: PaymentForm,
        *,
        draft: bool = False,
        by: str,
    ) -> PaymentRecord:
        """Enter a payment and apply it to the party's documents.

        A draft puts its documents in Selected; a posted one makes them Partially Paid or Paid.

        Raises:
            Refusal: A document is unknown, not the party's, not open, or would be overpaid; a
                credit is used too far; the period is closed; no account is named.
        """
        self._check_form(kind, form)
        payment = self._new_payment(kind, form, by)
        self.check_applications(kind, payment)
        self.move(payment, by, _SELECT)
        if not draft:
            payment = self._completed(kind, payment, by)
        self.payments_of(kind).put(payment)
        self.note_in_audit_trail(kind.object_name, payment.record_no, "C", by)
        if form.overpayment:
            self.keep_overpayment(form, payment, by)
        return payment

    def receive_payment(self, form: PaymentForm, *, draft: bool = False, by: str) -> Payment:
        """Enter a receipt and apply it to the customer's invoices; see `pay`."""
        return self.pay(RECEIPT, form, draft=draft, by=by)

    def pay_invoice(
        self, record_no: int, amount: Decimal | None = None, *, on: date, by: str
    ) -> Payment:
        """Receive the open balance of one invoice, or a part of it, into the first bank account."""
        invoice: Invoice = self.invoice(record_no)
        paid = invoice.total_due if amount is None else amount
        bank = next(iter(self.checking_accounts), None)
        form = PaymentForm(
            party_id=invoice.party_id,
            receipt_date=on,
            financial_entity="" if bank is None else bank.bank_account_id,
            applications=(ApplicationForm(document_key=record_no, amount=paid),),
        )
        return self.receive_payment(form, by=by)

    def change_payment(
        self,
        kind: PaymentKind[PaymentRecord],
        record_no: int,
        form: PaymentForm,
        *,
        submit: bool,
        by: str,
    ) -> PaymentRecord:
        """Put a draft's contents anew: all details are taken from the form, then it may be posted."""
        before = self._draft(kind, record_no)
        self._check_form(kind, form)
        self.move(before, by, _UNSELECT)
        after = self._new_payment(kind, form, by)
        after = msgspec.structs.replace(
            after, record_no=record_no, created_at=before.created_at, created_by=before.created_by
        )
        self.check_applications(kind, after)
        self.move(after, by, _SELECT)
        if submit:
            after = self._completed(kind, after, by)
        self.payments_of(kind).put(after)
        self.note_in_audit_trail(kind.object_name, record_no, "M", by)
        return after

    def post_payment(self, record_no: int, *, kind: PaymentKind[Any] = RECEIPT, by: str) -> Payment:
        """Post a draft as it stands."""
        before = self._draft(kind, record_no)
        self.check_period_is_open(before.receipt_date, kind.ledger)
        payment: Payment = self.edited(self._completed(kind, before, by), by)
        self.payments_of(kind).put(payment)
        self.note_in_audit_trail(kind.object_name, record_no, "M", by)
        return payment

    def delete_payment(self, record_no: int, *, kind: PaymentKind[Any] = RECEIPT, by: str) -> None:
        """Delete a draft; a posted payment is reversed instead."""
        payment = self.payment(record_no, kind=kind)
        if payment.state is not PaymentState.DRAFT:
            raise business_rule(f"Payment {record_no} is posted.", "Reverse it instead.")
        self.move(payment, by, _UNSELECT)
        self.note_in_audit_trail(kind.object_name, record_no, "D", by)
        self.payments_of(kind).remove(record_no)

    def reverse_payment(
        self,
        record_no: int,
        *,
        on: date,
        description: str = "",
        kind: PaymentKind[Any] = RECEIPT,
        by: str,
    ) -> Payment:
        """Reverse a posted payment; gives the second record, with negative amounts.

        Both records are voided and neither names the other. The documents are open again, their
        lines stay locked; credits can be used again; money that was on account goes with it.
        """
        original = self.payment(record_no, kind=kind)
        self._check_may_be_voided(original)
        for document in self.documents_paid(original).values():
            self.check_restrictions(document.items, by)
        self.check_period_is_open(on, kind.ledger)
        self.void_overpayments(record_no, by)
        reversal = self._reversal_of_payment(original, on, description, by)
        self.move(original, by, _UNPAY)
        self.void_applications(kind, original, reversal, by)
        self.payments_of(kind).put(reversal)
        self.payments_of(kind).put(self.edited(original, by, state=PaymentState.VOIDED))
        self.note_in_audit_trail(kind.object_name, reversal.record_no, "C", by)
        self.note_in_audit_trail(kind.object_name, record_no, "M", by)
        return reversal

    def payment(self, record_no: int, *, kind: PaymentKind[Any] = RECEIPT) -> Payment:
        """The payment of that RECORDNO, or a refusal when there is none."""
        payment: Payment | None = self.payments_of(kind).get(record_no)
        if payment is None:
            raise business_rule(f"Payment {record_no} is not valid")
        return payment

    def payments_of(self, kind: PaymentKind[PaymentRecord]) -> Table[PaymentRecord]:
        """The table of that kind."""
        table: Table[PaymentRecord] = getattr(self, kind.table)
        return table

    def _draft(self, kind: PaymentKind[PaymentRecord], record_no: int) -> PaymentRecord:
        payment = self.payments_of(kind).get(record_no)
        if payment is None or payment.state is not PaymentState.DRAFT:
            raise business_rule(f"Payment {record_no} is not a draft.")
        return payment

    def _check_form(self, kind: PaymentKind[Any], form: PaymentForm) -> None:
        self.check_payer(kind, form)
        money = any(application.amount for application in form.applications) or form.overpayment
        if money:
            self.check_account(form)
        if not form.applications and not form.overpayment:
            raise business_rule(f"A payment needs at least one {kind.document.noun}")
        self.check_period_is_open(form.receipt_date, kind.ledger)

    def _new_payment(
        self, kind: PaymentKind[PaymentRecord], form: PaymentForm, by: str
    ) -> PaymentRecord:
        details = tuple(self._detail(application) for application in form.applications)
        money = sum((detail.amount for detail in details), ZERO)
        return kind.record(
            **self.money_fields(form, by),
            state=PaymentState.DRAFT,
            total_entered=money + form.overpayment,
            details=details,
        )

    def _detail(self, application: ApplicationForm) -> PaymentDetail:
        credit = application.credit
        return PaymentDetail(
            record_no=self.next_number(),
            document_key=application.document_key,
            amount=to_cent(application.amount),
            entry_key=application.entry_key,
            discount=to_cent(application.discount),
            credit_kind=None if credit is None else CreditKind(credit.kind),
            credit_key=None if credit is None else credit.key,
            credit_amount=ZERO if credit is None else to_cent(credit.amount),
        )

    def _completed(
        self, kind: PaymentKind[PaymentRecord], payment: PaymentRecord, by: str
    ) -> PaymentRecord:
        before = self.documents_paid(payment)
        self.move(payment, by, _PAY)
        complete = msgspec.structs.replace(payment, state=PaymentState.COMPLETE)
        self.note_applications(kind, complete, before)
        return complete

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
            msgspec.structs.replace(
                detail,
                record_no=self.next_number(),
                amount=-detail.amount,
                credit_amount=-detail.credit_amount,
                discount=-detail.discount,
            )
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
