"""Calls about contacts."""

from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.endpoint import Answer, Call, Endpoint, list_of, one_of
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.linking_calls import linking
from sandbox.re_leased.listing import Filter, Lister
from sandbox.re_leased.records import Contact
from sandbox.re_leased.wire import read_flag

# That e-mail addresses and names are compared without regard to case, and names by what they
# contain, is assumed.
_FILTERS: dict[str, Filter[Contact]] = {
    "category": lambda contact, value: value in contact.categories,
    "email": lambda contact, value: (contact.email or "").casefold() == value.casefold(),
    "name": lambda contact, value: value.casefold() in contact.name.casefold(),
    "archived": lambda contact, value: contact.archived is read_flag(value),
}


def endpoints(book: ReLeasedBook) -> list[Endpoint]:
    """Everything that can be asked about contacts."""
    contacts = book.contacts
    lister = Lister(shelf=contacts.shelf, filters=_FILTERS, sort_fields={"name": "name"})

    def create(call: Call) -> Answer:
        fields = call.read(ContactFields)
        return Answer(contacts.create(call.company_id, fields, by=call.by), status=201)

    def edit(call: Call) -> Answer:
        call.require_version(contacts.get(call.company_id, call.record_id))
        fields = call.read(ContactFields)
        return Answer(contacts.edit(call.company_id, call.record_id, fields, by=call.by))

    def archive(call: Call) -> Answer:
        call.require_version(contacts.get(call.company_id, call.record_id))
        return Answer(contacts.archive(call.company_id, call.record_id, by=call.by))

    def unarchive(call: Call) -> Answer:
        call.require_version(contacts.get(call.company_id, call.record_id))
        return Answer(contacts.unarchive(call.company_id, call.record_id, by=call.by))

    one = "/companies/{company_id}/contacts/{record_id}"
    return [
        list_of("contacts", lister),
        one_of("contacts", contacts.get),
        Endpoint("POST", "/companies/{company_id}/contacts", create),
        Endpoint("PATCH", one, edit),
        Endpoint("POST", f"{one}/archive", archive),
        Endpoint("POST", f"{one}/unarchive", unarchive),
        linking("contacts", contacts.get, contacts.link),
    ]
