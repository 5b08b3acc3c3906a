"""What all of Intacct's registers need: who changed a record when, its history, and choices."""

from collections.abc import Iterable
from datetime import date, datetime

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.master_records import Account, DimensionValue, Party, TaxDetail
from sandbox.intacct.records import Stamped
from sandbox.intacct.tables import Record, Table
from sandbox.ledgers.register import UnknownRecord
from sandbox.ledgers.shapes import Change, Field, Option

ACTING_LOGIN = "fsmith"
"""The user that a person on the ledgers page acts as."""

_NAMES = {ACTING_LOGIN: "Fiona Smith (fsmith)"}
_AUDIT_WORDS = {"C": "Created", "M": "Changed", "D": "Deleted"}


def name_of(login_id: str) -> str:
    """The user's name with the log-in in brackets, or the log-in alone."""
    return _NAMES.get(login_id, login_id)


def moment_text(moment: datetime) -> str:
    """The moment as the page reads it: ISO 8601 in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def changed_at(record: Stamped) -> str:
    """When the record was last changed, or else entered."""
    return moment_text(record.modified_at or record.created_at)


def changed_by(book: IntacctBook, record: Stamped) -> str:
    """Who last changed the record, or else entered it."""
    number = record.created_by if record.modified_by is None else record.modified_by
    user = book.users.get(number)
    return "" if user is None else name_of(user.login_id)


def record_in(table: Table[Record], key: str, singular: str) -> Record:
    """The record whose RECORDNO is `key`.

    Raises:
        UnknownRecord: there is none.
    """
    record = table.get(int(key)) if key.isascii() and key.isdecimal() else None
    if record is None:
        raise UnknownRecord(f"There is no {singular} with record number {key} any more.")
    return record


def history(book: IntacctBook, object_name: str, record: Stamped) -> tuple[Change, ...]:
    """What the audit trail knows of the record, latest first; without it, the record's stamps.

    Records that the stand-in world started with have no audit trail.
    """
    keys = {str(record.record_no), f"{record.record_no}--REC"}
    entries = [
        Change(moment_text(e.access_time), name_of(e.user_id), _AUDIT_WORDS[e.access_mode])
        for e in book.audit_trail
        if e.object_key in keys and e.object_type == object_name.lower()
    ]
    return tuple(reversed(entries)) or _by_stamps(book, record)


def _by_stamps(book: IntacctBook, record: Stamped) -> tuple[Change, ...]:
    creator = book.users.get(record.created_by)
    entered_by = "" if creator is None else name_of(creator.login_id)
    entered = Change(moment_text(record.created_at), entered_by, "Created")
    if record.modified_at in (None, record.created_at):
        return (entered,)
    return (Change(changed_at(record), changed_by(book, record), "Changed"), entered)


def today(book: IntacctBook) -> date:
    """The ledgers' present day."""
    return book.now().date()


def day_field(name: str, label: str, day: date | None) -> Field:
    """A date for reading."""
    return Field(name, label, None if day is None else day.isoformat(), "date")


def party_options(parties: Iterable[Party]) -> tuple[Option, ...]:
    """Active customers or vendors to choose from, by name."""
    active = [party for party in parties if party.status == "active"]
    active.sort(key=lambda party: party.name.casefold())
    return tuple(Option(party.party_id, f"{party.name} ({party.party_id})") for party in active)


def account_options(accounts: Iterable[Account]) -> tuple[Option, ...]:
    """Active accounts to choose from, by number."""
    active = [account for account in accounts if account.status == "active"]
    active.sort(key=lambda account: account.account_no)
    return tuple(Option(each.account_no, f"{each.account_no} {each.title}") for each in active)


def tax_options(details: Iterable[TaxDetail]) -> tuple[Option, ...]:
    """Active rates of tax on sales to choose from."""
    return tuple(
        Option(detail.detail_id, f"{detail.detail_id} ({detail.value.normalize():f} %)")
        for detail in details
        if detail.status == "active" and detail.tax_type == "Sale"
    )


def dimension_options(members: Iterable[DimensionValue]) -> tuple[Option, ...]:
    """Active members of a dimension to choose from."""
    active = [member for member in members if member.status == "active"]
    return tuple(Option(member.code, f"{member.code} {member.name}") for member in active)
