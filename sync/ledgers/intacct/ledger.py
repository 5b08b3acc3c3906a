"""Sage Intacct as one side of the bridge."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.documents.finding import SalesInvoiceFinder
from sync.ledgers.intacct.documents.reading import SalesInvoiceReader
from sync.ledgers.intacct.documents.writing import SalesInvoiceWriting
from sync.ledgers.intacct.parties.contact_writing import ContactWriting
from sync.ledgers.intacct.parties.contacts import CUSTOMERS, VENDORS, ContactReader
from sync.ledgers.intacct.reference_data import ReferenceData
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.writing.batch import Writing
from sync.use_cases.ports import CompanyIdentity, Done, Outcome, Page, Write

Reading = Callable[[datetime | None], Iterator[Page]]


class IntacctLedger:
    """Keeps the contract of `sync.use_cases.ports.Ledger` over Intacct's XML gateway.

    Connections are made with the first call, so a worker may build the ledger before it forks.
    """

    def __init__(self, settings: IntacctSettings) -> None:
        self._settings = settings
        self._gateway = Gateway(settings)
        self._company = Company(self._gateway, settings)
        customers = ContactReader(self._gateway, settings, CUSTOMERS)
        vendors = ContactReader(self._gateway, settings, VENDORS)
        invoices = SalesInvoiceReader(self._gateway, self._company, settings)
        self._readings = self._all_readings(customers, vendors, invoices)
        self._writing = self._all_writing(customers, vendors, invoices)

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

    def changes(self, kind: RecordKind, since: datetime | None) -> Iterator[Page]:
        """All records of `kind` changed at or after `since` (aware UTC), or all there are.

        Stamps are set before Intacct commits, minutes early at worst: the caller reads an overlap again.
        Dimensions and projects are read whole.
        """
        reading = self._readings.get(kind)
        if reading is None:
            raise BrokenPromise(f"Intacct's {kind.plural} are not read yet.")
        self._company.require_readable()
        return reading(since)

    def write(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Send the writes in batches, one request at a time; one outcome each, in order."""
        return self._writing.write(writes)

    def find(self, write: Write) -> Done | None:
        """Look up whether `write` has taken effect, by its external id, its id, or what it changed."""
        return self._writing.find(write)

    def address_of(self, kind: RecordKind, key: str) -> str:
        """A web address of the record, where the settings know how such addresses are made."""
        return self._settings.record_address_template.format(kind=kind, key=key)

    def close(self) -> None:
        """Let connections go."""
        self._gateway.close()

    def _all_readings(
        self, customers: ContactReader, vendors: ContactReader, invoices: SalesInvoiceReader
    ) -> dict[RecordKind, Reading]:
        reference = ReferenceData(self._gateway, self._company, self._settings)
        return {
            RecordKind.DIMENSION: reference.dimensions,
            RecordKind.DIMENSION_VALUE: reference.dimension_values,
            RecordKind.TAX_DETAIL: reference.tax_details,
            RecordKind.ACCOUNT: reference.accounts,
            RecordKind.CUSTOMER: customers.changes,
            RecordKind.VENDOR: vendors.changes,
            RecordKind.SALES_INVOICE: invoices.changes,
        }

    def _all_writing(
        self, customers: ContactReader, vendors: ContactReader, invoices: SalesInvoiceReader
    ) -> Writing:
        settings = self._settings
        finder = SalesInvoiceFinder(self._gateway, settings, invoices)
        return Writing(
            self._gateway,
            {
                RecordKind.CUSTOMER: ContactWriting(
                    CUSTOMERS, customers, settings.customer_id_prefix
                ),
                RecordKind.VENDOR: ContactWriting(VENDORS, vendors, settings.vendor_id_prefix),
                RecordKind.SALES_INVOICE: SalesInvoiceWriting(
                    self._company, settings, invoices, finder
                ),
            },
            batch_size=settings.batch_size,
        )
