"""All that both ledgers hold, so that it can be told whether anything was written."""

from sandbox.intacct.rules.document_kinds import DOCUMENT_KINDS
from tests.sync.use_cases.bridge import COMPANY, Bridge

Contents = tuple[object, ...]


def contents(bridge: Bridge) -> Contents:
    """Every record of Intacct as it stands, and the version of every record of Re-Leased."""
    books, other = bridge.intacct, bridge.re_leased
    tables = (
        *(books.documents_of(kind) for kind in DOCUMENT_KINDS),
        *(books.sales_documents, books.purchase_documents, books.payments, books.bill_payments),
        *(books.applications, books.bill_applications, books.customers, books.vendors),
        *(books.contacts, books.accounts, books.tax_details, books.items),
    )
    reference = other.reference_data
    shelves = (
        *(other.documents.shelf, other.payments.shelf, other.contacts.shelf),
        *(reference.accounts, reference.tax_types, reference.categories),
    )
    return (
        *(record for table in tables for record in table),
        *((record.id, record.version) for shelf in shelves for record in shelf.every(COMPANY)),
    )
