"""Every name of Re-Leased's interface: paths, headers, parameters, spellings of values.

**All of it is ASSUMED.** No public description of the interface exists; the names follow the help
centre's vocabulary. When facts arrive, this module, `wire_shapes` and `wire_bodies` (the names of
fields) are corrected and no other: the rest of the adapter uses the Python names given here.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from urllib.parse import quote

# -- transport ------------------------------------------------------------------------------------

APPLICATION_NAME_HEADER: Final = "X-Application-Name"
IDEMPOTENCY_KEY_HEADER: Final = "Idempotency-Key"
EXPECTED_VERSION_HEADER: Final = "If-Match"
RETRY_AFTER_HEADER: Final = "Retry-After"

LONGEST_PAGE: Final = 200
FIRST_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)


def expected_version(version: str) -> str:
    """The value of If-Match for a version."""
    return f'"{version}"'


def moment(instant: datetime) -> str:
    """An aware time as the interface writes it, cut off at the millisecond."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def company_path(company_id: str) -> str:
    """The path of a company; everything else stands below it."""
    return f"companies/{quote(company_id, safe='')}"


def record_path(resource: str, record_id: str, *further: str) -> str:
    """The path of one record, below the company; `further` names an action or a part of it."""
    return "/".join([resource, *(quote(part, safe="") for part in (record_id, *further))])


class Resource(StrEnum):
    """The collections, each a path below the company."""

    CONTACTS = "contacts"
    INVOICES = "invoices"
    PAYMENTS = "payments"
    ACCOUNTS = "accounts"
    TAX_TYPES = "tax-types"
    TRACKING_CATEGORIES = "tracking-categories"


class Action(StrEnum):
    """What can be done to a record beyond changing its fields; the last part of the path."""

    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    APPROVE = "approve"
    REJECT = "reject"
    VOID = "void"
    CALCULATED_TAX = "calculated-tax"


OPTIONS: Final = "options"
ACCOUNTING_CONNECTION: Final = "accounting-connection"
ALLOCATIONS: Final = "allocations"
MOST_IDS: Final = 100  # in one request, so that its address stays short enough for any server


def page_query(*, since: str, page: int, page_size: int) -> dict[str, str]:
    """Asks for a page of what was modified at or after `since`, oldest modification first.

    Only with a modified-since filter does a list hold archived records and tombstones.
    """
    return {"modifiedSince": since, "page": str(page), "pageSize": str(page_size)}


def document_query(kind: "Kind", document_type: "DocumentType") -> dict[str, str]:
    """Asks for one sort of document only."""
    return {"kind": kind, "documentType": document_type}


def adjustments_query(ids: Sequence[str]) -> dict[str, str]:
    """Asks which of the documents with these ids, at most `MOST_IDS`, are adjustments."""
    return {
        "ids": ",".join(ids),
        "documentType": DocumentType.ADJUSTMENT,
        "pageSize": str(LONGEST_PAGE),
    }


def ids_query(ids: Sequence[str]) -> dict[str, str]:
    """Asks for the records with these ids, at most `MOST_IDS`, archived ones included."""
    return {"ids": ",".join(ids), "includeArchived": "true", "pageSize": str(LONGEST_PAGE)}


def payment_query(kind: "PaymentKind") -> dict[str, str]:
    """Asks for one sort of payment only."""
    return {"kind": kind}


def external_query(external_id: str) -> dict[str, str]:
    """Asks for the records that carry our mark, archived ones included."""
    return {
        "externalSystem": EXTERNAL_SYSTEM,
        "externalId": external_id,
        "includeArchived": "true",
        "pageSize": str(LONGEST_PAGE),
    }


# -- spellings of values --------------------------------------------------------------------------

EXTERNAL_SYSTEM: Final = "sage_intacct"
LINKED: Final = "Linked"
OUR_PROVIDER: Final = "ExternalApi"
NOT_NATIVE_PROVIDERS: Final = frozenset({"None", OUR_PROVIDER})
INITIATED_IN_INTACCT: Final = "SageIntacct"
INITIATED_IN_SLACK: Final = "Slack"
ACTOR_NAME: Final = "Leasebridge"
SOURCE_INTEGRATION: Final = "Integration"
TAX_EXCLUSIVE: Final = "TaxExclusive"


class ExternalEntity(StrEnum):
    """What kind of Intacct record an external reference names."""

    CUSTOMER = "CUSTOMER"
    VENDOR = "VENDOR"
    SALES_INVOICE = "ARINVOICE"
    BILL = "APBILL"
    SALES_ADJUSTMENT = "ARADJUSTMENT"
    PURCHASE_ADJUSTMENT = "APADJUSTMENT"
    RECEIPT = "ARPYMT"
    DISBURSEMENT = "APPYMT"


