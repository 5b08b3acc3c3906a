"""What a matching asks: every Re-Leased record that needs an answer, with what it may be in Intacct."""

from collections.abc import Iterator, Sequence

from sync.domain.crossing import Counterpart, CounterpartState
from sync.domain.errors import FixSetup
from sync.domain.matching import (
    MATCHED_KINDS,
    Answer,
    Question,
    Shelf,
    Strength,
    Suggestion,
    needs_no_answer,
    suggestions_for,
)
from sync.domain.plan import Face
from sync.domain.records import Reference, references_of
from sync.domain.sides import Side
from sync.use_cases.ports import Transaction


def questions_of(transaction: Transaction, link_id: int) -> Iterator[Question]:
    """Every question of a link's matching, answered or not, in the order of dependence."""
    answers = {one.re_leased_id: one for one in transaction.matchings.answers(link_id)}
    # An option is looked for in the dimension that its category is going to be linked to.
    to_be_linked: dict[Reference, Counterpart] = {}
    for kind in MATCHED_KINDS:
        others = transaction.records.lone(link_id, Side.INTACCT, kind)
        shelf = Shelf.of(others)
        faces = transaction.records.lone(link_id, Side.RE_LEASED, kind)
        references = dict.fromkeys(one for face in faces for one in references_of(face.now))
        counterparts = transaction.records.counterparts(
            link_id, Side.RE_LEASED, list(references), None
        )
        for face in faces:
            known = answers.get(face.record_id)
            suggestions = suggestions_for(face, shelf.like(face), {**counterparts, **to_be_linked})
            twin = _to_be_linked_to(known, suggestions, others)
            if twin is not None:
                planned = Counterpart(CounterpartState.PLANNED, twin.key)
                to_be_linked[Reference(kind, face.key)] = planned
            is_active = getattr(face.now, "active", True)
            if known is not None or (is_active and not needs_no_answer(kind, suggestions)):
                yield Question(kind, face, suggestions, known)


def _to_be_linked_to(
    known: Answer | None, suggestions: Sequence[Suggestion], others: Sequence[Face]
) -> Face | None:
    """The Intacct record that is going to be the same: as somebody answered, else the one with its code."""
    if known is not None:
        return next((one for one in others if one.record_id == known.intacct_id), None)
    return next((one.intacct for one in suggestions if one.strength is Strength.SURE), None)


def question_about(transaction: Transaction, link_id: int, re_leased_id: int) -> Question:
    """The question about one Re-Leased record.

    Raises:
        FixSetup: Nothing is asked about it.
    """
    for question in questions_of(transaction, link_id):
        if question.re_leased.record_id == re_leased_id:
            return question
    raise FixSetup(
        f"Nothing is asked about record {re_leased_id}. See what is: leasebridge match list"
    )
