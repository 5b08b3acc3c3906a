"""The functions that describe objects: `lookup` and `inspect`. They ask for no permission."""

from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.master_records import ITEM_TYPES
from sandbox.intacct.objects.definition import Field, ObjectDefinition
from sandbox.intacct.order_records import OrderState
from sandbox.intacct.records import InvoiceState
from sandbox.intacct.wire.tree import Element, SubElement, add_text, new, text_of
from sandbox.intacct.wire.values import Kind

_READ_ONLY = frozenset(
    {"RECORDNO", "STATE", "RAWSTATE", "CREATEDBY", "MODIFIEDBY", "WHENMODIFIED", "AUWHENCREATED"}
)
_LONGEST_TEXT = "80"


def lookup(call: Call) -> list[Element]:
    """The fields and relations of an object; fields that `query` refuses are among them."""
    definition = call.definition(text_of(call.element, "object"), "XL03000009")
    data = new("data", listtype="All", count="1")
    described = SubElement(
        data, "Type", Name=definition.name, DocumentType=text_of(call.element, "docparid")
    )
    fields = SubElement(described, "Fields")
    for field in definition.fields.values():
        _describe(SubElement(fields, "Field"), call, definition, field)
    relations = SubElement(described, "Relationships")
    for path, relation in definition.relations.items():
        holder = SubElement(relations, "Relationship")
        add_text(holder, "OBJECTPATH", path)
        add_text(holder, "OBJECTNAME", relation.object_name)
        add_text(holder, "LABEL", "")
        add_text(holder, "RELATIONSHIPTYPE", "MANY2ONE")
        add_text(holder, "RELATEDBY", relation.related_by)
    return [data]


def inspect(call: Call) -> list[Element]:
    """The names of all objects for `*`, else the fields of one, at length with `detail`."""
    name = text_of(call.element, "object")
    if name == "*":
        data = new("data", listtype="All", count=str(len(call.catalogue)))
        for known in call.catalogue:
            holder = SubElement(data, "type", typename=known.lower())
            holder.text = known.capitalize()
        return [data]
    definition = call.definition(name, "XL03000009")
    data = new("data", listtype="All", count="1")
    fields = SubElement(SubElement(data, "Type", Name=definition.name), "Fields")
    detailed = call.element.get("detail") == "1"
    for field in definition.fields.values():
        holder = SubElement(fields, "Field")
        if detailed:
            _inspect(holder, definition, field)
        else:
            holder.text = field.name
    return [data]


def _describe(holder: Element, call: Call, definition: ObjectDefinition, field: Field) -> None:
    custom = [
        each.label
        for each in call.book.options.custom_fields
        if (each.object_name, each.name) == (definition.name, field.name)
    ]
    add_text(holder, "ID", field.name)
    add_text(holder, "LABEL", custom[0] if custom else _label(field))
    add_text(holder, "DESCRIPTION", "")
    add_text(holder, "REQUIRED", "true" if field.name == definition.natural_id else "false")
    add_text(holder, "READONLY", "true" if field.name in _READ_ONLY else "false")
    add_text(holder, "DATATYPE", field.kind.value)
    values = _valid_values(definition, field)
    if values:
        listed = SubElement(holder, "VALIDVALUES")
        for value in values:
            add_text(listed, "VALIDVALUE", value)
    add_text(holder, "ISCUSTOM", "true" if custom else "false")


def _inspect(holder: Element, definition: ObjectDefinition, field: Field) -> None:
    add_text(holder, "Name", field.name)
    add_text(holder, "externalDataName", field.kind.value.lower())
    add_text(holder, "isRequired", "true" if field.name == definition.natural_id else "false")
    add_text(holder, "isReadOnly", "true" if field.name in _READ_ONLY else "false")
    add_text(holder, "maxLength", _LONGEST_TEXT if field.kind is Kind.TEXT else "")
    add_text(holder, "DisplayLabel", _label(field))


def _label(field: Field) -> str:
    return field.name.replace("_", " ").replace(".", " ").capitalize()


def _valid_values(definition: ObjectDefinition, field: Field) -> tuple[str, ...]:
    if field.name == "STATUS":
        return ("active", "inactive")
    if (definition.name, field.name) == ("ITEM", "ITEMTYPE"):
        return tuple(ITEM_TYPES.values())
    if field.name != "STATE" or definition.number_field != "RECORDNO":
        return ()
    if definition.name in {"SODOCUMENT", "PODOCUMENT"}:
        return tuple(state.value for state in OrderState)
    is_document = definition.name in {"ARINVOICE", "ARADJUSTMENT", "APBILL", "APADJUSTMENT"}
    return tuple(state.value for state in InvoiceState) if is_document else ()


FUNCTIONS = {"lookup": Function(lookup), "inspect": Function(inspect)}
