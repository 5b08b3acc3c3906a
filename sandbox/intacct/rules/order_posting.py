"""What an order document makes in AR or AP: the record, and its end when the document is saved again."""

from typing import Any

import msgspec

from sandbox.intacct.forms import BillForm, DocumentForm, InvoiceForm, LineForm, TaxEntryForm
from sandbox.intacct.options import TransactionDefinition
from sandbox.intacct.order_records import OrderDocument, OrderLine, OrderState, OrderSubtotal
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.order_kinds import OrderKind
from sandbox.intacct.rules.order_tax import OrderTaxRules
from sandbox.intacct.rules.parties import VENDOR

_GIVEN_TO_LINES = ("location_id", "department_id", "class_id", "project_id", "item_id")


class OrderPostingRules(OrderTaxRules):
    """Makes AR and AP records for order documents, and takes them back."""

    def post_order(
        self, kind: OrderKind, definition: TransactionDefinition, order: OrderDocument, by: str
    ) -> OrderDocument:
        """The document with its AR or AP record, where its definition posts and it is no draft."""
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

    def take_order_back(self, kind: OrderKind, order: OrderDocument, by: str) -> None:
        """Delete the AR or AP record, which leaves a row in the audit trail like any deletion."""
        document = self.any_document(order.document_key or 0)
        if document is None:
            return
        if document.total_paid or document.total_selected:
            raise business_rule(
                f"Document {order.doc_id} has payments.", "Reverse the payments first."
            )
        self.note_document(kind.posts_as, document, "D", by)
        self.documents_of(kind.posts_as).remove(document.record_no)

    def _document_form(self, kind: OrderKind, order: OrderDocument) -> DocumentForm:
        lines = [self._line_form(kind, line) for line in order.lines]
        lines += [self._row_form(row, lines[0]) for row in given_rows(order)]
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
            tax_entries=tax,
            **_dimensions(line),
        )

    def _row_form(self, row: OrderSubtotal, first: LineForm) -> LineForm:
        """A subtotal as a line on the first line's account (a guess)."""
        return LineForm(
            account_no=first.account_no, amount=row.total, memo=row.description, **_dimensions(row)
        )


def given_rows(order: OrderDocument) -> list[OrderSubtotal]:
    """The subtotals that the sender gave, not those of tax."""
    return [row for row in order.subtotals if not row.detail_id]


def _dimensions(line: OrderLine | OrderSubtotal) -> dict[str, Any]:
    """The line's dimensions; its party is the document's, and fields that are none stay behind."""
    own = {name: value for name, value in line.custom_fields.items() if name.startswith("GLDIM")}
    return {
        **{attribute: getattr(line, attribute) for attribute in _GIVEN_TO_LINES},
        "customer_id": line.customer_id,
        "vendor_id": line.vendor_id,
        "custom_fields": own,
    }
