"""Those a company deals with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; a part that is not known is an empty text."""

    line: str = ""
    suburb: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A customer or vendor (Intacct), a contact (Re-Leased). Parts not known are empty texts.

    Attributes:
        name: The name in the pick-lists. Re-Leased shows Intacct's id before it.
        correspondence_name: The plain name, as letters carry it.
        first_name: Of the person to write to.
        last_name: Of the person to write to.
        email: One address.
        telephone: As entered.
        mobile: As entered.
        fax: As entered.
        postal_address: Where letters go; Intacct's ship-to contact.
        street_address: Where they are; Intacct's bill-to contact.
        active: False when archived (Re-Leased) or inactive (Intacct).
    """

    name: str
    correspondence_name: str
    first_name: str
    last_name: str
    email: str
    telephone: str
    mobile: str
    fax: str
    postal_address: Address
    street_address: Address
    active: bool
