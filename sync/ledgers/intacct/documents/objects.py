"""The four objects that documents are kept in: they differ in names, order and signs only."""

from dataclasses import dataclass

from sync.domain.kinds import RecordKind


@dataclass(frozen=True, slots=True)
class LegacyNames:
    """What the legacy functions, by which documents are written, call their parts.

    Attributes:
        noun: What the functions' names end with, as in `create_invoice`, and what a look-up answers with.
        contact: The element of the customer or vendor.
        number: The element of the document's number.
        reference: The element that is read again as DOCNUMBER. On adjustments it is called after the number
            of the document that is adjusted, and that it is read there too is a guess.
        reference_limit: The limit in `TEXT_LIMITS` that holds for the reference.
        items: The element around the lines of a new document; `update` stands before it in a change.
        header: The parts of the header in the order that the function insists on.
    """

    noun: str
    contact: str
    number: str
    reference: str
    reference_limit: str
    items: str
    header: tuple[str, ...]


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
            amount is a credit, which is what our records hold as positive. Of AP adjustments this is a guess.
        from_orders: The module whose documents of this kind are kept by Order Entry or Purchasing.
        legacy: How it is written.
    """

    kind: RecordKind
    object_name: str
    items_name: str
    contact_kind: RecordKind
    contact_field: str
    due_field: str
    sign: int
    from_orders: str
    legacy: LegacyNames


_OWED = (
    *("contact", "issue_date", "gl_date", "due_date"),
    *("action", "number", "reference", "external_id"),
)
_ADJUSTED = ("contact", "issue_date", "gl_date", "number", "action", "reference", "external_id")

SALES_INVOICES = DocumentObject(
    RecordKind.SALES_INVOICE,
    "ARINVOICE",
    "ARINVOICEITEM",
    RecordKind.CUSTOMER,
    "CUSTOMERID",
    due_field="WHENDUE",
    sign=1,
    from_orders="8.SO",
    legacy=LegacyNames(
        noun="invoice",
        contact="customerid",
        number="invoiceno",
        reference="ponumber",
        reference_limit="reference",
        items="invoiceitems",
        header=_OWED,
    ),
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
    legacy=LegacyNames(
        noun="bill",
        contact="vendorid",
        number="billno",
        reference="ponumber",
        reference_limit="reference",
        items="billitems",
        header=_OWED,
    ),
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
    legacy=LegacyNames(
        noun="aradjustment",
        contact="customerid",
        number="adjustmentno",
        reference="invoiceno",
        reference_limit="document_number",
        items="aradjustmentitems",
        header=_ADJUSTED,
    ),
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
    legacy=LegacyNames(
        noun="apadjustment",
        contact="vendorid",
        number="adjustmentno",
        reference="billno",
        reference_limit="document_number",
        items="apadjustmentitems",
        header=_ADJUSTED,
    ),
)

DOCUMENT_OBJECTS = (SALES_INVOICES, BILLS, SALES_CREDITS, PURCHASE_CREDITS)
