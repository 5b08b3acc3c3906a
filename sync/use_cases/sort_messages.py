"""Sorting due messages into lanes, by one process at a time and in the order in which they were asked for."""

import logging
from datetime import timedelta

from sync.use_cases.bring_up_to_date import NO_PARENT, Slot, lane_of
from sync.use_cases.messenger import (
    FAULT_WAIT_SECONDS,
    PARENT_WAIT_SECONDS,
    Messenger,
    put_aside,
    slot_now,
)
from sync.use_cases.ports import OutboxRow

log = logging.getLogger(__name__)

SORTED_AT_ONCE = 200
SORTER = "sort messages"
SORTER_SECONDS = 20.0

PROGRESS_EVERY = timedelta(seconds=4)
"""How often a message that only says how far something has come is changed."""


def sort_due(messenger: Messenger) -> int:
    """Put due messages in their lanes; returns how many there was nothing to do for.

    Done by one at a time: whoever finds another at it leaves it to them.
    """
    with messenger.store.reading() as transaction:
        if not transaction.lanes.unsorted(limit=1):
            return 0
    with messenger.store.transaction() as transaction:
        token = transaction.leases.acquire(SORTER, messenger.holder, seconds=SORTER_SECONDS)
    if token is None:
        return 0
    try:
        with messenger.store.reading() as transaction:
            rows = transaction.lanes.unsorted(limit=SORTED_AT_ONCE)
        return sum(_sort(messenger, row) for row in rows)
    finally:
        with messenger.store.transaction() as transaction:
            transaction.leases.release(SORTER, token)


def _sort(messenger: Messenger, row: OutboxRow) -> bool:
    """Put one message in its lane, aside, or out of the way; True where there was nothing to do."""
    if _is_on_its_way(messenger, row):
        return False
    try:
        slot = slot_now(messenger, row)
    except Exception as error:
        log.exception("The message about %s could not be made.", row.subject)
        put_aside(messenger, row, FAULT_WAIT_SECONDS, repr(error))
        return True
    if slot is None:
        with messenger.store.transaction() as transaction:
            transaction.outbox.done(row.row_id, row.generation)
        return True
    wait = _wait_of_progress(messenger, slot)
    if wait > 0:
        put_aside(messenger, row, wait, "It is told every few seconds.")
        return False
    with messenger.store.transaction() as transaction:
        # A reply goes the way of the message above it, which is before it there.
        above = transaction.lanes.lane_of(slot.content.thread_of) if slot.lacks_parent else None
        if slot.lacks_parent and above is None:
            transaction.lanes.put_aside(
                row.row_id, delay_seconds=PARENT_WAIT_SECONDS, note=NO_PARENT
            )
            return True
        transaction.lanes.sort(row.row_id, above or lane_of(slot))
    return False


def _is_on_its_way(messenger: Messenger, row: OutboxRow) -> bool:
    """Put a message whose post has no known outcome in its lane, whether or not there is news by now."""
    with messenger.store.transaction() as transaction:
        posting = transaction.postings.of(row.subject)
        if posting is not None:
            transaction.lanes.sort(row.row_id, posting.channel or f"person:{posting.person_id}")
    return posting is not None


def _wait_of_progress(messenger: Messenger, slot: Slot) -> float:
    """Seconds until a message that only says how far something has come is changed again."""
    standing = slot.standing
    if not slot.content.is_progress or standing is None or standing.kept_at is None:
        return 0.0
    return (standing.kept_at + PROGRESS_EVERY - messenger.now()).total_seconds()
