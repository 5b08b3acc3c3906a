"""Watching for what only people do, in Sage Intacct: whoever asked is told when it has arrived.

Leasebridge never voids a document, undoes a payment or edits a contact. It finds the record, says where it is
done, and waits for it.
"""

from dataclasses import dataclass
from datetime import datetime

from sync.domain.choices import Person
from sync.domain.errors import LeasebridgeError
from sync.domain.issue_care import seconds_until_told
from sync.domain.links import CompanyLink
from sync.domain.sides import Side
from sync.domain.watching import Awaited, Watch, WatchEnd, has_arrived, next_reminder
from sync.use_cases.alert_subjects import reminder_subject, watch_over_subject
from sync.use_cases.find_records import FoundRecord, find_records
from sync.use_cases.ports import AuditEvent, KnownRecord, OutboxTopic, Store, Transaction


class CannotWatch(LeasebridgeError):
    """There is nothing to watch, or the watch is somebody else's, or over."""


@dataclass(frozen=True, slots=True)
class Findings:
    """A record that something may be done to, and where.

    Attributes:
        link: The companies.
        found: The record, or both of a pair.
    """

    link: CompanyLink
    found: FoundRecord

    @property
    def intacct(self) -> KnownRecord | None:
        """The record in Sage Intacct; None where there is none."""
        return next((one for one in self.found.records if one.side is Side.INTACCT), None)


@dataclass(frozen=True, slots=True)
class WatchView:
    """A watch with its record and the counterpart.

    Attributes:
        watch: The watch.
        link: The companies.
        intacct: The record.
        re_leased: Its counterpart; None where it has none.
    """

    watch: Watch
    link: CompanyLink
    intacct: KnownRecord
    re_leased: KnownRecord | None


def look_for(store: Store, awaited: Awaited, words: str) -> tuple[Findings, ...]:
    """The records, of all linked companies, that `words` are a number or name of and that it may be done to.

    Those called exactly so win over those that only begin so.
    """
    with store.reading() as transaction:
        links = transaction.links.all()
    found = [
        Findings(link, one)
        for link in links
        for one in find_records(store, link.link_id, words)
        if one.kind in awaited.kinds
    ]
    wanted = words.strip().casefold()
    exactly = [one for one in found if wanted in {name.casefold() for name in one.found.names}]
    return tuple(exactly or found)


def is_done_already(store: Store, awaited: Awaited, record_id: int) -> bool:
    """Whether the Intacct record was reversed or undone before anybody waits for it."""
    with store.reading() as transaction:
        face = transaction.records.faces([record_id])[record_id]
    return has_arrived(awaited, face, face.fingerprint)


def begin_watch(
    store: Store, awaited: Awaited, record: KnownRecord, *, who: Person, now: datetime
) -> Watch:
    """Wait for it; whoever waits for it already goes on waiting.

    Args:
        store: The database.
        awaited: What is to be done.
        record: The Intacct record.
        who: Who is told; somebody in Slack.
        now: Aware UTC.
    """
    with store.transaction() as transaction:
        face = transaction.records.faces([record.record_id])[record.record_id]
        hours = transaction.settings.get(record.link_id).hours
        watch = transaction.watches.begin(
            record.link_id,
            record.record_id,
            awaited,
            face.fingerprint,
            who=who,
            remind_at=next_reminder(now, hours, reminders=0),
        )
        _audit(transaction, "watch:begun", watch, str(who), record)
    return watch


def view_watch(store: Store, watch_id: int) -> WatchView:
    """Gather what there is to tell about a watch. Raises KeyError where there is none such."""
    with store.reading() as transaction:
        watch = transaction.watches.get(watch_id)
        partners = transaction.records.pair_partner([watch.record_id])
        known = transaction.records.known([watch.record_id, *partners.values()])
        partner = partners.get(watch.record_id)
        return WatchView(
            watch=watch,
            link=transaction.links.get(watch.link_id),
            intacct=known[watch.record_id],
            re_leased=known[partner] if partner is not None else None,
        )


def remind_tomorrow(store: Store, watch_id: int, *, who: Person, now: datetime) -> datetime:
    """Be reminded after a day, within working hours; returns when (aware UTC).

    Raises:
        CannotWatch: The watch is over, somebody else's, or there is none such.
    """
    with store.transaction() as transaction:
        watch = _own(transaction, watch_id, who)
        hours = transaction.settings.get(watch.link_id).hours
        at = next_reminder(now, hours, reminders=0)
        transaction.watches.remind(watch, at, reminded=False)
    return at


def end_watch(store: Store, watch_id: int, *, who: Person) -> None:
    """Wait for it no longer.

    Raises:
        CannotWatch: The watch is over, somebody else's, or there is none such.
    """
    with store.transaction() as transaction:
        watch = _own(transaction, watch_id, who)
        transaction.watches.end(watch_id, WatchEnd.DONE)
        record = transaction.records.known([watch.record_id])[watch.record_id]
        _audit(transaction, "watch:done", watch, str(who), record)


def end_arrived_watches(transaction: Transaction, link_id: int, now: datetime) -> None:
    """End the watches for what a run has just seen done; whoever waited is told once, while people work.

    Args:
        transaction: One that may write.
        link_id: The companies.
        now: Aware UTC.
    """
    delay = seconds_until_told(now, transaction.settings.get(link_id).hours)
    lasting = transaction.watches.lasting(link_id)
    faces = transaction.records.faces([one.record_id for one in lasting])
    known = transaction.records.known([one.record_id for one in lasting])
    for watch in lasting:
        face = faces[watch.record_id]
        if has_arrived(watch.awaited, face, watch.fingerprint) and transaction.watches.end(
            watch.watch_id, WatchEnd.ARRIVED
        ):
            _audit(transaction, "watch:arrived", watch, "Leasebridge", known[watch.record_id])
            subject = watch_over_subject(watch.watch_id)
            transaction.outbox.add(OutboxTopic.MESSAGE, subject, delay_seconds=delay)


def remind_due_watches(store: Store, now: datetime) -> None:
    """Remind everybody whose reminder is due, and set the next."""
    with store.reading() as transaction:
        due = transaction.watches.due(now)
    for watch in due:
        with store.transaction() as transaction:
            hours = transaction.settings.get(watch.link_id).hours
            number = watch.reminders + 1
            next_at = next_reminder(now, hours, reminders=number)
            if transaction.watches.remind(watch, next_at, reminded=True):
                subject = reminder_subject(watch.watch_id, number)
                transaction.outbox.add(OutboxTopic.MESSAGE, subject)


def _own(transaction: Transaction, watch_id: int, who: Person) -> Watch:
    try:
        watch = transaction.watches.get(watch_id)
    except KeyError as error:
        raise CannotWatch("That reminder does not exist any more.") from error
    if watch.who.person_id != who.person_id:
        raise CannotWatch(f"{watch.who.name} asked for that reminder; only they can change it.")
    if watch.end is not None:
        raise CannotWatch("That reminder is over already. Nothing was changed.")
    return watch


def _audit(
    transaction: Transaction, tag: str, watch: Watch, actor: str, record: KnownRecord
) -> None:
    facts = {"watch": str(watch.watch_id), "awaited": watch.awaited.value, "intacct": record.key}
    subject = f"{record.kind.singular.capitalize()} {record.title}"
    transaction.audit.append(AuditEvent(tag, watch.link_id, actor, subject, facts))
