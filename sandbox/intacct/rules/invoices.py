"""AR invoices by the names that a clerk would use."""

from collections.abc import Sequence
from datetime import date

from sandbox.intacct.forms import InvoiceForm, LineEdit
from sandbox.intacct.records import Invoice, InvoiceState
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.document_kinds import INVOICE
from sandbox.intacct.rules.documents import DocumentRules


class InvoiceRules(DocumentRules):
    """What is done with AR invoices most often."""

    def create_invoice(self, form: InvoiceForm, *, draft: bool = False, by: str) -> Invoice:
        """Enter an invoice, posted at once unless it is a draft; see `create_document`."""
        return self.create_document(INVOICE, form, draft=draft, by=by)

    def update_invoice(
        self,
        record_no: int,
        form: InvoiceForm,
        *,
        line_edits: Sequence[LineEdit] = (),
        submit: bool = True,
        by: str,
    ) -> Invoice:
        """Edit an invoice; a draft is posted by it unless `submit` is False."""
        return self.update_document(
            INVOICE, record_no, form, line_edits=line_edits, submit=submit, by=by
        )

    def post_invoice(self, record_no: int, *, by: str) -> Invoice:
        """Submit a draft as it stands."""
        if self.invoice(record_no).state is not InvoiceState.DRAFT:
            raise business_rule(f"Invoice {record_no} is not a draft and cannot be submitted.")
        return self.update_invoice(record_no, InvoiceForm(), by=by)

    def reverse_invoice(
        self, record_no: int, *, on: date, description: str = "", by: str
    ) -> Invoice:
        """Reverse a posted, unpaid invoice; gives the second record, the reversal."""
        return self.reverse_document(INVOICE, record_no, on=on, description=description, by=by)

    def delete_invoice(self, record_no: int, *, by: str) -> None:
        """Delete a draft, or a posted unpaid invoice where the company does not reverse them."""
        self.delete_document(INVOICE, record_no, by=by)

    def invoice(self, record_no: int) -> Invoice:
        """The invoice of that RECORDNO, or the refusal DL03000005 when there is none."""
        return self.document(INVOICE, record_no)

    def invoice_by_external_id(self, external_id: str) -> Invoice | None:
        """The first invoice that was entered with this external id, or None."""
        return self.document_by_external_id(INVOICE, external_id)
