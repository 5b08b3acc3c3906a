"""Re-Leased's register of payments. They are recorded on the invoice they pay."""

from collections.abc import Iterator

from sandbox.ledgers.re_leased.common import (
    ACTING_PERSON,
    day_field,
    history,
    key_of,
    links,
    record_in,
    spaced,
)
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import Action, Column, Detail, Done, Field, Form, Related, Row
from sandbox.ledgers.values import Values
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import Payment, PaymentStatus

_REVERSE = Action("reverse", "Reverse", asks=True, tone="bad")


class PaymentRegister(Register):
    """Receipts, disbursements and refunds of one company."""

    kind = "payments"
    label = "Payments"
    singular = "payment"
    columns = (
        Column("title", "Reference"),
        Column("subtitle", "Contact"),
        Column("date", "Date"),
        Column("amount", "Amount"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )

    def __init__(self, book: ReLeasedBook, company_id: str) -> None:
        self._book = book
        self._company_id = company_id

    def count(self) -> int:
        """How many there are."""
        return self._book.payments.shelf.count(self._company_id, include_archived=True)

    def rows(self) -> list[Row]:
        """All of them."""
        return [self._row(payment) for payment in self._book.payments.shelf.every(self._company_id)]

    def detail(self, key: str) -> Detail:
        """One payment in full."""
        payment = self._payment(key)
        row = self._row(payment)
        return Detail(
            kind=self.kind,
            kind_label=payment.kind.value,
            key=key,
            title=row.title,
            subtitle=row.subtitle,
            state=row.state,
            amount=row.amount,
            currency=row.currency,
            fields=_fields(payment),
            related=tuple(self._invoices(payment)),
            actions=self.actions(payment),
            changes=history(payment),
        )

    def actions(self, payment: Payment) -> tuple[Action, ...]:
        """What Re-Leased lets a person do with the payment."""
        return (_REVERSE,) if payment.status is PaymentStatus.ACTIVE else ()

    def action_form(self, key: str, action: str) -> Form:
        """The question before a payment is reversed."""
        payment = self._payment(key)
        if action != "reverse":
            return super().action_form(key, action)
        return Form(
            title=f"Reverse {_name(payment)}?",
            submit="Reverse",
            tone="bad",
            question="Its invoices are due again. In step with Sage Intacct, reverse it there.",
        )

    def act(self, key: str, action: str, values: Values) -> Done:
        """Reverse a payment."""
        payment = self._payment(key)
        if action != "reverse":
            return super().act(key, action, values)
        self._book.payments.reverse(self._company_id, payment.id, by=ACTING_PERSON)
        return Done(f"{_name(payment)} was reversed.", key)

    def _payment(self, key: str) -> Payment:
        return record_in(self._book.payments.shelf, self._company_id, key, self.singular)

    def _row(self, payment: Payment) -> Row:
        contact = self._book.contacts.shelf.find(self._company_id, payment.contact_id)
        return Row(
            key=key_of(payment.id),
            title=_name(payment),
            subtitle=payment.contact_id if contact is None else contact.name,
            date=payment.date.isoformat(),
            amount=payment.amount,
            currency=payment.currency,
            state=payment.status.value,
            changed_at=payment.modified_at,
            changed_by=payment.modified_by.name,
            words=f"{payment.id} {payment.kind}",
        )

    def _invoices(self, payment: Payment) -> Iterator[Related]:
        for allocation in payment.allocations:
            document = self._book.documents.shelf.find(self._company_id, allocation.invoice_id)
            if document is not None:
                yield Related(
                    kind="invoices",
                    key=key_of(document.id),
                    label="Invoice",
                    text=document.invoice_number,
                    amount=allocation.amount,
                    currency=payment.currency,
                    state=spaced(document.status),
                )


def _name(payment: Payment) -> str:
    return payment.reference or f"Payment {payment.id}"


def _fields(payment: Payment) -> tuple[Field, ...]:
    return (
        day_field("date", "Date", payment.date),
        Field("method", "Method", spaced(payment.method)),
        Field("bank_account_code", "Bank account", payment.bank_account_code),
        Field("source", "Source", spaced(payment.source)),
        Field("version", "Version", str(payment.version)),
        Field("id", "Re-Leased ID", payment.id),
        *links(payment),
    )
