"""Re-Leased as the use cases see it: `sync.use_cases.ports.Ledger` over the JSON interface.

Every wire name behind it is ASSUMED and stands in `wire` and `wire_shapes`. Kinds that later steps
add (bills, credit notes, payments) each get a family beside those here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Sighting
from sync.domain.sides import Side
from sync.ledgers.re_leased import wire, wire_shapes
from sync.ledgers.re_leased.client import Client
from sync.ledgers.re_leased.contacts import Contacts
from sync.ledgers.re_leased.family import Family
from sync.ledgers.re_leased.invoices import SalesInvoices
from sync.ledgers.re_leased.json_text import Reader
from sync.ledgers.re_leased.reading import ChangedRecords
from sync.ledgers.re_leased.reference_data import Accounts, TaxTypes, Tracking
from sync.ledgers.re_leased.settings import ReLeasedSettings
from sync.ledgers.re_leased.writing import Batch, Families
from sync.use_cases.ports import CompanyIdentity, Deletion, Done, Outcome, Page, Write

_TRACKING, _CONTACTS = Tracking(), Contacts()

FAMILIES: Families = {
    RecordKind.DIMENSION: _TRACKING,
    RecordKind.DIMENSION_VALUE: _TRACKING,
    RecordKind.TAX_DETAIL: TaxTypes(),
    RecordKind.ACCOUNT: Accounts(),
    RecordKind.CUSTOMER: _CONTACTS,
    RecordKind.VENDOR: _CONTACTS,
    RecordKind.SALES_INVOICE: SalesInvoices(),
}

_COMPANIES = Reader(wire_shapes.Company, "company")


class ReLeasedLedger:
    """One Re-Leased company. Safe to share between threads; connects when first used."""

    def __init__(self, settings: ReLeasedSettings) -> None:
        self._settings = settings
        self._client = Client(settings)

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
            native_connection="" if provider in wire.NOT_NATIVE_PROVIDERS else provider,
        )

    def changes(self, since: Mapping[RecordKind, datetime | None]) -> Iterator[Page]:
        """The records of each kind modified at or after its moment (aware), or all, tombstones included.

        A page may hold no record of its kind and still move `newest` on.
        """
        for kind, moment in since.items():
            yield from _last_marked(self._pages(kind, moment))

    def deletions(
        self,
        since: Mapping[RecordKind, datetime | None],  # noqa: ARG002 - the contract's
        known: Callable[[RecordKind], Iterator[Sequence[str]]],  # noqa: ARG002 - the contract's
    ) -> Iterator[Deletion]:
        """None: what was deleted comes with the changes, as a tombstone."""
        return iter(())

    def _pages(self, kind: RecordKind, since: datetime | None) -> Iterator[Page]:
        family = _family(kind)
        newest: datetime | None = None
        for records in self._reading(family).since(since or wire.FIRST_MOMENT):
            stamps = [stored.modified_at for stored in records]
            newest = max([*stamps, newest] if newest else stamps, default=None)
            seen = (one for stored in records for one in family.sightings(stored, kind))
            yield Page(kind, tuple(self._with_address(one) for one in seen), newest)

    def _with_address(self, seen: Sighting) -> Sighting:
        """With the place where a person opens it; as it was while the settings do not know."""
        template = self._settings.record_address_template
        if not template:
            return seen
        address = template.format(
            company_id=quote(self._settings.company_id, safe=""),
            resource=_family(seen.kind).resource,
            key=quote(seen.key, safe=""),
        )
        return replace(seen, address=address)

    def write(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Send the writes, several at once; one outcome each, in order.

        Raises:
            RetryLater, SignInRefused, FixSetup: No write at all was carried out.
            BrokenPromise: One of them can never be written to Re-Leased; nothing was sent.
        """
        for write in writes:
            _family(write.kind)
        return self._batch().outcomes(writes)

    def find(self, write: Write) -> Done | None:
        """Whether `write` has taken effect: by our mark for what is new, else by comparing."""
        _family(write.kind)
        return self._batch().find(write)

    def close(self) -> None:
        """Let the connections go; they come back when they are needed."""
        self._client.close()

    def _reading(self, family: Family[Any]) -> ChangedRecords[Any]:
        return ChangedRecords(
            self._client,
            family.resource,
            family.filters,
            family.reader,
            page_size=self._settings.page_size,
        )

    def _batch(self) -> Batch:
        return Batch(
            self._client,
            FAMILIES,
            concurrency=self._settings.concurrency,
            page_size=self._settings.page_size,
        )


def _family(kind: RecordKind) -> Family[Any]:
    if kind not in FAMILIES:
        raise BrokenPromise(f"Leasebridge does not read {kind.plural} from Re-Leased yet.")
    return FAMILIES[kind]


def _last_marked(pages: Iterator[Page]) -> Iterator[Page]:
    """The pages, of which there is always one, each a step late, so that the last is known to be it."""
    held = next(pages)
    for page in pages:
        yield held
        held = page
    yield replace(held, is_last=True)
