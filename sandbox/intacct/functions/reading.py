"""The functions `read` and `readByName`."""

from collections.abc import Callable, Iterable
from typing import Any

from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.objects.definition import (
    Field,
    ObjectDefinition,
    UnknownFieldError,
    find_field,
)
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.wire.tree import Element, SubElement, new, text_of
from sandbox.intacct.wire.values import parse_key, read_writer

_NO_DEFINITION = "XL03000009"


def read(call: Call) -> list[Element]:
    """Rows by RECORDNO (tax details by DETAILID), with the lines they own.

    A key that is not there is left out of the answer (a guess).
    """
    definition = call.to_read(text_of(call.element, "object"), _NO_DEFINITION, "READ")
    find = definition.rows.named if definition.read_by_natural_id else _by_number(definition)
    return [_answer(call, definition, find)]


def read_by_name(call: Call) -> list[Element]:
    """Rows by natural id."""
    definition = call.to_read(text_of(call.element, "object"), _NO_DEFINITION, "READ")
    return [_answer(call, definition, definition.rows.named)]


def _by_number(definition: ObjectDefinition) -> Callable[[str], Any]:
    def find(key: str) -> Any:
        number = parse_key(key)
        return None if number is None else definition.rows.get(number)

    return find


def _answer(call: Call, definition: ObjectDefinition, find: Callable[[str], Any]) -> Element:
    keys = [key.strip() for key in text_of(call.element, "keys").split(",")]
    rows = call.readable(row for row in map(find, keys) if row is not None)
    listtype = definition.name.lower()
    data = new("data", listtype=listtype, count=str(len(rows)))
    wanted = text_of(call.element, "fields") or "*"
    for row in rows:
        holder = SubElement(data, listtype)
        if wanted == "*":
            _write_everything(call, holder, definition, row)
        else:
            _write_fields(holder, named_fields(call, definition, wanted), row)
    return data


def named_fields(call: Call, definition: ObjectDefinition, wanted: str) -> list[Field]:
    """The fields of a list with commas, or the refusal that names those there are not."""
    fields, unknown = [], []
    for path in (name.strip() for name in wanted.split(",")):
        try:
            fields.append(find_field(call.catalogue, definition, path))
        except UnknownFieldError:
            unknown.append(path)
    if unknown:
        raise Refusal(f"Invalid fields list {', '.join(unknown)}", "Check the names of the fields.")
    return fields


def _write_everything(call: Call, holder: Element, definition: ObjectDefinition, row: Any) -> None:
    _write_fields(holder, definition.fields.values(), row)
    for path in definition.nested:
        relation = definition.relations[path]
        other = relation.resolve(row)
        inner = SubElement(holder, path)
        if other is not None:
            _write_fields(inner, call.catalogue[relation.object_name].fields.values(), other)
    for part in definition.embedded:
        for inner_row in part.rows(row) or (None,):
            inner = SubElement(holder, part.tag)
            if inner_row is not None:
                _write_fields(inner, part.fields.values(), inner_row)
    for owned in definition.owned:
        lines = SubElement(holder, owned.holder)
        line_definition = call.catalogue[owned.object_name]
        for line in owned.rows(row):
            line_holder = SubElement(lines, line_definition.name.lower())
            _write_fields(line_holder, line_definition.fields.values(), line)


def _write_fields(holder: Element, fields: Iterable[Field], row: Any) -> None:
    for field in fields:
        *steps, last = field.name.split(".")
        place = holder
        for step in steps:
            found = place.find(step)
            place = SubElement(place, step) if found is None else found
        SubElement(place, last).text = read_writer(field.kind)(field.read(row)) or None


FUNCTIONS = {"read": Function(read), "readByName": Function(read_by_name)}
