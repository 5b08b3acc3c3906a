"""People make, change and archive customers, vendors, contacts, accounts, tax details and dimension values."""

from collections.abc import Mapping

from sandbox.intacct.forms import (
    AccountForm,
    ContactForm,
    DimensionValueForm,
    PartyForm,
    TaxDetailForm,
)
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.records import Category
from tests.simulation.people.acting import Act, Somebody
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS


def new_customer(who: Somebody) -> str:
    """A customer in Intacct."""
    name = who.entered.next("Tenant")
    who.intacct.create_customer(_party(name), by=FIONA)
    return f"makes customer {name}"


def new_vendor(who: Somebody) -> str:
    """A vendor in Intacct."""
    name = who.entered.next("Supplier")
    who.intacct.create_vendor(_party(name), by=FIONA)
    return f"makes vendor {name}"


def _party(name: str) -> PartyForm:
    contact = ContactForm(print_as=name, first_name="Ana", last_name=name, email1=_email(name))
    return PartyForm(party_id=name.upper(), name=f"{name} Ltd", contact=contact)


def _email(name: str) -> str:
    return f"{name.lower()}@dock.test"


def new_contact(who: Somebody) -> str:
    """A tenant, a creditor, or both, in Re-Leased."""
    name = who.entered.next("Contact")
    both = (Category.TENANT, Category.CREDITOR)
    categories = who.chance.choice(((Category.TENANT,), (Category.CREDITOR,), both))
    fields = ContactFields(name=f"{name} Ltd", categories=categories, email=_email(name))
    who.re_leased.contacts.create(COMPANY, fields, by=MARCUS)
    return f"makes contact {name}, {[one.value for one in categories]}"


def enter_contact_twice(who: Somebody) -> str:
    """Both offices make a contact of one name."""
    name = who.entered.next("Both")
    who.intacct.create_customer(_party(name), by=FIONA)
    fields = ContactFields(name=f"{name} Ltd", categories=(Category.TENANT,), email=_email(name))
    who.re_leased.contacts.create(COMPANY, fields, by=MARCUS)
    return f"makes {name} in both"


def rename_customer(who: Somebody) -> str:
    """Another name."""
    one = who.pick(list(who.intacct.customers)[:5])
    name = who.entered.next("Renamed")
    who.intacct.update_customer(one.party_id, PartyForm(name=name), by=FIONA)
    return f"renames {one.party_id} to {name}"


def edit_contact_in_intacct(who: Somebody) -> str:
    """Another telephone number."""
    one = who.pick([*list(who.intacct.customers)[:4], *list(who.intacct.vendors)[:2]])
    number = f"020 7946 {who.chance.randrange(1000, 9999)}"
    who.intacct.update_contact(one.display_contact, ContactForm(phone1=number), by=FIONA)
    return f"gives {one.party_id} the number {number}"


def edit_contact_in_re_leased(who: Somebody) -> str:
    """Another telephone number, which is Intacct's to change."""
    one = who.pick(who.re_leased.contacts.shelf.every(COMPANY)[:5])
    number = f"020 7946 {who.chance.randrange(1000, 9999)}"
    who.re_leased.contacts.edit(COMPANY, one.id, ContactFields(telephone=number), by=MARCUS)
    return f"gives contact {one.id} the number {number}"


def archive_customer(who: Somebody) -> str:
    """Out of use, or in use again."""
    one = who.pick(list(who.intacct.customers)[:4])
    if one.status == "active":
        who.intacct.archive_customer(one.party_id, by=FIONA)
        return f"archives {one.party_id}"
    who.intacct.unarchive_customer(one.party_id, by=FIONA)
    return f"unarchives {one.party_id}"


def archive_contact(who: Somebody) -> str:
    """Out of use in Re-Leased, or in use again; Intacct's to do."""
    one = who.pick(who.re_leased.contacts.shelf.every(COMPANY)[:4])
    if one.archived:
        who.re_leased.contacts.unarchive(COMPANY, one.id, by=MARCUS)
        return f"unarchives contact {one.id}"
    who.re_leased.contacts.archive(COMPANY, one.id, by=MARCUS)
    return f"archives contact {one.id}"


def delete_customer(who: Somebody) -> str:
    """Delete one that nothing was entered for."""
    one = who.pick(list(who.intacct.customers)[-3:])
    who.intacct.delete_customer(one.party_id, by=FIONA)
    return f"deletes {one.party_id}"


def change_account(who: Somebody) -> str:
    """A new account, another title, or out of use."""
    wish = who.chance.randrange(3)
    if wish == 0:
        number = str(8000 + who.entered.count)
        who.entered.count += 1
        form = AccountForm(account_no=number, title=f"Account {number}")
        who.intacct.create_account(form, by=FIONA)
        return f"makes account {number}"
    one = who.pick(list(who.intacct.accounts)[-4:])
    if wish == 1:
        title = AccountForm(title=who.entered.next("Title"))
        who.intacct.update_account(one.account_no, title, by=FIONA)
        return f"renames account {one.account_no}"
    who.intacct.deactivate_account(one.account_no, by=FIONA)
    return f"takes account {one.account_no} out of use"


def change_tax(who: Somebody) -> str:
    """Another description of a tax detail."""
    one = who.pick(who.intacct.tax_details)
    form = TaxDetailForm(description=who.entered.next("Tax"))
    who.intacct.update_tax_detail(one.detail_id, form, by=FIONA)
    return f"describes {one.detail_id} anew"


def change_dimension(who: Somebody) -> str:
    """A new department, or another name of one."""
    departments = list(who.intacct.dimensions["DEPARTMENT"])
    name = who.entered.next("Department")
    if who.chance.random() < 0.5:
        form = DimensionValueForm(code=f"D{who.entered.count}", name=name)
        who.intacct.create_dimension_value("DEPARTMENT", form, by=FIONA)
        return f"makes department {name}"
    one = who.pick(departments)
    who.intacct.update_dimension_value(
        "DEPARTMENT", one.code, DimensionValueForm(name=name), by=FIONA
    )
    return f"renames department {one.code} to {name}"


MASTERS: Mapping[str, Act] = {
    "new customer": new_customer,
    "new vendor": new_vendor,
    "new contact": new_contact,
    "contact twice": enter_contact_twice,
    "rename customer": rename_customer,
    "edit contact in Intacct": edit_contact_in_intacct,
    "edit contact in Re-Leased": edit_contact_in_re_leased,
    "archive customer": archive_customer,
    "archive contact in Re-Leased": archive_contact,
    "delete customer": delete_customer,
    "change an account": change_account,
    "change a tax detail": change_tax,
    "change a dimension": change_dimension,
}
"""By name."""
