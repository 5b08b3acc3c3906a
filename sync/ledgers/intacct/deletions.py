"""What was deleted: from Intacct's audit trail where it can be read, by asking again where it cannot.

The trail names a document by its number, which is its key. Of everything else it says only that something of
the kind was deleted, and the records that are known of it are looked for; so are those of which the trail has
no usable rows, and all of them where the user may not read it. A record that Order Entry made anew is still
there under its key, so that it is never taken for deleted.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sync.domain.errors import FixSetup
from sync.domain.kinds import RecordKind
from sync.domain.standing import Cause
from sync.ledgers.intacct.places import Place
from sync.ledgers.intacct.reading.query import (
    MOST_VALUES,
    Query,
    all_of,
    at_least,
    equals,
    one_of,
    rows_remain,
)
from sync.ledgers.intacct.reading.source_reading import chunks
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Row, records_in
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.values import moment_in_filter, moment_of
from sync.ledgers.intacct.wire.xml_text import Element
from sync.use_cases.ports import Deletion, Notice, Refused

_log = logging.getLogger(__name__)
_NUMBER = re.compile(r"(\d+)(--REC)?")
_TRAIL = "AUDITHISTORY"
_CONCERNED = RecordKind.SALES_INVOICE
"""Documents are what the trail names by their keys."""
_TRAIL_FIELDS = ("OBJECTTYPE", "OBJECTKEY", "ACCESSTIME", "USERID")

Known = Callable[[RecordKind], Iterator[Sequence[str]]]
"""The keys that are known of a kind, some at a time."""


class Deletions:
    """Finds what was deleted in one company."""

    def __init__(self, gateway: Gateway, settings: IntacctSettings) -> None:
        self._gateway = gateway
        self._page_size = settings.page_size
        self._most_keys = max(settings.rows_per_request, settings.page_size)
        self.trail_refusal: Refused | None = None
        self._trail_is_empty = False
        self._trail_tells = False

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What people should know of the trail, as it was when it was last asked."""
        if self.trail_refusal is not None:
            return (Notice(_CONCERNED, Cause.AUDIT_TRAIL_DENIED, self.trail_refusal.message),)
        if self._trail_is_empty:
            return (Notice(_CONCERNED, Cause.AUDIT_TRAIL_EMPTY, ""),)
        return ()

    def since(
        self,
        places: Sequence[Place],
        since: Mapping[RecordKind, datetime | None],
        known: Known,
    ) -> Iterator[Deletion]:
        """What was deleted of the kinds named in `since`, as `Ledger.deletions` says."""
        wanted = [place for place in places if place.kind in since]
        trailed = [place for place in wanted if place.trailed_as and since[place.kind]]
        rows = self._read_trail(trailed, since)
        in_doubt = [place for place in wanted if place not in trailed]
        for place in trailed:
            told = [] if rows is None else _rows_about(place, rows)
            if rows is None or not _says_all(place, told):
                in_doubt.append(place)
            else:
                yield from (_deletion(place, row) for row in told)
        yield from self._missing(wanted, in_doubt, known)

    def _read_trail(
        self, places: Sequence[Place], since: Mapping[RecordKind, datetime | None]
    ) -> Mapping[str, list[Row]] | None:
        """The rows of the trail by object; None where the user may not see it, or it tells nothing at all."""
        self.trail_refusal, self._trail_is_empty = None, False
        moments = [moment for place in places if (moment := since[place.kind]) is not None]
        if not moments:
            return {}
        names = tuple(dict.fromkeys(name for place in places for name in place.trail_names))
        query = Query(
            _TRAIL,
            _TRAIL_FIELDS,
            all_of(
                one_of("OBJECTTYPE", names),
                equals("ACCESSMODE", "D"),
                at_least("ACCESSTIME", moment_in_filter(min(moments))),
            ),
            key="ID",
        )
        try:
            found = self._by_object(query)
            self._trail_tells = self._trail_tells or bool(found) or self._tells_anything(names)
            self._trail_is_empty = not self._trail_tells
        except FixSetup as error:
            self.trail_refusal = _refusal(error)
            _log.warning("%s", self.trail_refusal.message)
            return None
        return None if self._trail_is_empty else found

    def _by_object(self, query: Query) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        after = ""
        while True:
            result = self._gateway.read(query.page(after=after, page_size=self._page_size))
            rows = records_in(result)
            for row in rows:
                found[row["OBJECTTYPE"].lower()].append(row)
            if not rows or not rows_remain(result, page_size=self._page_size):
                return found
            after = query.key_in(rows[-1])

    def _tells_anything(self, names: tuple[str, ...]) -> bool:
        """Whether the trail has a row of any sort about these objects; asked once, as rows never go.

        Of what we know, something was made there. A trail that was switched off lately has old rows, and
        cannot be told from one without deletions.
        """
        query = Query(_TRAIL, _TRAIL_FIELDS, one_of("OBJECTTYPE", names), key="ID")
        return bool(records_in(self._gateway.read(query.page(page_size=1))))

    def _missing(
        self, wanted: Sequence[Place], in_doubt: Sequence[Place], known: Known
    ) -> Iterator[Deletion]:
        """Those of the known records that are no longer at their place."""
        at_place = _known_at(wanted, in_doubt, known)
        knows_something = False
        while batch := list(islice(at_place, self._most_keys)):
            knows_something = True
            there = self._still_there(batch)
            for one in batch:
                if (one.place, one.value) not in there:
                    yield Deletion(one.place.kind, one.key, deleted_at=None, deleted_by="")
        # A company in which nothing was made yet has nothing in its trail either.
        self._trail_is_empty = self._trail_is_empty and knows_something

    def _still_there(self, batch: Sequence["_Known"]) -> set[tuple[Place, str]]:
        values: dict[Place, dict[str, None]] = defaultdict(dict)
        for one in batch:
            values[one.place][one.value] = None
        asked = [
            (place, question)
            for place, of_place in values.items()
            for question in self._questions(place, tuple(of_place))
        ]
        results = self._gateway.read_all([question for _, question in asked])
        return {
            (place, row[place.field.upper()])
            for (place, _), result in zip(asked, results, strict=True)
            for row in records_in(result)
        }

    def _questions(self, place: Place, values: tuple[str, ...]) -> Iterator[Element]:
        """As many at a time as one condition may hold and one page can answer."""
        for chunk in chunks(values, min(MOST_VALUES, self._page_size)):
            for name in place.objects:
                query = Query(name, (place.field,), one_of(place.field, chunk), place.paged_by)
                yield query.page(page_size=self._page_size)


