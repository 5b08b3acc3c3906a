"""Order Entry and Purchasing, and the transaction definitions of the company."""

from dataclasses import dataclass
from typing import Any

from sandbox.intacct.rules.document_kinds import BILL, INVOICE, DocumentKind
from sandbox.intacct.rules.parties import PartyKind


@dataclass(frozen=True, slots=True)
class OrderKind:
    """What tells Order Entry from Purchasing.

    Attributes:
        noun: What the legacy functions call a transaction of it.
        table: The book's attribute that holds its documents.
        module_key: What the AR or AP records it makes carry.
        posts_as: The record that a posting definition makes.
        tax_row: DESCRIPTION of its tax rows; known for sales, guessed for purchases.
    """

    object_name: str
    noun: str
    table: str
    module_key: str
    posts_as: DocumentKind[Any]
    tax_row: str

    @property
    def party(self) -> PartyKind:
        """Who it is sold to or bought from."""
        return self.posts_as.party


ORDER_ENTRY = OrderKind(
    "SODOCUMENT", "sotransaction", "sales_documents", "8.SO", INVOICE, "Sales Tax"
)
PURCHASING = OrderKind(
    "PODOCUMENT", "potransaction", "purchase_documents", "9.PO", BILL, "Purchase Tax"
)


@dataclass(frozen=True, slots=True)
class TransactionDefinition:
    """A transaction definition, such as Sales Invoice.

    Attributes:
        posts: Whether its documents make an AR or AP record.
        state: In which state a document is saved when none is asked for.
    """

    name: str
    kind: OrderKind
    posts: bool
    state: str = "Pending"


DEFINITIONS = {
    definition.name: definition
    for definition in (
        TransactionDefinition("Sales Order", ORDER_ENTRY, posts=False),
        TransactionDefinition("Sales Invoice", ORDER_ENTRY, posts=True),
        TransactionDefinition("Purchase Order", PURCHASING, posts=False),
        TransactionDefinition("Vendor Invoice", PURCHASING, posts=True),
    )
}
