"""What Re-Leased keeps about invoices, credit notes, adjustments and payments.

A *document* is any of the first three. All amounts are positive; the sign comes from the type.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sandbox.re_leased.moments import Moment
from sandbox.re_leased.money import ZERO
from sandbox.re_leased.records import Part, PaymentPriority, Record


class Kind(StrEnum):
    """Income from a debtor, or an expense to a creditor."""

    INCOME = "Income"
    EXPENSE = "Expense"


class DocumentType(StrEnum):
    """What a document does to the balance."""

    INVOICE = "Invoice"
    CREDIT_NOTE = "CreditNote"
    ADJUSTMENT = "Adjustment"


class AdjustmentType(StrEnum):
    """Which way an adjustment goes."""

    CREDIT = "Credit"
    DEBIT = "Debit"


class Status(StrEnum):
    """Where a document stands; `Deleted` is what is left of a deleted draft."""

    DRAFT = "Draft"
    AWAITING_APPROVAL = "AwaitingApproval"
    REJECTED = "Rejected"
    APPROVED = "Approved"
    PAID = "Paid"
    VOIDED = "Voided"
    DELETED = "Deleted"


class AmountsAre(StrEnum):
    """Whether unit prices contain tax."""

    TAX_EXCLUSIVE = "TaxExclusive"
    TAX_INCLUSIVE = "TaxInclusive"


class Source(StrEnum):
    """What made a document."""

    MANUAL = "Manual"
    RENT_TEMPLATE = "RentTemplate"
    REPEATING = "Repeating"
    OUTGOINGS = "Outgoings"
    INSTALMENT = "Instalment"
    BUDGET = "Budget"
    LATE_FEE = "LateFee"
    MANAGEMENT_FEE = "ManagementFee"
    UPLOAD = "Upload"
    VACATE = "Vacate"
    INTEGRATION = "Integration"


class TaxMode(StrEnum):
    """Whether Re-Leased computes the tax or the accounting software does."""

    INTERNAL = "Internal"
    EXTERNAL = "External"


class TaxStatus(StrEnum):
    """Whether externally calculated tax has come back."""

    NOT_APPLICABLE = "NotApplicable"
    PENDING = "Pending"
    APPLIED = "Applied"
    FAILED = "Failed"


class LineTracking(Part, frozen=True):
    """One option of one category."""

    category_id: str
    option_id: str


class Line(Part, frozen=True):
    """One line of a document, with its amounts worked out."""

    id: str
    description: str
    quantity: Decimal
    unit_price: Decimal
    account_code: str
    tax_type_code: str
    net_amount: Decimal
    gross_amount: Decimal
    tax_rate: Decimal | None = None  # percent; unknown while tax is calculated elsewhere
    tax_amount: Decimal | None = None
    property_id: str | None = None
    tracking: tuple[LineTracking, ...] = ()


class TaxCalculation(Part, frozen=True):
    """Who computes the tax, and how far that is."""

    mode: TaxMode = TaxMode.INTERNAL
    status: TaxStatus = TaxStatus.NOT_APPLICABLE
    applied_at: Moment | None = None
    external_document_id: str | None = None


class DecidingPerson(Part, frozen=True):
    """The person in whose name a decision was taken."""

    name: str = ""
    email: str = ""


class Decision(Part, frozen=True):
    """An approval, rejection or void, and who decided it."""

    decision: str
    actor: DecidingPerson
    at: Moment
    comment: str = ""
    initiated_in: str = "ReLeased"


class Approval(Part, frozen=True):
    """Whether an approval workflow holds the document."""

    required: bool = False
    workflow: str | None = None
    step: int | None = None
    last_decision: Decision | None = None


class Allocation(Part, frozen=True):
    """Credit put against an invoice; stands on both documents."""

    id: str
    credit_note_id: str
    invoice_id: str
    amount: Decimal
    date: date


class Document(Record, frozen=True):
    """An invoice, credit note or adjustment."""

    kind: Kind
    document_type: DocumentType
    status: Status
    invoice_number: str
    contact_id: str
    issue_date: date
    due_date: date
    currency: str
    lines: tuple[Line, ...]
    adjustment_type: AdjustmentType | None = None
    reference: str | None = None
    property_id: str | None = None
    tenancy_id: str | None = None
    service_date: date | None = None
    amounts_are: AmountsAre = AmountsAre.TAX_EXCLUSIVE
    payment_priority: PaymentPriority | None = None
    source: Source = Source.MANUAL
    tax_calculation: TaxCalculation = TaxCalculation()
    net_total: Decimal = ZERO
    tax_total: Decimal = ZERO
    gross_total: Decimal = ZERO
    amount_paid: Decimal = ZERO
    amount_credited: Decimal = ZERO
    amount_due: Decimal = ZERO
    allocations: tuple[Allocation, ...] = ()
    approval: Approval = Approval()
    sent_to_contact_at: Moment | None = None
    attachment_count: int = 0
    void_reason: str | None = None

    @property
    def is_deleted(self) -> bool:
        """A tombstone of a draft that was deleted."""
        return self.status is Status.DELETED

    @property
    def is_credit(self) -> bool:
        """It lowers the balance: a credit note, or an adjustment that credits."""
        return (
            self.document_type is DocumentType.CREDIT_NOTE
            or self.adjustment_type is AdjustmentType.CREDIT
        )

    @property
    def is_settled_in_part(self) -> bool:
        """A payment or a credit stands against it."""
        return bool(self.amount_paid or self.amount_credited)

    @property
    def title(self) -> str:
        """What a person calls it, such as `Invoice RL-20871`."""
        words = {DocumentType.CREDIT_NOTE: "Credit note", DocumentType.ADJUSTMENT: "Adjustment"}
        return f"{words.get(self.document_type, 'Invoice')} {self.invoice_number}"


class PaymentKind(StrEnum):
    """Money in from a debtor, money out to a creditor, or credit paid back."""

    RECEIPT = "Receipt"
    DISBURSEMENT = "Disbursement"
    REFUND = "Refund"


class PaymentStatus(StrEnum):
    """Whether a payment stands."""

    ACTIVE = "Active"
    REVERSED = "Reversed"


class PaymentAllocation(Part, frozen=True):
    """The share of a payment that settles one document."""

    invoice_id: str
    amount: Decimal


class Payment(Record, frozen=True):
    """Money in or out, always against documents of one contact."""

    kind: PaymentKind
    contact_id: str
    date: date
    amount: Decimal
    currency: str
    bank_account_code: str
    allocations: tuple[PaymentAllocation, ...]
    reference: str | None = None
    method: str = "BankTransfer"
    status: PaymentStatus = PaymentStatus.ACTIVE
    source: str = "Manual"


class Attachment(Record, frozen=True):
    """A file on a document; only its description is kept here."""

    document_id: str
    file_name: str
    content_type: str
    size: int  # bytes
