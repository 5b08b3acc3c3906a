"""The kinds of record that the rule book knows, in the order in which they depend on each other."""

from enum import StrEnum


class RecordKind(StrEnum):
    """A kind of record. The order of definition is the order of work: what others need comes first."""

    DIMENSION = "dimension"
    DIMENSION_VALUE = "dimension_value"
    TAX_DETAIL = "tax_detail"
    ACCOUNT = "account"
    ITEM = "item"
    CUSTOMER = "customer"
    VENDOR = "vendor"
    SALES_INVOICE = "sales_invoice"
    BILL = "bill"
    SALES_CREDIT = "sales_credit"
    PURCHASE_CREDIT = "purchase_credit"
    RECEIPT = "receipt"
    DISBURSEMENT = "disbursement"
    SALES_CREDIT_ALLOCATION = "sales_credit_allocation"
    PURCHASE_CREDIT_ALLOCATION = "purchase_credit_allocation"
    ATTACHMENT = "attachment"

    @property
    def rank(self) -> int:
        """Position in the order of work; lower goes first."""
        return _ORDER[self]

    @property
    def singular(self) -> str:
        """The name of one such record in the finance team's words."""
        return _NAMES[self][0]

    @property
    def plural(self) -> str:
        """The name of several such records in the finance team's words."""
        return _NAMES[self][1]


_ORDER = {kind: position for position, kind in enumerate(RecordKind)}

_NAMES = {
    RecordKind.DIMENSION: ("dimension", "dimensions"),
    RecordKind.DIMENSION_VALUE: ("dimension value", "dimension values"),
    RecordKind.TAX_DETAIL: ("tax type", "tax types"),
    RecordKind.ACCOUNT: ("account", "accounts"),
    RecordKind.ITEM: ("item", "items"),
    RecordKind.CUSTOMER: ("customer", "customers"),
    RecordKind.VENDOR: ("vendor", "vendors"),
    RecordKind.SALES_INVOICE: ("sales invoice", "sales invoices"),
    RecordKind.BILL: ("bill", "bills"),
    RecordKind.SALES_CREDIT: ("sales credit note", "sales credit notes"),
    RecordKind.PURCHASE_CREDIT: ("purchase credit note", "purchase credit notes"),
    RecordKind.RECEIPT: ("receipt", "receipts"),
    RecordKind.DISBURSEMENT: ("disbursement", "disbursements"),
    RecordKind.SALES_CREDIT_ALLOCATION: ("sales credit allocation", "sales credit allocations"),
    RecordKind.PURCHASE_CREDIT_ALLOCATION: (
        "purchase credit allocation",
        "purchase credit allocations",
    ),
    RecordKind.ATTACHMENT: ("attachment", "attachments"),
}

SYNCED_KINDS = (
    RecordKind.DIMENSION,
    RecordKind.DIMENSION_VALUE,
    RecordKind.TAX_DETAIL,
    RecordKind.ACCOUNT,
    RecordKind.CUSTOMER,
    RecordKind.VENDOR,
    RecordKind.SALES_INVOICE,
    RecordKind.BILL,
    RecordKind.SALES_CREDIT,
    RecordKind.PURCHASE_CREDIT,
    RecordKind.RECEIPT,
    RecordKind.DISBURSEMENT,
    RecordKind.SALES_CREDIT_ALLOCATION,
    RecordKind.PURCHASE_CREDIT_ALLOCATION,
)
"""The kinds carried for every company."""

KINDS_OF_MODULES = (RecordKind.ITEM,)
"""The kinds carried for companies only that use Order Entry or Purchasing: see `sync.domain.modules`."""
