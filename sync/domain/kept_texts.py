"""Texts that Intacct keeps only in part: what it shows of them must not overwrite the whole.

Re-Leased's text is the longer one, and stays, as long as Intacct shows exactly what it would keep of it. A text
that somebody changed in Intacct is another one, and travels.
"""

from collections.abc import Sequence
from dataclasses import replace

from sync.domain.records import Document, DocumentLine, Record

DESCRIPTION_LENGTH = 500
"""Characters of a line's description that Intacct keeps."""

REFERENCE_LENGTHS = (20, 30)
"""Characters of a reference that Intacct keeps: 20 on invoices and bills, 30 on adjustments."""


def with_whole_texts(incoming: Record, held: Record) -> Record:
    """`incoming` from Intacct, with the whole of each text of which Intacct shows only what it keeps.

    Args:
        incoming: Intacct's record in Re-Leased's terms.
        held: What Re-Leased holds at present.

    Returns:
        `incoming`, with Re-Leased's reference and line descriptions where they were cut on the way to Intacct
        and not changed there: whatever else changed, and also where lines were added or removed.
    """
    if not isinstance(incoming, Document) or not isinstance(held, Document):
        return incoming
    is_cut = any(incoming.reference == kept(held.reference, length) for length in REFERENCE_LENGTHS)
    return replace(
        incoming,
        reference=held.reference if is_cut else incoming.reference,
        lines=_with_whole_descriptions(incoming.lines, held.lines),
    )


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
