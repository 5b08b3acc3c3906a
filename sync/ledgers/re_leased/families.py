"""Which family reads and writes which kind of record."""

from sync.domain.kinds import RecordKind
from sync.domain.modules import PLAIN, Modules
from sync.ledgers.re_leased.contacts import Contacts
from sync.ledgers.re_leased.credit_allocations import CreditAllocations
from sync.ledgers.re_leased.document_sorts import (
    DOCUMENT_SORTS,
    PURCHASE_CREDITS,
    SALES_CREDITS,
)
from sync.ledgers.re_leased.documents import Documents
from sync.ledgers.re_leased.items import Items
from sync.ledgers.re_leased.line_terms import line_terms
from sync.ledgers.re_leased.payments import DISBURSEMENTS, RECEIPTS, Payments
from sync.ledgers.re_leased.reference_data import Accounts, TaxTypes, Tracking
from sync.ledgers.re_leased.writing import Families

_TRACKING, CONTACTS = Tracking(), Contacts()


def families(modules: Modules = PLAIN, *, external_tax_type: str = "") -> Families:
    """How each kind of record is read and written in a company that uses these modules."""
    documents = {
        sort.kind: Documents(sort, line_terms(sort.kind, modules, external_tax_type))
        for sort in DOCUMENT_SORTS
    }
    items = {RecordKind.ITEM: Items(modules)} if modules.uses else {}
    return {**_SAME_FOR_ALL, **documents, **items}


_SAME_FOR_ALL: Families = {
    RecordKind.DIMENSION: _TRACKING,
    RecordKind.DIMENSION_VALUE: _TRACKING,
    RecordKind.TAX_DETAIL: TaxTypes(),
    RecordKind.ACCOUNT: Accounts(),
    RecordKind.CUSTOMER: CONTACTS,
    RecordKind.VENDOR: CONTACTS,
    RecordKind.RECEIPT: Payments(RECEIPTS),
    RecordKind.DISBURSEMENT: Payments(DISBURSEMENTS),
    RecordKind.SALES_CREDIT_ALLOCATION: CreditAllocations(SALES_CREDITS),
    RecordKind.PURCHASE_CREDIT_ALLOCATION: CreditAllocations(PURCHASE_CREDITS),
}

FAMILIES = families()
"""Those of a company without Order Entry and Purchasing."""
