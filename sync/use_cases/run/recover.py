"""Recover: find out what became of writes whose outcome is not known, before anything else is done.

A write that a crash or a lost connection left open is looked up by the marks it carries. If it is there,
it is adopted; if not, the same bytes are sent again under the same key. Where a ledger says that it carried
the write out and shows no trace of it, it is left open and not sent; so is the write of a record that
somebody unlinked meanwhile. Nothing is guessed.
"""

from sync.domain.sides import Side
from sync.use_cases.ports import Done, Intent, Outcome
from sync.use_cases.run.apply_plan import note_outcomes, portions
from sync.use_cases.run.bench import RunAtWork, require_lease

MOST = 1000
"""Open writes dealt with in one go; a batch in flight is far smaller."""


def recover(at_work: RunAtWork) -> None:
    """Resolve what can be resolved; records of what remains open are left alone by this run."""
    with at_work.bench.store.reading() as transaction:
        intents = transaction.intents.unresolved(at_work.link.link_id, MOST)
    at_work.unresolved = {record_id for intent in intents for record_id in intent.step.record_ids}
    for side in Side:
        open_here = [intent for intent in intents if intent.side is side]
        _adopt_or_resend(at_work, side, open_here)


def _adopt_or_resend(at_work: RunAtWork, side: Side, intents: list[Intent]) -> None:
    ledger = at_work.bench.ledgers[side]
    missing: list[Intent] = []
    for intent in intents:
        found = ledger.find(intent.write)
        if found is None:
            missing.append(intent)
        else:
            _note(at_work, [(intent, found)])
    for portion in portions(_not_unlinked(at_work, missing)):
        require_lease(at_work)
        outcomes = ledger.write([intent.write for intent in portion])
        _note(at_work, list(zip(portion, outcomes, strict=True)))


def _not_unlinked(at_work: RunAtWork, intents: list[Intent]) -> list[Intent]:
    """Those that may be sent again: nothing of a record that somebody unlinked travels."""
    record_ids = [record_id for intent in intents for record_id in intent.step.record_ids]
    with at_work.bench.store.reading() as transaction:
        unlinked = transaction.unlinkings.of_records(record_ids).keys()
    return [intent for intent in intents if unlinked.isdisjoint(intent.step.record_ids)]


def _note(at_work: RunAtWork, outcomes: list[tuple[Intent, Outcome]]) -> None:
    with at_work.writing() as transaction:
        note_outcomes(transaction, at_work, outcomes)
    for intent, outcome in outcomes:
        if isinstance(outcome, Done):
            at_work.unresolved.difference_update(intent.step.record_ids)
