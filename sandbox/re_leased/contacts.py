"""Contacts: making, editing, archiving and approving them."""

import msgspec

from sandbox.clock import Clock
from sandbox.re_leased import external_references
from sandbox.re_leased.companies import Companies
from sandbox.re_leased.fields import ContactFields, ReferenceFields
from sandbox.re_leased.properties import Properties
from sandbox.re_leased.records import Actor, Contact, ContactApproval
from sandbox.re_leased.refusal import Detail, broken_rule, wrong_status
from sandbox.re_leased.shelf import Shelf
from sandbox.storage import Collection, Storage


class ApprovalSetting(msgspec.Struct):
    """Whether new contacts of a company go through approval."""

    is_required: bool


class Contacts:
    """The contacts of all companies."""

    def __init__(
        self, storage: Storage, clock: Clock, *, companies: Companies, properties: Properties
    ) -> None:
        self._companies = companies
        self._properties = properties
        self._approval = Collection(storage, "re_leased_contact_approval", ApprovalSetting)
        self.shelf = Shelf(storage, clock, name="contact", record_type=Contact)

    def get(self, company_id: str, contact_id: str) -> Contact:
        """The contact.

        Raises:
            Refusal: 404 when the company has none such.
        """
        return self.shelf.get(company_id, contact_id, what="contact")

    def create(self, company_id: str, fields: ContactFields, *, by: Actor) -> Contact:
        """Make a contact, together with its external references if there are any.

        Nothing stops two contacts of the same name: that is where duplicates are born. That the
        references may come along in the same call is assumed (ours).

        Raises:
            Refusal: 422 without a name; 409 `already_linked`.
        """
        self._companies.get(company_id)
        _require_name(fields.name)
        external_references.require_free(self.shelf, company_id, fields.external_refs)
        return self.shelf.add(
            company_id,
            by=by,
            **fields.given(leave_out=("external_refs",)),
            companies=(company_id,),
            approval_status=self._first_approval(company_id),
            external_refs=external_references.made(fields.external_refs),
        )

    def edit(
        self, company_id: str, contact_id: str, fields: ContactFields, *, by: Actor
    ) -> Contact:
        """Change what is given. Re-Leased lets people do so on a connected company too.

        Such an edit never reaches Intacct (Limitations of the Intacct integration).
        """
        contact = self.get(company_id, contact_id)
        if fields.name is not msgspec.UNSET:
            _require_name(fields.name)
        return self.shelf.change(contact, by=by, **fields.given(leave_out=("external_refs",)))

    def archive(self, company_id: str, contact_id: str, *, by: Actor) -> Contact:
        """Hide a contact from pick-lists (Archiving a contact).

        Raises:
            Refusal: 422 `contact_in_active_tenancy` while an active tenancy names it; 409 when it
                is archived already.
        """
        contact = self.get(company_id, contact_id)
        if contact.archived:
            raise wrong_status("archive", contact.name, current_status="Archived")
        tenancy = self._properties.active_tenancy_of(company_id, contact_id)
        if tenancy is not None:
            raise broken_rule(
                "contact_in_active_tenancy",
                f"{contact.name} is a contact of the active tenancy {tenancy.name}; "
                "change the tenancy's contact first.",
            )
        return self.shelf.change(contact, by=by, archived=True)

    def unarchive(self, company_id: str, contact_id: str, *, by: Actor) -> Contact:
        """Bring an archived contact back; 409 when it is not archived."""
        contact = self.get(company_id, contact_id)
        if not contact.archived:
            raise wrong_status("unarchive", contact.name, current_status="Active")
        return self.shelf.change(contact, by=by, archived=False)

    def decide(
        self, company_id: str, contact_id: str, *, approval: ContactApproval, by: Actor
    ) -> Contact:
        """A person moves a contact along in contact approval (Contact approval workflows)."""
        contact = self.get(company_id, contact_id)
        return self.shelf.change(contact, by=by, approval_status=approval)

    def require_approval(self, company_id: str) -> None:
        """From now on, new contacts of the company start as New."""
        self._approval.put(company_id, ApprovalSetting(is_required=True))

    def link(
        self, company_id: str, contact_id: str, reference: ReferenceFields, *, by: Actor
    ) -> Contact:
        """Put an external reference on the contact; 409 `already_linked` when another has it."""
        contact = self.get(company_id, contact_id)
        return external_references.link(self.shelf, contact, reference, by=by)

    def find_fault(self, company_id: str, contact_id: str) -> Detail | None:
        """Why the contact cannot stand on a new document, if so: archived or not approved."""
        contact = self.shelf.find(company_id, contact_id)
        if contact is None:
            message = f"There is no contact {contact_id} in this company."
            return Detail("contactId", "contact_unknown", message)
        if contact.archived:
            message = f"{contact.name} is archived; it must be unarchived first."
            return Detail("contactId", "contact_archived", message)
        if contact.approval_status is not ContactApproval.APPROVED:
            message = f"{contact.name} is {contact.approval_status}, not yet approved."
            return Detail("contactId", "contact_not_approved", message)
        return None

    def _first_approval(self, company_id: str) -> ContactApproval:
        setting = self._approval.get(company_id)
        is_required = setting is not None and setting.is_required
        return ContactApproval.NEW if is_required else ContactApproval.APPROVED


def _require_name(name: object) -> None:
    if not isinstance(name, str) or not name.strip():
        raise broken_rule("required", "A contact needs a name.", field="name")
