"""Re-Leased's register of invoices, credit notes and adjustments."""

from collections.abc import Iterator

from sandbox.ledgers.re_leased import document_forms, document_reading
from sandbox.ledgers.re_leased.common import ACTING_PERSON, history, key_of, record_in, spaced
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import (
    Action,
    Change,
    Column,
    Detail,
    Done,
    Form,
    InvoiceTotals,
    Related,
    Row,
)
from sandbox.ledgers.values import Values
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import Document, DocumentType, Kind, Payment, Status
from sandbox.re_leased.fields import DecisionFields
from sandbox.re_leased.money import ZERO, total

_EDIT = Action("edit", "Edit", asks=True)
_SUBMIT = Action("submit", "Submit for approval", tone="good")
_APPROVE = Action("approve", "Approve", tone="good")
_REJECT = Action("reject", "Reject", asks=True, tone="bad")
_RESET = Action("reset", "Reset to draft")
_PAY = Action("pay", "Record payment", asks=True, tone="good")
_VOID = Action("void", "Void", asks=True, tone="bad")
_DELETE = Action("delete", "Delete", asks=True, tone="bad")

_ACTIONS: dict[Status, tuple[Action, ...]] = {
    Status.DRAFT: (_SUBMIT, _APPROVE, _EDIT, _DELETE),
    Status.AWAITING_APPROVAL: (_APPROVE, _EDIT, _RESET, _REJECT),
    Status.REJECTED: (_SUBMIT, _EDIT),
    Status.APPROVED: (_PAY, _EDIT, _RESET, _VOID),
}
_NOT_AFTER_PAYMENT = frozenset({_EDIT, _RESET, _VOID})
_SHARED = frozenset({Status.AWAITING_APPROVAL, Status.APPROVED, Status.PAID})
_DONE = {
    "submit": "submitted for approval",
    "approve": "approved",
    "reject": "rejected",
    "reset": "reset to draft",
    "void": "voided",
}


