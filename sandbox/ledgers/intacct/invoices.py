"""Intacct's register of AR invoices."""

from collections.abc import Iterator
from decimal import Decimal

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.forms import ApplicationForm, PaymentForm
from sandbox.intacct.payment_records import Payment
from sandbox.intacct.records import ZERO, Invoice, InvoiceState
from sandbox.intacct.rules.document_lines import grouped
from sandbox.ledgers.intacct import invoice_forms, invoice_reading
from sandbox.ledgers.intacct.common import (
    ACTING_LOGIN,
    changed_at,
    changed_by,
    history,
    record_in,
)
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import (
    Action,
    Column,
    Detail,
    Done,
    Form,
    InvoiceTotals,
    Related,
    Row,
)
from sandbox.ledgers.values import Values

_OPEN = frozenset({InvoiceState.POSTED, InvoiceState.PARTIALLY_PAID, InvoiceState.SELECTED})
_ENDED = frozenset({InvoiceState.REVERSED, InvoiceState.REVERSAL})

_EDIT = Action("edit", "Edit", asks=True)
_POST = Action("post", "Post", tone="good")
_PAY = Action("pay", "Receive payment", asks=True, tone="good")
_REVERSE = Action("reverse", "Reverse", asks=True, tone="bad")
_DELETE = Action("delete", "Delete", asks=True, tone="bad")


