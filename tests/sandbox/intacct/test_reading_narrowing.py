"""Narrowing by index finds exactly what testing every row finds."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.clock import Clock
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.catalogue import catalogue_of
from sandbox.intacct.objects.definition import Catalogue, ObjectDefinition, find_field
from sandbox.intacct.reading.conditions import AtLeastOne, Comparison, Condition, Every
from sandbox.intacct.reading.search import search
from sandbox.intacct.seeding import fill
from sandbox.seed.generate import portfolio
from sandbox.storage import Storage

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERYTHING = 10**6


@cache
def world() -> tuple[IntacctBook, Catalogue]:
    clock = Clock()
    clock.set(NOW)
    book = IntacctBook(
        Storage(), clock, company_id="HARBOUR", company_name="Harbour", currency="GBP"
    )
    fill(book, portfolio(documents=150, today=date(2026, 3, 2)))
    return book, catalogue_of(book)


NUMBERS = st.integers(min_value=150, max_value=700)
MOMENTS = st.integers(min_value=0, max_value=900).map(lambda days: NOW - timedelta(days=days))
ORDERED = ("lessthan", "lessthanorequalto", "greaterthan", "greaterthanorequalto", "equalto")


def comparisons(name: str) -> st.SearchStrategy[Condition]:
    _, catalogue = world()
    definition = catalogue[name]
    by_object: dict[str, dict[str, st.SearchStrategy[object]]] = {
        "ARINVOICE": {"RECORDNO": NUMBERS, "AUWHENCREATED": MOMENTS, "WHENMODIFIED": MOMENTS},
        "ARINVOICEITEM": {"RECORDNO": NUMBERS, "RECORDKEY": NUMBERS},
    }
    fields = by_object[name]

    def comparison(field: str) -> st.SearchStrategy[Condition]:
        found, values = find_field(catalogue, definition, field), fields[field]
        one = st.tuples(st.sampled_from(ORDERED), st.tuples(values))
        two = st.tuples(st.just("between"), st.tuples(values, values))
        some = st.tuples(st.sampled_from(("in", "notin")), st.lists(values, min_size=1).map(tuple))
        return st.one_of(one, two, some).map(
            lambda pair: Comparison(found, pair[0], pair[1], ignore_case=False)
        )

    return st.recursive(
        st.sampled_from(sorted(fields)).flatmap(comparison),
        lambda inner: st.lists(inner, min_size=2, max_size=3).flatmap(
            lambda parts: st.sampled_from((Every(tuple(parts)), AtLeastOne(tuple(parts))))
        ),
        max_leaves=5,
    )


def assert_as_by_scan(definition: ObjectDefinition, condition: Condition) -> None:
    page = search(definition, condition, [], offset=0, size=EVERYTHING)
    everything = search(definition, None, [], offset=0, size=EVERYTHING)
    test = condition.test()
    assert list(page.rows) == [row for row in everything.rows if test(row)]
    assert page.total == len(page.rows)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_narrowing__invoices_as_by_scan(data: st.DataObject) -> None:
    condition = data.draw(comparisons("ARINVOICE"))
    assert_as_by_scan(world()[1]["ARINVOICE"], condition)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_narrowing__lines_as_by_scan(data: st.DataObject) -> None:
    condition = data.draw(comparisons("ARINVOICEITEM"))
    assert_as_by_scan(world()[1]["ARINVOICEITEM"], condition)
