"""Finding, sorting and paging rows."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sandbox.ledgers.listing import Query, list_rows
from sandbox.ledgers.shapes import Row

ROWS = [
    Row(
        key="1",
        title="INV-9",
        subtitle="Abbott",
        amount=Decimal("1250.00"),
        state="Posted",
        changed_at="3",
    ),
    Row(
        key="2",
        title="INV-10",
        subtitle="Clough",
        amount=Decimal("-5.00"),
        state="Draft",
        changed_at="1",
    ),
    Row(
        key="3",
        title="INV-11",
        subtitle="Abbott & Co",
        state="Posted",
        changed_at="2",
        words="PO 77",
    ),
]


def _keys(query: Query) -> list[str]:
    return [row.key for row in list_rows(ROWS, query).rows]


def test_list_rows__latest_change_first_unless_asked_otherwise() -> None:
    assert _keys(Query()) == ["1", "3", "2"]
    assert _keys(Query(sort="amount", order="asc")) == ["3", "2", "1"]


def test_list_rows__finds_all_words_in_any_field_whatever_their_case() -> None:
    assert _keys(Query(find="abbott inv")) == ["1", "3"]
    assert _keys(Query(find="po 77")) == ["3"]
    assert _keys(Query(find="1,250.00")) == ["1"]
    assert _keys(Query(find="abbott clough")) == []


def test_list_rows__counts_states_of_what_was_found_whichever_is_shown() -> None:
    listing = list_rows(ROWS, Query(find="abbott", state="Draft"))
    assert [(each.state, each.count) for each in listing.states] == [("Posted", 2)]
    assert (listing.rows, listing.total) == ([], 0)


@given(st.integers(0, 60), st.integers(1, 20))
def test_list_rows__pages_together_hold_every_row_once(count: int, size: int) -> None:
    rows = [Row(key=str(n), title=f"{n}", changed_at=str(n % 7)) for n in range(count)]
    pages = range(1, count // size + 2)
    shown = [row.key for page in pages for row in list_rows(rows, Query(page=page, size=size)).rows]
    assert sorted(shown, key=int) == [row.key for row in rows]
