"""Re-Leased's book: its records and the rules a user of Re-Leased meets."""

from sandbox.clock import Clock
from sandbox.re_leased.approvals import Approvals
from sandbox.re_leased.attachments import Attachments
from sandbox.re_leased.calculated_tax import CalculatedTax
from sandbox.re_leased.companies import Companies
from sandbox.re_leased.contacts import Contacts
from sandbox.re_leased.credits import Credits
from sandbox.re_leased.document_drafting import DocumentDrafting
from sandbox.re_leased.document_records import Document
from sandbox.re_leased.documents import Documents
from sandbox.re_leased.fields import PropertyTrackingFields
from sandbox.re_leased.payments import Payments
from sandbox.re_leased.properties import Properties
from sandbox.re_leased.property_records import Property
from sandbox.re_leased.records import Actor
from sandbox.re_leased.reference_data import ReferenceData
from sandbox.re_leased.shelf import Shelf
from sandbox.storage import Storage

SYSTEM = Actor(type="system", id="system", name="Re-Leased")


class ReLeasedBook:
    """All of Re-Leased, by subject. Every method that writes says who does it with `by`.

    The interface and the ledgers page both act through these subjects, so that a person can
    never do on the page what the interface would refuse, and the other way round.
    """

    def __init__(self, storage: Storage, clock: Clock) -> None:
        """Read what `storage` holds; `clock` tells this ledger's time."""
        self.storage = storage
        self.clock = clock
        self.companies = Companies(storage, clock)
        self.reference_data = ReferenceData(storage, clock, companies=self.companies)
        self.properties = Properties(storage, clock, reference_data=self.reference_data)
        self.contacts = Contacts(
            storage, clock, companies=self.companies, properties=self.properties
        )
        self.approvals = Approvals(storage)
        self._document_shelf = Shelf(storage, clock, name="document", record_type=Document)
        self.drafting = DocumentDrafting(
            clock=clock,
            companies=self.companies,
            contacts=self.contacts,
            properties=self.properties,
            reference_data=self.reference_data,
            shelf=self._document_shelf,
        )
        self.documents = Documents(
            clock,
            drafting=self.drafting,
            approvals=self.approvals,
            shelf=self._document_shelf,
        )
        self.attachments = Attachments(storage, clock, documents=self.documents)
        self.credits = Credits(self.documents)
        self.calculated_tax = CalculatedTax(
            clock, documents=self.documents, reference_data=self.reference_data
        )
        self.payments = Payments(
            storage,
            clock,
            companies=self.companies,
            contacts=self.contacts,
            documents=self.documents,
            reference_data=self.reference_data,
        )
        for document in self._document_shelf.all():
            self.drafting.note_number(document.invoice_number)

    def change_property_tracking(
        self, company_id: str, property_id: str, wanted: PropertyTrackingFields, *, by: Actor
    ) -> Property:
        """Give a property other default options and, if asked, its open invoices too.

        Raises:
            Refusal: 404; 422 `tracking_option_unknown` or `property_matching_taken`.
        """
        building = self.properties.set_tracking(company_id, property_id, wanted.tracking, by=by)
        if wanted.update_existing_invoices:
            self.documents.retrack(company_id, property_id, building.tracking, by=by)
        return building

    def commit(self) -> None:
        """Make everything written so far lasting."""
        self.storage.commit()
