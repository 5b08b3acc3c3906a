"""Re-Leased as the use cases see it: `sync.use_cases.ports.Ledger` over the JSON interface.

Every wire name behind it is ASSUMED and stands in `wire`, `wire_shapes` and `wire_bodies`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from sync.domain.errors import BrokenPromise, FixSetup, RetryLater
from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyIdentity, CompanyLink
from sync.domain.pre_flight import Check
from sync.domain.records import Reference, Sighting
from sync.domain.sides import Side
from sync.ledgers.re_leased import json_text, pre_flight, wire, wire_bodies, wire_shapes
from sync.ledgers.re_leased.answers import Refusal
from sync.ledgers.re_leased.client import Client, Request
from sync.ledgers.re_leased.families import CONTACTS, families
from sync.ledgers.re_leased.family import Family
from sync.ledgers.re_leased.items import Items
from sync.ledgers.re_leased.json_text import Reader
from sync.ledgers.re_leased.meanings import ROLES
from sync.ledgers.re_leased.reading import ChangedRecords
from sync.ledgers.re_leased.setting_aside import read_all
from sync.ledgers.re_leased.settings import ReLeasedSettings
from sync.ledgers.re_leased.threads import Threads, in_order
from sync.ledgers.re_leased.writing import Batch
from sync.ledgers.stamps import latest_believable
from sync.use_cases.ports import (
    MACHINE,
    Alike,
    Deletion,
    Done,
    Machine,
    Notice,
    Page,
    Response,
    Unknown,
    Write,
)

_COMPANIES = Reader(wire_shapes.Company, "company")


class ReLeasedLedger:
    """One Re-Leased company. Safe to share between threads; connects when first used.

    Args:
        settings: Which company, as whom, and how much at a time.
        transport: What carries requests; by default the network.
        machine: Whose threads and time it takes.
    """

    def __init__(
        self,
        settings: ReLeasedSettings,
        transport: httpx.BaseTransport | None = None,
        machine: Machine = MACHINE,
    ) -> None:
        self._settings = settings
        self._machine = machine
        self._client = Client(settings, transport, machine)
        self._threads = Threads(settings.concurrency, machine)
        self._families = families(settings.modules, external_tax_type=settings.external_tax_type)

    @property
    def side(self) -> Side:
        """Re-Leased."""
        return Side.RE_LEASED

    def identity(self) -> CompanyIdentity:
        """The company, and the accounting system it is natively connected to.

        Our own connection (`ExternalApi`) is not a native one; a provider we do not know is.
        """
        company = _COMPANIES.read(self._client.read())
        connection = company.accounting_connection
        provider = connection.provider if connection else ""
        return CompanyIdentity(
            company_id=company.id,
            entity_id="",
            name=company.name,
            currency=company.currency,
            modules=self._settings.modules,
            native_connection="" if provider in wire.NOT_NATIVE_PROVIDERS else provider,
        )

    def pre_flight(self) -> Sequence[Check]:
        """What can be told of the company before it is linked."""
        return tuple(pre_flight.checks(self._client, self._settings))

    def register_link(self, link: CompanyLink) -> None:
        """Register our key as the company's accounting connection, once and for ever.

        From then on Re-Leased lets nobody else change its financial settings.

        Raises:
            FixSetup: Re-Leased has it connected to other books, or from another date.
            RetryLater: No answer came; it is safe to register it again.
        """
        body = wire_bodies.ConnectionBody(
            provider=wire.OUR_PROVIDER,
            external_company_id=link.intacct_company_id,
            external_entity_id=link.intacct_entity_id or None,
            sync_from_date=link.terms.sync_from,
        )
        answer = self._client.write(
            Request("PUT", wire.ACCOUNTING_CONNECTION, json_text.written(body))
        )
        if isinstance(answer, Refusal):
            refused = answer.refused
            raise FixSetup(
                f"Re-Leased does not register the link: {refused.message} {refused.remedy}".rstrip()
            )
        if isinstance(answer, Unknown):
            raise RetryLater(
                f"Re-Leased did not say whether it registered the link: {answer.detail}"
            )

    def changes(self, since: Mapping[RecordKind, datetime | None]) -> Iterator[Page]:
        """The records of each kind modified at or after its moment (aware), or all, tombstones included.

        A page may hold no record of its kind and still move `newest` on. The kinds are read side by side, as
        many as may be asked for at once, and given one after the other; of each, one page is held.
        """
        readings = {kind: self._pages(kind, moment) for kind, moment in since.items()}
        yield from in_order(map(_last_marked, readings.values()), self._threads.pool)

    def first_used(self, references: Sequence[Reference]) -> Sequence[Sighting]:
        """The contacts named, in the role that they are named in, and the items of accounts of any class."""
        ids = {
            kind: [reference.key for reference in references if reference.kind is kind]
            for kind in ROLES
        }
        found = (CONTACTS.by_id(self._client, kind, ids[kind]) for kind in ROLES)
        codes = {one.key for one in references if one.kind is RecordKind.ITEM}
        items = Items(self._settings.modules)
        size = self._settings.page_size
        chart = items.by_code(self._client, codes, page_size=size) if codes else []
        named = [*(seen for of_kind in found for seen in of_kind), *chart]
        return [self._with_address(seen) for seen in named]

    def deletions(
        self,
        since: Mapping[RecordKind, datetime | None],  # noqa: ARG002 - the contract's
        known: Callable[[RecordKind], Iterator[Sequence[str]]],  # noqa: ARG002 - the contract's
    ) -> Iterator[Deletion]:
        """None: what was deleted comes with the changes, as a tombstone."""
        return iter(())

    def _pages(self, kind: RecordKind, since: datetime | None) -> Iterator[Page]:
        """The lists one after the other, and then once more what moved in the earlier ones meanwhile.

        Without it, a change to an earlier list that is older than the newest of a later one were missed.
        """
        family, start = self._family(kind), since or wire.FIRST_MOMENT
        newest: datetime | None = None
        ends: list[tuple[ChangedRecords[Any], datetime]] = []
        for filters in family.lists:
            reading, end = self._reading(family, filters), start
            for records in reading.since(start):
                end = self._latest(end, records) or end
                newest = self._latest(newest, records)
                yield self._page(kind, records, newest, reading)
            ends.append((reading, end))
        for reading, end in ends[:-1]:
            for records in reading.since(end):
                yield self._page(kind, records, newest, reading)

    def _page(
        self,
        kind: RecordKind,
        records: Sequence[wire_shapes.Stored],
        newest: datetime | None,
        reading: ChangedRecords[Any],
    ) -> Page:
        seen = read_all(self._client, self._family(kind), kind, records)
        spoilt, reading.unreadable = tuple(reading.unreadable), []
        return Page(
            kind,
            tuple(self._with_address(one) for one in seen.sightings),
            newest,
            wholes=seen.wholes,
            unreadable=(*spoilt, *seen.unreadable),
        )

    def _latest(
        self, newest: datetime | None, records: Sequence[wire_shapes.Stored]
    ) -> datetime | None:
        """The greatest stamp so far, of those that are believed."""
        until = latest_believable(self._client.clock_difference, self._machine.now())
        stamps = [one.modified_at for one in records if one.modified_at <= until]
        return max([*stamps, newest] if newest else stamps, default=None)

    def _with_address(self, seen: Sighting) -> Sighting:
        """With the place where a person opens it; as it was while the settings do not know."""
        template = self._settings.record_address_template
        if not template:
            return seen
        family = self._family(seen.kind)
        address = template.format(
            company_id=quote(self._settings.company_id, safe=""),
            resource=family.resource,
            key=quote(family.object_of(seen.key), safe=""),
        )
        return replace(seen, address=address)

    def write(self, writes: Sequence[Write]) -> Sequence[Response]:
        """Send the writes, several at once; one outcome each, in order.

        Raises:
            RetryLater, SignInRefused, FixSetup: No write at all was carried out.
            BrokenPromise: One of them can never be written to Re-Leased; nothing was sent.
        """
        for write in writes:
            self._family(write.kind)
        return self._batch().outcomes(writes)

    def find(self, write: Write) -> Done | Alike | None:
        """Whether `write` has taken effect: by our mark for what is new, else by comparing."""
        self._family(write.kind)
        return self._batch().find(write)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """None: what is wrong with Re-Leased shows by its records."""
        return ()

    def close(self) -> None:
        """Let threads and connections go; they come back when they are needed."""
        self._threads.close()
        self._client.close()

    def _reading(self, family: Family[Any], filters: Mapping[str, str]) -> ChangedRecords[Any]:
        return ChangedRecords(
            self._client,
            family.resource,
            filters,
            family.reader,
            page_size=self._settings.page_size,
        )

    def _family(self, kind: RecordKind) -> Family[Any]:
        if kind not in self._families:
            raise BrokenPromise(f"Leasebridge does not read {kind.plural} from Re-Leased yet.")
        return self._families[kind]

    def _batch(self) -> Batch:
        return Batch(
            self._client,
            self._families,
            threads=self._threads,
            page_size=self._settings.page_size,
        )


def _last_marked(pages: Iterator[Page]) -> Iterator[Page]:
    """The pages, of which there is always one, each a step late, so that the last is known to be it."""
    held = next(pages)
    for page in pages:
        yield held
        held = page
    yield replace(held, is_last=True)
