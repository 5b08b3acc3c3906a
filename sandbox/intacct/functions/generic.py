"""The generic functions `create`, `update` and `delete`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.functions.filling_in import (
    account_form,
    contact_form,
    dimension_value_form,
    item_form,
    key_of,
    party_form,
    tax_detail_form,
)
from sandbox.intacct.functions.generic_bills import bill_submission, change_bill, enter_bill
from sandbox.intacct.functions.generic_payments import (
    change_payment,
    enter_advance,
    enter_payment,
    payment_submission,
)
from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.objects.definition import ObjectDefinition
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.rules.document_kinds import ADJUSTMENT, BILL, BILL_ADJUSTMENT, INVOICE
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT
from sandbox.intacct.wire.tree import Element, SubElement, add_text, new, text_of
from sandbox.intacct.wire.values import parse_key

_NO_DEFINITION = "XL03000009"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who does the work on one kind of object; None where Intacct or this stand-in does not."""

    form: Callable[[Element], Any] | None = None
    create: Callable[..., Any] | None = None
    update: Callable[..., Any] | None = None
    delete: Callable[..., None] | None = None


def _desk(book: IntacctBook, name: str) -> Desk:
    if name in book.dimensions:
        return Desk(
            dimension_value_form,
            partial(book.create_dimension_value, name),
            partial(book.update_dimension_value, name),
            partial(book.delete_dimension_value, name),
        )
    desks = {
        "CUSTOMER": Desk(
            party_form, book.create_customer, book.update_customer, book.delete_customer
        ),
        "VENDOR": Desk(party_form, book.create_vendor, book.update_vendor, book.delete_vendor),
        "CONTACT": Desk(
            contact_form, book.create_contact, book.update_contact, book.delete_contact
        ),
        "GLACCOUNT": Desk(
            account_form, book.create_account, book.update_account, book.delete_account
        ),
        "TAXDETAIL": Desk(
            tax_detail_form, book.create_tax_detail, book.update_tax_detail, book.delete_tax_detail
        ),
        "ITEM": Desk(item_form, book.create_item, book.update_item, book.delete_item),
        **{
            kind.object_name: Desk(delete=partial(book.delete_document, kind))
            for kind in (INVOICE, ADJUSTMENT, BILL_ADJUSTMENT)
        },
        "APBILL": Desk(
            bill_submission,
            partial(enter_bill, book),
            partial(change_bill, book),
            partial(book.delete_document, BILL),
        ),
        **{
            kind.object_name: Desk(
                payment_submission,
                partial(enter_payment, book, kind),
                partial(change_payment, book, kind),
                partial(book.delete_payment, kind=kind),
            )
            for kind in (RECEIPT, BILL_PAYMENT)
        },
        **{
            kind.advance_name: Desk(_as_it_is, partial(enter_advance, book, kind))
            for kind in (RECEIPT, BILL_PAYMENT)
        },
    }
    return desks.get(name, Desk())


def _as_it_is(element: Element) -> Element:
    return element


def create(call: Call) -> list[Element]:
    """Create records, each by itself: what was made stays when another one is refused.

    That the others are still tried after a refusal is a guess.
    """
    data = _objects(0)
    for element in call.element:
        try:
            with call.book.piece_of_work():
                _add_keys(data, *_create_one(call, element))
        except Refusal as refusal:
            call.failures.append(refusal)
    data.set("count", str(len(data)))
    return [data]


def _create_one(call: Call, element: Element) -> tuple[ObjectDefinition, Any]:
    definition = call.definition(str(element.tag), _NO_DEFINITION)
    call.may_write(definition.name, "CREATE")
    desk = _desk(call.book, definition.name)
    if desk.create is None or desk.form is None:
        raise _not_supported("create", definition)
    return definition, desk.create(desk.form(element), by=call.user_id)


def update(call: Call) -> list[Element]:
    """Change records, named by RECORDNO or natural id."""
    data = _objects(len(call.element))
    for element in call.element:
        definition = call.definition(str(element.tag), _NO_DEFINITION)
        call.may_write(definition.name, "UPDATE")
        desk = _desk(call.book, definition.name)
        if desk.update is None or desk.form is None:
            raise _not_supported("update", definition)
        named = _named_record(call, definition, element)
        record = desk.update(named, desk.form(element), by=call.user_id)
        _add_keys(data, definition, record)
    return [data]


def delete(call: Call) -> list[Element]:
    """Delete records by RECORDNO (a tax detail by DETAILID); the answer is the status only."""
    definition = call.definition(text_of(call.element, "object"), _NO_DEFINITION)
    call.may_write(definition.name, "DELETE")
    desk = _desk(call.book, definition.name)
    if desk.delete is None:
        raise _not_supported("delete", definition)
    for key in text_of(call.element, "keys").split(","):
        desk.delete(_key_to_delete(call, definition, key.strip()), by=call.user_id)
    return []


def _key_to_delete(call: Call, definition: ObjectDefinition, key: str) -> str | int:
    if definition.read_by_natural_id:
        call.check_owner(definition.rows.named(key))
        return key
    return _key_of(call, definition, key, "delete")


def _named_record(call: Call, definition: ObjectDefinition, element: Element) -> str | int:
    """What the book's update goes by: the natural id, or RECORDNO where there is none."""
    number, natural_id = key_of(element, definition.natural_id or "RECORDNO")
    if not number and definition.natural_id is not None:
        call.check_owner(definition.rows.named(natural_id))
        return natural_id
    return _key_of(call, definition, number, "update")


def _key_of(call: Call, definition: ObjectDefinition, text: str, verb: str) -> str | int:
    key = parse_key(text)
    row = None if key is None else definition.rows.get(key)
    if row is None or key is None:
        name = definition.name.lower()
        raise business_rule(f"Cannot find {name} with key '{text}' to {verb}.")
    call.check_owner(row)
    return key if definition.natural_id is None else _natural_id(definition, row)


def _natural_id(definition: ObjectDefinition, row: Any) -> str:
    return str(definition.fields[definition.natural_id or ""].read(row))


def _objects(count: int) -> Element:
    return new("data", listtype="objects", count=str(count))


def _add_keys(data: Element, definition: ObjectDefinition, record: Any) -> None:
    holder = SubElement(data, definition.name.lower())
    add_text(holder, "RECORDNO", str(record.record_no))
    if definition.natural_id is not None:
        add_text(holder, definition.natural_id, _natural_id(definition, record))


def _not_supported(verb: str, definition: ObjectDefinition) -> Refusal:
    return business_rule(f"The operation {verb} is not supported for {definition.name}.")


FUNCTIONS = {
    "create": Function(create, writes=True),
    "update": Function(update, writes=True),
    "delete": Function(delete, writes=True),
}
