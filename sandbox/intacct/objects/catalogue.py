"""All objects that can be asked for, by name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.advances import advance_objects
from sandbox.intacct.objects.audit import audit_objects
from sandbox.intacct.objects.definition import (
    Catalogue,
    Field,
    ObjectDefinition,
    Reader,
    fields_from,
)
from sandbox.intacct.objects.documents import document_objects, record_url
from sandbox.intacct.objects.further_fields import further_fields
from sandbox.intacct.objects.masters import master_objects
from sandbox.intacct.objects.old_payments import old_payment_objects
from sandbox.intacct.objects.orders import order_objects
from sandbox.intacct.objects.parties import party_objects
from sandbox.intacct.objects.payments import payment_objects
from sandbox.intacct.objects.tax_entries import tax_objects
from sandbox.intacct.objects.usage import usage_objects
from sandbox.intacct.objects.user_dimensions import user_dimension_objects
from sandbox.intacct.options import CustomField
from sandbox.intacct.rules.document_kinds import DOCUMENT_KINDS
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, PURCHASING
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT
from sandbox.intacct.wire.values import Kind

_WITHOUT_ADDRESS = frozenset({"APIUSAGEDETAIL", "APIUSAGESUMMARY", "COMPANY"})


def catalogue_of(book: IntacctBook) -> Catalogue:
    """Definitions of every object of `book`, by upper-case name."""
    families = (
        master_objects,
        party_objects,
        document_objects,
        payment_objects,
        advance_objects,
        tax_objects,
        old_payment_objects,
        order_objects,
        audit_objects,
        usage_objects,
        user_dimension_objects,
    )
    catalogue = {definition.name: definition for family in families for definition in family(book)}
    for name, specs in further_fields(book).items():
        own = catalogue[name].fields
        _extend(catalogue, name, {**fields_from(*specs), **own})
    for name, definition in tuple(catalogue.items()):
        if name not in _WITHOUT_ADDRESS and "RECORDNO" in definition.fields:
            _extend(catalogue, name, {**_record_address(book, definition), **definition.fields})
        if "MEGAENTITYID" in definition.fields:
            _extend(catalogue, name, _owner_fields(book))
    for custom in (*book.options.custom_fields, *_dimensions_on_lines(book)):
        if custom.object_name in catalogue:
            _extend(catalogue, custom.object_name, {custom.name: _custom_field(custom)})
    return catalogue


def _extend(catalogue: dict[str, ObjectDefinition], name: str, fields: Mapping[str, Field]) -> None:
    """Give an object more fields, behind those it has, or in their place."""
    definition = catalogue[name]
    catalogue[name] = replace(definition, fields={**definition.fields, **fields})


def _dimensions_on_lines(book: IntacctBook) -> list[CustomField]:
    """The company's own dimensions as fields of every object of lines."""
    lines = [kind.object_name + "ITEM" for kind in DOCUMENT_KINDS]
    lines += [kind.advance_name + "ITEM" for kind in (RECEIPT, BILL_PAYMENT)]
    for order in (ORDER_ENTRY, PURCHASING):
        lines += [f"{order.object_name}ENTRY", f"{order.object_name}SUBTOTALS"]
    return [
        CustomField(line, f"GLDIM{each.object_name}", each.label)
        for each in book.options.user_dimensions
        for line in lines
    ]


def _record_address(book: IntacctBook, definition: ObjectDefinition) -> dict[str, Field]:
    number = definition.fields["RECORDNO"].read

    def address(row: Any) -> str:
        return record_url(book, definition.name, number(row))

    return fields_from(("RECORD_URL", Kind.TEXT, address))


def _owner_fields(book: IntacctBook) -> dict[str, Field]:
    """Which entity owns a record; all empty for what the whole company shares."""

    def owner(attribute: str) -> Reader:
        return lambda row: getattr(book.entities.named(row.entity), attribute, None)

    return fields_from(
        ("MEGAENTITYKEY", Kind.INTEGER, owner("record_no")),
        ("MEGAENTITYID", Kind.TEXT, owner("location_id")),
        ("MEGAENTITYNAME", Kind.TEXT, owner("name")),
    )


def _custom_field(custom: CustomField) -> Field:
    """A field of the company's own; where a record has none it holds the field's default."""

    def read(row: Any) -> str:
        values: Mapping[str, str] = getattr(row, "line", row).custom_fields
        return values.get(custom.name, custom.default)

    return Field(custom.name, Kind.TEXT, read)
