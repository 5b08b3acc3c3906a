"""What every record of the stand-in Sage Intacct carries, and its documents: invoices, bills, adjustments.

Records are frozen: a change puts a new record in the old one's place, which makes taking a change
back as simple as putting the old one back. Money is in the currency of its record, times are UTC
to the second, dates are calendar dates of the company.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

ZERO = Decimal("0.00")


class InvoiceState(StrEnum):
    """The labels of STATE of invoices, bills and adjustments. The spelling of Selected is a guess."""

    DRAFT = "Draft"
    POSTED = "Posted"
    SELECTED = "Selected"
    PARTIALLY_PAID = "Partially Paid"
    PAID = "Paid"
    REVERSED = "Reversed"
    REVERSAL = "Reversal"


class Stamped(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every record carries: its number and who touched it when.

    Attributes:
        record_no: RECORDNO, from one sequence for the whole company.
        created_by: RECORDNO of the user.
        entity: Location id of the entity that owns the record; empty for the whole company.
        modified_at: None on a master record that nobody edited since it was made.
    """

    record_no: int
    created_at: datetime
    created_by: int
    modified_at: datetime | None = None
    modified_by: int | None = None
    entity: str = ""


class DocumentItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of a document: a user's line, or the tax line that belongs to one.

    Attributes:
        line_no: 1-based place among the lines of its kind.
        is_user_line: LINEITEM; False for a tax line.
        parent_entry: On a tax line, the RECORDNO of its user's line.
        detail_id: On a tax line, the tax detail.
        tax_override: Whether the tax was given rather than worked out.
        custom_fields: The company's own fields and dimensions by wire name.
    """

    record_no: int
    line_no: int
    account_no: str
    amount: Decimal
    is_user_line: bool = True
    offset_account_no: str = ""
    memo: str = ""
    location_id: str = ""
    department_id: str = ""
    class_id: str = ""
    project_id: str = ""
    item_id: str = ""
    customer_id: str = ""
    vendor_id: str = ""
    parent_entry: int | None = None
    detail_id: str = ""
    tax_override: bool = False
    total_paid: Decimal = ZERO
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)


class Document(Stamped, frozen=True, kw_only=True, gc=False):
    """An invoice, a bill or an adjustment, or the record that reversed one.

    Attributes:
        record_id: The document's number.
        party_id: The customer of a receivable, the vendor of a payable.
        doc_number: The reference: `ponumber` of invoices and bills, on an adjustment the number
            of the document it adjusts.
        total_entered: Sum of all lines, tax lines included.
        lines_locked: Set once a payment was reversed; the lines cannot change any more.
        reversal_of: On a Reversal, the RECORDNO of the record it reversed. Not on the wire.
        source_document: DESCRIPTION2, the DOCID of the Order Entry or Purchasing document.
        custom_fields: The company's own fields by wire name.
    """

    record_id: str
    state: InvoiceState
    party_id: str = msgspec.field(name="customer_id")  # its name in worlds kept on disk
    invoice_date: date
    posting_date: date
    due_date: date
    total_entered: Decimal
    items: tuple[DocumentItem, ...]
    doc_number: str = ""
    description: str = ""
    term_name: str = ""
    paid_date: date | None = None
    currency: str = ""
    base_currency: str = ""
    total_paid: Decimal = ZERO
    total_selected: Decimal = ZERO
    bill_to: str = ""
    ship_to: str = ""
    tax_solution_id: str = ""
    module_key: str = "4.AR"
    source_document: str = ""
    external_id: str = ""
    supdoc_id: str = ""
    lines_locked: bool = False
    reversal_of: int | None = None
    reversed_by: int | None = None
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)

    @property
    def total_due(self) -> Decimal:
        """What is still owed; nothing on a reversed document and its reversal."""
        if self.state in {InvoiceState.REVERSED, InvoiceState.REVERSAL}:
            return ZERO
        return self.total_entered - self.total_paid

    @property
    def raw_state(self) -> str:
        """RAWSTATE: D for a draft, otherwise A. Only these two letters are known."""
        return "D" if self.state is InvoiceState.DRAFT else "A"


class Invoice(Document, frozen=True, kw_only=True, gc=False):
    """An AR invoice."""

    @property
    def customer_id(self) -> str:
        """The party of a receivable by its own name."""
        return self.party_id


class Adjustment(Document, frozen=True, kw_only=True, gc=False):
    """An AR adjustment: a credit memo when it is negative, a debit memo when positive."""


class Bill(Document, frozen=True, kw_only=True, gc=False):
    """An AP bill."""


class BillAdjustment(Document, frozen=True, kw_only=True, gc=False):
    """An AP adjustment: a credit from the vendor when it is negative (sign as in AR; a guess)."""
