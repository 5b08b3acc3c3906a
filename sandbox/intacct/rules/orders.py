"""Documents of Order Entry and Purchasing: saved, posted to AR or AP, edited, deleted."""

from collections.abc import Sequence

import msgspec

from sandbox.intacct.forms import DocumentForm, value_or
from sandbox.intacct.forms import given as filled_in
from sandbox.intacct.options import TransactionDefinition
from sandbox.intacct.order_forms import OrderForm, OrderLineEdit, OrderLineForm, SubtotalForm
from sandbox.intacct.order_records import OrderDocument, OrderLine, OrderState
from sandbox.intacct.refusal import already_exists, business_rule
from sandbox.intacct.rules.document_checks import due_by_term
from sandbox.intacct.rules.order_kinds import OrderKind
from sandbox.intacct.rules.order_posting import OrderPostingRules, given_rows
from sandbox.intacct.rules.order_tax import order_line_form
from sandbox.intacct.tables import Table

_NOT_COPIED = frozenset({"lines", "subtotals", "state", "doc_no", "definition"})
_EDITABLE = frozenset({OrderState.DRAFT, OrderState.PENDING})
_SAVED_IN = (OrderState.DRAFT, OrderState.PENDING, OrderState.CLOSED)


class OrderRules(OrderPostingRules):
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
        self.check_custom_fields(kind.object_name, value_or(form.custom_fields, {}))
        lines = self._new_lines(kind, definition, form)
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
        order = self.post_order(kind, definition, order, by)
        self.orders_of(kind).put(order)
        self.note_order(kind, order, "C", by)
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
        definition = self._definition(kind, before.definition)
        lines = self._edited_lines(kind, definition, before, line_edits)
        header = dict(filled_in(form, leave_out=_NOT_COPIED))
        if "custom_fields" in header:
            self.check_custom_fields(kind.object_name, header["custom_fields"])
            header["custom_fields"] = {**before.custom_fields, **header["custom_fields"]}
        order = self.edited(
            before,
            by,
            **header,
            state=_state(value_or(form.state, "") or before.state),
            lines=lines,
            subtotals=self.order_subtotals(kind, lines, form.subtotals or _given(before)),
            document_key=None,
        )
        self.take_order_back(kind, before, by)
        order = self.post_order(kind, definition, order, by)
        self.orders_of(kind).put(order)
        self.note_order(kind, order, "M", by)
        return order

    def move_order(
        self, kind: OrderKind, doc_id: str, state: OrderState, *, by: str
    ) -> OrderDocument:
        """Put a document into a state that only Intacct's own screens lead to, as an approval does."""
        order = self.edited(self.order(kind, doc_id), by, state=state)
        self.orders_of(kind).put(order)
        self.note_order(kind, order, "M", by)
        return order

    def delete_order(self, kind: OrderKind, doc_id: str, *, by: str) -> None:
        """Delete a document together with its AR or AP record, while nothing is paid."""
        order = self.order(kind, doc_id)
        if order.state is OrderState.CONVERTED:
            raise business_rule(f"Document {doc_id} is converted and cannot be deleted.")
        self.take_order_back(kind, order, by)
        self.note_order(kind, order, "D", by)
        self.orders_of(kind).remove(order.record_no)

    def note_order(self, kind: OrderKind, order: OrderDocument, mode: str, by: str) -> None:
        """Note a change of a document, and of its lines in companies whose trail has them."""
        self.note_in_audit_trail(kind.object_name, order.record_no, mode, by)
        self.note_lines(f"{kind.object_name}ENTRY", order.lines, mode, by)

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
        known = self.options.transaction_definitions
        definition = next((each for each in known if each.name == name), None)
        if definition is None or definition.module is not kind.module:
            raise business_rule(f"Transaction definition '{name}' is not valid")
        return definition

    def _new_lines(
        self, kind: OrderKind, definition: TransactionDefinition, form: OrderForm
    ) -> tuple[OrderLine, ...]:
        return tuple(
            self.order_line(kind, definition, line, place) for place, line in enumerate(form.lines)
        )

    def _edited_lines(
        self,
        kind: OrderKind,
        definition: TransactionDefinition,
        before: OrderDocument,
        edits: Sequence[OrderLineEdit],
    ) -> tuple[OrderLine, ...]:
        lines = [
            line
            if line.tax is not None
            else msgspec.structs.replace(
                self.order_line(kind, definition, order_line_form(line), line.line_no),
                record_no=line.record_no,
            )
            for line in before.lines
        ]
        for edit in edits:
            if edit.line_num is None:
                lines.append(self.order_line(kind, definition, edit.line, len(lines)))
            elif 1 <= edit.line_num <= len(lines):
                old = lines[edit.line_num - 1]
                form = _edited_form(old, edit.line)
                new = self.order_line(kind, definition, form, old.line_no)
                lines[edit.line_num - 1] = msgspec.structs.replace(new, record_no=old.record_no)
            else:
                raise business_rule(f"Line number {edit.line_num} is not valid")
        return tuple(lines)

    def _convert(self, kind: OrderKind, created_from: str, by: str) -> None:
        if created_from:
            source = self.order(kind, created_from)
            self.orders_of(kind).put(self.edited(source, by, state=OrderState.CONVERTED))
            self.note_in_audit_trail(kind.object_name, source.record_no, "M", by)


def _state(text: str) -> OrderState:
    """A state that a document may be saved in."""
    found = next((state for state in _SAVED_IN if state.value == text.capitalize()), None)
    if found is None:
        raise business_rule(f"State {text} is not valid", "Use Draft, Pending or Closed.")
    return found


def _with_term(form: OrderForm) -> DocumentForm:
    """The dates of the form; a document without due date and term is due at once (a guess)."""
    due, day = form.due_date, value_or(form.order_date, None)
    if day is not None and not due:
        term = value_or(form.term_name, "")
        due = due_by_term(day, term) if term else day
    return DocumentForm(invoice_date=form.order_date, posting_date=form.posting_date, due_date=due)


def _edited_form(old: OrderLine, edit: OrderLineForm) -> OrderLineForm:
    changes = dict(filled_in(edit))
    if "custom_fields" in changes:
        changes["custom_fields"] = {**old.custom_fields, **changes["custom_fields"]}
    return msgspec.structs.replace(order_line_form(old), **changes)


def _given(order: OrderDocument) -> tuple[SubtotalForm, ...]:
    names = [name for name in SubtotalForm.__struct_fields__ if name != "total"]
    return tuple(
        SubtotalForm(
            total=row.total if row.percent is None else None,
            **{name: getattr(row, name) for name in names},
        )
        for row in given_rows(order)
    )
