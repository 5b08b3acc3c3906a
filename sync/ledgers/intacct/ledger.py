"""Sage Intacct as one side of the bridge."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import httpx

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyIdentity, CompanyLink
from sync.domain.pre_flight import Check
from sync.domain.property_matching import lacks_property
from sync.domain.records import Document, Reference, Sighting
from sync.domain.sides import Side
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.deletions import Deletions
from sync.ledgers.intacct.dimensions import EnabledDimension
from sync.ledgers.intacct.documents.finding import DocumentFinder
from sync.ledgers.intacct.documents.objects import DOCUMENT_OBJECTS
from sync.ledgers.intacct.documents.reading import DocumentReader
from sync.ledgers.intacct.documents.writing import DocumentWriting
from sync.ledgers.intacct.orders.item_writing import ItemWriting
from sync.ledgers.intacct.orders.items import ItemReader, item_source
from sync.ledgers.intacct.orders.objects import ORDER_ENTRY, PURCHASING
from sync.ledgers.intacct.orders.reading import OrderReader
from sync.ledgers.intacct.orders.routing import RoutedWriting
from sync.ledgers.intacct.orders.writing import OrderWriting
from sync.ledgers.intacct.parties.contact_writing import ContactWriting
from sync.ledgers.intacct.parties.contacts import CUSTOMERS, VENDORS, ContactReader
from sync.ledgers.intacct.payments.banks import Banks
from sync.ledgers.intacct.payments.credit_reading import CreditAllocationReader
from sync.ledgers.intacct.payments.forms import AllocationForm, MoneyForm, PaymentForm
from sync.ledgers.intacct.payments.objects import PAYMENT_OBJECTS
from sync.ledgers.intacct.payments.open_documents import OpenDocuments
from sync.ledgers.intacct.payments.reading import PaymentReader
from sync.ledgers.intacct.payments.writing import PaymentWriting
from sync.ledgers.intacct.places import places
from sync.ledgers.intacct.pre_flight import PreFlight
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import Source
from sync.ledgers.intacct.reference_data import dimension_sightings, reference_sources
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.usage_record import UsageRecord
from sync.ledgers.intacct.users import with_logins
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.writing.batch import Writing
from sync.ledgers.intacct.writing.family import FamilyWriting
from sync.use_cases.ports import (
    MACHINE,
    CallLimits,
    Deletion,
    Done,
    Machine,
    Notice,
    Outcome,
    Page,
    Refused,
    Unknown,
    Write,
)


class IntacctLedger:
    """Keeps the contract of `sync.use_cases.ports.Ledger` over Intacct's XML gateway.

    Connections are made with the first call, so a worker may build the ledger before it forks. Threads may
    share it; how many requests there are at a time is up to `limits`.

    Args:
        settings: Which company, as whom, and how much at a time.
        limits: Turns at the company, shared with every process; None where no other asks it.
        transport: What carries requests; by default the network.
        machine: Whose threads and time it takes.
    """

    def __init__(
        self,
        settings: IntacctSettings,
        limits: CallLimits | None = None,
        transport: httpx.BaseTransport | None = None,
        machine: Machine = MACHINE,
    ) -> None:
        self._settings = settings
        self._gateway = Gateway(settings, limits, transport, machine)
        self._company = Company(self._gateway, settings)
        self._reader = Reader(self._gateway, settings)
        self._customers = ContactReader(self._reader, CUSTOMERS)
        self._vendors = ContactReader(self._reader, VENDORS)
        self._orders = {
            what.posts_as.kind: OrderReader(self._reader, self._company, what, definition)
            for what, definition in (
                (ORDER_ENTRY, settings.sales_definition),
                (PURCHASING, settings.purchase_definition),
            )
            if definition
        }
        self._documents = {
            what.kind: DocumentReader(
                self._reader, self._company, what, read_elsewhere=self._definition(what.kind)
            )
            for what in DOCUMENT_OBJECTS
        }
        self._banks = Banks(self._gateway, settings)
        self._payments = {
            what.kind: PaymentReader(
                self._reader, self._company, self._banks, what, settings.external_id_prefix
            )
            for what in PAYMENT_OBJECTS
        }
        self._credit_allocations = {
            what.allocation_kind: CreditAllocationReader(self._reader, self._company, what)
            for what in PAYMENT_OBJECTS
        }
        self._deletions = Deletions(self._gateway, settings)
        self._writing = self._all_writing()

    def __repr__(self) -> str:
        return f"IntacctLedger({self._settings.company_id!r}, {self._settings.entity_id!r})"

    @property
    def side(self) -> Side:
        """Intacct's."""
        return Side.INTACCT

    def identity(self) -> CompanyIdentity:
        """Which company the credentials answer for.

        Raises:
            FixSetup: Another company answered, or the user's preferences cannot be read safely.
        """
        return self._company.identity()

    def pre_flight(self) -> Sequence[Check]:
        """What can be told of the company before it is linked."""
        return tuple(PreFlight(self._gateway, self._company, self._settings).checks())

    def register_link(self, link: CompanyLink) -> None:
        """Nothing: Intacct keeps no note of who is connected to it."""

    def changes(self, since: Mapping[RecordKind, datetime | None]) -> Iterator[Page]:
        """All records of the kinds named, changed at or after the moment (aware UTC), or all there are.

        Stamps are set before Intacct commits, minutes early at worst: the caller reads an overlap again.
        Dimensions, projects and the values of user-defined dimensions are read whole.
        """
        facts = self._company.refreshed()
        sources = [source for source in self._sources(facts.dimensions) if source.kind in since]
        read = {source.kind for source in sources} | {RecordKind.DIMENSION}
        # A company that uses no dimension has no source for their values, and is read to the end at once.
        empty = RecordKind.DIMENSION_VALUE
        if unread := since.keys() - read - {empty}:
            raise BrokenPromise(f"Intacct's {min(unread).plural} are not read yet.")
        if RecordKind.DIMENSION in since:
            used = dimension_sightings(facts.dimensions, active=True)
            sightings = used + dimension_sightings(facts.switched_off, active=False)
            yield Page(RecordKind.DIMENSION, sightings, newest=None, is_last=True)
        if empty in since.keys() - read:
            yield Page(empty, (), newest=None, is_last=True)
        for page in self._reader.changes(sources, since):
            named = replace(page, sightings=with_logins(page.sightings, facts.logins))
            yield self._with_remarks(named)

    def _with_remarks(self, page: Page) -> Page:
        """Documents of which a line names no property, where the company uses that dimension, say so."""
        dimension = self._settings.property_dimension
        in_use = {one.object_name for one in self._company.facts.dimensions}
        if dimension not in in_use:
            return page
        sightings = tuple(
            replace(one, lacks_property=True)
            if isinstance(one.record, Document) and lacks_property(one.record, dimension)
            else one
            for one in page.sightings
        )
        return replace(page, sightings=sightings)

    def first_used(self, references: Sequence[Reference]) -> Sequence[Sighting]:  # noqa: ARG002 - the contract's
        """None: in Intacct every record says what it is."""
        return ()

    def deletions(
        self,
        since: Mapping[RecordKind, datetime | None],
        known: Callable[[RecordKind], Iterator[Sequence[str]]],
    ) -> Iterator[Deletion]:
        """The records of the kinds named that were deleted at or after the moment (aware UTC).

        From the audit trail; what it cannot tell is found by asking for the known records again.
        """
        definitions = {kind: reader.definition for kind, reader in self._orders.items()}
        kept_at = places(self._company.facts.dimensions, definitions)
        return self._deletions.since(kept_at, since, known)

    @property
    def trail_refusal(self) -> Refused | None:
        """Why the audit trail was not to be read when it was last asked; None where it was."""
        return self._deletions.trail_refusal

    @property
    def notices(self) -> tuple[Notice, ...]:
        """That the audit trail may not be read, or tells nothing at all."""
        return self._deletions.notices

    def write(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Send the writes in batches, one request after the other; one outcome each, in order."""
        return self._writing.write(writes)

    def find(self, write: Write) -> Done | Unknown | None:
        """Look up whether `write` has taken effect, by its external id, its id, or what it changed.

        Unknown where it is not to be found, but Intacct's usage record says that it was carried out.
        """
        return self._writing.find(write)

    def close(self) -> None:
        """Let connections go."""
        self._gateway.close()

    def _sources(self, dimensions: Sequence[EnabledDimension]) -> list[Source]:
        """Everything that is read, in the order of dependence."""
        return [
            *reference_sources(dimensions),
            item_source(),
            self._customers.source(),
            self._vendors.source(),
            *(reader.source() for reader in self._documents.values()),
            *(reader.source() for reader in self._orders.values()),
            *(source for reader in self._payments.values() for source in reader.sources()),
            *(
                source
                for reader in self._credit_allocations.values()
                for source in reader.sources()
            ),
        ]

    def _definition(self, kind: RecordKind) -> str:
        """The transaction definition that keeps the documents of `kind`; empty where there is none."""
        orders = self._orders.get(kind)
        return orders.definition if orders else ""

    def _all_writing(self) -> Writing:
        settings = self._settings
        return Writing(
            self._gateway,
            {
                RecordKind.ITEM: ItemWriting(ItemReader(self._reader)),
                RecordKind.CUSTOMER: ContactWriting(
                    CUSTOMERS, self._customers, settings.customer_id_prefix
                ),
                RecordKind.VENDOR: ContactWriting(
                    VENDORS, self._vendors, settings.vendor_id_prefix
                ),
                **{
                    kind: self._document_writing(reader) for kind, reader in self._documents.items()
                },
                **{form.kind: self._payment_writing(form) for form in self._payment_forms()},
            },
            usage=UsageRecord(self._gateway),
            batch_size=settings.batch_size,
        )

    def _payment_forms(self) -> Iterator[PaymentForm]:
        for payments in self._payments.values():
            yield MoneyForm(self._company, self._banks, payments)
        for allocations in self._credit_allocations.values():
            yield AllocationForm(self._company, allocations)

    def _payment_writing(self, form: PaymentForm) -> FamilyWriting:
        return PaymentWriting(self._settings, form, OpenDocuments(self._reader, form.what))

    def _document_writing(self, reader: DocumentReader) -> FamilyWriting:
        finder = DocumentFinder(self._gateway, self._settings, reader)
        direct = DocumentWriting(self._company, self._settings, reader, finder)
        orders = self._orders.get(reader.what.kind)
        if orders is None:
            return direct
        return RoutedWriting(direct, OrderWriting(self._company, self._settings, orders))