class InvoiceRegister(Register):
    """AR invoices and their reversals."""

    kind = "invoices"
    label = "Invoices"
    singular = "invoice"
    can_create = True
    columns = (
        Column("title", "Number"),
        Column("subtitle", "Customer"),
        Column("date", "Date"),
        Column("amount", "Amount"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )

    def __init__(self, book: IntacctBook) -> None:
        self._book = book

    def count(self) -> int:
        """How many there are."""
        return len(self._book.invoices)

    def rows(self) -> list[Row]:
        """All of them."""
        return [self._row(invoice) for invoice in self._book.invoices]

    def detail(self, key: str) -> Detail:
        """One invoice in full."""
        invoice = self._invoice(key)
        groups = grouped(invoice.items)
        row = self._row(invoice)
        return Detail(
            kind=self.kind,
            kind_label="Invoice",
            key=key,
            title=row.title,
            subtitle=row.subtitle,
            state=row.state,
            amount=row.amount,
            currency=row.currency,
            note=invoice_reading.note(invoice),
            fields=invoice_reading.fields(invoice),
            lines=tuple(invoice_reading.line(group) for group in groups),
            totals=invoice_reading.totals(invoice, groups),
            related=(*self._reversals(invoice), *self._payments(invoice)),
            actions=self.actions(invoice),
            changes=history(self._book, "ARINVOICE", invoice),
        )

    def actions(self, invoice: Invoice) -> tuple[Action, ...]:
        """What Intacct lets a user do with the invoice in its present state."""
        if invoice.state in _ENDED:
            return ()
        if invoice.state is InvoiceState.DRAFT:
            return (_POST, _EDIT, _DELETE)
        unapplied = invoice.total_due - invoice.total_selected
        paying = (_PAY,) if invoice.state in _OPEN and unapplied > 0 else ()
        ending: tuple[Action, ...] = ()
        if invoice.state is InvoiceState.POSTED and invoice.module_key == "4.AR":
            reversible = self._book.options.enable_reversal_of_unpaid_invoices
            ending = (_REVERSE,) if reversible else (_DELETE,)
        return (*paying, _EDIT, *ending)

    def creation_form(self) -> Form:
        """The form for a new invoice."""
        return invoice_forms.creation_form(self._book)

    def create(self, values: Values) -> Done:
        """Enter an invoice, as a draft or posted."""
        invoice = self._book.create_invoice(
            invoice_forms.new_invoice(self._book, values),
            draft=values.text("save_as") != "Posted",
            by=ACTING_LOGIN,
        )
        return self._done(invoice.record_no, f"entered, {invoice.state}")

    def action_form(self, key: str, action: str) -> Form:
        """The form that comes before an action."""
        invoice = self._invoice(key)
        match action:
            case "edit":
                return invoice_forms.edit_form(self._book, invoice)
            case "pay":
                return invoice_forms.payment_form(self._book, invoice)
            case "reverse":
                return invoice_forms.reversal_form(self._book, _name(invoice))
            case "delete":
                return invoice_forms.deletion_form(_name(invoice))
        return super().action_form(key, action)

    def act(self, key: str, action: str, values: Values) -> Done:
        """Do something to an invoice."""
        invoice = self._invoice(key)
        match action:
            case "post":
                self._book.post_invoice(invoice.record_no, by=ACTING_LOGIN)
                return self._done(invoice.record_no, "posted")
            case "edit":
                return self._edit(invoice, values)
            case "pay":
                return self._pay(invoice, values)
            case "reverse":
                return self._reverse(invoice, values)
            case "delete":
                self._book.delete_invoice(invoice.record_no, by=ACTING_LOGIN)
                return Done(f"Invoice {_name(invoice)} was deleted.", key, gone=True)
        return super().act(key, action, values)

    def totals(self) -> InvoiceTotals:
        """Count and sums of all invoices but reversed ones and their reversals."""
        shared = [each for each in self._book.invoices if each.state not in _ENDED]
        return InvoiceTotals(
            count=len(shared),
            total=sum((each.total_entered for each in shared), ZERO),
            outstanding=sum((each.total_due for each in shared), ZERO),
        )

    def _edit(self, invoice: Invoice, values: Values) -> Done:
        self._book.update_invoice(
            invoice.record_no,
            invoice_forms.edited_header(invoice, values),
            line_edits=invoice_forms.edited_lines(invoice, values),
            submit=invoice.state is not InvoiceState.DRAFT,
            by=ACTING_LOGIN,
        )
        return self._done(invoice.record_no, "saved")

    def _pay(self, invoice: Invoice, values: Values) -> Done:
        amount = values.amount("amount", "Amount")
        payment = PaymentForm(
            party_id=invoice.party_id,
            receipt_date=values.day("date", "Receipt date"),
            financial_entity=values.text("bank_account"),
            doc_number=values.text("reference"),
            applications=(ApplicationForm(document_key=invoice.record_no, amount=amount),),
        )
        self._book.receive_payment(payment, by=ACTING_LOGIN)
        return Done(f"Received {self._book.currency} {amount} for {_name(invoice)}.", _key(invoice))

    def _reverse(self, invoice: Invoice, values: Values) -> Done:
        self._book.reverse_invoice(
            invoice.record_no,
            on=values.day("date", "Reversal date"),
            description=values.text("reason"),
            by=ACTING_LOGIN,
        )
        return self._done(invoice.record_no, "reversed")

    def _done(self, record_no: int, what: str) -> Done:
        return Done(f"Invoice {_name(self._book.invoice(record_no))} was {what}.", str(record_no))

    def _invoice(self, key: str) -> Invoice:
        return record_in(self._book.invoices, key, self.singular)

    def _row(self, invoice: Invoice) -> Row:
        customer = self._book.customers.named(invoice.party_id)
        return Row(
            key=_key(invoice),
            title=_name(invoice),
            subtitle=invoice.party_id if customer is None else customer.name,
            date=invoice.invoice_date.isoformat(),
            amount=invoice.total_entered,
            currency=invoice.currency or self._book.currency,
            state=invoice.state.value,
            changed_at=changed_at(invoice),
            changed_by=changed_by(self._book, invoice),
            words=f"{invoice.party_id} {invoice.doc_number} {invoice.description}",
        )

    def _reversals(self, invoice: Invoice) -> Iterator[Related]:
        for number, label in (
            (invoice.reversed_by, "Reversed by"),
            (invoice.reversal_of, "Reversal of"),
        ):
            other = None if number is None else self._book.invoices.get(number)
            if other is not None:
                yield _related(self.kind, label, _name(other), other.total_entered, other)

    def _payments(self, invoice: Invoice) -> Iterator[Related]:
        for payment in self._book.payments:
            applied = [d.applied for d in payment.details if d.document_key == invoice.record_no]
            if applied:
                text = payment.doc_number or f"Payment {payment.record_no}"
                yield _related("payments", "Payment", text, sum(applied, ZERO), payment)


def _key(invoice: Invoice) -> str:
    return str(invoice.record_no)


def _name(invoice: Invoice) -> str:
    return invoice.record_id or f"#{invoice.record_no}"


def _related(
    kind: str, label: str, text: str, amount: Decimal, record: Invoice | Payment
) -> Related:
    return Related(
        kind=kind,
        key=str(record.record_no),
        label=label,
        text=text,
        amount=amount,
        currency=record.currency,
        state=record.state.value,
    )
