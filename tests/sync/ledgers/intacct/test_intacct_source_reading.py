"""Paging by key and windows: every row once, whatever the keys, the page size and what is made meanwhile."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sync.domain.kinds import RecordKind
from sync.domain.records import Account, AccountClass, Sighting
from sync.ledgers.intacct.reading.query import Query
from sync.ledgers.intacct.reading.source import Found, RowsWhere, Source
from sync.ledgers.intacct.reading.source_reading import SourceReading
from sync.ledgers.intacct.wire.envelope import Result, Row, records_in, rows_of
from sync.ledgers.intacct.wire.xml_text import Element, element, text_at

HEADERS = Query("HEADER", ("NAME",))
ITEMS = Query("ITEMROW", ("HEADERKEY",))
KEYS = st.sets(st.integers(1, 400), max_size=60)


class Table:
    """Rows by key, answering questions as a gateway would."""

    def __init__(self, headers: set[int], items_each: int) -> None:
        self.headers = sorted(headers)
        self.items_each = items_each

    def answer(self, question: Element) -> Result:
        """The answer to one query function."""
        name = text_at(question, "object")
        low, high = _bound(question, "greaterthan", 0), _bound(question, "lessthanorequalto", 10**9)
        fitting = [row for row in self._rows(name, question) if low < int(row["RECORDNO"]) <= high]
        size = int(text_at(question, "pagesize"))
        page = fitting[:size]
        records = (
            element(name, *(element(field, text) for field, text in row.items())) for row in page
        )
        data = element("data", *records, numremaining=str(len(fitting) - len(page)))
        return Result(succeeded=True, key="", data=data, complaints=())

    def _rows(self, name: str, question: Element) -> list[Row]:
        if name == "HEADER":
            return [{"RECORDNO": str(key), "NAME": f"header {key}"} for key in self.headers]
        wanted = {value.text for value in question.iterfind(".//in/value")}
        return [
            {"RECORDNO": str(key * 100 + place), "HEADERKEY": str(key)}
            for key in self.headers
            for place in range(self.items_each)
            if str(key) in wanted
        ]


def _bound(question: Element, operator: str, otherwise: int) -> int:
    found = [int(text_at(one, "value")) for one in question.iter(operator)]
    return found[0] if found else otherwise


def _source() -> Source:
    def built(rows: Sequence[Row], found: Found) -> list[Sighting]:
        counts: dict[str, int] = {}
        for item in found.get("ITEMROW", ()):
            counts[item["HEADERKEY"]] = counts.get(item["HEADERKEY"], 0) + 1
        return [_sighting(row["RECORDNO"], counts.get(row["RECORDNO"], 0)) for row in rows]

    def items(rows: Sequence[Row], _found: Found) -> RowsWhere:
        return RowsWhere(ITEMS, "HEADERKEY", tuple(row["RECORDNO"] for row in rows))

    return Source(RecordKind.ACCOUNT, HEADERS, built, companions=(items,))


def _sighting(key: str, items: int) -> Sighting:
    account = Account(key, f"{items} items", AccountClass.OTHER, active=True)
    return Sighting(RecordKind.ACCOUNT, key, account)


def _read(table: Table, *, page_size: int, made_meanwhile: Sequence[int] = ()) -> list[Sighting]:
    reading = SourceReading(_source(), page_size=page_size)
    reading.begin(None)
    meanwhile = list(made_meanwhile)
    while (errand := reading.next_errand(10**6)) is not None:
        reading.settle(errand, table.answer(errand.question))
        if meanwhile:
            table.headers.append(meanwhile.pop(0))
    ready = [one for sightings in reading.ready for one in sightings]
    reading.ready.clear()
    assert reading.is_finished
    return ready


@given(KEYS, st.integers(1, 25), st.integers(0, 9))
def test_every_row__comes_once_with_all_its_companions(
    keys: set[int], page_size: int, items_each: int
) -> None:
    seen = _read(Table(keys, items_each), page_size=page_size)
    expected = [_sighting(str(key), items_each) for key in sorted(keys)]
    assert sorted(seen, key=lambda one: int(one.key)) == expected


@given(KEYS.filter(bool), st.integers(1, 10))
def test_rows_made_while_reading__shift_nothing(keys: set[int], page_size: int) -> None:
    new = [500, 501, 502]
    seen = [int(one.key) for one in _read(Table(keys, 1), page_size=page_size, made_meanwhile=new)]
    assert len(seen) == len(set(seen))
    assert keys <= set(seen) <= keys | set(new)


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from("ABCD"), st.none() | st.sampled_from(["", "x", " y ", "ü"])),
            max_size=4,
            unique_by=lambda field: field[0],
        ),
        max_size=6,
    )
)
def test_a_page_of_any_shape__is_taken_apart_as_one_record_at_a_time(
    records: list[list[tuple[str, str | None]]],
) -> None:
    data = element("data", *(element("R", *(element(n, t) for n, t in one)) for one in records))
    shapes = {tuple(name for name, _ in one) for one in records}
    if len({len(shape) for shape in shapes}) == len(shapes):  # one list of fields for each length
        result = Result(succeeded=True, key="", data=data, complaints=())
        assert records_in(result) == rows_of(list(data))
