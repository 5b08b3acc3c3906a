"""What a payment does to the documents it pays and to the credits it uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from sandbox.intacct.payment_records import (
    Application,
    CreditKind,
    OnAccount,
    Payment,
    PaymentDetail,
    PaymentState,
)
from sandbox.intacct.records import ZERO, Document, InvoiceState
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.document_kinds import kind_of
from sandbox.intacct.rules.document_lines import paid_top_down
from sandbox.intacct.rules.documents import no_such_document
from sandbox.intacct.rules.foundation import BookFoundation
from sandbox.intacct.rules.invoices import InvoiceRules
from sandbox.intacct.rules.payment_kinds import PaymentKind, PaymentRecord
from sandbox.intacct.tables import Table

_PAYABLE = frozenset({InvoiceState.POSTED, InvoiceState.SELECTED, InvoiceState.PARTIALLY_PAID})
_NOT_FOUND = "Oops, we can't find this transaction; enter a valid {} key."


@dataclass(frozen=True, slots=True)
class Step:
    """In which direction a payment moves: +1 selects or pays, -1 takes that back."""

    selected: int = 0
    paid: int = 0


class SettlementRules(InvoiceRules):
    """Moves amounts between payments, documents and credits."""

    def check_applications(self, kind: PaymentKind[Any], payment: Payment) -> None:
        """Refuse documents and credits that are not the party's, not open, or used too far."""
        for key, amount in _sums(
            (detail.document_key, detail.applied) for detail in payment.details
        ):
            document = self._payable(kind, key, payment.party_id)
            if amount <= 0 or amount > document.total_due - document.total_selected:
                raise business_rule(f"Payment amount {amount} exceeds total amount due ()")
        for detail in payment.details:
            if detail.credit_kind is CreditKind.INLINE and detail.credit_key != detail.document_key:
                raise business_rule("An inline credit is of the document that is paid")
        for credit, amount in _sums(
            ((detail.credit_kind, detail.credit_key or 0), detail.credit_amount)
            for detail in payment.details
            if detail.credit_kind is not None
        ):
            if amount <= 0 or amount > self._available(
                kind, credit[0], credit[1], payment.party_id
            ):
                raise business_rule(f"Credit amount {amount} exceeds what is left of the credit")

    def move(self, payment: Payment, by: str, step: Step) -> None:
        """Take one step with every document and credit of the payment."""
        for key, amount in _sums(
            (detail.document_key, detail.applied) for detail in payment.details
        ):
            self._settle(key, amount, payment.receipt_date, by, step)
        for detail in payment.details:
            self._use_credit(detail, payment.receipt_date, by, step)

    def note_applications(
        self, kind: PaymentKind[PaymentRecord], payment: PaymentRecord, before: dict[int, Document]
    ) -> None:
        """Keep what was paid line by line, held against the documents as they were before."""
        table = self.applications_of(kind)
        shares = {key: self._shares(document) for key, document in before.items()}
        for detail in payment.details:
            if detail.entry_key is not None:
                table.put(_application(self, payment, detail, detail.entry_key, detail.applied))
                continue
            for item, amount in _taken(shares[detail.document_key], detail.applied):
                table.put(_application(self, payment, detail, item, amount))

    def void_applications(
        self, kind: PaymentKind[Any], original: Payment, reversal: Payment, by: str
    ) -> None:
        """Void what was paid line by line, and keep the same with negative amounts."""
        table = self.applications_of(kind)
        index = table.indexes["payment_key"]
        for number in index.numbers(index.between(original.record_no, original.record_no)):
            row = table.get(number)
            if row is None:
                continue
            table.put(self.edited(row, by, state=PaymentState.VOIDED))
            table.put(
                msgspec.structs.replace(
                    row,
                    record_no=self.next_number(),
                    created_at=reversal.created_at,
                    modified_at=reversal.modified_at,
                    payment_key=reversal.record_no,
                    payment_date=reversal.payment_date,
                    amount=-row.amount,
                    state=PaymentState.VOIDED,
                )
            )

    def applications_of(self, kind: PaymentKind[Any]) -> Table[Application]:
        """What the payments of that kind paid, line by line."""
        table: Table[Application] = getattr(self, kind.applications)
        return table

    def documents_paid(self, payment: Payment) -> dict[int, Document]:
        """The documents of a payment as they stand now, by RECORDNO."""
        found = {
            detail.document_key: self.any_document(detail.document_key)
            for detail in payment.details
        }
        return {key: document for key, document in found.items() if document is not None}

    def advances_of(self, kind: PaymentKind[Any]) -> Table[OnAccount]:
        """The customers' advances, or those to vendors."""
        table: Table[OnAccount] = getattr(self, kind.advances)
        return table

    def _waiting(self, key: int) -> tuple[Table[OnAccount], OnAccount] | None:
        """The money on account of that RECORDNO, whosever it is, and where it is kept."""
        for table in (self.advances, self.bill_advances, self.overpayments):
            found = table.get(key)
            if found is not None:
                return table, found
        return None

    def _shares(self, before: Document) -> dict[int, Decimal]:
        """How much of each line was paid since the document stood as `before`, negative ones first."""
        now = self.any_document(before.record_no) or before
        was = {item.record_no: item.total_paid for item in before.items}
        paid = {item.record_no: item.total_paid - was[item.record_no] for item in now.items}
        return dict(sorted(paid.items(), key=lambda pair: (pair[1] >= 0, pair[0])))

    def _payable(self, kind: PaymentKind[Any], key: int, party_id: str) -> Document:
        document = self.any_document(key)
        if document is None:
            raise no_such_document(kind.document, str(key))
        of_kind = kind_of(document) in (kind.document, kind.adjustment)
        of_party = party_id in ("", document.party_id)
        if not of_kind or not of_party or document.state not in _PAYABLE:
            raise business_rule(_NOT_FOUND.format(kind.document.noun))
        return document

    def _available(
        self, kind: PaymentKind[Any], credit: CreditKind, key: int, party_id: str
    ) -> Decimal:
        if credit in {CreditKind.ADVANCE, CreditKind.OVERPAYMENT}:
            is_advance = credit is CreditKind.ADVANCE
            table = self.advances_of(kind) if is_advance else self.overpayments
            waiting = table.get(key)
            if waiting is None or waiting.party_id != party_id:
                raise business_rule(_NOT_FOUND.format(credit.lower()))
            return waiting.unapplied
        if credit is CreditKind.INLINE:
            return self._negative_lines(self._payable(kind, key, party_id))
        document = self.any_document(key)
        wanted = kind.adjustment if credit is CreditKind.ADJUSTMENT else kind.document
        if document is None or kind_of(document) is not wanted or document.party_id != party_id:
            raise business_rule(_NOT_FOUND.format(wanted.noun))
        if document.state not in _PAYABLE:
            raise business_rule(_NOT_FOUND.format(wanted.noun))
        return document.total_selected - document.total_due

    def _negative_lines(self, document: Document) -> Decimal:
        return -sum((item.amount for item in document.items if item.amount < ZERO), ZERO)

    def _use_credit(self, detail: PaymentDetail, on: date, by: str, step: Step) -> None:
        credit, key = detail.credit_kind, detail.credit_key
        if credit is None or key is None:
            return
        if credit in {CreditKind.ADJUSTMENT, CreditKind.NEGATIVE_INVOICE}:
            self._settle(key, -detail.credit_amount, on, by, step)
            return
        found = None if credit is CreditKind.INLINE else self._waiting(key)
        if found is not None:
            table, waiting = found
            used = (step.selected + step.paid) * detail.credit_amount
            table.put(self.edited(waiting, by, total_applied=waiting.total_applied + used))

    def _settle(self, key: int, amount: Decimal, on: date, by: str, step: Step) -> None:
        document = self.any_document(key)
        if document is None:
            raise business_rule(_NOT_FOUND.format("document"))
        if self.options.payment_touches_invoice:
            document = self.edited(document, by)
        after = _settled(document, step.selected * amount, step.paid * amount, on)
        if step.paid < 0:
            after = msgspec.structs.replace(after, lines_locked=True)
        self.documents_of(kind_of(document)).put(after)


