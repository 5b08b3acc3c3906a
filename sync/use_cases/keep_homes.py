"""Keeping people's own pages current: whoever looked at theirs lately sees what has happened since."""

from datetime import datetime, timedelta

from sync.use_cases.ports import OutboxTopic, Store

OPENED_WITHIN = timedelta(hours=8)
MOST_PEOPLE = 50
EVERY = timedelta(seconds=30)
"""How often one person's page is made anew at most."""


def home_subject(person_id: str) -> str:
    """The subject of a person's own page."""
    return f"home:{person_id}"


def home_opened(store: Store, person_id: str) -> None:
    """Somebody looks at their page: it is made anew, and kept current for a while."""
    with store.transaction() as transaction:
        transaction.homes.opened(person_id, transaction.audit.newest())
        transaction.outbox.add(OutboxTopic.MESSAGE, home_subject(person_id))


def keep_homes(store: Store, now: datetime) -> None:
    """Ask for the pages on which something is missing that has happened: the audit trail has grown."""
    with store.reading() as transaction:
        seen = transaction.audit.newest()
        people = transaction.homes.outdated(
            seen, opened_since=now - OPENED_WITHIN, asked_before=now - EVERY, limit=MOST_PEOPLE
        )
    if not people:
        return
    with store.transaction() as transaction:
        transaction.homes.asked_for(people, seen)
        for person_id in people:
            transaction.outbox.add(OutboxTopic.MESSAGE, home_subject(person_id))
