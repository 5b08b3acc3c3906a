"""Texts that Intacct keeps only in part: what it shows of them must not overwrite the whole.

Re-Leased's text is the longer one, and stays, as long as Intacct shows exactly what it would keep of it. A text
that somebody changed in Intacct is another one, and travels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sync.domain.records import Address, Contact, Document, DocumentLine, Record

DESCRIPTION_LENGTH = 500
"""Characters of a line's description that Intacct keeps."""

REFERENCE_LENGTHS = (20, 30)
"""Characters of a reference that Intacct keeps: 20 on invoices and bills, 30 on adjustments."""

NAME_LENGTH = 100
"""Characters of a customer's or vendor's name that Intacct keeps, without its id."""

PERSON_LENGTHS: Mapping[str, int] = {
    "correspondence_name": NAME_LENGTH,
    "first_name": 40,
    "last_name": 40,
    "email": 200,
    "telephone": 30,
    "mobile": 30,
    "fax": 30,
}
"""By a contact's field: the characters that Intacct keeps."""

ADDRESS_LENGTHS: Mapping[str, int] = {
    "line": 80,
    "suburb": 80,
    "town": 80,
    "region": 40,
    "postcode": 30,
    "country": 60,
}
"""By the part of an address: the characters that Intacct keeps."""


def with_whole_texts(incoming: Record, held: Record) -> Record:
    """`incoming` from Intacct, with the whole of each text of which Intacct shows only what it keeps.

    Args:
        incoming: Intacct's record in Re-Leased's terms.
        held: What Re-Leased holds at present.

    Returns:
        `incoming`, with Re-Leased's texts where they were cut on the way to Intacct and not changed there,
        whatever else changed: a document's reference and line descriptions, also where lines were added or
        removed; a contact's names and numbers, and each part of its addresses.
    """
    match incoming, held:
        case Document(), Document():
            return _whole_document(incoming, held)
        case Contact(), Contact():
            return _whole_contact(incoming, held)
        case _:
            return incoming


def _whole_document(incoming: Document, held: Document) -> Document:
    is_cut = any(incoming.reference == kept(held.reference, length) for length in REFERENCE_LENGTHS)
    return replace(
        incoming,
        reference=held.reference if is_cut else incoming.reference,
        lines=_with_whole_descriptions(incoming.lines, held.lines),
    )


def _whole_contact(incoming: Contact, held: Contact) -> Contact:
    prefix = len(incoming.name) - len(incoming.correspondence_name)  # Intacct's id, and a space
    lengths = {**PERSON_LENGTHS, "name": prefix + NAME_LENGTH}
    # Typed as Any because `replace` cannot know that these are the fields that hold text.
    texts: dict[str, Any] = {
        field: _whole(getattr(incoming, field), getattr(held, field), length)
        for field, length in lengths.items()
    }
    return replace(
        incoming,
        postal_address=_whole_address(incoming.postal_address, held.postal_address),
        street_address=_whole_address(incoming.street_address, held.street_address),
        **texts,
    )


def _whole_address(incoming: Address, held: Address) -> Address:
    parts = {
        part: _whole(getattr(incoming, part), getattr(held, part), length)
        for part, length in ADDRESS_LENGTHS.items()
    }
    return Address(**parts)


def _whole(shown: str, held: str, length: int) -> str:
    return held if shown == kept(held, length) else shown


def kept(text: str, length: int) -> str:
    """What is kept of a text by a field that holds `length` characters."""
    return text.strip()[:length].rstrip()


def _with_whole_descriptions(
    lines: tuple[DocumentLine, ...], held: Sequence[DocumentLine]
) -> tuple[DocumentLine, ...]:
    """First each line that is alike in all else gets its own text back, then the others what is left.

    A text may stand on more lines than before: somebody may have split one into two.
    """
    whole = [line for line in held if line.description != _kept_of(line)]
    if not whole:
        return lines
    taken = _alike_in_all_else(lines, whole)
    for place, line in enumerate(lines):
        fitting = [one for one, cut in enumerate(whole) if _kept_of(cut) == line.description]
        if fitting and place not in taken:
            free = (one for one in fitting if one not in taken.values())
            taken[place] = next(free, fitting[-1])
    return tuple(
        replace(line, description=whole[taken[place]].description) if place in taken else line
        for place, line in enumerate(lines)
    )


def _alike_in_all_else(
    lines: Sequence[DocumentLine], whole: Sequence[DocumentLine]
) -> dict[int, int]:
    """By the place of a line: the place, among `whole`, of the line that it surely was."""
    waiting = [replace(line, description=_kept_of(line)) for line in whole]
    taken: dict[int, int] = {}
    for place, line in enumerate(lines):
        found = (
            one for one, cut in enumerate(waiting) if cut == line and one not in taken.values()
        )
        if (one := next(found, None)) is not None:
            taken[place] = one
    return taken


def _kept_of(line: DocumentLine) -> str:
    return kept(line.description, DESCRIPTION_LENGTH)
