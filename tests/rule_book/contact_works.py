"""People's work with contacts: customers and vendors in Sage Intacct, one sort of record in Re-Leased."""

from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.records import Contact, Record
from sync.domain.sides import Side
from tests.rule_book.works import Work
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge

PARTY_ID = "P-7701"


class ContactWork(Work):
    """A customer or a vendor; a tenant or a creditor in Re-Leased."""

    name = "Harbour Pilots Ltd"

    def __init__(self, kind: RecordKind, category: Category) -> None:
        self.kind = kind
        self._category = category
        self._word = kind.value

    def create(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            contact = ContactForm(print_as=self.name, email1="hello@pilots.test")
            form = PartyForm(party_id=PARTY_ID, name=self.name, contact=contact)
            getattr(bridge.intacct, f"create_{self._word}")(form, by=FIONA)
        else:
            fields = ContactFields(
                name=self.name, categories=(self._category,), email="hello@pilots.test"
            )
            bridge.re_leased.contacts.create(COMPANY, fields, by=MARCUS)

    def change(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            form = PartyForm(contact=ContactForm(email1="office@pilots.test"))
            getattr(bridge.intacct, f"update_{self._word}")(PARTY_ID, form, by=FIONA)
        else:
            fields = ContactFields(email="office@pilots.test")
            bridge.re_leased.contacts.edit(COMPANY, self._id(bridge), fields, by=MARCUS)

    def end(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            getattr(bridge.intacct, f"archive_{self._word}")(PARTY_ID, by=FIONA)
        else:
            bridge.re_leased.contacts.archive(COMPANY, self._id(bridge), by=MARCUS)

    def is_it(self, record: Record) -> bool:
        return isinstance(record, Contact) and record.name.endswith(self.name)

    def told(self, record: Record) -> object:
        assert isinstance(record, Contact)
        return record.correspondence_name or record.name, record.email

    def has_ended(self, record: Record) -> bool:
        return isinstance(record, Contact) and not record.active

    def _id(self, bridge: Bridge) -> str:
        contacts = bridge.re_leased.contacts.shelf.every(COMPANY)
        return next(one.id for one in contacts if one.name.endswith(self.name))
