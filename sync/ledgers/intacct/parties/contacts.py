"""Reading customers and vendors, with the contacts they are shown, billed and delivered by."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sync.domain.kinds import RecordKind
from sync.domain.records import Address, Contact, Sighting
from sync.ledgers.intacct.parties.countries import country_read
from sync.ledgers.intacct.reading.query import Query, changed_at
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import CREATED_MASTER, Source
from sync.ledgers.intacct.reference_data import MASTER_STAMPS, is_active
from sync.ledgers.intacct.wire.envelope import Row

_PERSON = ("CONTACTNAME", "FIRSTNAME", "LASTNAME", "EMAIL1", "PHONE1", "CELLPHONE", "FAX")
_ADDRESS = ("ADDRESS1", "ADDRESS2", "CITY", "STATE", "ZIP", "COUNTRY", "COUNTRYCODE")


@dataclass(frozen=True, slots=True)
class ContactObject:
    """What tells customers from vendors on the wire.

    Attributes:
        kind: The kind of record.
        object_name: Intacct's object.
        id_field: Its natural id.
        street: The contact whose address is the street address.
        postal: The contact whose address is the postal address.
    """

    kind: RecordKind
    object_name: str
    id_field: str
    street: str
    postal: str

    @property
    def fields(self) -> tuple[str, ...]:
        """All that is read of one."""
        named = [f"{self.street}.CONTACTNAME", f"{self.postal}.CONTACTNAME"]
        person = [f"DISPLAYCONTACT.{field}" for field in _PERSON]
        addresses = [
            f"{contact}.MAILADDRESS.{field}"
            for contact in ("DISPLAYCONTACT", self.street, self.postal)
            for field in _ADDRESS
        ]
        own = (self.id_field, "NAME", "STATUS", "RECORD_URL", *MASTER_STAMPS)
        return (*own, *self.contact_stamps, *person, *named, *addresses)

    @property
    def contact_stamps(self) -> tuple[str, ...]:
        """When its contacts were changed, which may leave its own stamp as it was (a guess)."""
        return tuple(
            f"{contact}.WHENMODIFIED" for contact in ("DISPLAYCONTACT", self.street, self.postal)
        )


CUSTOMERS = ContactObject(RecordKind.CUSTOMER, "CUSTOMER", "CUSTOMERID", "BILLTO", "SHIPTO")
VENDORS = ContactObject(RecordKind.VENDOR, "VENDOR", "VENDORID", "PAYTO", "RETURNTO")
"""Customers are billed and shipped to; vendors are paid and returned to. That Re-Leased's rule for bill-to and
ship-to holds for these two in vendors is a guess."""


@dataclass(frozen=True, slots=True)
class ContactReader:
    """Reads the customers, or the vendors, of one company."""

    reader: Reader
    what: ContactObject

    def source(self) -> Source:
        """All of them, as a source."""
        stamps = self.what.contact_stamps
        return Source(
            self.what.kind,
            Query(self.what.object_name, self.what.fields),
            lambda rows, _found: (contact(self.what, row, stamps) for row in rows),
            also_stamped=stamps,
        )

    def by_id(self, ids: Sequence[str]) -> dict[str, Sighting]:
        """Those of the named ids that exist."""
        found = self.reader.look_up(self.source(), self.what.id_field, ids)
        return {sighting.key: sighting for sighting in found}


def contact(what: ContactObject, row: Row, stamps: tuple[str, ...]) -> Sighting:
    """A CUSTOMER or VENDOR. Intacct has one name for the pick-lists and for letters.

    Args:
        what: Which of the two.
        row: The record with its contacts.
        stamps: The fields that say when its contacts were changed.
    """
    postal, street = _holder(row, what.postal), _holder(row, what.street)
    postal_address = _address_of(row, postal)
    record = Contact(
        name=row["NAME"],
        correspondence_name=row["NAME"],
        first_name=row.get("DISPLAYCONTACT.FIRSTNAME", ""),
        last_name=row.get("DISPLAYCONTACT.LASTNAME", ""),
        email=row.get("DISPLAYCONTACT.EMAIL1", ""),
        telephone=row.get("DISPLAYCONTACT.PHONE1", ""),
        mobile=row.get("DISPLAYCONTACT.CELLPHONE", ""),
        fax=row.get("DISPLAYCONTACT.FAX", ""),
        postal_address=postal_address,
        street_address=postal_address if street == postal else _address_of(row, street),
        active=is_active(row),
    )
    return Sighting(
        what.kind,
        row[what.id_field],
        record,
        changed_at=changed_at(row, created_field=CREATED_MASTER, also=stamps),
        changed_by=row.get("MODIFIEDBY", ""),
        address=row.get("RECORD_URL", ""),
    )


def _holder(row: Row, role: str) -> str:
    """The contact in that role, else the one that the record is shown by."""
    return role if row.get(f"{role}.CONTACTNAME") else "DISPLAYCONTACT"


def _address_of(row: Row, holder: str) -> Address:
    line, suburb, town, region, postcode, country, code = [
        row.get(name, "") for name in _address_fields(holder)
    ]
    return Address(line, suburb, town, region, postcode, country_read(country, code))


@cache
def _address_fields(holder: str) -> tuple[str, ...]:
    return tuple(f"{holder}.MAILADDRESS.{field}" for field in _ADDRESS)
