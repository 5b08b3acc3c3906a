"""Intacct's register of receipts. They are entered on the invoice they pay."""

from collections.abc import Iterator

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.payment_records import Payment, PaymentState
from sandbox.ledgers.intacct.common import (
    ACTING_LOGIN,
    changed_at,
    changed_by,
    day_field,
    history,
    record_in,
)
from sandbox.ledgers.intacct.invoice_forms import deletion_form, reversal_form
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import Action, Column, Detail, Done, Field, Form, Related, Row
from sandbox.ledgers.values import Values

_DRAFT_ACTIONS = (
    Action("post", "Post", tone="good"),
    Action("delete", "Delete", asks=True, tone="bad"),
)
_COMPLETE_ACTIONS = (Action("reverse", "Reverse", asks=True, tone="bad"),)


class PaymentRegister(Register):
    """Receipts and their reversals."""

    kind = "payments"
    label = "Payments"
    singular = "payment"
    columns = (
        Column("title", "Number"),
        Column("subtitle", "Customer"),
        Column("date", "Received"),
        Column("amount", "Amount"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )

    def __init__(self, book: IntacctBook) -> None:
        self._book = book

    def count(self) -> int:
        """How many there are."""
        return len(self._book.payments)

    def rows(self) -> list[Row]:
        """All of them."""
        return [self._row(payment) for payment in self._book.payments]

    def detail(self, key: str) -> Detail:
        """One receipt in full."""
        payment = self._payment(key)
        row = self._row(payment)
        return Detail(
            kind=self.kind,
            kind_label="Payment" if payment.reversal_of is None else "Reversal of a payment",
            key=key,
            title=row.title,
            subtitle=row.subtitle,
            state=row.state,
            amount=row.amount,
            currency=row.currency,
            fields=_fields(payment),
            related=tuple(self._invoices(payment)),
            actions=self.actions(payment),
            changes=history(self._book, "ARPYMT", payment),
        )

    def actions(self, payment: Payment) -> tuple[Action, ...]:
        """What Intacct lets a user do with the receipt in its present state."""
        if payment.state is PaymentState.DRAFT:
            return _DRAFT_ACTIONS
        if payment.state is PaymentState.COMPLETE and not payment.cleared:
            return _COMPLETE_ACTIONS
        return ()

    def action_form(self, key: str, action: str) -> Form:
        """The question before a receipt is reversed or deleted."""
        payment = self._payment(key)
        match action:
            case "reverse":
                return reversal_form(self._book, _name(payment))
            case "delete":
                return deletion_form(_name(payment))
        return super().action_form(key, action)

    def act(self, key: str, action: str, values: Values) -> Done:
        """Post, delete or reverse a receipt."""
        payment = self._payment(key)
        match action:
            case "post":
                self._book.post_payment(payment.record_no, by=ACTING_LOGIN)
                return Done(f"{_name(payment)} was posted.", key)
            case "delete":
                self._book.delete_payment(payment.record_no, by=ACTING_LOGIN)
                return Done(f"{_name(payment)} was deleted.", key, gone=True)
            case "reverse":
                return self._reverse(payment, values)
        return super().act(key, action, values)

    def _reverse(self, payment: Payment, values: Values) -> Done:
        self._book.reverse_payment(
            payment.record_no,
            on=values.day("date", "Reversal date"),
            description=values.text("reason"),
            by=ACTING_LOGIN,
        )
        return Done(f"{_name(payment)} was reversed.", str(payment.record_no))

    def _payment(self, key: str) -> Payment:
        return record_in(self._book.payments, key, self.singular)

    def _row(self, payment: Payment) -> Row:
        customer = self._book.customers.named(payment.party_id)
        return Row(
            key=str(payment.record_no),
            title=_name(payment),
            subtitle=payment.party_id if customer is None else customer.name,
            date=payment.receipt_date.isoformat(),
            amount=payment.total_entered,
            currency=payment.currency or self._book.currency,
            state=payment.state.value,
            changed_at=changed_at(payment),
            changed_by=changed_by(self._book, payment),
            words=f"{payment.party_id} {payment.description}",
        )

    def _invoices(self, payment: Payment) -> Iterator[Related]:
        for detail in payment.details:
            invoice = self._book.invoices.get(detail.document_key)
            if invoice is not None:
                yield Related(
                    kind="invoices",
                    key=str(invoice.record_no),
                    label="Invoice",
                    text=invoice.record_id or f"#{invoice.record_no}",
                    amount=detail.applied,
                    currency=payment.currency,
                    state=invoice.state.value,
                )


def _name(payment: Payment) -> str:
    return payment.doc_number or f"Payment {payment.record_no}"


def _fields(payment: Payment) -> tuple[Field, ...]:
    return (
        day_field("receipt_date", "Received on", payment.receipt_date),
        Field("payment_method", "Method", payment.payment_method),
        Field("financial_entity", "Bank account", payment.financial_entity),
        Field("undeposited", "Undeposited funds account", payment.undeposited_account_no),
        Field("customer_id", "Customer ID", payment.party_id),
        Field("description", "Description", payment.description),
        Field("record_no", "Record number", str(payment.record_no)),
    )
