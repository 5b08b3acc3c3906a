"""Rows written as text are what the XML library makes of one element for each value."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sandbox.clock import Clock
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.catalogue import catalogue_of
from sandbox.intacct.objects.definition import Catalogue, Field, Through, find_field
from sandbox.intacct.reading.row_text import rows_as_text
from sandbox.intacct.seeding import fill
from sandbox.intacct.wire.tree import add_written, new, to_bytes
from sandbox.intacct.wire.user_format import UserFormat
from sandbox.intacct.wire.values import Kind, query_writer
from sandbox.seed.generate import portfolio
from sandbox.storage import Storage

FORMS = (UserFormat(), UserFormat(timedelta(hours=-8), ".dmY", "12"))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co")), max_size=12)
SPECIAL = st.text(st.sampled_from("&<>'\"\t\n\r ]é漢😀a1."), max_size=12)
AMOUNTS = st.decimals(min_value=-9999, max_value=9999, places=2)
MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is drawn
BY_KIND: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: st.one_of(TEXTS, SPECIAL),
    Kind.INTEGER: st.integers(min_value=-5, max_value=10**9),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: st.dates(min_value=date(1900, 1, 1)),
    Kind.TIMESTAMP: MOMENTS,
    Kind.ENUM: SPECIAL,
    Kind.DECIMAL: AMOUNTS,
    Kind.CURRENCY: AMOUNTS,
}


def by_elements(tag: str, fields: list[Field], rows: list[Any], form: UserFormat) -> str:
    written = []
    for row in rows:
        holder = etree.Element(tag)
        for field in fields:
            text = query_writer(field.kind, form)(field.read(row))
            etree.SubElement(holder, field.name).text = text or None
        written.append(etree.tostring(holder, encoding="unicode"))
    return "".join(written)


@cache
def catalogue() -> Catalogue:
    clock = Clock()
    clock.set(datetime(2026, 3, 2, 12, tzinfo=UTC))
    book = IntacctBook(Storage(), clock, company_id="C", company_name="C", currency="GBP")
    fill(book, portfolio(documents=60, today=date(2026, 3, 2)))
    return catalogue_of(book)


@pytest.mark.parametrize("form", FORMS)
def test_row_text__every_field_of_every_object(form: UserFormat) -> None:
    for definition in catalogue().values():
        numbers = definition.rows.numbers
        rows = [definition.rows.get(n) for n in numbers.numbers(numbers.between(None, None))]
        fields = list(definition.fields.values())
        assert rows_as_text(definition.name, fields, rows, form) == by_elements(
            definition.name, fields, rows, form
        )


def test_row_text__fields_of_related_records_in_any_order() -> None:
    definition = catalogue()["ARINVOICE"]
    paths = ("CUSTOMER.NAME", "CUSTOMER.CUSTOMERID", "RECORDNO", "BILLTO.EMAIL1", "CUSTOMER.NAME")
    fields = [find_field(catalogue(), definition, path) for path in paths]
    numbers = definition.rows.numbers
    rows = [definition.rows.get(n) for n in numbers.numbers(numbers.between(None, None))]
    found = rows_as_text("ARINVOICE", fields, rows, FORMS[0])
    assert found == by_elements("ARINVOICE", fields, rows, FORMS[0])
    assert found.count("<CUSTOMER.NAME>") > len(rows) / 2


def test_row_text__related_rows_made_anew_for_each_row_are_told_apart() -> None:
    field = Field("A.B", Kind.INTEGER, Through(lambda row: [row * 2], itemgetter(0)))
    rows = list(range(500))
    found = rows_as_text("A", [field], rows, FORMS[0])
    assert found == by_elements("A", [field], rows, FORMS[0])


@settings(max_examples=200, deadline=None)
@given(data=st.data(), kinds=st.lists(st.sampled_from(list(Kind)), min_size=1, max_size=4))
def test_row_text__any_value_of_any_kind(data: st.DataObject, kinds: list[Kind]) -> None:
    fields = [Field(f"F{place}", kind, itemgetter(place)) for place, kind in enumerate(kinds)]
    row = st.tuples(*(st.one_of(st.none(), BY_KIND[kind]) for kind in kinds))
    rows = data.draw(st.lists(row, max_size=5))
    form = data.draw(st.sampled_from(FORMS))
    assert rows_as_text("ROW", fields, rows, form) == by_elements("ROW", fields, rows, form)


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\ufffe", "\ud800"])
def test_row_text__what_xml_cannot_hold_is_refused_as_by_the_library(text: str) -> None:
    field = Field("F", Kind.TEXT, itemgetter(0))
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        by_elements("ROW", [field], [(text,)], FORMS[0])
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        rows_as_text("ROW", [field], [(text,)], FORMS[0])


def test_written_parts__go_where_they_belong_and_nowhere_else() -> None:
    root = new("response")
    root.text = "<?written 0?> & <?written 7?>"
    parts: list[bytes] = []
    for text in ("<a>1</a>", "<b>é</b>"):
        add_written(etree.SubElement(root, "data"), parts, text)
    assert to_bytes(root, parts).decode().partition("\n")[2] == (
        "<response>&lt;?written 0?&gt; &amp; &lt;?written 7?&gt;"
        "<data><a>1</a></data><data><b>é</b></data></response>"
    )


def test_row_text__amounts_that_are_equal_are_written_alike() -> None:
    field = Field("F", Kind.CURRENCY, itemgetter(0))
    rows = [(Decimal(text),) for text in ("1.50", "1.5", "-0", "0.00", "1E+2")]
    found = rows_as_text("R", [field], rows, FORMS[0])
    assert found == by_elements("R", [field], rows, FORMS[0])
