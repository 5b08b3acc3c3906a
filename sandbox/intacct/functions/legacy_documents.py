"""How the legacy functions call the parts of each kind of document, and show one."""

from dataclasses import dataclass
from typing import Any

from sandbox.intacct.records import Document, DocumentItem
from sandbox.intacct.rules.document_kinds import (
    ADJUSTMENT,
    BILL,
    BILL_ADJUSTMENT,
    INVOICE,
    DocumentKind,
)
from sandbox.intacct.wire.tree import Element, SubElement, add_text
from sandbox.intacct.wire.values import add_legacy_date, legacy_amount


@dataclass(frozen=True, slots=True)
class LegacyDocument:
    """The element names of one kind of document.

    Attributes:
        number: The document's own number.
        reference: The reference, or on an adjustment the number of what it adjusts.
        items: What holds the lines; edits stand in `update` + items.
        contacts: Bill-to and ship-to in an answer, or their AP counterparts.
        due: Whether it has a due date and a term.
    """

    kind: DocumentKind[Any]
    party: str
    number: str
    reference: str
    items: str
    contacts: tuple[str, ...] = ()
    due: bool = False

    @property
    def noun(self) -> str:
        """What functions and answers call the document."""
        return self.kind.noun


LEGACY_DOCUMENTS = (
    LegacyDocument(
        INVOICE,
        "customerid",
        "invoiceno",
        "ponumber",
        "invoiceitems",
        ("billto", "shipto"),
        due=True,
    ),
    LegacyDocument(ADJUSTMENT, "customerid", "adjustmentno", "invoiceno", "aradjustmentitems"),
    LegacyDocument(
        BILL, "vendorid", "billno", "ponumber", "billitems", ("payto", "returnto"), due=True
    ),
    LegacyDocument(BILL_ADJUSTMENT, "vendorid", "adjustmentno", "billno", "apadjustmentitems"),
)


def write_document(holder: Element, legacy: LegacyDocument, document: Document) -> None:
    """Write a document as the legacy look-ups show it; tax lines are left out (a guess)."""
    add_text(holder, "key", str(document.record_no))
    add_text(holder, legacy.party, document.party_id)
    add_legacy_date(holder, "datecreated", document.invoice_date)
    add_legacy_date(holder, "dateposted", document.posting_date)
    if legacy.due:
        add_legacy_date(holder, "datedue", document.due_date)
    add_legacy_date(holder, "datepaid", document.paid_date)
    if legacy.due:
        add_text(holder, "termname", document.term_name)
    add_text(holder, "batchkey", "")
    add_text(holder, legacy.number, document.record_id)
    add_text(holder, legacy.reference, document.doc_number)
    _write_totals(holder, document, "")
    add_text(holder, "description", document.description)
    _write_totals(holder, document, "trx_")
    add_text(holder, "basecurr", document.base_currency)
    add_text(holder, "currency", document.currency)
    for tag, name in zip(legacy.contacts, (document.bill_to, document.ship_to), strict=False):
        add_text(SubElement(holder, tag), "contactname", name)
    modified = document.modified_at
    add_text(holder, "whenmodified", f"{modified:%m/%d/%Y %H:%M:%S}" if modified else "")
    add_text(holder, "state", document.state)
    lines = SubElement(holder, legacy.items)
    for item in document.items:
        if item.is_user_line:
            _write_line(SubElement(lines, "lineitem"), document, item)


def _write_totals(holder: Element, document: Document, prefix: str) -> None:
    amount = "totalamount" if not prefix else "trx_totalamount"
    add_text(holder, amount, legacy_amount(document.total_entered))
    add_text(holder, f"{prefix}totalpaid", legacy_amount(document.total_paid))
    add_text(holder, f"{prefix}totaldue", legacy_amount(document.total_due))


def _write_line(holder: Element, document: Document, item: DocumentItem) -> None:
    add_text(holder, "line_num", str(item.line_no))
    add_text(holder, "glaccountno", item.account_no)
    add_text(holder, "offsetglaccountno", item.offset_account_no)
    add_text(holder, "amount", legacy_amount(item.amount))
    add_text(holder, "memo", item.memo)
    add_text(holder, "locationid", item.location_id)
    add_text(holder, "departmentid", item.department_id)
    add_text(holder, "key", str(item.record_no))
    add_text(holder, "totalpaid", legacy_amount(item.total_paid))
    add_text(holder, "totaldue", legacy_amount(item.amount - item.total_paid))
    add_text(holder, "trx_amount", legacy_amount(item.amount))
    add_text(holder, "currency", document.currency)
