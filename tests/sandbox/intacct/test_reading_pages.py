"""A page found the quick way is the page that testing and sorting every row gives, also after changes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.clock import Clock
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.forms import AccountForm, InvoiceForm, LineForm, PartyForm
from sandbox.intacct.objects.catalogue import catalogue_of
from sandbox.intacct.objects.definition import ObjectDefinition, find_field
from sandbox.intacct.reading.conditions import (
    AtLeastOne,
    Comparison,
    Condition,
    Every,
    Negation,
    rests_on_rows_alone,
)
from sandbox.intacct.reading.search import Order, search
from sandbox.storage import Storage

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PERSON = "asmith"


def book_of(invoices: int) -> IntacctBook:
    clock = Clock()
    clock.set(START)
    book = IntacctBook(Storage(), clock, company_id="C", company_name="C", currency="GBP")
    account = AccountForm(
        account_no="4000", title="Rent", account_type="incomestatement", normal_balance="credit"
    )
    book.create_account(account, by=PERSON)
    for name in ("A", "B"):
        book.create_customer(PartyForm(party_id=name, name=f"Tenant {name}"), by=PERSON)
    for place in range(invoices):
        enter(book, place)
    return book


def enter(book: IntacctBook, place: int) -> None:
    book.clock.set(START + timedelta(hours=place))
    lines = (
        LineForm(account_no="4000", amount=Decimal(place % 3)),
        LineForm(account_no="4000", amount=Decimal(5)),
    )
    form = InvoiceForm(
        customer_id="AB"[place % 2],
        invoice_date=date(2026, 3, 2),
        due_date=date(2026, 3, 16),
        record_id=f"INV-{place % 4}",
        lines=lines,
    )
    book.create_invoice(form, draft=place % 3 == 0, by=PERSON)


BOOK = book_of(12)
CATALOGUE = catalogue_of(BOOK)
HIGHEST = max(invoice.record_no for invoice in BOOK.invoices) + 3
NUMBERS = st.integers(min_value=0, max_value=HIGHEST)
MOMENTS = st.integers(min_value=0, max_value=14).map(lambda hours: START + timedelta(hours=hours))
VALUES: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "ARINVOICE": {
        "RECORDNO": NUMBERS,
        "WHENMODIFIED": MOMENTS,
        "AUWHENCREATED": MOMENTS,
        "STATE": st.sampled_from(("Draft", "Posted")),
        "RECORDID": st.sampled_from(("INV-1", "INV-3", "INV-9")),
        "CUSTOMER.NAME": st.sampled_from(("Tenant A", "Tenant Z")),
        "TOTALDUE": st.integers(min_value=4, max_value=8).map(Decimal),
    },
    "ARINVOICEITEM": {
        "RECORDNO": NUMBERS,
        "RECORDKEY": NUMBERS,
        "WHENMODIFIED": MOMENTS,
        "AMOUNT": st.integers(min_value=0, max_value=6).map(Decimal),
        "STATE": st.sampled_from(("Draft", "Posted")),
        "LOCATIONID": st.just("E200"),
    },
}
COMPARING = (
    "equalto",
    "notequalto",
    "lessthan",
    "lessthanorequalto",
    "greaterthan",
    "greaterthanorequalto",
)


def comparison(name: str, path: str) -> st.SearchStrategy[Condition]:
    field, values = find_field(CATALOGUE, CATALOGUE[name], path), VALUES[name][path]
    given_values = st.one_of(
        st.tuples(st.sampled_from(COMPARING), st.tuples(values)),
        st.tuples(st.just("between"), st.tuples(values, values)),
        st.tuples(
            st.sampled_from(("in", "notin")), st.lists(values, min_size=1, max_size=5).map(tuple)
        ),
        st.tuples(st.sampled_from(("isnull", "isnotnull")), st.just(())),
    )
    return given_values.map(lambda pair: Comparison(field, pair[0], pair[1], ignore_case=False))


def conditions(name: str) -> st.SearchStrategy[Condition]:
    def joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(inner, min_size=2, max_size=4).map(tuple)
        return st.one_of(several.map(Every), several.map(AtLeastOne), inner.map(Negation))

    single = st.sampled_from(sorted(VALUES[name])).flatmap(lambda path: comparison(name, path))
    return st.recursive(single, joined, max_leaves=6)


@st.composite
def questions(draw: st.DrawFn, name: str) -> tuple[Condition, list[Order], int, int]:
    fields = CATALOGUE[name].fields
    orders = draw(
        st.sampled_from(
            (
                [],
                [Order(fields["RECORDNO"], descending=False)],
                [Order(fields["RECORDNO"], descending=True)],
                [Order(fields["STATE"], descending=True)],
            )
        )
    )
    offset, size = draw(st.integers(0, 30)), draw(st.integers(1, 30))
    return draw(conditions(name)), orders, offset, size


def plain(
    definition: ObjectDefinition, condition: Condition, orders: list[Order], cut: slice
) -> tuple[list[object], int]:
    """Every row tested, all sorted, then cut."""
    rows = definition.rows
    numbers = sorted(number for _, number in rows.numbers.pairs())
    test = condition.test()
    matching = [row for row in map(rows.get, numbers) if test(row)]
    for order in orders:
        matching.sort(key=order.field.read, reverse=order.descending)
    return matching[cut], len(matching)


@pytest.mark.parametrize("name", sorted(VALUES))
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_page__as_by_testing_every_row(name: str, data: st.DataObject) -> None:
    condition, orders, offset, size = data.draw(questions(name))
    expected = plain(CATALOGUE[name], condition, orders, slice(offset, offset + size))
    for _ in range(2):  # the second time from what was remembered
        page = search(CATALOGUE[name], condition, orders, offset=offset, size=size)
        assert (list(page.rows), page.total) == expected


@settings(max_examples=40, deadline=None)
@given(data=st.data(), steps=st.lists(st.sampled_from(("enter", "edit", "delete", "undo"))))
def test_page__after_changes_never_from_what_was_remembered_before(
    data: st.DataObject, steps: list[str]
) -> None:
    book = book_of(5)
    catalogue = catalogue_of(book)
    states = find_field(catalogue, catalogue["ARINVOICEITEM"], "STATE")
    numbers = find_field(catalogue, catalogue["ARINVOICEITEM"], "RECORDNO")
    drafts = Comparison(states, "equalto", ("Draft",), ignore_case=False)
    later = Comparison(numbers, "greaterthan", (10,), ignore_case=False)
    for step in ("enter", *steps):
        change(book, step, data)
        for condition in (drafts, Every((later, drafts)), later):
            page = search(catalogue["ARINVOICEITEM"], condition, [], offset=0, size=100)
            expected = plain(catalogue["ARINVOICEITEM"], condition, [], slice(0, 100))
            assert (list(page.rows), page.total) == expected


def change(book: IntacctBook, step: str, data: st.DataObject) -> None:
    numbers = [invoice.record_no for invoice in book.invoices]
    if step == "enter" or not numbers:
        enter(book, len(numbers))
        return
    number = data.draw(st.sampled_from(numbers))
    if step == "edit":
        book.update_invoice(number, InvoiceForm(description="again"), by=PERSON)
    elif step == "delete":
        book.options.enable_reversal_of_unpaid_invoices = False
        book.delete_invoice(number, by=PERSON)
    else:
        mark = book._journal.open()
        book.update_invoice(number, InvoiceForm(description="not meant"), by=PERSON)
        book._journal.close(mark, undo=True)


def test_remembering__only_what_rows_alone_decide() -> None:
    definition = CATALOGUE["ARINVOICE"]
    own = Comparison(definition.fields["STATE"], "equalto", ("Draft",), ignore_case=False)
    tenant = find_field(CATALOGUE, definition, "CUSTOMER.NAME")
    related = Comparison(tenant, "equalto", ("Tenant A",), ignore_case=False)
    owed = Comparison(definition.fields["TRX_ENTITYDUE"], "isnull", (), ignore_case=False)

    assert rests_on_rows_alone(Every((own, Negation(own))))
    assert not rests_on_rows_alone(AtLeastOne((own, related)))
    assert not rests_on_rows_alone(Negation(owed))


def test_page__of_what_a_related_record_decides_is_current() -> None:
    book = book_of(4)
    catalogue = catalogue_of(book)
    tenant = find_field(catalogue, catalogue["ARINVOICE"], "CUSTOMER.NAME")
    condition = Comparison(tenant, "equalto", ("Renamed",), ignore_case=False)

    assert search(catalogue["ARINVOICE"], condition, [], offset=0, size=9).total == 0
    book.update_customer("A", PartyForm(name="Renamed"), by=PERSON)
    assert search(catalogue["ARINVOICE"], condition, [], offset=0, size=9).total == 2
