"""Documents of Order Entry and Purchasing: saved, posted to AR or AP, edited, deleted."""

from collections.abc import Sequence
from typing import Any

import msgspec

from sandbox.intacct.forms import (
    BillForm,
    DocumentForm,
    InvoiceForm,
    LineForm,
    TaxEntryForm,
    value_or,
)
from sandbox.intacct.forms import given as filled_in
from sandbox.intacct.order_forms import OrderForm, OrderLineEdit, OrderLineForm, SubtotalForm
from sandbox.intacct.order_records import OrderDocument, OrderLine, OrderState, OrderSubtotal
from sandbox.intacct.refusal import already_exists, business_rule
from sandbox.intacct.rules.document_checks import due_by_term
from sandbox.intacct.rules.order_kinds import DEFINITIONS, OrderKind, TransactionDefinition
from sandbox.intacct.rules.order_tax import OrderTaxRules, order_line_form
from sandbox.intacct.rules.parties import VENDOR
from sandbox.intacct.tables import Table

_NOT_COPIED = frozenset({"lines", "subtotals", "state", "doc_no", "definition"})
_EDITABLE = frozenset({OrderState.DRAFT, OrderState.PENDING})


class OrderRules(OrderTaxRules):
    """An order document's way through Draft, Pending, Closed and Converted.

    A document of a definition that posts has its AR or AP record as soon as it is no draft; every
    later save deletes that record and makes a new one.
    """

    def save_order(self, kind: OrderKind, form: OrderForm, *, by: str) -> OrderDocument:
        """Enter a document; its tax is worked out now.

        Raises:
            Refusal: The definition, party or an item is unknown; the number is taken.
        """
        definition = self._definition(kind, value_or(form.definition, ""))
        party = self._active_party(kind.posts_as, value_or(form.party_id, ""))
        number, now, user = self.next_number(), self.now(), self.user_number(by)
        doc_no = value_or(form.doc_no, "") or str(number)
        doc_id = f"{definition.name}-{doc_no}"
        if self.orders_of(kind).named(doc_id) is not None:
            raise already_exists("Document", doc_id)
        if not form.lines:
            raise business_rule("A document needs at least one line")
        dates = self._dates_of(kind.posts_as, _with_term(form))
        lines = tuple(self.order_line(kind, line, place) for place, line in enumerate(form.lines))
        header = {
            "bill_to": party.bill_to or party.display_contact,
            "ship_to": party.ship_to or party.display_contact,
            "currency": self.currency,
            **filled_in(form, leave_out=_NOT_COPIED),
            "posting_date": dates.posting_date,
            "due_date": dates.due_date,
        }
        order = OrderDocument(
            record_no=number,
            created_at=now,
            created_by=user,
            modified_at=now,
            modified_by=user,
            doc_id=doc_id,
            doc_no=doc_no,
            definition=definition.name,
            state=_state(value_or(form.state, "") or definition.state),
            lines=lines,
            subtotals=self.order_subtotals(kind, lines, form.subtotals),
            **header,
        )
        self._convert(kind, order.created_from, by)
        order = self._posted(kind, definition, order, by)
        self.orders_of(kind).put(order)
        self.note_in_audit_trail(kind.object_name, number, "C", by)
        return order

    def edit_order(
        self,
        kind: OrderKind,
        doc_id: str,
        form: OrderForm,
        *,
        line_edits: Sequence[OrderLineEdit] = (),
        by: str,
    ) -> OrderDocument:
        """Save a document again, which re-creates its AR or AP record under a new RECORDNO.

        Subtotals that are given replace those that were given before.
        """
        before = self.order(kind, doc_id)
        if before.state not in _EDITABLE:
            raise business_rule(
                f"Document {doc_id} is {before.state.lower()} and cannot be changed."
            )
        lines = self._edited_lines(kind, before, line_edits)
        header = filled_in(form, leave_out=_NOT_COPIED)
        order = self.edited(
            before,
            by,
            **header,
            state=_state(value_or(form.state, "") or before.state),
            lines=lines,
            subtotals=self.order_subtotals(kind, lines, form.subtotals or _given(before)),
            document_key=None,
        )
        self._take_back(kind, before, by)
        order = self._posted(kind, self._definition(kind, before.definition), order, by)
        self.orders_of(kind).put(order)
        self.note_in_audit_trail(kind.object_name, order.record_no, "M", by)
        return order

    def delete_order(self, kind: OrderKind, doc_id: str, *, by: str) -> None:
        """Delete a document together with its AR or AP record, while nothing is paid."""
        order = self.order(kind, doc_id)
        if order.state is OrderState.CONVERTED:
            raise business_rule(f"Document {doc_id} is converted and cannot be deleted.")
        self._take_back(kind, order, by)
        self.orders_of(kind).remove(order.record_no)
        self.note_in_audit_trail(kind.object_name, order.record_no, "D", by)

    def order(self, kind: OrderKind, doc_id: str) -> OrderDocument:
        """The document of that DOCID, or a refusal when there is none."""
        order = self.orders_of(kind).named(doc_id)
        if order is None:
            raise business_rule(f"Document '{doc_id}' is not valid")
        return order

    def orders_of(self, kind: OrderKind) -> Table[OrderDocument]:
        """The table of that kind."""
        table: Table[OrderDocument] = getattr(self, kind.table)
        return table

    def _definition(self, kind: OrderKind, name: str) -> TransactionDefinition:
        definition = DEFINITIONS.get(name)
        if definition is None or definition.kind is not kind:
            raise business_rule(f"Transaction definition '{name}' is not valid")
        return definition

    def _edited_lines(
        self, kind: OrderKind, before: OrderDocument, edits: Sequence[OrderLineEdit]
    ) -> tuple[OrderLine, ...]:
        lines = list(before.lines)
        for edit in edits:
            if edit.line_num is None:
                lines.append(self.order_line(kind, edit.line, len(lines)))
            elif 1 <= edit.line_num <= len(lines):
                old = lines[edit.line_num - 1]
                form: OrderLineForm = msgspec.structs.replace(
                    order_line_form(old), **filled_in(edit.line)
                )
                new = self.order_line(kind, form, old.line_no)
                lines[edit.line_num - 1] = msgspec.structs.replace(new, record_no=old.record_no)
            else:
                raise business_rule(f"Line number {edit.line_num} is not valid")
        return tuple(lines)

    def _convert(self, kind: OrderKind, created_from: str, by: str) -> None:
        if created_from:
            source = self.order(kind, created_from)
            self.orders_of(kind).put(self.edited(source, by, state=OrderState.CONVERTED))
            self.note_in_audit_trail(kind.object_name, source.record_no, "M", by)

    def _posted(
        self, kind: OrderKind, definition: TransactionDefinition, order: OrderDocument, by: str
    ) -> OrderDocument:
        if not definition.posts or order.state is OrderState.DRAFT:
            return order
        document = self.create_document(
            kind.posts_as,
            self._document_form(kind, order),
            by=by,
            module_key=kind.module_key,
            source_document=order.doc_id,
        )
        return msgspec.structs.replace(order, document_key=document.record_no)

    def _document_form(self, kind: OrderKind, order: OrderDocument) -> DocumentForm:
        lines = [self._line_form(kind, line) for line in order.lines]
        for row in _given_rows(order):
            first = lines[0]
            lines.append(
                LineForm(account_no=first.account_no, amount=row.total, memo=row.description)
            )
        fields: dict[str, Any] = {
            "invoice_date": order.order_date,
            "posting_date": order.posting_date,
            "due_date": order.due_date,
            "term_name": order.term_name,
            "record_id": order.doc_no,
            "doc_number": order.reference,
            "description": order.message,
            "bill_to": order.bill_to,
            "ship_to": order.ship_to,
            "lines": tuple(lines),
        }
        if kind.party is VENDOR:
            return BillForm(vendor_id=order.party_id, **fields)
        return InvoiceForm(customer_id=order.party_id, **fields)

    def _line_form(self, kind: OrderKind, line: OrderLine) -> LineForm:
        item = self.items.named(line.item_id)
        account = ""
        if item is not None:
            account = item.expense_account_no if kind.party is VENDOR else item.income_account_no
        if not account:
            raise business_rule(f"Item '{line.item_id}' has no account to post to")
        tax = (TaxEntryForm(detail_id=line.detail_id, amount=line.tax),) if line.detail_id else ()
        return LineForm(
            account_no=account,
            amount=line.value,
            memo=line.memo or line.description,
            location_id=line.location_id,
            department_id=line.department_id,
            class_id=line.class_id,
            project_id=line.project_id,
            item_id=line.item_id,
            tax_entries=tax,
        )

    def _take_back(self, kind: OrderKind, order: OrderDocument, by: str) -> None:
        """Delete the AR or AP record, which leaves a row in the audit trail like any deletion."""
        document = self.any_document(order.document_key or 0)
        if document is None:
            return
        if document.total_paid or document.total_selected:
            raise business_rule(
                f"Document {order.doc_id} has payments.", "Reverse the payments first."
            )
        self.documents_of(kind.posts_as).remove(document.record_no)
        self.note_document(kind.posts_as, document.record_no, "D", by)


def _state(text: str) -> OrderState:
    try:
        return OrderState(text.capitalize())
    except ValueError as error:
        raise business_rule(
            f"State {text} is not valid", "Use Draft, Pending or Closed."
        ) from error


def _with_term(form: OrderForm) -> DocumentForm:
    """The dates of the form; a document without due date and term is due at once (a guess)."""
    due, day = form.due_date, value_or(form.order_date, None)
    if day is not None and not due:
        term = value_or(form.term_name, "")
        due = due_by_term(day, term) if term else day
    return DocumentForm(invoice_date=form.order_date, posting_date=form.posting_date, due_date=due)


def _given_rows(order: OrderDocument) -> list[OrderSubtotal]:
    return [row for row in order.subtotals if not row.detail_id]


def _given(order: OrderDocument) -> tuple[SubtotalForm, ...]:
    return tuple(
        SubtotalForm(
            description=row.description,
            total=row.total if row.percent is None else None,
            percent=row.percent,
            location_id=row.location_id,
            department_id=row.department_id,
        )
        for row in _given_rows(order)
    )
