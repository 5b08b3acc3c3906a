"""Intacct's registers of customers and vendors."""

from abc import abstractmethod
from collections.abc import Callable
from decimal import Decimal
from typing import ClassVar

import msgspec

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.intacct.master_records import Contact, Party
from sandbox.intacct.records import ZERO, InvoiceState
from sandbox.intacct.tables import Table
from sandbox.ledgers.intacct.common import (
    ACTING_LOGIN,
    changed_at,
    changed_by,
    history,
    record_in,
)
from sandbox.ledgers.intacct.invoice_forms import deletion_form
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import Action, Column, Detail, Done, Field, Form, FormField, Row
from sandbox.ledgers.values import Values

_EDIT = Action("edit", "Edit", asks=True)
_ARCHIVE = Action("archive", "Make inactive")
_UNARCHIVE = Action("unarchive", "Make active", tone="good")
_DELETE = Action("delete", "Delete", asks=True, tone="bad")

# What is asked of a contact: the record's attribute, and what it is called.
_CONTACT_FIELDS = (
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("email1", "Email"),
    ("phone1", "Primary phone"),
    ("cellphone", "Mobile"),
    ("address1", "Address line 1"),
    ("address2", "Address line 2"),
    ("city", "City"),
    ("state", "State or county"),
    ("zip_code", "Postcode"),
    ("country", "Country"),
)
_NO_DEBT = frozenset({InvoiceState.DRAFT, InvoiceState.REVERSED, InvoiceState.REVERSAL})


