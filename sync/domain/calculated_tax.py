"""Externally calculated tax: Intacct's engine works it out, and Re-Leased's document takes it line by line.

Tax is thus no field that both sides may change: Re-Leased's is compared without it, and whatever Intacct says
of it stands. Source: Re-Leased help centre, key aspects of the Sage Intacct integration.
"""

from dataclasses import replace

from sync.domain.comparison import Comparison, changed_fields
from sync.domain.document_status import is_voided
from sync.domain.making_steps import Pair, changes_of
from sync.domain.plan import Face
from sync.domain.records import EXTERNAL_TAX, Document, DocumentLine, Record, title_of
from sync.domain.standing import Cause, Standing, StandingState

LINES = "lines"
_LINES = frozenset({LINES})


def is_taxed_by_intacct(pair: Pair) -> bool:
    """Whether the document stands in Order Entry or Purchasing, whose engine works its tax out."""
    return _is_external(pair.intacct.now) and _is_external(pair.re_leased.now)


def but_for_tax(record: Record) -> Record:
    """The record without what the engine says of it."""
    if not isinstance(record, Document):
        return record
    return replace(record, lines=tuple(without_calculated_tax(line) for line in record.lines))


def without_calculated_tax(line: DocumentLine) -> DocumentLine:
    """The line as it was before the engine worked its tax out; any other line as it is."""
    return replace(line, tax=None) if line.tax_detail == EXTERNAL_TAX else line


def changes_but_for_tax(face: Face) -> frozenset[str]:
    """The fields a linked side changed since both last agreed, in more than calculated tax."""
    if not changes_of(face) or face.agreed is None:
        return frozenset()
    return changed_fields(but_for_tax(face.now), but_for_tax(face.agreed))


def with_tax(pair: Pair, comparison: Comparison) -> Comparison:
    """`comparison`, which knows nothing of calculated tax, with the tax that Re-Leased does not have yet.

    Where Re-Leased's lines go to Intacct first, or wait for a person, the tax follows afterwards.
    """
    if LINES in comparison.to_intacct | comparison.clashes | comparison.to_re_leased:
        return comparison
    if _taxes(pair.intacct.now) != _taxes(pair.re_leased.now):
        is_known = pending_tax(pair) is None
        carried = comparison.to_re_leased | _LINES if is_known else comparison.to_re_leased
        return replace(
            comparison, to_re_leased=carried, agreed_anew=comparison.agreed_anew - _LINES
        )
    moved = _LINES & (changes_of(pair.intacct) | changes_of(pair.re_leased))
    return replace(comparison, agreed_anew=comparison.agreed_anew | moved)


def pending_tax(pair: Pair) -> Standing | None:
    """Where a pair stands whose tax the engine has not worked out yet."""
    document = pair.intacct.now
    if is_voided(pair) or not isinstance(document, Document) or not document.is_tax_pending:
        return None
    return Standing(StandingState.WAITING, Cause.TAX_PENDING, detail=title_of(document))


def _is_external(record: Record) -> bool:
    return isinstance(record, Document) and any(
        line.tax_detail == EXTERNAL_TAX for line in record.lines
    )


def _taxes(record: Record) -> list[object]:
    return [line.tax for line in record.lines] if isinstance(record, Document) else []
