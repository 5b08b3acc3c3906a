"""Records of both sides that may be one and the same thing, entered twice: offered as a match, never guessed.

A twin made in either ledger is hard to take back: Re-Leased merges no contacts while it is connected, and a
bill that stands twice may be paid twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sync.domain.crossing import MISSING, Counterparts
from sync.domain.plan import Face
from sync.domain.records import Contact, Document, Payment, Record
from sync.domain.sides import Side


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a record may be recognised; each is empty where there is nothing to go by.

    Attributes:
        name: Of a contact its plain name; of a document its contact and number.
        value: Of a contact its email address; of a document or payment its contact, amount and date.
        key: Where it is not empty, the name counts only of a record with this key.
    """

    name: str = ""
    value: str = ""
    key: str = ""


NO_MARKS = Marks()


def marks_of(record: Record) -> Marks:
    """The marks of a record, in its own side's keys."""
    match record:
        case Contact():
            return Marks(plain_name(record), folded(record.email))
        case Document() | Payment():
            return _marks_with(record, record.contact.key)
        case _:
            return NO_MARKS


def marks_over_there(face: Face, counterparts: Counterparts) -> tuple[Marks, ...]:
    """The marks that the same thing has on the other side, if it is there; a contact may be spelt in two ways.

    Args:
        face: The record.
        counterparts: Of the contact that it names.

    Returns:
        None of a document or payment whose contact is not there: then it cannot be there either.
    """
    match face.now:
        case Contact() as contact:
            return tuple(_spellings(face, contact))
        case Document() | Payment() as record:
            key = counterparts.get(record.contact, MISSING).key
            return (_marks_with(record, key),) if key else ()
        case _:
            return ()


def look_the_same(over_there: tuple[Marks, ...], other: Face) -> str:
    """In what the record with these marks and `other` agree, as people say it; empty where in nothing.

    A document agrees in its contact, and in its number or in amount and date; a payment in contact, amount and
    day; a contact in its plain name (without Intacct's id) or its email address.
    """
    marks, key = marks_of(other.now), folded(other.key)
    names = {one.name for one in over_there if one.key in {"", key}}
    same_name = bool(marks.name) and marks.name in names
    same_value = bool(marks.value) and marks.value in {one.value for one in over_there}
    if isinstance(other.now, Contact):
        return _same("name" * same_name, "email address" * same_value)
    words = ("number" * same_name, "amount and date" * same_value)
    return _same("contact", *words) if any(words) else ""


def _same(*words: str) -> str:
    *others, last = [word for word in words if word] or [""]
    if not last:
        return ""
    return f"same {', '.join(others)} and {last}" if others else f"same {last}"


def folded(text: str) -> str:
    """A text without capitals and with single spaces."""
    return " ".join(text.split()).casefold()


def plain_name(contact: Contact) -> str:
    """A contact's name without Intacct's id, which Re-Leased may show before it."""
    name, letters = folded(contact.name), folded(contact.correspondence_name)
    return letters if letters and name.endswith(f" {letters}") else name


def _spellings(face: Face, contact: Contact) -> Iterator[Marks]:
    """The name may stand in Re-Leased with Intacct's id before it, or without."""
    plain, email = plain_name(contact), folded(contact.email)
    yield Marks(plain, email)
    first, _, rest = plain.partition(" ")
    if face.side is Side.INTACCT:
        yield Marks(f"{folded(face.key)} {plain}", email)
    elif rest:
        yield Marks(rest, email, key=first)


def _marks_with(record: Document | Payment, contact: str) -> Marks:
    match record:
        case Document():
            number = folded(record.number)
            money = f"{record.gross.amount} {record.gross.currency} {record.issue_date}"
            return Marks(f"{contact}|{number}" if number else "", f"{contact}|{money}")
        case Payment():
            money = f"{record.amount.amount} {record.amount.currency} {record.paid_on}"
            return Marks(value=f"{contact}|{money}")
