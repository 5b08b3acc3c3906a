"""Lists: paging, modified-since, sorting and filters, the same for every kind of record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic

from sandbox.re_leased.moments import Moment, moment
from sandbox.re_leased.records import Record
from sandbox.re_leased.refusal import Refusal
from sandbox.re_leased.shelf import RecordType, Shelf
from sandbox.re_leased.wire import read_flag

_LARGEST_PAGE = 200
_USUAL_PAGE = 100

Filter = Callable[[RecordType, str], bool]
"""Whether a record passes, given the text of the query's value."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page is asked for; pages start at 1."""

    page: int
    page_size: int

    @property
    def part(self) -> slice:
        """The page as a slice."""
        start = (self.page - 1) * self.page_size
        return slice(start, start + self.page_size)


@dataclass(frozen=True, slots=True)
class Lister(Generic[RecordType]):
    """Answers lists of one kind of record.

    `sort_fields` maps the names that `sort` may use to record attributes; `id` and `modifiedAt`
    always work.
    """

    shelf: Shelf[RecordType]
    filters: Mapping[str, Filter[RecordType]]
    sort_fields: Mapping[str, str]

    def answer(self, company_id: str, query: Mapping[str, str]) -> dict[str, Any]:
        """One page, with the paging block around it; past the end it is empty.

        Raises:
            Refusal: 400 for a page, time, sort or filter that cannot be read.
        """
        paging = read_paging(query)
        if self._is_plain(query):
            records, count = self._plain_page(company_id, query, paging)
        else:
            kept = self._sorted(self._selected(company_id, query), query)
            records, count = kept[paging.part], len(kept)
        return {
            "data": records,
            "page": paging.page,
            "pageSize": paging.page_size,
            "totalPages": -(-count // paging.page_size),
            "totalCount": count,
            "hasMore": paging.page * paging.page_size < count,
        }

    def _is_plain(self, query: Mapping[str, str]) -> bool:
        """Pages by id or by change are cut out of what is kept in order anyway."""
        asks_to_choose = {"ids", "externalSystem", "externalId", *self.filters} & query.keys()
        return not asks_to_choose and ("modifiedSince" in query or query.get("sort", "id") == "id")

    def _plain_page(
        self, company_id: str, query: Mapping[str, str], paging: Paging
    ) -> tuple[list[RecordType], int]:
        if "modifiedSince" in query:
            since = _read_moment(query["modifiedSince"])
            count = self.shelf.count_changed(company_id, since=since)
            return self.shelf.changed(company_id, since=since, part=paging.part), count
        archived_too = read_flag(query.get("includeArchived", "false"))
        count = self.shelf.count(company_id, include_archived=archived_too)
        page = self.shelf.by_id(company_id, include_archived=archived_too, part=paging.part)
        return page, count

    def _selected(self, company_id: str, query: Mapping[str, str]) -> list[RecordType]:
        tests = [(test, value) for name, test in self.filters.items() if (value := query.get(name))]
        return [
            record
            for record in self._candidates(company_id, query)
            if all(test(record, value) for test, value in tests)
        ]

    def _candidates(self, company_id: str, query: Mapping[str, str]) -> list[RecordType]:
        """Asked for by name, archived records count as well."""
        named = self._named(company_id, query)
        if "modifiedSince" in query:
            since = _read_moment(query["modifiedSince"])
            changed = self.shelf.changed(company_id, since=since)
            chosen = None if named is None else {record.id for record in named}
            return [record for record in changed if chosen is None or record.id in chosen]
        if named is not None:
            return named
        archived_too = "archived" in query or read_flag(query.get("includeArchived", "false"))
        return self.shelf.by_id(company_id, include_archived=archived_too)

    def _named(self, company_id: str, query: Mapping[str, str]) -> list[RecordType] | None:
        if "externalId" in query:
            system = query.get("externalSystem", "sage_intacct")
            return self.shelf.linked(company_id, system=system, external_id=query["externalId"])
        if "ids" in query:
            wanted = dict.fromkeys(query["ids"].split(","))
            found = (self.shelf.find(company_id, record_id) for record_id in wanted)
            return [record for record in found if record is not None]
        return None

    def _sorted(self, records: list[RecordType], query: Mapping[str, str]) -> list[RecordType]:
        """With modified-since, the order is that of the changes, whatever is asked."""
        asked = query.get("sort", "id")
        if "modifiedSince" in query:
            return records
        name = asked.removeprefix("-")
        attribute = {"id": "id", "modifiedAt": "modified_at", **self.sort_fields}.get(name)
        if attribute is None:
            raise Refusal(400, "malformed_request", f"It is not possible to sort by {name!r}.")
        return sorted(
            records,
            key=lambda record: _sort_key(record, attribute),
            reverse=asked.startswith("-"),
        )


def read_paging(query: Mapping[str, str]) -> Paging:
    """The page asked for; 400 when it is none."""
    page = _read_number(query.get("page", "1"), name="page", highest=None)
    size = _read_number(
        query.get("pageSize", str(_USUAL_PAGE)), name="pageSize", highest=_LARGEST_PAGE
    )
    return Paging(page=page, page_size=size)


def _read_number(text: str, *, name: str, highest: int | None) -> int:
    if text.isascii() and text.isdecimal():
        number = int(text)
        if number >= 1 and (highest is None or number <= highest):
            return number
    bounds = "1 or more" if highest is None else f"1 to {highest}"
    raise Refusal(400, "malformed_request", f"{name} must be {bounds}, not {text!r}.")


def _read_moment(text: str) -> Moment:
    try:
        # A plus sign of an offset arrives as a space when the caller did not escape it.
        instant = datetime.fromisoformat(text.replace(" ", "+"))
        return moment(instant if instant.tzinfo else instant.replace(tzinfo=UTC))
    except (ValueError, OverflowError) as error:
        raise Refusal(400, "malformed_request", f"{text!r} is not a time.") from error


def _sort_key(record: Record, attribute: str) -> tuple[Any, int, str]:
    value = record.id.rjust(20) if attribute == "id" else getattr(record, attribute)
    return value, len(record.id), record.id
