"""What all of Re-Leased's registers need: who acts, history, links, choices."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote, unquote

from sandbox.ledgers.register import UnknownRecord
from sandbox.ledgers.shapes import Change, Field, FormField, Option
from sandbox.re_leased.records import Actor, Address, Contact, Record
from sandbox.re_leased.reference_records import Account, TaxType
from sandbox.re_leased.shelf import RecordType, Shelf

ACTING_PERSON = Actor(type="user", id="marcus.poe", name="Marcus Poe")
"""The user that a person on the ledgers page acts as."""


def key_of(record_id: str) -> str:
    """The id as a key that fits into one part of an address; account codes may hold anything."""
    return quote(record_id, safe="")


def record_in(shelf: Shelf[RecordType], company_id: str, key: str, singular: str) -> RecordType:
    """The record under `key`.

    Raises:
        UnknownRecord: the company has none such.
    """
    record = shelf.find(company_id, unquote(key))
    if record is None:
        raise UnknownRecord(f"There is no {singular} {unquote(key)} any more.")
    return record


def spaced(word: str) -> str:
    """The status or source as people read it: `AwaitingApproval` as `Awaiting Approval`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word)


def history(record: Record, *decisions: Change) -> tuple[Change, ...]:
    """What the record itself remembers, latest first; Re-Leased keeps no audit trail for us."""
    latest = Change(record.modified_at, record.modified_by.name, f"Version {record.version}")
    first = Change(record.created_at, "", "Created")
    changed = (latest,) if record.version > 1 else ()
    by = record.modified_by.name if record.version == 1 else ""
    entries = (*changed, *decisions, Change(first.at, by, first.what))
    return tuple(sorted(entries, key=lambda change: change.at, reverse=True))


def links(record: Record) -> tuple[Field, ...]:
    """What the record is called in other systems."""
    return tuple(
        Field(
            f"link_{place}",
            "Linked to",
            f"{ref.system} {ref.entity} {ref.external_number or ref.external_id} ({ref.link_status})",
        )
        for place, ref in enumerate(record.external_refs)
    )


def day_field(name: str, label: str, day: date | None) -> Field:
    """A date for reading."""
    return Field(name, label, None if day is None else day.isoformat(), "date")


def day_input(name: str, label: str, day: date) -> FormField:
    """A date to fill in."""
    return FormField(name=name, label=label, type="date", value=day.isoformat(), required=True)


def address_text(address: Address) -> str:
    """The address on one line."""
    parts = (
        address.line,
        address.suburb,
        address.town_city,
        address.region_state,
        address.postcode,
        address.country,
    )
    return ", ".join(part for part in parts if part)


def contact_options(contacts: Iterable[Contact]) -> tuple[Option, ...]:
    """Contacts to choose from, by name."""
    current = sorted((each for each in contacts if not each.archived), key=_by_name)
    return tuple(Option(contact.id, contact.name) for contact in current)


def _by_name(contact: Contact) -> str:
    return contact.name.casefold()


def account_options(accounts: Iterable[Account]) -> tuple[Option, ...]:
    """Accounts to choose from, by code."""
    current = sorted((each for each in accounts if not each.archived), key=lambda each: each.code)
    return tuple(Option(account.code, f"{account.code} {account.name}") for account in current)


def tax_options(tax_types: Iterable[TaxType]) -> tuple[Option, ...]:
    """Tax types to choose from."""
    return tuple(Option(each.code, each.display_name) for each in tax_types if not each.archived)
