"""Telling records without marks apart: one that is linked to nothing yet is what was asked for."""

from collections.abc import Iterable

from sync.domain.crossing import CounterpartState
from sync.domain.records import Reference
from sync.use_cases.ports import Alike, Intent, Outcome, Response, Transaction


def outcomes_of(
    transaction: Transaction, answers: Iterable[tuple[Intent, Response]]
) -> list[tuple[Intent, Outcome]]:
    """What the answers come to, the first of equal records going to the first that asks for one."""
    outcomes: list[tuple[Intent, Outcome]] = []
    taken: set[str] = set()
    for intent, answer in answers:
        outcome = (
            answer if not isinstance(answer, Alike) else _one_of(transaction, intent, answer, taken)
        )
        if outcome is None:
            raise ValueError(f"Nothing is known of what became of {intent.write.intent_key}.")
        outcomes.append((intent, outcome))
    return outcomes


def told_apart(
    transaction: Transaction, intent: Intent, found: Outcome | Alike | None
) -> Outcome | None:
    """What a look-up came to; None where what it found belongs to other records, or nothing was found."""
    return _one_of(transaction, intent, found, set()) if isinstance(found, Alike) else found


def _one_of(
    transaction: Transaction, intent: Intent, alike: Alike, taken: set[str]
) -> Outcome | None:
    """The first record that is linked to nothing; it is added to those `taken`."""
    references = {Reference(intent.write.kind, one.key): one for one in alike.records}
    known = transaction.records.counterparts(intent.link_id, intent.side, list(references), None)
    for reference, one in references.items():
        if known[reference].state is not CounterpartState.LINKED and one.key not in taken:
            taken.add(one.key)
            return one
    return alike.otherwise
