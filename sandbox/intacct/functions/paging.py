"""The functions `readByQuery` and `readMore`."""

import secrets
from typing import Any

from sandbox.intacct.functions.reading import named_fields
from sandbox.intacct.functions.registry import Call, Function, ResultSet
from sandbox.intacct.objects.definition import Field, ObjectDefinition
from sandbox.intacct.reading.conditions import Condition, invalid_query
from sandbox.intacct.reading.row_text import rows_as_text
from sandbox.intacct.reading.search import matching_numbers
from sandbox.intacct.reading.statement import read_statement
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.wire.tree import Element, add_written, new, text_of
from sandbox.intacct.wire.values import parse_filter_value, parse_key

_DEFAULT_PAGE = 100
_LARGEST_PAGE = 1000


def read_by_query(call: Call) -> list[Element]:
    """The first page of what a query text matches; `docparid` keeps to one definition (a guess)."""
    element = call.element
    definition = call.to_read(text_of(element, "object"), "Query Failed", "READ_BY_QUERY")
    fields = _fields(call, definition, text_of(element, "fields") or "*")
    condition = _condition(call, definition, text_of(element, "query"))
    numbers = matching_numbers(definition, condition, call.visibility(show_private=False))
    kept = _of_definition(definition, numbers, text_of(element, "docparid"))
    results = ResultSet(
        object_name=definition.name,
        fields=tuple(field.name for field in fields),
        numbers=kept,
        total=len(kept),
        page_size=_page_size(element),
        user_id=call.user_id,
        session=call.session.identifier,
    )
    return [_page(call, secrets.token_urlsafe(16) + "@*", results)]


def read_more(call: Call) -> list[Element]:
    """The next page of a result set, named by resultId, or the latest one of an object.

    Result sets of views and reports cannot be had here, so that readMore finds none of them.
    """
    result_id = text_of(call.element, "resultId") or _latest_of(call)
    results = call.results.get(result_id)
    if results is None or not _belongs_to(call, results):
        raise Refusal("readMore failed", f"Result set '{result_id}' not found")
    del call.results[result_id]
    return [_page(call, result_id, results)]


def _latest_of(call: Call) -> str:
    name = text_of(call.element, "object").upper()
    own = (
        result_id
        for result_id, results in reversed(call.results.items())
        if results.object_name == name and _belongs_to(call, results)
    )
    return next(own, "")


def _belongs_to(call: Call, results: ResultSet) -> bool:
    return (results.user_id, results.session) == (call.user_id, call.session.identifier)


def _fields(call: Call, definition: ObjectDefinition, wanted: str) -> list[Field]:
    if wanted != "*":
        return named_fields(call, definition, wanted)
    return [f for name, f in definition.fields.items() if name not in definition.not_queried]


def _condition(call: Call, definition: ObjectDefinition, text: str) -> Condition | None:
    def parse(field_: Field, value: str) -> Any:
        try:
            return parse_filter_value(field_.kind, value, call.form)
        except (ValueError, OverflowError) as error:
            raise invalid_query(f"Invalid value '{value}' for field {field_.name}") from error

    return read_statement(text, call.catalogue, definition, parse)


def _of_definition(definition: ObjectDefinition, numbers: list[int], name: str) -> list[int]:
    field_ = definition.fields.get("DOCPARID")
    if not name or field_ is None:
        return numbers
    return [number for number in numbers if field_.read(definition.rows.get(number)) == name]


def _page_size(element: Element) -> int:
    text = text_of(element, "pagesize")
    size = parse_key(text) if text else _DEFAULT_PAGE
    if size is None or not 1 <= size <= _LARGEST_PAGE:
        raise invalid_query(f"Invalid value '{text}' for pagesize")
    return size


def _page(call: Call, result_id: str, results: ResultSet) -> Element:
    definition = call.definition(results.object_name, "Query Failed")
    page = results.numbers[: results.page_size]
    results.numbers = results.numbers[results.page_size :]
    if results.numbers:
        call.results[result_id] = results
    rows = [row for number in page if (row := definition.rows.get(number)) is not None]
    data = new(
        "data",
        listtype=definition.name.lower(),
        count=str(len(rows)),
        totalcount=str(results.total),
        numremaining=str(len(results.numbers)),
        resultId=result_id if results.numbers else "",
    )
    fields = named_fields(call, definition, ",".join(results.fields))
    if rows:
        text = rows_as_text(definition.name.lower(), fields, rows, call.form)
        add_written(data, call.written, text)
    return data


FUNCTIONS = {"readByQuery": Function(read_by_query), "readMore": Function(read_more)}