@dataclass(frozen=True, slots=True)
class _Known:
    """A known record, and what the field at its place should hold."""

    place: Place
    key: str
    value: str


def _known_at(wanted: Sequence[Place], in_doubt: Sequence[Place], known: Known) -> Iterator[_Known]:
    """The known records whose place is in doubt."""
    for kind in dict.fromkeys(place.kind for place in in_doubt):
        of_kind = [place for place in wanted if place.kind is kind]
        for key in (key for some in known(kind) for key in some):
            place = next((one for one in of_kind if one.value_of(key)), None)
            if place is not None and place in in_doubt:
                yield _Known(place, key, place.value_of(key))


def _rows_about(place: Place, rows: Mapping[str, list[Row]]) -> list[Row]:
    return [row for name in place.trail_names for row in rows.get(name, ())]


def _says_all(place: Place, told: Sequence[Row]) -> bool:
    """Whether the trail's rows name the deleted records by their keys, or there are none."""
    named = (_NUMBER.fullmatch(row["OBJECTKEY"]) for row in told)
    return not told or (place.is_keyed_by_number and all(named))


def _deletion(place: Place, row: Row) -> Deletion:
    number = row["OBJECTKEY"].partition("--")[0]
    return Deletion(place.kind, number, moment_of(row["ACCESSTIME"]), row["USERID"])


def _refusal(error: FixSetup) -> Refused:
    return Refused(
        code="audit_trail_denied",
        message=f"Deletions are found by asking for every known record again. {error}",
        remedy="Ask an Intacct administrator to let the Web Services user view the audit trail.",
    )
