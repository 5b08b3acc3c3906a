"""Order Entry and Purchasing."""

from dataclasses import dataclass
from typing import Any

from sandbox.intacct.options import OrderModule
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

    module: OrderModule
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
    OrderModule.ORDER_ENTRY,
    "SODOCUMENT",
    "sotransaction",
    "sales_documents",
    "8.SO",
    INVOICE,
    "Sales Tax",
)
PURCHASING = OrderKind(
    OrderModule.PURCHASING,
    "PODOCUMENT",
    "potransaction",
    "purchase_documents",
    "9.PO",
    BILL,
    "Purchase Tax",
)
