"""All objects that can be asked for, by name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.advances import advance_objects
from sandbox.intacct.objects.audit import audit_objects
from sandbox.intacct.objects.definition import Catalogue, Field, Reader, fields_from
from sandbox.intacct.objects.documents import document_objects
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
        fields = {**own, **fields_from(*specs), **own}
        catalogue[name] = replace(catalogue[name], fields=fields)
    for name, definition in catalogue.items():
        if "MEGAENTITYID" in definition.fields:
            fields = {**definition.fields, **_owner_fields(book)}
            catalogue[name] = replace(definition, fields=fields)
    lines = [kind.object_name + "ITEM" for kind in DOCUMENT_KINDS]
    lines += [kind.advance_name + "ITEM" for kind in (RECEIPT, BILL_PAYMENT)]
    for order in (ORDER_ENTRY, PURCHASING):
        lines += [f"{order.object_name}ENTRY", f"{order.object_name}SUBTOTALS"]
    dimensions = [
        CustomField(line, f"GLDIM{each.object_name}", each.label)
        for each in book.options.user_dimensions
        for line in lines
    ]
    for custom in (*book.options.custom_fields, *dimensions):
        extended = catalogue.get(custom.object_name)
        if extended is not None:
            fields = {**extended.fields, custom.name: _custom_field(custom)}
            catalogue[custom.object_name] = replace(extended, fields=fields)
    return catalogue


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
