"""Customers, vendors and contacts."""

from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from sandbox.intacct.forms import ContactForm, PartyForm, given, value_or
from sandbox.intacct.master_records import Contact, Party
from sandbox.intacct.refusal import Refusal, already_exists, business_rule
from sandbox.intacct.rules.own_fields import OwnFieldRules
from sandbox.intacct.tables import Table

_NOT_COPIED = frozenset({"contact", "party_id"})
_CONTACT_NAME = frozenset({"contact_name"})


@dataclass(frozen=True, slots=True)
class PartyKind:
    """What tells customers from vendors."""

    object_name: str
    label: str
    letter: str


CUSTOMER = PartyKind("CUSTOMER", "Customer", "C")
VENDOR = PartyKind("VENDOR", "Vendor", "V")


class PartyRules(OwnFieldRules):
    """Keeps customers and vendors, each with the contact it is shown by."""

    def parties_of(self, kind: PartyKind) -> Table[Party]:
        """The customers or the vendors."""
        return self.customers if kind is CUSTOMER else self.vendors

    def create_customer(self, form: PartyForm, *, by: str) -> Party:
        """Add a customer and its display contact.

        A display contact without a name of its own is called `NAME(C<CUSTOMERID>)`. Contact names
        are unique in the company; a clash refuses the customer too.
        """
        return self._create_party(CUSTOMER, self.customers, form, by)

    def update_customer(self, customer_id: str, form: PartyForm, *, by: str) -> Party:
        """Edit a customer and its display contact. The id cannot be changed."""
        return self._update_party(CUSTOMER, self.customers, customer_id, form, by)

    def archive_customer(self, customer_id: str, *, by: str) -> Party:
        """Make a customer inactive; it cannot be invoiced any more."""
        return self.update_customer(customer_id, PartyForm(status="inactive"), by=by)

    def unarchive_customer(self, customer_id: str, *, by: str) -> Party:
        """Make a customer active again."""
        return self.update_customer(customer_id, PartyForm(status="active"), by=by)

    def delete_customer(self, customer_id: str, *, by: str) -> None:
        """Delete a customer without invoices. That invoices stand in the way is a guess."""
        self._check_is_unused(CUSTOMER, customer_id, self.invoices, self.adjustments)
        self._delete_party(CUSTOMER, self.customers, customer_id, by)

    def create_vendor(self, form: PartyForm, *, by: str) -> Party:
        """Add a vendor and its display contact."""
        return self._create_party(VENDOR, self.vendors, form, by)

    def update_vendor(self, vendor_id: str, form: PartyForm, *, by: str) -> Party:
        """Edit a vendor and its display contact. The id cannot be changed."""
        return self._update_party(VENDOR, self.vendors, vendor_id, form, by)

    def archive_vendor(self, vendor_id: str, *, by: str) -> Party:
        """Make a vendor inactive."""
        return self.update_vendor(vendor_id, PartyForm(status="inactive"), by=by)

    def unarchive_vendor(self, vendor_id: str, *, by: str) -> Party:
        """Make a vendor active again."""
        return self.update_vendor(vendor_id, PartyForm(status="active"), by=by)

    def delete_vendor(self, vendor_id: str, *, by: str) -> None:
        """Delete a vendor without bills."""
        self._check_is_unused(VENDOR, vendor_id, self.bills, self.bill_adjustments)
        self._delete_party(VENDOR, self.vendors, vendor_id, by)

    def create_contact(self, form: ContactForm, *, by: str) -> Contact:
        """Add a contact. CONTACTNAME and PRINTAS are required."""
        name = value_or(form.contact_name, "")
        if not name or not value_or(form.print_as, ""):
            raise business_rule("Contact name and Print as are required")
        if self.contacts.named(name) is not None:
            raise already_exists("Contact", name)
        contact = Contact(
            record_no=self.next_number(),
            created_at=self.now(),
            created_by=self.user_number(by),
            **given(form),
        )
        self.contacts.put(contact)
        self.note_in_audit_trail("CONTACT", contact.record_no, "C", by)
        return contact

    def update_contact(self, contact_name: str, form: ContactForm, *, by: str) -> Contact:
        """Edit a contact. Its name cannot be changed (a guess).

        Customers and vendors that are shown by it keep their stamps, unless the company's option
        `contact_touches_party` says otherwise.
        """
        before = self.contacts.named(contact_name)
        if before is None:
            raise business_rule(f"Contact '{contact_name}' specified is not valid.")
        after = self.edited(before, by, **given(form, leave_out=_CONTACT_NAME))
        self.contacts.put(after)
        self.note_in_audit_trail("CONTACT", after.record_no, "M", by)
        if self.options.contact_touches_party:
            self._touch_parties_shown_by(contact_name, by)
        return after

    def _touch_parties_shown_by(self, contact_name: str, by: str) -> None:
        for table in (self.customers, self.vendors):
            for party in [each for each in table if each.display_contact == contact_name]:
                table.put(self.edited(party, by))

    def delete_contact(self, contact_name: str, *, by: str) -> None:
        """Delete a contact that no customer and no vendor goes by (a guess)."""
        contact = self.contacts.named(contact_name)
        if contact is None:
            raise business_rule(f"Cannot find contact with key '{contact_name}' to delete.")
        if any(
            contact_name in {party.display_contact, party.bill_to, party.ship_to}
            for table in (self.customers, self.vendors)
            for party in table
        ):
            raise business_rule(f"Contact {contact_name} is in use and cannot be deleted.")
        self.note_in_audit_trail("CONTACT", contact.record_no, "D", by)
        self.contacts.remove(contact.record_no)

    def _create_party(
        self, kind: PartyKind, table: Table[Party], form: PartyForm, by: str
    ) -> Party:
        self.check_custom_fields(kind.object_name, value_or(form.custom_fields, {}))
        form = self._numbered(kind, form)
        party_id, name = value_or(form.party_id, ""), value_or(form.name, "")
        if not party_id or not name:
            raise business_rule(f"{kind.label} ID and name are required", "Provide a value.")
        if table.named(party_id) is not None:
            raise already_exists(kind.label, party_id)
        self._check_parent(kind, table, form)
        contact = self._display_contact(kind, form, by)
        party = Party(
            record_no=self.next_number(),
            created_at=self.now(),
            created_by=self.user_number(by),
            party_id=party_id,
            display_contact=contact.contact_name,
            **given(form, leave_out=_NOT_COPIED),
        )
        table.put(party)
        self.note_in_audit_trail(kind.object_name, party.record_no, "C", by)
        return party

    def _numbered(self, kind: PartyKind, form: PartyForm) -> PartyForm:
        """The form with an id, where the company numbers its customers itself."""
        prefix = self.options.customer_number_prefix
        if prefix is None or kind is not CUSTOMER or value_or(form.party_id, ""):
            return form
        return msgspec.structs.replace(form, party_id=f"{prefix}{self.next_number()}")

    def _display_contact(self, kind: PartyKind, form: PartyForm, by: str) -> Contact:
        name = value_or(form.name, "")
        details = value_or(form.contact, ContactForm(print_as=name))
        contact_name = value_or(details.contact_name, "")
        if not contact_name:
            contact_name = f"{name}({kind.letter}{value_or(form.party_id, '')})"
        fields = given(details, leave_out=_CONTACT_NAME)
        return self.create_contact(
            ContactForm(contact_name=contact_name, **fields),
            by=by,
        )

    def _check_parent(self, kind: PartyKind, table: Table[Party], form: PartyForm) -> None:
        parent = value_or(form.parent_id, "")
        if parent and table.named(parent) is None:
            raise business_rule(f"Parent {kind.label.lower()} '{parent}' is not valid.")

    def _update_party(
        self, kind: PartyKind, table: Table[Party], party_id: str, form: PartyForm, by: str
    ) -> Party:
        before = table.named(party_id)
        if before is None:
            raise not_valid(kind, party_id)
        if form.name is not UNSET and not form.name:
            raise business_rule(f"{kind.label} name is required", "Provide a value.")
        self._check_parent(kind, table, form)
        if not isinstance(form.contact, UnsetType):
            self.update_contact(before.display_contact, form.contact, by=by)
        changes = dict(given(form, leave_out=_NOT_COPIED))
        if "custom_fields" in changes:
            self.check_custom_fields(kind.object_name, changes["custom_fields"])
            changes["custom_fields"] = {**before.custom_fields, **changes["custom_fields"]}
        after = self.edited(before, by, **changes)
        table.put(after)
        self.note_in_audit_trail(kind.object_name, after.record_no, "M", by)
        return after

    def _check_is_unused(self, kind: PartyKind, party_id: str, *tables: Table[Any]) -> None:
        if any(table.indexes["party_id"].between(party_id, party_id) for table in tables):
            raise business_rule(f"{kind.label} {party_id} is in use and cannot be deleted.")

    def _delete_party(self, kind: PartyKind, table: Table[Party], party_id: str, by: str) -> None:
        party = table.named(party_id)
        if party is None:
            name = kind.object_name.lower()
            raise business_rule(f"Cannot find {name} with key '{party_id}' to delete.")
        self.note_in_audit_trail(kind.object_name, party.record_no, "D", by)
        table.remove(party.record_no)


def not_valid(kind: PartyKind, party_id: str) -> Refusal:
    """The refusal of a customer or vendor that does not exist or is archived."""
    if kind is VENDOR:
        return Refusal("BL03002126", f"The vendor '{party_id}' is invalid.")
    return business_rule(f"Customer '{party_id}' specified is not valid.")
