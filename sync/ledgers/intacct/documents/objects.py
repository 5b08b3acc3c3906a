"""The four objects that documents are kept in: they differ in names and signs only."""

from dataclasses import dataclass

from sync.domain.kinds import RecordKind


@dataclass(frozen=True, slots=True)
class DocumentObject:
    """What tells one kind of document from the others on the wire.

    Attributes:
        kind: The kind of record.
        object_name: Intacct's object.
        items_name: The object of its lines.
        contact_kind: Whose document it is.
        contact_field: The field that names them.
        due_field: When it is to be paid; empty for credits, which are due on their own date.
        sign: 1 where amounts say what is owed. Adjustments count the other way round: there a negative
            amount is a credit, which is what our records hold as positive.
        from_orders: The module whose documents of this kind are kept by Order Entry or Purchasing.
    """

    kind: RecordKind
    object_name: str
    items_name: str
    contact_kind: RecordKind
    contact_field: str
    due_field: str
    sign: int
    from_orders: str


SALES_INVOICES = DocumentObject(
    RecordKind.SALES_INVOICE,
    "ARINVOICE",
    "ARINVOICEITEM",
    RecordKind.CUSTOMER,
    "CUSTOMERID",
    due_field="WHENDUE",
    sign=1,
    from_orders="8.SO",
)
BILLS = DocumentObject(
    RecordKind.BILL,
    "APBILL",
    "APBILLITEM",
    RecordKind.VENDOR,
    "VENDORID",
    due_field="WHENDUE",
    sign=1,
    from_orders="9.PO",
)
SALES_CREDITS = DocumentObject(
    RecordKind.SALES_CREDIT,
    "ARADJUSTMENT",
    "ARADJUSTMENTITEM",
    RecordKind.CUSTOMER,
    "CUSTOMERID",
    due_field="",
    sign=-1,
    from_orders="8.SO",
)
PURCHASE_CREDITS = DocumentObject(
    RecordKind.PURCHASE_CREDIT,
    "APADJUSTMENT",
    "APADJUSTMENTITEM",
    RecordKind.VENDOR,
    "VENDORID",
    due_field="",
    sign=-1,
    from_orders="9.PO",
)

DOCUMENT_OBJECTS = (SALES_INVOICES, BILLS, SALES_CREDITS, PURCHASE_CREDITS)
