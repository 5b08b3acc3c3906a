"""delete_customer, delete_vendor, delete_contact and delete_item: by natural id, in an attribute."""

from collections.abc import Callable

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.functions.registry import Call, Function, Handler
from sandbox.intacct.wire.tree import Element


def _deleting(attribute: str, delete: Callable[..., None]) -> Handler:
    def handle(call: Call) -> list[Element]:
        """The answer is the status only."""
        delete(call.book, call.element.get(attribute, ""), by=call.user_id)
        return []

    return handle


FUNCTIONS = {
    f"delete_{noun}": Function(_deleting(attribute, delete), writes=True)
    for noun, attribute, delete in (
        ("customer", "customerid", IntacctBook.delete_customer),
        ("vendor", "vendorid", IntacctBook.delete_vendor),
        ("contact", "contactname", IntacctBook.delete_contact),
        ("item", "itemid", IntacctBook.delete_item),
    )
}
