"""When and then: what is said of tenants and suppliers, and who changes it."""

from pytest_bdd import parsers, step, then

from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.re_leased.fields import ContactFields
from tests.scenarios.parties import ROLES, TENANT, Party, property_called
from tests.scenarios.story import Story
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

PARTY = '(?P<role>tenant|supplier) "(?P<name>[^"]+)"'


@step(parsers.re(rf'Marcus changes the telephone of the {PARTY} to "(?P<number>.*)" in Re-Leased'))
def marcus_changes_telephone(story: Story, role: str, name: str, number: str) -> None:
    contact = Party(story, ROLES[role], name).in_re_leased()
    fields = ContactFields(telephone=number)
    story.bridge.re_leased.contacts.edit(COMPANY, contact.id, fields, by=MARCUS)


@step(
    parsers.re(rf'Fiona changes the telephone of the {PARTY} to "(?P<number>.*)" in Sage Intacct')
)
def fiona_changes_telephone(story: Story, role: str, name: str, number: str) -> None:
    _change_in_intacct(story, role, name, PartyForm(contact=ContactForm(phone1=number)))


@step(parsers.re(rf'Fiona renames the {PARTY} to "(?P<new>.+)" in Sage Intacct'))
def fiona_renames(story: Story, role: str, name: str, new: str) -> None:
    _change_in_intacct(story, role, name, PartyForm(name=new))


@step(parsers.re(rf"Fiona (?P<does>archives|reactivates) the {PARTY} in Sage Intacct"))
def fiona_archives(story: Story, does: str, role: str, name: str) -> None:
    status = "inactive" if does == "archives" else "active"
    _change_in_intacct(story, role, name, PartyForm(status=status))


@step(parsers.re(r'Marcus archives one of the suppliers "(?P<name>.+)" in Re-Leased'))
def marcus_archives_one(story: Story, name: str) -> None:
    one, *_ = Party(story, ROLES["supplier"], name).all_in_re_leased()
    story.bridge.re_leased.contacts.archive(COMPANY, one.id, by=MARCUS)


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


@step(parsers.re(rf'the {PARTY} has a tenancy at "(?P<place>.+)" in Re-Leased'))
def tenancy_of(story: Story, role: str, name: str, place: str) -> None:
    contact_id = Party(story, ROLES[role], name).in_re_leased().id
    story.bridge.re_leased.properties.tenancies.add(
        COMPANY,
        by=MARCUS,
        property_id=property_called(story, place).id,
        name=f"{name}, {place}",
        primary_contact_id=contact_id,
        account_contact_id=contact_id,
    )


@step(parsers.re(rf'Marcus gives the tenancy of the {PARTY} to "(?P<other>.+)" in Re-Leased'))
def marcus_repoints(story: Story, role: str, name: str, other: str) -> None:
    tenant = Party(story, ROLES[role], name).in_re_leased()
    properties = story.bridge.re_leased.properties
    tenancy = properties.active_tenancy_of(COMPANY, tenant.id)
    assert tenancy is not None, f"{name} has no tenancy"
    account_contact_id = Party(story, ROLES[role], other).in_re_leased().id
    properties.tenancies.change(
        tenancy,
        by=MARCUS,
        primary_contact_id=account_contact_id,
        account_contact_id=account_contact_id,
    )


@then(parsers.re(rf"(?P<ledger>Sage Intacct|Re-Leased) has (?P<count>one|no) {PARTY}"))
def has_so_many(story: Story, ledger: str, count: str, role: str, name: str) -> None:
    party = Party(story, ROLES[role], name)
    found = party.all_in_intacct() if ledger == "Sage Intacct" else party.all_in_re_leased()
    assert len(found) == {"one": 1, "no": 0}[count]


@then(parsers.re(rf"Re-Leased lists the {PARTY} with its Sage Intacct ID before the name"))
def listed_with_its_id(story: Story, role: str, name: str) -> None:
    party = Party(story, ROLES[role], name)
    assert party.in_re_leased().name == f"{party.in_intacct().party_id} {name}"


@then(parsers.re(rf'Re-Leased lists the {PARTY} as "(?P<listed>.+)"'))
def listed_in_re_leased(story: Story, role: str, name: str, listed: str) -> None:
    assert Party(story, ROLES[role], name).in_re_leased().name == listed
