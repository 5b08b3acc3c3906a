"""Re-Leased's register of contacts."""

from sandbox.ledgers.re_leased.common import (
    ACTING_PERSON,
    address_text,
    history,
    key_of,
    links,
    record_in,
    spaced,
)
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import Action, Column, Detail, Done, Field, Form, FormField, Option, Row
from sandbox.ledgers.values import Values
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.property_records import Tenancy
from sandbox.re_leased.records import Address, Category, Contact

_EDIT = Action("edit", "Edit", asks=True)
_ARCHIVE = Action("archive", "Archive")
_UNARCHIVE = Action("unarchive", "Unarchive", tone="good")

_ASKED = (
    ("correspondence_name", "Correspondence name"),
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("email", "Email"),
    ("telephone", "Telephone"),
    ("mobile", "Mobile"),
)
_ADDRESS = (
    ("line", "Postal address"),
    ("suburb", "Suburb"),
    ("town_city", "Town or city"),
    ("region_state", "Region or state"),
    ("postcode", "Postcode"),
    ("country", "Country"),
)


class ContactRegister(Register):
    """Tenants, suppliers and owners of one company."""

    kind = "contacts"
    label = "Contacts"
    singular = "contact"
    can_create = True
    columns = (
        Column("title", "Name"),
        Column("subtitle", "Email"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )

    def __init__(self, book: ReLeasedBook, company_id: str) -> None:
        self._book = book
        self._company_id = company_id

    def count(self) -> int:
        """How many there are, archived ones too."""
        return self._book.contacts.shelf.count(self._company_id, include_archived=True)

    def rows(self) -> list[Row]:
        """All of them."""
        return [_row(contact) for contact in self._book.contacts.shelf.every(self._company_id)]

    def detail(self, key: str) -> Detail:
        """One contact in full."""
        contact = self._contact(key)
        row = _row(contact)
        tenancy = self._active_tenancy(contact)
        note = f"Contact of the active tenancy {tenancy.name}." if tenancy else None
        return Detail(
            kind=self.kind,
            kind_label="Contact",
            key=key,
            title=row.title,
            subtitle=row.subtitle,
            state=row.state,
            note=note,
            fields=_fields(contact),
            actions=self.actions(contact),
            changes=history(contact),
        )

    def actions(self, contact: Contact) -> tuple[Action, ...]:
        """What Re-Leased lets a person do with it; no archiving while an active tenancy names it."""
        if contact.archived:
            return (_EDIT, _UNARCHIVE)
        return (_EDIT,) if self._active_tenancy(contact) else (_EDIT, _ARCHIVE)

    def creation_form(self) -> Form:
        """The form for a new contact."""
        category = FormField(
            name="category",
            label="Category",
            type="select",
            options=tuple(Option(each, each) for each in Category),
            value=Category.TENANT,
            required=True,
        )
        return Form(
            title="New contact in Re-Leased",
            submit="Save contact",
            fields=(category, *_form_fields(None)),
        )

    def create(self, values: Values) -> Done:
        """Enter a contact."""
        fields = _contact_fields(values)
        if values.text("category") in set(Category):
            fields.categories = (Category(values.text("category")),)
        contact = self._book.contacts.create(self._company_id, fields, by=ACTING_PERSON)
        return Done(f"{contact.name} was entered.", key_of(contact.id))

    def action_form(self, key: str, action: str) -> Form:
        """The form for an edit."""
        contact = self._contact(key)
        if action != "edit":
            return super().action_form(key, action)
        question = "In step with Sage Intacct, contacts are edited there; this edit stays here."
        return Form(
            title=f"Edit {contact.name}",
            submit="Save",
            question=question,
            fields=_form_fields(contact),
        )

    def act(self, key: str, action: str, values: Values) -> Done:
        """Edit, archive or unarchive a contact."""
        contact = self._contact(key)
        contacts = self._book.contacts
        match action:
            case "edit":
                fields = _contact_fields(values)
                contacts.edit(self._company_id, contact.id, fields, by=ACTING_PERSON)
                return Done(f"{contact.name} was saved.", key)
            case "archive":
                contacts.archive(self._company_id, contact.id, by=ACTING_PERSON)
                return Done(f"{contact.name} was archived.", key)
            case "unarchive":
                contacts.unarchive(self._company_id, contact.id, by=ACTING_PERSON)
                return Done(f"{contact.name} was unarchived.", key)
        return super().act(key, action, values)

    def _contact(self, key: str) -> Contact:
        return record_in(self._book.contacts.shelf, self._company_id, key, self.singular)

    def _active_tenancy(self, contact: Contact) -> Tenancy | None:
        return self._book.properties.active_tenancy_of(self._company_id, contact.id)


def _row(contact: Contact) -> Row:
    return Row(
        key=key_of(contact.id),
        title=contact.name,
        subtitle=contact.email or "",
        state="Archived" if contact.archived else "Active",
        changed_at=contact.modified_at,
        changed_by=contact.modified_by.name,
        words=f"{contact.id} {contact.correspondence_name or ''}",
    )


def _fields(contact: Contact) -> tuple[Field, ...]:
    asked = (Field(name, label, getattr(contact, name), editable=True) for name, label in _ASKED)
    return (
        *asked,
        Field("postal_address", "Postal address", address_text(contact.postal_address)),
        Field("street_address", "Street address", address_text(contact.street_address)),
        Field("categories", "Categories", ", ".join(contact.categories)),
        Field("approval_status", "Approval", spaced(contact.approval_status)),
        Field("version", "Version", str(contact.version)),
        Field("id", "Re-Leased ID", contact.id),
        *links(contact),
    )


def _form_fields(contact: Contact | None) -> tuple[FormField, ...]:
    address = Address() if contact is None else contact.postal_address
    name = FormField(
        name="name", label="Name", value="" if contact is None else contact.name, required=True
    )
    asked = (
        FormField(name=field, label=label, value=getattr(contact, field, None) or "")
        for field, label in _ASKED
    )
    places = (
        FormField(name=field, label=label, value=getattr(address, field))
        for field, label in _ADDRESS
    )
    return (name, *asked, *places)


def _contact_fields(values: Values) -> ContactFields:
    asked = {name: values.optional(name) for name, _ in _ASKED}
    address = {name: values.text(name) for name, _ in _ADDRESS}
    return ContactFields(
        name=values.required("name", "Name"),
        postal_address=Address(**address),
        **asked,  # type: ignore[arg-type]  # each of them is text
    )
