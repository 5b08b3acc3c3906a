"""Tenants, suppliers and properties, by the names people call them."""

from dataclasses import dataclass

from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.intacct.master_records import Party as IntacctParty
from sandbox.intacct.rules.parties import CUSTOMER, VENDOR, PartyKind
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.property_records import Property
from sandbox.re_leased.records import Category
from sandbox.re_leased.records import Contact as ReLeasedContact
from sync.domain.kinds import RecordKind
from tests.scenarios.story import Story
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS


@dataclass(frozen=True, slots=True)
class Role:
    """What a party is to the company, in both ledgers' terms."""

    word: str
    form_field: str
    kind: RecordKind
    book: PartyKind
    category: Category


TENANT = Role("tenant", "customer_id", RecordKind.CUSTOMER, CUSTOMER, Category.TENANT)
SUPPLIER = Role("supplier", "vendor_id", RecordKind.VENDOR, VENDOR, Category.CREDITOR)
ROLES = {role.word: role for role in (TENANT, SUPPLIER)}


@dataclass(frozen=True, slots=True)
class Party:
    """A tenant or supplier of a name."""

    story: Story
    role: Role
    name: str

    def enter_in_intacct(self, party_id: str) -> None:
        """Fiona enters it."""
        form = PartyForm(party_id=party_id, name=self.name, contact=ContactForm(print_as=self.name))
        books = self.story.bridge.intacct
        create = books.create_customer if self.role is TENANT else books.create_vendor
        create(form, by=FIONA)

    def enter_in_re_leased(self) -> None:
        """Marcus enters it."""
        fields = ContactFields(name=self.name, categories=(self.role.category,))
        self.story.bridge.re_leased.contacts.create(COMPANY, fields, by=MARCUS)

    def all_in_intacct(self) -> list[IntacctParty]:
        """All parties of this name in Intacct."""
        parties = self.story.bridge.intacct.parties_of(self.role.book)
        return [party for party in parties if party.name == self.name]

    def all_in_re_leased(self) -> list[ReLeasedContact]:
        """All contacts of this name in Re-Leased, with or without Intacct's ID before it."""
        contacts = self.story.bridge.re_leased.contacts.shelf.every(COMPANY)
        return [one for one in contacts if self.name in {one.name, one.correspondence_name}]

    def in_intacct(self) -> IntacctParty:
        """The one party of this name in Intacct."""
        found = self.all_in_intacct()
        assert len(found) == 1, f"Sage Intacct has {len(found)} {self.role.word}s {self.name}"
        return found[0]

    def in_re_leased(self) -> ReLeasedContact:
        """The one contact of this name in Re-Leased."""
        found = self.all_in_re_leased()
        assert len(found) == 1, f"Re-Leased has {len(found)} contacts {self.name}"
        return found[0]


def property_called(story: Story, name: str) -> Property:
    """The property of this name in Re-Leased; its reference is its Location in Intacct."""
    every = story.bridge.re_leased.properties.shelf.every(COMPANY)
    return next(one for one in every if one.name == name)


def property_at(story: Story, location_id: str) -> str:
    """The name of the property that a Location in Intacct stands for; empty without one."""
    every = story.bridge.re_leased.properties.shelf.every(COMPANY)
    return next((one.name for one in every if one.reference == location_id), "")