def _taken(shares: dict[int, Decimal], amount: Decimal) -> list[tuple[int, Decimal]]:
    """Take `amount` out of the shares, in their order; what is taken is gone from them."""
    taken = []
    for item, share in shares.items():
        part = min(share, amount)
        if part:
            shares[item] -= part
            amount -= part
            taken.append((item, part))
    return taken


def _application(
    book: BookFoundation, payment: Payment, detail: PaymentDetail, item: int, amount: Decimal
) -> Application:
    return Application(
        record_no=book.next_number(),
        created_at=payment.modified_at or payment.created_at,
        created_by=payment.created_by,
        modified_at=payment.modified_at,
        modified_by=payment.modified_by,
        payment_key=payment.record_no,
        detail_key=detail.record_no,
        document_key=detail.document_key,
        paid_item=item,
        amount=amount,
        payment_date=payment.payment_date,
        currency=payment.currency,
        state=payment.state,
    )


def _sums(pairs: Iterable[tuple[Any, Decimal]]) -> list[tuple[Any, Decimal]]:
    sums: dict[Any, Decimal] = {}
    for key, amount in pairs:
        sums[key] = sums.get(key, ZERO) + amount
    return list(sums.items())


def _settled(document: Document, selected: Decimal, paid: Decimal, on: date) -> Document:
    """The document after `selected` and `paid` more (or, negative, less) was put against it."""
    total_selected = document.total_selected + selected
    total_paid = document.total_paid + paid
    return msgspec.structs.replace(
        document,
        total_selected=total_selected,
        total_paid=total_paid,
        state=_state_after(document, total_selected, total_paid),
        paid_date=on if total_paid == document.total_entered else None,
        items=paid_top_down(document.items, total_paid),
    )


def _state_after(document: Document, selected: Decimal, paid: Decimal) -> InvoiceState:
    if selected:
        return InvoiceState.SELECTED
    if not paid:
        return InvoiceState.POSTED
    fully = paid == document.total_entered
    return InvoiceState.PAID if fully else InvoiceState.PARTIALLY_PAID