class PartyRegister(Register):
    """What customers and vendors have in common."""

    can_create = True
    columns: ClassVar[tuple[Column, ...]] = (
        Column("title", "ID"),
        Column("subtitle", "Name"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )
    object_name: str

    def __init__(self, book: IntacctBook) -> None:
        self._book = book

    @property
    @abstractmethod
    def _table(self) -> Table[Party]: ...

    @abstractmethod
    def _create(self, form: PartyForm) -> Party: ...

    @abstractmethod
    def _actions_by_name(self) -> dict[str, Callable[[str], object]]: ...

    @abstractmethod
    def _update(self, party_id: str, form: PartyForm) -> object: ...

    def count(self) -> int:
        """How many there are."""
        return len(self._table)

    def rows(self) -> list[Row]:
        """All of them."""
        return [self._row(party) for party in self._table]

    def detail(self, key: str) -> Detail:
        """One of them in full, with its display contact."""
        party = self._party(key)
        row = self._row(party)
        return Detail(
            kind=self.kind,
            kind_label=self.singular.capitalize(),
            key=key,
            title=row.title,
            subtitle=row.subtitle,
            state=row.state,
            fields=(*self._party_fields(party), *self._contact_fields(party)),
            actions=self.actions(party),
            changes=history(self._book, self.object_name, party),
        )

    def actions(self, party: Party) -> tuple[Action, ...]:
        """What Intacct lets a user do with it in its present state."""
        ending = () if self._is_used(party) else (_DELETE,)
        return (_EDIT, _ARCHIVE if party.status == "active" else _UNARCHIVE, *ending)

    def _is_used(self, party: Party) -> bool:  # noqa: ARG002 - customers look
        return False

    def creation_form(self) -> Form:
        """The form for a new one."""
        party_id = FormField(
            name="party_id", label=f"{self.singular.capitalize()} ID", required=True
        )
        return Form(
            title=f"New {self.singular} in Sage Intacct",
            submit=f"Save {self.singular}",
            fields=(party_id, *_form_fields("", None)),
        )

    def create(self, values: Values) -> Done:
        """Enter a new one with its display contact."""
        name = values.required("name", "Name")
        contact = ContactForm(print_as=name, **_contact_values(values))  # type: ignore[arg-type]  # texts
        party_id = values.required("party_id", f"{self.singular.capitalize()} ID")
        party = self._create(PartyForm(party_id=party_id, name=name, contact=contact))
        return Done(f"{party.name} ({party.party_id}) was entered.", str(party.record_no))

    def action_form(self, key: str, action: str) -> Form:
        """The form for an edit, the question before a deletion."""
        party = self._party(key)
        match action:
            case "edit":
                contact = self._book.contacts.named(party.display_contact)
                return Form(
                    title=f"Edit {party.party_id}",
                    submit="Save",
                    fields=_form_fields(party.name, contact),
                )
            case "delete":
                return deletion_form(party.name)
        return super().action_form(key, action)

    def act(self, key: str, action: str, values: Values) -> Done:
        """Edit it, make it inactive or active, delete it."""
        party = self._party(key)
        if action == "edit":
            name = values.required("name", "Name")
            contact = ContactForm(**_contact_values(values))  # type: ignore[arg-type]  # texts
            self._update(party.party_id, PartyForm(name=name, contact=contact))
            return Done(f"{name} ({party.party_id}) was saved.", key)
        do = self._actions_by_name().get(action)
        if do is None:
            return super().act(key, action, values)
        do(party.party_id)
        words = {"archive": "made inactive", "unarchive": "made active", "delete": "deleted"}
        what = f"{party.name} ({party.party_id}) was {words[action]}."
        return Done(what, key, gone=action == "delete")

    def _party(self, key: str) -> Party:
        return record_in(self._table, key, self.singular)

    def _row(self, party: Party) -> Row:
        contact = self._book.contacts.named(party.display_contact)
        return Row(
            key=str(party.record_no),
            title=party.party_id,
            subtitle=party.name,
            state=party.status.capitalize(),
            changed_at=changed_at(party),
            changed_by=changed_by(self._book, party),
            words="" if contact is None else f"{contact.email1} {contact.city}",
        )

    def _party_fields(self, party: Party) -> tuple[Field, ...]:
        return (
            Field("name", "Name", party.name, editable=True),
            Field("currency", "Currency", party.currency),
            Field("record_no", "Record number", str(party.record_no)),
        )

    def _contact_fields(self, party: Party) -> tuple[Field, ...]:
        contact = self._book.contacts.named(party.display_contact)
        if contact is None:
            return ()
        return tuple(
            Field(name, label, getattr(contact, name), editable=True)
            for name, label in (("contact_name", "Display contact"), *_CONTACT_FIELDS)
        )


class CustomerRegister(PartyRegister):
    """Customers."""

    kind = "customers"
    label = "Customers"
    singular = "customer"
    object_name = "CUSTOMER"
    columns = (
        Column("title", "ID"),
        Column("subtitle", "Name"),
        Column("amount", "Owes"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )

    @property
    def _table(self) -> Table[Party]:
        return self._book.customers

    def rows(self) -> list[Row]:
        """All of them, with what each owes."""
        owed = self._owed()
        currency = self._book.currency
        return [
            _with_amount(self._row(party), owed.get(party.party_id, ZERO), currency)
            for party in self._table
        ]

    def _is_used(self, party: Party) -> bool:
        return bool(self._book.invoices.indexes["party_id"].between(party.party_id, party.party_id))

    def _owed(self) -> dict[str, Decimal]:
        owed: dict[str, Decimal] = {}
        for invoice in self._book.invoices:
            if invoice.state not in _NO_DEBT:
                customer_id = invoice.party_id
                owed[customer_id] = owed.get(customer_id, ZERO) + invoice.total_due
        return owed

    def _create(self, form: PartyForm) -> Party:
        return self._book.create_customer(form, by=ACTING_LOGIN)

    def _update(self, party_id: str, form: PartyForm) -> object:
        return self._book.update_customer(party_id, form, by=ACTING_LOGIN)

    def _actions_by_name(self) -> dict[str, Callable[[str], object]]:
        book = self._book
        return {
            "archive": lambda party_id: book.archive_customer(party_id, by=ACTING_LOGIN),
            "unarchive": lambda party_id: book.unarchive_customer(party_id, by=ACTING_LOGIN),
            "delete": lambda party_id: book.delete_customer(party_id, by=ACTING_LOGIN),
        }


class VendorRegister(PartyRegister):
    """Vendors."""

    kind = "vendors"
    label = "Vendors"
    singular = "vendor"
    object_name = "VENDOR"

    @property
    def _table(self) -> Table[Party]:
        return self._book.vendors

    def _create(self, form: PartyForm) -> Party:
        return self._book.create_vendor(form, by=ACTING_LOGIN)

    def _update(self, party_id: str, form: PartyForm) -> object:
        return self._book.update_vendor(party_id, form, by=ACTING_LOGIN)

    def _actions_by_name(self) -> dict[str, Callable[[str], object]]:
        book = self._book
        return {
            "archive": lambda party_id: book.archive_vendor(party_id, by=ACTING_LOGIN),
            "unarchive": lambda party_id: book.unarchive_vendor(party_id, by=ACTING_LOGIN),
            "delete": lambda party_id: book.delete_vendor(party_id, by=ACTING_LOGIN),
        }


def _with_amount(row: Row, amount: Decimal, currency: str) -> Row:
    return msgspec.structs.replace(row, amount=amount, currency=currency)


def _form_fields(name: str, contact: Contact | None) -> tuple[FormField, ...]:
    asked = (
        FormField(name=field, label=label, value=getattr(contact, field, ""))
        for field, label in _CONTACT_FIELDS
    )
    return (FormField(name="name", label="Name", value=name, required=True), *asked)


def _contact_values(values: Values) -> dict[str, str]:
    return {name: values.text(name) for name, _ in _CONTACT_FIELDS}
