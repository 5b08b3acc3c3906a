"""The records of Order Entry and Purchasing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from sandbox.intacct.records import ZERO, Stamped


class OrderState(StrEnum):
    """Labels of STATE of SODOCUMENT and PODOCUMENT; their letters are documented, the labels guessed."""

    DRAFT = "Draft"
    PENDING = "Pending"
    SUBMITTED = "Submitted"
    APPROVED = "Approved"
    PARTIALLY_APPROVED = "Partially Approved"
    DECLINED = "Declined"
    IN_PROGRESS = "In Progress"
    CLOSED = "Closed"
    CONVERTED = "Converted"
    PARTIALLY_CONVERTED = "Partially Converted"

    @property
    def letter(self) -> str:
        """The code that readByQuery filters by."""
        return _ORDER_LETTERS[self.value]


_ORDER_LETTERS = {
    "Draft": "I",
    "Pending": "O",
    "Submitted": "S",
    "Approved": "A",
    "Partially Approved": "X",
    "Declined": "R",
    "In Progress": "G",
    "Closed": "D",
    "Converted": "C",
    "Partially Converted": "P",
}


class OrderLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line: so many of an item at a price, and the tax on them.

    Attributes:
        line_no: 0-based, unlike the line numbers of every other document.
        tax: None where the tax engine was away when the document was saved.
        tax_override: Whether the tax was given rather than worked out.
        custom_fields: The company's own fields and dimensions by wire name.
    """

    record_no: int
    line_no: int
    item_id: str
    quantity: Decimal
    price: Decimal
    value: Decimal
    taxable: bool
    detail_id: str = ""
    tax: Decimal | None = ZERO
    tax_override: bool = False
    description: str = ""
    memo: str = ""
    unit: str = ""
    location_id: str = ""
    department_id: str = ""
    class_id: str = ""
    project_id: str = ""
    customer_id: str = ""
    vendor_id: str = ""
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)


class OrderSubtotal(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is added below the lines: tax, one row for each tax detail, or what the sender gave."""

    record_no: int
    description: str
    total: Decimal
    percent: Decimal | None = None
    detail_id: str = ""
    location_id: str = ""
    department_id: str = ""
    class_id: str = ""
    project_id: str = ""
    item_id: str = ""
    customer_id: str = ""
    vendor_id: str = ""
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)


class OrderDocument(Stamped, frozen=True, kw_only=True, gc=False):
    """A document of Order Entry or Purchasing.

    Attributes:
        doc_id: `<definition>-<number>`, its natural id.
        definition: DOCPARID, the transaction definition.
        custom_fields: The company's own fields by wire name.
        document_key: PRRECORDKEY, the AR or AP record it made; None before it is posted.
    """

    doc_id: str
    doc_no: str
    definition: str
    party_id: str
    state: OrderState
    order_date: date
    posting_date: date
    due_date: date
    lines: tuple[OrderLine, ...]
    subtotals: tuple[OrderSubtotal, ...] = ()
    reference: str = ""
    vendor_doc_no: str = ""
    term_name: str = ""
    message: str = ""
    bill_to: str = ""
    ship_to: str = ""
    currency: str = ""
    tax_solution_id: str = ""
    external_id: str = ""
    created_from: str = ""
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)
    document_key: int | None = None

    @property
    def subtotal(self) -> Decimal:
        """The lines without tax."""
        return sum((line.value for line in self.lines), ZERO)

    @property
    def total(self) -> Decimal:
        """Lines and subtotals."""
        return self.subtotal + sum((row.total for row in self.subtotals), ZERO)