class Category(StrEnum):
    """The contact categories that give a contact a role in the books."""

    TENANT = "Tenant"
    CREDITOR = "Creditor"


class Kind(StrEnum):
    """Which side of the books a document stands on."""

    INCOME = "Income"
    EXPENSE = "Expense"


class DocumentType(StrEnum):
    """What sort of document it is."""

    INVOICE = "Invoice"
    CREDIT_NOTE = "CreditNote"
    ADJUSTMENT = "Adjustment"


class AdjustmentType(StrEnum):
    """Which way an adjustment goes."""

    CREDIT = "Credit"
    DEBIT = "Debit"


class InvoiceStatus(StrEnum):
    """The stored states of a document, and the tombstone of a deleted draft."""

    DRAFT = "Draft"
    AWAITING_APPROVAL = "AwaitingApproval"
    APPROVED = "Approved"
    PAID = "Paid"
    VOIDED = "Voided"
    REJECTED = "Rejected"
    DELETED = "Deleted"


class PaymentKind(StrEnum):
    """Money in, money out, or credit paid back."""

    RECEIPT = "Receipt"
    DISBURSEMENT = "Disbursement"
    REFUND = "Refund"


class PaymentState(StrEnum):
    """Whether a payment stands."""

    ACTIVE = "Active"
    REVERSED = "Reversed"


class AccountClassName(StrEnum):
    """The classes of accounts."""

    ASSET = "Asset"
    EQUITY = "Equity"
    EXPENSE = "Expense"
    LIABILITY = "Liability"
    REVENUE = "Revenue"
    OTHER = "Other"


class Calculation(StrEnum):
    """Who works a tax type's amount out."""

    INTERNAL = "Internal"
    EXTERNAL = "External"


class ErrorCode(StrEnum):
    """The codes of refusals that we can say something about; others are passed on as they come."""

    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    MANAGED_BY_ACCOUNTING_SYSTEM = "managed_by_accounting_system"
    APPROVAL_WORKFLOW_REQUIRED = "approval_workflow_required"
    NOT_FOUND = "not_found"
    INVALID_STATUS_TRANSITION = "invalid_status_transition"
    DUPLICATE_CODE = "duplicate_code"
    ALREADY_LINKED = "already_linked"
    COMPANY_LINK_LOCKED = "company_link_locked"
    REQUEST_IN_PROGRESS = "request_in_progress"
    VERSION_MISMATCH = "version_mismatch"
    VALIDATION_FAILED = "validation_failed"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    RATE_LIMITED = "rate_limited"
    ACCOUNT_ARCHIVED = "account_archived"
    ACCOUNT_UNKNOWN = "account_unknown"
    TAX_TYPE_ARCHIVED = "tax_type_archived"
    TAX_TYPE_INVALID_FOR_ACCOUNT = "tax_type_invalid_for_account"
    CONTACT_ARCHIVED = "contact_archived"
    CONTACT_NOT_APPROVED = "contact_not_approved"
    CONTACT_IN_ACTIVE_TENANCY = "contact_in_active_tenancy"
    INVOICE_HAS_PAYMENTS = "invoice_has_payments"
    INVOICE_ALREADY_PAID = "invoice_already_paid"
    INVOICE_NOT_EDITABLE = "invoice_not_editable"
    MULTI_CURRENCY_NOT_SUPPORTED = "multi_currency_not_supported"
    LINE_WITHOUT_AMOUNT = "line_without_amount"
    NEGATIVE_TOTAL = "negative_total"
    TRACKING_OPTION_UNKNOWN = "tracking_option_unknown"
    TAX_TOTAL_MISMATCH = "tax_total_mismatch"
    TAX_NOT_EXTERNAL = "tax_not_external"
    BEFORE_SYNC_FROM_DATE = "before_sync_from_date"
    CREDIT_NOT_APPROVED = "credit_not_approved"
    CREDIT_CONTACT_MISMATCH = "credit_contact_mismatch"
    ALLOCATION_EXCEEDS_BALANCE = "allocation_exceeds_balance"
    PAYMENT_EXCEEDS_BALANCE = "payment_exceeds_balance"
    PAYMENT_CONTACT_MISMATCH = "payment_contact_mismatch"
    PAYMENT_KIND_MISMATCH = "payment_kind_mismatch"
    BANK_ACCOUNT_NOT_ENABLED = "bank_account_not_enabled"
    UNALLOCATED_AMOUNT = "unallocated_amount"
