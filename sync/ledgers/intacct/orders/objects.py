"""The two objects that Order Entry and Purchasing keep their documents in: they differ in names only."""

from dataclasses import dataclass

from sync.ledgers.intacct.documents.keys import order_key
from sync.ledgers.intacct.documents.objects import BILLS, SALES_INVOICES, DocumentObject


@dataclass(frozen=True, slots=True)
class OrderObject:
    """What tells Order Entry from Purchasing on the wire.

    Attributes:
        name: The module, as people know it.
        object_name: Intacct's object.
        posts_as: What its documents are in receivables or payables.
        noun: What its functions are called by, as in `create_sotransaction`.
        contact_element: Whose document a new one is.
        contacts: Elements for further contacts that a new document may not be without; empty ones mean
            the usual contacts.
    """

    name: str
    object_name: str
    posts_as: DocumentObject
    noun: str
    contact_element: str
    contacts: tuple[str, ...] = ()

    @property
    def item_element(self) -> str:
        """A line of a written document."""
        return f"{self.noun[:2]}transitem"

    def key_of(self, doc_id: str) -> str:
        """The key of the document of this DOCID."""
        return order_key(self.posts_as.from_orders, doc_id)


ORDER_ENTRY = OrderObject(
    "Order Entry", "SODOCUMENT", SALES_INVOICES, "sotransaction", "customerid"
)
PURCHASING = OrderObject(
    "Purchasing",
    "PODOCUMENT",
    BILLS,
    "potransaction",
    "vendorid",
    contacts=("returnto", "payto"),
)
