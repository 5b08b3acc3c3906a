"""Recover: find out what became of writes whose outcome is not known, before anything else is done.

A write that a crash or a lost connection left open is looked up by the marks it carries. If it is there,
it is adopted; if not, the same bytes are sent again under the same key. Where a ledger says that it carried
the write out and shows no trace of it, it is left open and not sent; so is the write of a record that
somebody unlinked meanwhile. Nothing is guessed.

A write may still take effect after it was looked for and sent again: no wait would be long enough. What
protects is its key. Intacct carries out a function's control id once, Re-Leased a request's idempotency key;
changes, which repeat what they say, are the same twice. Of these, that Re-Leased does is a guess.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from sync.domain.errors import LeasebridgeError
from sync.domain.sides import Side
from sync.use_cases.ports import Done, Intent, Ledger, Outcome, Response
from sync.use_cases.run.apply_plan import note_outcomes
from sync.use_cases.run.bench import RunAtWork, require_lease
from sync.use_cases.run.our_fault import unknown_by_our_fault
from sync.use_cases.run.sending import answers_of, portions
from sync.use_cases.run.side_by_side import Halt, both_sides
from sync.use_cases.run.telling_apart import outcomes_of, told_apart

MOST = 1000
"""Open writes dealt with in one go; what is in flight at a time is far less."""


def recover(at_work: RunAtWork) -> None:
    """Resolve what can be resolved; records of what remains open are left alone by this run."""
    with at_work.bench.store.reading() as transaction:
        intents = transaction.intents.unresolved(at_work.link.link_id, MOST)
    if not intents:
        at_work.unresolved = set()
        return
    done = both_sides(
        lambda side, halt: _adopt_or_resend(
            at_work, side, [intent for intent in intents if intent.side is side], halt
        ),
        at_work.bench.machine,
    )
    at_work.unresolved = _record_ids(intents) - _record_ids(chain(*done.values()))


def _record_ids(intents: Iterable[Intent]) -> set[int]:
    return {record_id for intent in intents for record_id in intent.step.record_ids}


def _adopt_or_resend(
    at_work: RunAtWork, side: Side, intents: Sequence[Intent], halt: Halt
) -> Sequence[Intent]:
    """Find out about one side's open writes; returns those that are done by now."""
    ledger = at_work.bench.ledgers[side]
    done: list[Intent] = []
    missing: list[Intent] = []
    for intent in intents:
        if halt.is_set():
            return done
        found = _found(at_work, ledger, intent)
        if found is None:
            missing.append(intent)
        else:
            done += _noted(at_work, [(intent, found)])
    to_send = _not_unlinked(at_work, missing) if at_work.may_write else ()
    for portion in portions(to_send):
        if halt.is_set():
            return done
        require_lease(at_work)
        answers = answers_of(ledger, [intent.write for intent in portion])
        done += _noted(at_work, list(zip(portion, answers, strict=True)))
    return done


def _found(at_work: RunAtWork, ledger: Ledger, intent: Intent) -> Outcome | None:
    """What became of a write; one on which our code fails stays unknown, so that the others go on."""
    try:
        found = ledger.find(intent.write)
    except LeasebridgeError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the rest flows
        return unknown_by_our_fault(error, intent.write.intent_key)
    with at_work.bench.store.reading() as transaction:
        return told_apart(transaction, intent, found)


def _not_unlinked(at_work: RunAtWork, intents: Sequence[Intent]) -> Sequence[Intent]:
    """Those that may be sent again: nothing of a record that somebody unlinked travels."""
    record_ids = [record_id for intent in intents for record_id in intent.step.record_ids]
    with at_work.bench.store.reading() as transaction:
        unlinked = transaction.unlinkings.of_records(record_ids).keys()
    return [intent for intent in intents if unlinked.isdisjoint(intent.step.record_ids)]


def _noted(at_work: RunAtWork, answers: Sequence[tuple[Intent, Response]]) -> list[Intent]:
    with at_work.writing() as transaction:
        outcomes = outcomes_of(transaction, answers)
        note_outcomes(transaction, at_work, outcomes)
    return [intent for intent, outcome in outcomes if isinstance(outcome, Done)]
