"""What is known of people: from what was noted where nobody may wait, else from the chat itself."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from sync.domain.errors import RetryLater
from sync.domain.people import Person, UserGroup
from sync.domain.roles import Role
from sync.use_cases.people import is_group
from sync.use_cases.ports import Directory, OutboxRow, OutboxTopic, Store, Transaction
from sync.use_cases.tell_operators import tell_operators, trouble_is_over

log = logging.getLogger(__name__)

Found = TypeVar("Found")

GROUP_COUNTS_FOR = timedelta(minutes=5)
PERSON_COUNTS_FOR = timedelta(hours=2)
"""How long the directory's word counts at a click. Before any effect it is asked once more."""

GROUP_READ_AGAIN_AFTER = timedelta(minutes=1)
PERSON_READ_AGAIN_AFTER = timedelta(minutes=30)

ALWAYS_ASK = timedelta(0)
JUST_NOW = timedelta(seconds=5)
"""What Slack said so lately is its word of now: it takes no more than twenty questions a minute."""

BATCH = 20
BUSY_SECONDS = 30.0
AWAY_WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class NotedPeople:
    """Implements `KnownPeople` from what was noted, for the three seconds of a click: no network.

    What is not noted, or too long ago, is asked for through the outbox.

    Attributes:
        store: The database.
        nudge: Tells the queue that the outbox has news.
    """

    store: Store
    nudge: Callable[[], None]

    @property
    def doubt(self) -> str:
        """What to say while somebody is being looked up."""
        return "Leasebridge is just looking up in Slack who may do this. Try again in a moment."

    def person(self, person_id: str) -> Person | None:
        """The person; where they were not looked up lately, that is asked for."""
        with self.store.reading() as transaction:
            found = transaction.people.person(person_id, within=PERSON_COUNTS_FOR)
        if found is None:
            self._look_up([person_id])
        return found

    def groups(self, group_ids: Collection[str]) -> Mapping[str, UserGroup]:
        """Those that were looked up lately; the others are asked for."""
        with self.store.reading() as transaction:
            found = transaction.people.groups(group_ids, within=GROUP_COUNTS_FOR)
        missing = [each for each in group_ids if each not in found]
        if missing:
            self._look_up(missing)
        return found

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """What they are called, as far as it was ever noted."""
        with self.store.reading() as transaction:
            return transaction.people.names(ids)

    def _look_up(self, ids: Collection[str]) -> None:
        with self.store.transaction() as transaction:
            ask_to_look_up(transaction, ids)
        self.nudge()


@dataclass(frozen=True, slots=True)
class AskedPeople:
    """Implements `KnownPeople` by asking the chat, for a job: never within a transaction.

    Attributes:
        store: The database, where the answers are noted.
        directory: The chat's own word.
        within: What was noted within this time is not asked again.
    """

    store: Store
    directory: Directory
    within: timedelta = ALWAYS_ASK

    @property
    def doubt(self) -> str:
        """What to say where the chat did not answer."""
        return (
            "Slack did not answer when it was asked who may do this, so nothing was done. "
            "Try again later."
        )

    def person(self, person_id: str) -> Person | None:
        """The person, as the chat says now; None where it does not answer."""
        with self.store.reading() as transaction:
            noted = transaction.people.person(person_id, within=self.within)
        if noted is not None and self.within:
            return noted
        return _or_none(partial(look_up_person, self.store, self.directory, person_id))

    def groups(self, group_ids: Collection[str]) -> Mapping[str, UserGroup]:
        """The groups, as the chat says now; without those it does not answer about."""
        with self.store.reading() as transaction:
            noted = transaction.people.groups(group_ids, within=self.within) if self.within else {}
        asked = [
            _or_none(partial(look_up_group, self.store, self.directory, each))
            for each in group_ids
            if each not in noted
        ]
        return {**noted, **{group.group_id: group for group in asked if group is not None}}

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """What they are called, as far as it was ever noted."""
        with self.store.reading() as transaction:
            return transaction.people.names(ids)


def _or_none(look_up: Callable[[], Found]) -> Found | None:
    """What the chat says; None where it does not answer."""
    try:
        return look_up()
    except RetryLater as error:
        log.warning("Slack could not be asked about people: %s", error)
        return None


