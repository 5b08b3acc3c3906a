"""delete_customer and its like: master records by their natural id, which stands in an attribute."""

from collections.abc import Callable

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.functions.registry import Call, Function, Handler
from sandbox.intacct.wire.tree import Element


def _deleting(object_name: str, attribute: str, delete: Callable[..., None]) -> Handler:
    def handle(call: Call) -> list[Element]:
        """The answer is the status only."""
        name = call.element.get(attribute, "")
        call.check_owner(call.catalogue[object_name].rows.named(name))
        delete(call.book, name, by=call.user_id)
        return []

    return handle


def _deleting_member(attribute: str, dimension: str) -> Handler:
    def delete(book: IntacctBook, code: str, *, by: str) -> None:
        book.delete_dimension_value(dimension, code, by=by)

    return _deleting(dimension, attribute, delete)


FUNCTIONS = {
    f"delete_{noun}": Function(
        _deleting(noun.upper(), attribute, delete), writes=True, object_name=noun.upper()
    )
    for noun, attribute, delete in (
        ("customer", "customerid", IntacctBook.delete_customer),
        ("vendor", "vendorid", IntacctBook.delete_vendor),
        ("contact", "contactname", IntacctBook.delete_contact),
        ("item", "itemid", IntacctBook.delete_item),
        ("glaccount", "glaccountno", IntacctBook.delete_account),
    )
} | {
    f"delete_{dimension.lower()}": Function(
        _deleting_member(attribute, dimension), writes=True, object_name=dimension
    )
    for dimension, attribute in (
        ("DEPARTMENT", "departmentid"),
        ("LOCATION", "locationid"),
        ("CLASS", "key"),
        ("PROJECT", "key"),
    )
}