class DocumentRegister(Register):
    """The documents of one company."""

    kind = "invoices"
    label = "Invoices"
    singular = "invoice"
    can_create = True
    columns = (
        Column("title", "Number"),
        Column("subtitle", "Contact"),
        Column("date", "Issued"),
        Column("amount", "Amount"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )

    def __init__(self, book: ReLeasedBook, company_id: str) -> None:
        self._book = book
        self._company_id = company_id

    def count(self) -> int:
        """How many there are."""
        return self._book.documents.shelf.count(self._company_id, include_archived=True)

    def rows(self) -> list[Row]:
        """All of them, without tombstones."""
        return [self._row(document) for document in self._every()]

    def detail(self, key: str) -> Detail:
        """One document in full."""
        document = self._document(key)
        row = self._row(document)
        return Detail(
            kind=self.kind,
            kind_label=document_reading.kind_label(document),
            key=key,
            title=row.title,
            subtitle=row.subtitle,
            state=row.state,
            amount=row.amount,
            currency=row.currency,
            note=document_reading.note(document),
            fields=document_reading.fields(self._book, document),
            lines=tuple(document_reading.line(self._book, document, x) for x in document.lines),
            totals=document_reading.totals(document),
            related=tuple(self._payments(document)),
            actions=self.actions(document),
            changes=history(document, *_decisions(document)),
        )

    def actions(self, document: Document) -> tuple[Action, ...]:
        """What Re-Leased lets a person do with the document in its present status."""
        allowed = _ACTIONS.get(document.status, ())
        if document.is_settled_in_part:
            allowed = tuple(each for each in allowed if each not in _NOT_AFTER_PAYMENT)
        if document.is_credit or document.amount_due <= ZERO:
            allowed = tuple(each for each in allowed if each is not _PAY)
        return allowed

    def creation_form(self) -> Form:
        """The form for a new income invoice."""
        return document_forms.creation_form(self._book, self._company_id)

    def create(self, values: Values) -> Done:
        """Enter an income invoice: as a draft, submitted, or approved."""
        fields = document_forms.new_document(values)
        document = self._book.documents.create(self._company_id, fields, by=ACTING_PERSON)
        return self._done(document, f"entered, {spaced(document.status)}")

    def action_form(self, key: str, action: str) -> Form:
        """The form that comes before an action."""
        document = self._document(key)
        match action:
            case "edit":
                return document_forms.edit_form(self._book, document)
            case "pay":
                return document_forms.payment_form(self._book, document)
            case "reject" | "void" | "delete":
                return document_forms.ending_form(document, action)
        return super().action_form(key, action)

    def act(self, key: str, action: str, values: Values) -> Done:
        """Do something to a document."""
        document = self._document(key)
        match action:
            case "edit":
                fields = document_forms.edited_document(document, values)
                changed = self._book.documents.edit(
                    self._company_id, document.id, fields, by=ACTING_PERSON
                )
                return self._done(changed, "saved")
            case "pay":
                payment = document_forms.new_payment(document, values)
                self._book.payments.pay(self._company_id, payment, by=ACTING_PERSON)
                paid = f"{document.currency} {payment.amount}"
                return Done(f"Recorded {paid} for {document.title}.", key)
            case "delete":
                self._book.documents.delete(self._company_id, document.id, by=ACTING_PERSON)
                return Done(f"{document.title} was deleted.", key, gone=True)
            case "submit" | "approve" | "reject" | "reset" | "void":
                return self._done(self._decide(document, action, values), _DONE[action])
        return super().act(key, action, values)

    def totals(self) -> InvoiceTotals:
        """Count and sums of the income invoices that stand, or wait for approval, in both."""
        shared = [
            document
            for document in self._every()
            if document.status in _SHARED
            and document.kind is Kind.INCOME
            and document.document_type is DocumentType.INVOICE
        ]
        return InvoiceTotals(
            count=len(shared),
            total=total(document.gross_total for document in shared),
            outstanding=total(document.amount_due for document in shared),
        )

    def _decide(self, document: Document, action: str, values: Values) -> Document:
        documents = self._book.documents
        methods = {
            "submit": documents.submit,
            "approve": documents.approve,
            "reject": documents.reject,
            "reset": documents.reset_to_draft,
            "void": documents.void,
        }
        decision = DecisionFields(comment=values.text("reason"))
        return methods[action](self._company_id, document.id, decision, by=ACTING_PERSON)

    def _done(self, document: Document, what: str) -> Done:
        return Done(f"{document.title} was {what}.", key_of(document.id))

    def _every(self) -> list[Document]:
        return self._book.documents.shelf.every(self._company_id)

    def _document(self, key: str) -> Document:
        return record_in(self._book.documents.shelf, self._company_id, key, self.singular)

    def _row(self, document: Document) -> Row:
        contact = self._book.contacts.shelf.find(self._company_id, document.contact_id)
        is_invoice = document.document_type is DocumentType.INVOICE
        return Row(
            key=key_of(document.id),
            title=document.invoice_number if is_invoice else document.title,
            subtitle=document.contact_id if contact is None else contact.name,
            date=document.issue_date.isoformat(),
            amount=document.gross_total,
            currency=document.currency,
            state=spaced(document.status),
            changed_at=document.modified_at,
            changed_by=document.modified_by.name,
            words=f"{document.reference or ''} {document.id} {spaced(document.source)}",
        )

    def _payments(self, document: Document) -> Iterator[Related]:
        for payment in self._book.payments.shelf.every(self._company_id):
            for allocation in payment.allocations:
                if allocation.invoice_id == document.id:
                    yield Related(
                        kind="payments",
                        key=key_of(payment.id),
                        label=payment.kind.value,
                        text=_payment_name(payment),
                        amount=allocation.amount,
                        currency=payment.currency,
                        state=payment.status.value,
                    )


def _payment_name(payment: Payment) -> str:
    return payment.reference or f"Payment {payment.id}"


def _decisions(document: Document) -> Iterator[Change]:
    taken = document.approval.last_decision
    if taken is not None:
        by = taken.actor.name or "a person"
        what = f"{spaced(taken.decision)} in {spaced(taken.initiated_in)}"
        yield Change(taken.at, by, f"{what}: {taken.comment}" if taken.comment else what)
