"""The neutral records: what a ledger's record says, free of either system's wire.

An adapter turns its system's records into these. References to other records are kept in the keys of
the system the record was read from; `sync.domain.crossing` carries a record from one side's keys
to the other's.
"""

from sync.domain.records.account_items import (
    code_of_account_item,
    item_of_account,
    use_of_account,
)
from sync.domain.records.documents import EXTERNAL_TAX, Document, DocumentLine, DocumentStatus
from sync.domain.records.item_codes import (
    account_of_item,
    item_code,
    item_code_in_one_spelling,
)
from sync.domain.records.masters import (
    Account,
    AccountClass,
    Dimension,
    DimensionValue,
    Item,
    ItemUse,
    TaxDetail,
    TaxUse,
)
from sync.domain.records.parties import Address, Contact
from sync.domain.records.payments import Allocation, CreditAllocation, Payment, PaymentStatus
from sync.domain.records.reference import Reference
from sync.domain.records.sighting import (
    RECORD_TYPES,
    Record,
    Sighting,
    amount_of,
    field_names,
    natural_key_of,
    references_of,
    title_of,
)

__all__ = [
    "EXTERNAL_TAX",
    "RECORD_TYPES",
    "Account",
    "AccountClass",
    "Address",
    "Allocation",
    "Contact",
    "CreditAllocation",
    "Dimension",
    "DimensionValue",
    "Document",
    "DocumentLine",
    "DocumentStatus",
    "Item",
    "ItemUse",
    "Payment",
    "PaymentStatus",
    "Record",
    "Reference",
    "Sighting",
    "TaxDetail",
    "TaxUse",
    "account_of_item",
    "amount_of",
    "code_of_account_item",
    "field_names",
    "item_code",
    "item_code_in_one_spelling",
    "item_of_account",
    "natural_key_of",
    "references_of",
    "title_of",
    "use_of_account",
]
