"""Writing customers and vendors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import cast

from sync.domain.kinds import RecordKind
from sync.domain.records import Address, Contact, Sighting
from sync.ledgers.intacct.parties.contacts import ContactObject, ContactReader
from sync.ledgers.intacct.parties.countries import country_written
from sync.ledgers.intacct.parties.stored_form import (
    ADDRESSES,
    NAME_FIELDS,
    cut_texts,
    stored_contact,
)
from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.ledgers.intacct.wire.values import TEXT_LIMITS, stored
from sync.ledgers.intacct.wire.xml_text import Element, children, element, text_at
from sync.ledgers.intacct.writing.family import Prepared
from sync.use_cases.ports import Done, Refused, Write, WriteVerb

_DIGEST_LENGTH = 12
_PERSON_FIELDS = {
    "first_name": "FIRSTNAME",
    "last_name": "LASTNAME",
    "telephone": "PHONE1",
    "mobile": "CELLPHONE",
    "fax": "FAX",
    "email": "EMAIL1",
}
"""Field of the record: element of the contact."""

_ADDRESS_FIELDS = {
    "line": "ADDRESS1",
    "suburb": "ADDRESS2",
    "town": "CITY",
    "region": "STATE",
    "postcode": "ZIP",
}
_EVERYTHING = frozenset(field.name for field in fields(Contact))


@dataclass(frozen=True, slots=True)
class ContactWriting:
    """Writes the customers, or the vendors, of one company."""

    what: ContactObject
    reader: ContactReader
    id_prefix: str

    @property
    def verbs(self) -> frozenset[WriteVerb]:
        """Contacts are made and changed; nothing about them is posted or voided."""
        return frozenset({WriteVerb.CREATE, WriteVerb.UPDATE})

    def prepare(self, writes: Sequence[Write]) -> Mapping[str, Prepared]:
        """What each write comes to."""
        return {
            write.intent_key: (
                self._creation(write) if write.verb is WriteVerb.CREATE else self._change(write)
            )
            for write in writes
        }

    def done(self, write: Write, result: Result) -> Done:
        """The contact under the id that Intacct answered with, which may be one of its own numbering."""
        made = next(children(result.data), None)
        answered = "" if made is None else text_at(made, self.what.id_field)
        key = answered or self._key_of(write)
        return _done(write, Sighting(self.what.kind, key, stored_contact(_record_of(write))))

    def find(self, writes: Sequence[Write]) -> Mapping[str, Done]:
        """New contacts are found by the id made from Re-Leased's key; changes by what they changed."""
        there = self.reader.by_id(tuple(self._key_of(write) for write in writes))
        found = ((write, there.get(self._key_of(write))) for write in writes)
        return {
            write.intent_key: _done(write, sighting)
            for write, sighting in found
            if sighting is not None and _has_taken_effect(write, sighting)
        }

    def _key_of(self, write: Write) -> str:
        if write.verb is not WriteVerb.CREATE:
            return write.key
        return new_id(self.id_prefix, write.key)

    def _distinction(self, key: str) -> str:
        """What tells its contact from all others: a customer and a vendor may be called the same."""
        return key if self.what.kind is RecordKind.CUSTOMER else f"{key} {self.what.kind}"

    def _creation(self, write: Write) -> Sequence[Function]:
        record, key = stored_contact(_record_of(write)), self._key_of(write)
        asked = _record_of(write)
        delivered = record.postal_address != record.street_address
        distinction = self._distinction(key)
        ship_to = _contact_name(record.name, f"{distinction} post")
        party = element(
            self.what.object_name,
            element(self.what.id_field, key),
            element("NAME", record.name),
            _display_contact(record, asked.correspondence_name or asked.name, distinction),
            element(self.what.postal, element("CONTACTNAME", ship_to)) if delivered else None,
            _status(record),
        )
        creation = Function(write.intent_key, element("create", party))
        if not delivered:
            return [creation]
        postal = element("create", _postal_contact(record, ship_to))
        return [Function(f"{write.intent_key}.post", postal), creation]

    def _change(self, write: Write) -> Sequence[Function] | Refused:
        if write.fields & ADDRESSES:
            # Whether an address is the customer's own or one that several share is not known here.
            return Refused(
                code="address_change",
                message=f"The address of {write.key} is not changed in Intacct from outside.",
                remedy="Change the address in Intacct; it comes over by itself.",
            )
        record = stored_contact(_record_of(write))
        person = [
            element(tag, getattr(record, name))
            for name, tag in _PERSON_FIELDS.items()
            if name in write.fields
        ]
        party = element(
            self.what.object_name,
            element(self.what.id_field, write.key),
            element("NAME", record.name) if write.fields & NAME_FIELDS else None,
            element("DISPLAYCONTACT", *person) if person else None,
            _status(record) if "active" in write.fields else None,
        )
        return [Function(write.intent_key, element("update", party))]


def new_id(prefix: str, key: str) -> str:
    """The id of a record made from Re-Leased's `key`: the same on every attempt.

    Ids hold 20 characters; where the key does not fit, a digest stands for it.
    """
    plain = prefix + key
    if len(plain) <= TEXT_LIMITS["party_id"]:
        return plain
    return prefix + sha256(key.encode()).hexdigest()[:_DIGEST_LENGTH]


def _record_of(write: Write) -> Contact:
    return cast("Contact", write.record)


def _done(write: Write, sighting: Sighting) -> Done:
    sent = _EVERYTHING if write.verb is WriteVerb.CREATE else write.fields
    return Done(sighting.key, sighting, cut=cut_texts(_record_of(write), sent))


def _has_taken_effect(write: Write, sighting: Sighting) -> bool:
    if write.verb is WriteVerb.CREATE:
        return True
    wanted = stored_contact(_record_of(write))
    return all(getattr(wanted, name) == getattr(sighting.record, name) for name in write.fields)


def _contact_name(name: str, distinction: str) -> str:
    """A contact's name, which must be the only one of its kind in the whole company."""
    tail = f" ({distinction})"
    return name[: TEXT_LIMITS["contact_name"] - len(tail)] + tail


def _display_contact(record: Contact, print_as: str, distinction: str) -> Element:
    person = (_optional(tag, getattr(record, field)) for field, tag in _PERSON_FIELDS.items())
    return element(
        "DISPLAYCONTACT",
        element("CONTACTNAME", _contact_name(record.name, distinction)),
        element("PRINTAS", stored(print_as, "print_as")),
        element("COMPANYNAME", record.name),
        *person,
        _mail_address(record.street_address),
    )


def _postal_contact(record: Contact, contact_name: str) -> Element:
    return element(
        "CONTACT",
        element("CONTACTNAME", contact_name),
        element("PRINTAS", record.name),
        element("COMPANYNAME", record.name),
        _mail_address(record.postal_address),
    )


def _mail_address(address: Address) -> Element | None:
    if address == Address():
        return None
    country, code = country_written(address.country)
    lines = (_optional(tag, getattr(address, field)) for field, tag in _ADDRESS_FIELDS.items())
    return element(
        "MAILADDRESS", *lines, _optional("COUNTRY", country), _optional("COUNTRYCODE", code)
    )


def _status(record: Contact) -> Element:
    return element("STATUS", "active" if record.active else "inactive")


def _optional(tag: str, text: str) -> Element | None:
    return element(tag, text) if text else None