def look_up_person(store: Store, directory: Directory, person_id: str) -> Person:
    """Ask the chat who somebody is, and note it. Raises RetryLater where it does not answer."""
    at = datetime.now(tz=UTC)
    person = directory.person(person_id)
    with store.transaction() as transaction:
        transaction.people.note_person(person, at)
        _renew_homes(transaction, [person_id])
    return person


def look_up_group(store: Store, directory: Directory, group_id: str) -> UserGroup:
    """Ask the chat who is in a group, and note it. Raises RetryLater where it does not answer."""
    at = datetime.now(tz=UTC)
    group = directory.group(group_id)
    with store.transaction() as transaction:
        before = transaction.people.members([group_id])
        transaction.people.note_group(group, at)
        _renew_homes(transaction, sorted(before ^ group.members))
    return group


def _renew_homes(transaction: Transaction, person_ids: Collection[str]) -> None:
    """Whoever has looked at App Home sees there what they may do now."""
    for person_id in person_ids:
        if transaction.messages.get(f"home:{person_id}") is not None:
            transaction.outbox.add(OutboxTopic.MESSAGE, f"home:{person_id}")


def ask_to_look_up(transaction: Transaction, ids: Collection[str]) -> None:
    """Have people and user groups looked up in the chat by a job."""
    for each in ids:
        if not transaction.outbox.is_waiting(OutboxTopic.PEOPLE, each):
            transaction.outbox.add(OutboxTopic.PEOPLE, each)


def forget(store: Store, its_id: str) -> None:
    """A person or user group has changed: what was noted counts no more, and it is looked up anew."""
    with store.transaction() as transaction:
        if not transaction.people.is_noted(its_id):
            return
        if is_group(its_id):
            transaction.people.forget_group(its_id)
        else:
            transaction.people.forget_person(its_id)
        transaction.outbox.add(OutboxTopic.PEOPLE, its_id)


def look_up_anew(store: Store, its_id: str) -> None:
    """A person or user group has changed in what gives no rights: what was noted counts until then."""
    with store.transaction() as transaction:
        if transaction.people.is_noted(its_id):
            transaction.outbox.add(OutboxTopic.PEOPLE, its_id)


def look_up_due(store: Store, directory: Directory, *, administrators: Sequence[str] = ()) -> int:
    """Look up whoever was asked for; returns how many. Whom the chat is too busy for stays asked for.

    Args:
        store: The database.
        directory: The chat's own word.
        administrators: Whom it is told where a user group cannot be read.
    """
    with store.reading() as transaction:
        if not transaction.outbox.has_due(OutboxTopic.PEOPLE):
            return 0
    with store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.PEOPLE, limit=BATCH, busy_seconds=BUSY_SECONDS)
    for row in rows:
        _look_up(store, directory, row, administrators)
    return len(rows)


def _look_up(
    store: Store, directory: Directory, row: OutboxRow, administrators: Sequence[str]
) -> None:
    look_up = look_up_group if is_group(row.subject) else look_up_person
    try:
        found = look_up(store, directory, row.subject)
    except RetryLater as error:
        wait = error.wait_seconds or AWAY_WAIT_SECONDS
        with store.transaction() as transaction:
            transaction.outbox.later(row.row_id, delay_seconds=wait, note=str(error))
        return
    with store.transaction() as transaction:
        transaction.outbox.done(row.row_id, row.generation)
        _tell_of_group(transaction, found, administrators)


def _tell_of_group(
    transaction: Transaction, found: Person | UserGroup, administrators: Sequence[str]
) -> None:
    if not isinstance(found, UserGroup):
        return
    subject = f"group:{found.group_id}"
    if found.trouble:
        tell_operators(transaction, administrators, subject=subject, text=found.trouble)
    else:
        trouble_is_over(transaction, administrators, subject=subject)


def keep_people_known(store: Store, roles: Mapping[str, Role]) -> None:
    """Have everybody who has a role, and the groups they have it by, looked up before it is too long ago.

    So a click need not wait, unless nothing was ever looked up or something was forgotten.
    """
    groups = [each for each in roles if is_group(each)]
    with store.reading() as transaction:
        known = transaction.people.groups(groups, within=GROUP_READ_AGAIN_AFTER)
        people = {each for each in roles if not is_group(each)}
        people |= transaction.people.members(groups)
        due = [each for each in groups if each not in known]
        due += [
            each
            for each in sorted(people)
            if transaction.people.person(each, within=PERSON_READ_AGAIN_AFTER) is None
        ]
    if due:
        with store.transaction() as transaction:
            ask_to_look_up(transaction, due)
