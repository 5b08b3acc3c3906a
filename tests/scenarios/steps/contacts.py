"""When and then: what is said of tenants and suppliers, and who changes it."""

from pytest_bdd import parsers, then, when

from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.re_leased.fields import ContactFields
from tests.scenarios.parties import ROLES, TENANT, Party
from tests.scenarios.story import Story
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

PARTY = '(?P<role>tenant|supplier) "(?P<name>[^"]+)"'


@when(parsers.re(rf'Marcus changes the telephone of the {PARTY} to "(?P<number>.*)" in Re-Leased'))
def marcus_changes_telephone(story: Story, role: str, name: str, number: str) -> None:
    contact = Party(story, ROLES[role], name).in_re_leased()
    fields = ContactFields(telephone=number)
    story.bridge.re_leased.contacts.edit(COMPANY, contact.id, fields, by=MARCUS)


@when(
    parsers.re(rf'Fiona changes the telephone of the {PARTY} to "(?P<number>.*)" in Sage Intacct')
)
def fiona_changes_telephone(story: Story, role: str, name: str, number: str) -> None:
    _change_in_intacct(story, role, name, PartyForm(contact=ContactForm(phone1=number)))


@when(parsers.re(rf'Fiona renames the {PARTY} to "(?P<new>.+)" in Sage Intacct'))
def fiona_renames(story: Story, role: str, name: str, new: str) -> None:
    _change_in_intacct(story, role, name, PartyForm(name=new))


@when(parsers.re(rf"Fiona (?P<does>archives|reactivates) the {PARTY} in Sage Intacct"))
def fiona_archives(story: Story, does: str, role: str, name: str) -> None:
    status = "inactive" if does == "archives" else "active"
    _change_in_intacct(story, role, name, PartyForm(status=status))


def _change_in_intacct(story: Story, role: str, name: str, form: PartyForm) -> None:
    party, books = Party(story, ROLES[role], name), story.bridge.intacct
    update = books.update_customer if party.role is TENANT else books.update_vendor
    update(party.in_intacct().party_id, form, by=FIONA)


@then(parsers.re(rf'the telephone of the {PARTY} is "(?P<number>.*)" in Re-Leased'))
def telephone_in_re_leased(story: Story, role: str, name: str, number: str) -> None:
    assert (Party(story, ROLES[role], name).in_re_leased().telephone or "") == number


@then(parsers.re(rf'the telephone of the {PARTY} is "(?P<number>.*)" in Sage Intacct'))
def telephone_in_intacct(story: Story, role: str, name: str, number: str) -> None:
    party = Party(story, ROLES[role], name).in_intacct()
    contact = story.bridge.intacct.contacts.named(party.display_contact)
    assert contact is not None
    assert contact.phone1 == number


@then(parsers.re(rf'Re-Leased lists the {PARTY} as "(?P<listed>.+)"'))
def listed_in_re_leased(story: Story, role: str, name: str, listed: str) -> None:
    assert Party(story, ROLES[role], name).in_re_leased().name == listed
