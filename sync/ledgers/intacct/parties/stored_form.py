"""What Intacct will show again of a customer or vendor that is sent."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from sync.domain.records import Address, Contact
from sync.ledgers.intacct.parties.countries import country_read, country_written
from sync.ledgers.intacct.wire.values import cut_off, stored

NAME_FIELDS = frozenset({"name", "correspondence_name"})
ADDRESSES = frozenset({"street_address", "postal_address"})

_PERSON_LIMITS: Mapping[str, str] = {
    "first_name": "first_name",
    "last_name": "last_name",
    "email": "email",
    "telephone": "phone",
    "mobile": "phone",
    "fax": "phone",
}
_ADDRESS_LIMITS: Mapping[str, str] = {
    "line": "address_line",
    "suburb": "address_line",
    "town": "city",
    "region": "state",
    "postcode": "zip",
    "country": "country",
}
"""Field of the record: name of its limit."""


def stored_contact(record: Contact) -> Contact:
    """The contact as Intacct will show it again.

    One name serves both purposes, texts are cut, and without a postal address letters go to the street.
    """
    name = stored(_name_of(record), "name")
    street = _stored_address(record.street_address)
    postal = _stored_address(record.postal_address)
    person = {
        field: stored(getattr(record, field), limit) for field, limit in _PERSON_LIMITS.items()
    }
    return Contact(
        name=name,
        correspondence_name=name,
        postal_address=street if postal == Address() else postal,
        street_address=street,
        active=record.active,
        **person,
    )


def cut_texts(record: Contact, sent: frozenset[str]) -> tuple[str, ...]:
    """One sentence for each text among the fields `sent` of which Intacct keeps only a part."""
    return tuple(_cut_texts(record, sent))


def _cut_texts(record: Contact, sent: frozenset[str]) -> Iterator[str]:
    if sent & NAME_FIELDS:
        yield from cut_off("The name", _name_of(record), "name")
    for field, limit in _PERSON_LIMITS.items():
        if field in sent:
            yield from cut_off(f"The {_words(field)}", getattr(record, field), limit)
    is_one_address = record.postal_address == record.street_address
    for address in sorted(sent & ADDRESSES):
        if is_one_address and address == "postal_address":
            continue
        for part in fields(Address):
            yield from cut_off(
                f"The {part.name} of the {_words(address)}",
                getattr(getattr(record, address), part.name),
                _ADDRESS_LIMITS[part.name],
            )


def _name_of(record: Contact) -> str:
    return record.name or record.correspondence_name


def _words(field: str) -> str:
    return field.replace("_", " ")


def _stored_address(address: Address) -> Address:
    parts = {part: stored(getattr(address, part), limit) for part, limit in _ADDRESS_LIMITS.items()}
    return Address(**{**parts, "country": country_read(*country_written(parts["country"]))})
