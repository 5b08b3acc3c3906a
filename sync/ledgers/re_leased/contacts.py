"""Contacts: Re-Leased's one record for tenants and suppliers, Intacct's customers and vendors."""

from collections.abc import Sequence
from dataclasses import replace

from sync.domain.kinds import RecordKind
from sync.domain.records import Address, Contact, Sighting, field_names
from sync.ledgers.re_leased import wire, wire_bodies, wire_shapes
from sync.ledgers.re_leased.client import Client, Request
from sync.ledgers.re_leased.family import (
    Family,
    cannot_do,
    only,
    our_mark,
    sighting,
)
from sync.ledgers.re_leased.json_text import Reader, written
from sync.ledgers.re_leased.lookup import marked_record, record_by_id, records_by_ids
from sync.ledgers.re_leased.meanings import ROLES
from sync.use_cases.ports import Write, WriteVerb

ACTIVE = "active"


def has_role(categories: Sequence[str], kind: RecordKind) -> bool:
    """Whether a contact is a customer (category Tenant) or a vendor (category Creditor).

    A contact with both categories is both: two records in Intacct. With neither it is what it is first
    used for (`sync.domain.first_use`). ASSUMED: how the native integration decides is not documented.
    """
    return ROLES[kind] in categories


class Contacts(Family[wire_shapes.Contact]):
    """Contacts; a contact's key is its id, as customer and as vendor."""

    resource = wire.Resource.CONTACTS
    reader = Reader(wire_shapes.Contact, "contact")

    def sightings(self, stored: wire_shapes.Contact, kind: RecordKind) -> Sequence[Sighting]:
        """The contact; without the role's category, only for those who know that it has the role."""
        seen = sighting(kind, stored.id, contact_from(stored), stored)
        return [replace(seen, only_if_known=not has_role(stored.categories, kind))]

    def requests(self, write: Write) -> Sequence[Request]:
        """A new contact, or the changes: whether it is archived first, then its fields.

        A refusal to archive thus leaves everything as it was. A new contact is always active.
        """
        if not isinstance(write.record, Contact):
            raise cannot_do(write)
        match write.verb:
            case WriteVerb.CREATE:
                return [self._creation(write, write.record)]
            case WriteVerb.UPDATE if write.fields <= set(field_names(write.record)):
                return self._changes(write, write.record)
            case _:
                raise cannot_do(write)

    def seen(self, stored: wire_shapes.Contact, write: Write) -> Sighting | None:
        """The contact, whatever its role: it is the one we asked for."""
        return sighting(write.kind, stored.id, contact_from(stored), stored)

    def look_up(self, client: Client, write: Write, *, page_size: int) -> Sighting | None:  # noqa: ARG002 - no list is read
        """By our mark for a new contact, else by its id."""
        if write.verb is WriteVerb.CREATE:
            stored = marked_record(client, self, write)
        else:
            stored = record_by_id(client, self, write.key)
        return self.seen(stored, write) if stored else None

    def by_id(self, client: Client, kind: RecordKind, ids: Sequence[str]) -> list[Sighting]:
        """The contacts with these ids that exist, archived ones too, in the role that `kind` is."""
        found = records_by_ids(client, self, ids)
        return [sighting(kind, stored.id, contact_from(stored), stored) for stored in found]

    def _creation(self, write: Write, record: Contact) -> Request:
        body = contact_body(record)
        body.categories = [ROLES[write.kind]]
        body.external_refs = [our_mark(write)]
        return Request("POST", self.resource, written(body), idempotency_key=write.intent_key)

    def _changes(self, write: Write, record: Contact) -> list[Request]:
        requests = []
        if ACTIVE in write.fields:
            action = wire.Action.UNARCHIVE if record.active else wire.Action.ARCHIVE
            path = wire.record_path(self.resource, write.key, action)
            key = f"{write.intent_key}:{action}"
            requests.append(Request("POST", path, idempotency_key=key, version=write.version))
        if fields := write.fields - {ACTIVE}:
            path = wire.record_path(self.resource, write.key)
            body = written(only(contact_body(record), fields))
            requests.append(Request("PATCH", path, body, version=write.version))
        return requests


def contact_from(stored: wire_shapes.Contact) -> Contact:
    """What Re-Leased says about a contact. Without a correspondence name, letters carry its name."""
    correspondence_name = stored.correspondence_name
    return Contact(
        name=stored.name,
        correspondence_name=stored.name if correspondence_name is None else correspondence_name,
        first_name=stored.first_name or "",
        last_name=stored.last_name or "",
        email=stored.email or "",
        telephone=stored.telephone or "",
        mobile=stored.mobile or "",
        fax=stored.fax or "",
        postal_address=_address_from(stored.postal_address),
        street_address=_address_from(stored.street_address),
        active=not stored.archived,
    )


def contact_body(record: Contact) -> wire_bodies.ContactBody:
    """All fields of a contact as Re-Leased takes them; `active` is an action there."""
    return wire_bodies.ContactBody(
        name=record.name,
        correspondence_name=record.correspondence_name,
        first_name=record.first_name,
        last_name=record.last_name,
        email=record.email,
        telephone=record.telephone,
        mobile=record.mobile,
        fax=record.fax,
        postal_address=_address_body(record.postal_address),
        street_address=_address_body(record.street_address),
    )


def _address_from(stored: wire_shapes.Address | None) -> Address:
    if stored is None:
        return Address()
    return Address(
        line=stored.line or "",
        suburb=stored.suburb or "",
        town=stored.town_city or "",
        region=stored.region_state or "",
        postcode=stored.postcode or "",
        country=stored.country or "",
    )


def _address_body(address: Address) -> wire_shapes.Address:
    return wire_shapes.Address(
        line=address.line,
        suburb=address.suburb,
        town_city=address.town,
        region_state=address.region,
        postcode=address.postcode,
        country=address.country,
    )
