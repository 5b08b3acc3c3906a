"""The function `query`."""

from collections.abc import Sequence
from functools import partial

from sandbox.intacct.functions.aggregates import grouped_rows, has_aggregates, matching_rows
from sandbox.intacct.functions.bare_answers import bare_answer
from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.objects.definition import (
    Field,
    ObjectDefinition,
    UnknownFieldError,
    find_field,
)
from sandbox.intacct.reading.conditions import (
    Comparison,
    Condition,
    Every,
    FilterReader,
    invalid_query,
    unknown_field,
)
from sandbox.intacct.reading.row_text import rows_as_text
from sandbox.intacct.reading.search import Order, Page, search
from sandbox.intacct.wire.tree import Element, SubElement, add_written, new, text_of
from sandbox.intacct.wire.values import parse_key, query_writer

_DEFAULT_PAGE = 100
_LARGEST_PAGE = 2000


def query(call: Call) -> list[Element]:
    """Find rows of one object and give the selected fields of a page of them.

    `docparid` keeps to the documents of one definition (a guess). JSON and CSV go out without an
    envelope.
    """
    element = call.element
    name = text_of(element, "object")
    definition = call.to_read(name, "Query Failed", "QUERY")
    options = element.find("options")
    condition = _condition(call, definition, element)
    select = element.find("select")
    visible = call.visibility(show_private=_option(options, "showprivate") == "true")
    size = _whole_number(element, "pagesize", _DEFAULT_PAGE, range(1, _LARGEST_PAGE + 1))
    offset = _whole_number(element, "offset", 0, range(10**9))
    if select is not None and has_aggregates(select):
        rows = grouped_rows(
            select, matching_rows(definition, condition, visible), partial(_field, call, definition)
        )
        selected = rows.fields
        page = Page(rows.rows[offset : offset + size], len(rows.rows))
    else:
        selected = _selected(call, definition, select)
        orders = _orders(call, definition, element.find("orderby"))
        page = search(definition, condition, orders, offset=offset, size=size, visible=visible)
    return _answer(call, definition, selected, page, offset)


def _answer(
    call: Call, definition: ObjectDefinition, selected: Sequence[Field], page: Page, offset: int
) -> list[Element]:
    form = _option(call.element.find("options"), "returnformat") or "xml"
    if form not in {"xml", "json", "csv"}:
        raise invalid_query(f"Unknown returnformat {form}")
    data = _data(text_of(call.element, "object"), page, offset)
    if form == "xml" and page.rows:
        text = rows_as_text(definition.name, selected, page.rows, call.form)
        add_written(data, call.written, text)
    elif form != "xml":
        _write_rows(call, data, definition.name, selected, page.rows)
        call.bare.append(bare_answer(form, [field.name for field in selected], data))
    return [data]


def _option(options: Element | None, name: str) -> str:
    return "" if options is None else text_of(options, name)


def _selected(call: Call, definition: ObjectDefinition, select: Element | None) -> list[Field]:
    if select is None or not len(select):
        raise invalid_query("A query needs a select with at least one field")
    fields = []
    for child in select:
        if child.tag != "field":
            raise invalid_query(f"The element {child.tag} is not served in select")
        fields.append(_field(call, definition, (child.text or "").strip()))
    return fields


def _field(call: Call, definition: ObjectDefinition, path: str) -> Field:
    if path.upper() in definition.not_queried:
        raise unknown_field(path, definition.name)
    try:
        return find_field(call.catalogue, definition, path)
    except UnknownFieldError as error:
        raise unknown_field(path, definition.name) from error


def _condition(call: Call, definition: ObjectDefinition, element: Element) -> Condition | None:
    ignore_case = _option(element.find("options"), "caseinsensitive") == "true"
    holder = element.find("filter")
    wanted = text_of(element, "docparid")
    document = definition.fields.get("DOCPARID")
    of_definition: Condition | None = None
    if wanted and document is not None:
        of_definition = Comparison(document, "equalto", (wanted,), ignore_case=False)
    if holder is None or not len(holder):
        return of_definition
    if len(holder) > 1:
        raise invalid_query("A filter holds exactly one operator")
    reader = FilterReader(call.catalogue, definition, call.form, ignore_case)
    condition = reader.read(holder[0])
    return condition if of_definition is None else Every((condition, of_definition))


def _orders(call: Call, definition: ObjectDefinition, orderby: Element | None) -> list[Order]:
    if orderby is None:
        return []
    return [
        Order(
            _field(call, definition, text_of(order, "field")),
            descending=order.find("descending") is not None,
        )
        for order in orderby.findall("order")
    ]


def _whole_number(element: Element, tag: str, default: int, allowed: range) -> int:
    text = text_of(element, tag)
    if not text:
        return default
    number = parse_key(text)
    if number is None or number not in allowed:
        raise invalid_query(f"Invalid value '{text}' for {tag}")
    return number


def _data(name: str, page: Page, offset: int) -> Element:
    left = max(0, page.total - offset - len(page.rows))
    return new(
        "data",
        listtype=name,
        totalcount=str(page.total),
        offset=str(offset),
        count=str(len(page.rows)),
        numremaining=str(left),
    )


def _write_rows(
    call: Call, data: Element, tag: str, selected: Sequence[Field], rows: Sequence[object]
) -> None:
    columns = [(f.name, f.read, query_writer(f.kind, call.form)) for f in selected]
    for row in rows:
        holder = SubElement(data, tag)
        for name, read, write in columns:
            SubElement(holder, name).text = write(read(row)) or None


FUNCTIONS = {"query": Function(query)}
