"""Runs that stop before they write far more than usual: noting it, telling it, and what people answer.

However often runs stop, it is told once, and the one message is kept current. An answer counts for exactly what
the message showed: a click on what has changed since is refused.
"""

from datetime import datetime

from sync.domain.choices import Person
from sync.domain.errors import LeasebridgeError
from sync.domain.holds import Hold, Stop
from sync.domain.issue_care import seconds_until_told
from sync.domain.links import CompanyLink
from sync.domain.runs import Requester, Run
from sync.use_cases.alert_subjects import hold_subject
from sync.use_cases.ports import AuditEvent, OutboxTopic, Store, Transaction
from sync.use_cases.request_run import Requested, add_apply, add_sync, run_subject


class HoldHasMoved(LeasebridgeError):
    """What somebody answered is not what is asked any more."""


def note_stop(transaction: Transaction, run: Run, stop: Stop, now: datetime) -> None:
    """Note that a run stopped, within the transaction in which it ends, and have people asked.

    While the run that somebody let go ahead is still at work, nothing new is asked: it may be all there is.

    Args:
        transaction: That transaction.
        run: The run.
        stop: Why it stopped.
        now: Aware UTC.
    """
    transaction.alert_marks.hold(run.link_id)
    lasting = transaction.holds.lasting(run.link_id)
    if lasting is not None:
        transaction.holds.again(lasting.hold_id, run.run_id, stop)
        # The card of the run before has no buttons any more: the question stands on the newer one.
        transaction.outbox.add(OutboxTopic.MESSAGE, run_subject(lasting.run_id))
        _tell(transaction, lasting, now)
    elif not _is_being_carried_out(transaction, run.link_id):
        _tell(transaction, transaction.holds.begin(run.link_id, run.run_id, stop), now)


def note_that_nothing_is_held(transaction: Transaction, link_id: int, now: datetime) -> None:
    """A run carried over all there was: what was asked is over."""
    lasting = transaction.holds.lasting(link_id)
    if lasting is not None:
        transaction.holds.end(lasting.hold_id)
        _tell(transaction, lasting, now)


def held(store: Store, hold_id: int, digest: str) -> tuple[Hold, CompanyLink]:
    """What was shown, as long as it is still asked, and the companies it is about.

    Args:
        store: The database.
        hold_id: Our id of the hold.
        digest: The beginning of its digest as it was shown.

    Raises:
        HoldHasMoved: Something else is asked by now, or nothing.
    """
    with store.reading() as transaction:
        hold = _held(transaction, hold_id, digest)
        return hold, transaction.links.get(hold.link_id)


def release(store: Store, hold_id: int, digest: str, requester: Requester) -> Requested:
    """Go ahead with exactly what is asked: the plan as it is stored, or the deletions as they were found.

    Args:
        store: The database.
        hold_id: Our id of the hold.
        digest: The beginning of its digest as it was shown.
        requester: Who says so; the caller has asked whether they may.

    Raises:
        HoldHasMoved: Something else is asked by now, or nothing.
        PlanIsSpent: The plan was applied already.
        IsPaused: Somebody paused the company.
    """
    with store.transaction() as transaction:
        hold = _held_now(transaction, hold_id, digest)
        if hold.plan_id is not None:
            requested = add_apply(transaction, hold.plan_id, requester)
        else:
            requested = add_sync(transaction, hold.link_id, requester)
        who = Person(requester.name, requester.person_id)
        transaction.holds.release(hold.hold_id, who, requested.run.run_id)
        _note_answer(transaction, hold, "hold:released", who, str(requested.run.run_id))
        return requested


def leave(store: Store, hold_id: int, digest: str, who: Person) -> None:
    """Leave it: nothing is written until it has changed, or somebody says go ahead after all.

    Args:
        store: The database.
        hold_id: Our id of the hold.
        digest: The beginning of its digest as it was shown.
        who: Who says so; the caller has asked whether they may.

    Raises:
        HoldHasMoved: Something else is asked by now, or nothing.
    """
    with store.transaction() as transaction:
        hold = _held_now(transaction, hold_id, digest)
        transaction.holds.leave(hold.hold_id, who)
        _note_answer(transaction, hold, "hold:left", who, "")


def _held_now(transaction: Transaction, hold_id: int, digest: str) -> Hold:
    """The same under the lock that every run and every answer takes: of two answers one is first."""
    transaction.alert_marks.hold(_held(transaction, hold_id, digest).link_id)
    return _held(transaction, hold_id, digest)


def _held(transaction: Transaction, hold_id: int, digest: str) -> Hold:
    try:
        hold = transaction.holds.get(hold_id)
    except KeyError as error:
        raise HoldHasMoved(
            "Nothing like this is asked. See how things stand with /sync status."
        ) from error
    if not hold.state.lasts:
        raise HoldHasMoved("This was answered already, or is over. The message shows how it ended.")
    if not hold.digest.startswith(digest):
        raise HoldHasMoved(
            "What would be done has changed since this was shown. Look at the newest message and "
            "answer that."
        )
    return hold


def _is_being_carried_out(transaction: Transaction, link_id: int) -> bool:
    latest = transaction.holds.latest(link_id)
    if latest is None or latest.released_run_id is None:
        return False
    return not transaction.runs.get(latest.released_run_id).state.is_over


def _note_answer(transaction: Transaction, hold: Hold, tag: str, who: Person, run_id: str) -> None:
    facts = {"what": hold.what, "digest": hold.digest, "run": run_id}
    transaction.audit.append(AuditEvent(tag, hold.link_id, str(who), f"run {hold.run_id}", facts))
    transaction.outbox.add(OutboxTopic.MESSAGE, hold_subject(hold.hold_id))
    transaction.outbox.add(OutboxTopic.MESSAGE, run_subject(hold.run_id))


def _tell(transaction: Transaction, hold: Hold, now: datetime) -> None:
    """Nothing is written meanwhile, so that a new question waits for working hours."""
    subject = hold_subject(hold.hold_id)
    hours = transaction.settings.get(hold.link_id).hours
    is_told = transaction.messages.get(subject) is not None
    delay = seconds_until_told(now, hours, is_grave=is_told)
    transaction.outbox.add(OutboxTopic.MESSAGE, subject, delay_seconds=delay)
