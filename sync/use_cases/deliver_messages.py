"""Delivering messages: the outbox says which subject has news, and its one message is brought up to date.

First the due subjects are sorted into lanes, by one process at a time and in the order in which they were
asked for. Then whoever is free takes the first of a lane and delivers it: so nothing overtakes within a
channel, however many deliver, and what holds up one channel holds up no other.
"""

import logging
from datetime import timedelta
from functools import partial

from sync.domain.errors import RetryLater
from sync.use_cases.bring_up_to_date import ParentMissing, bring_up_to_date
from sync.use_cases.messenger import (
    FAULT_WAIT_SECONDS,
    PARENT_WAIT_SECONDS,
    Messenger,
    channel_subject,
    put_aside,
    slot_now,
)
from sync.use_cases.ports import (
    ChannelClosed,
    ChatShut,
    LaneTurn,
    MessageRefused,
    OutboxRow,
    PostedMessage,
)
from sync.use_cases.post_once import (
    TIME_TO_ARRIVE,
    LookLater,
    PostDesk,
    post_once,
    settle_open_post,
)
from sync.use_cases.sort_messages import sort_due
from sync.use_cases.tell_operators import THE_APP, tell_operators, trouble_is_over

log = logging.getLogger(__name__)

TURN_SECONDS = 60.0
"""How long a lane is left to the process that took it: longer than all calls for one message may take."""

REST_SECONDS = 1.0
"""Slack takes about one message a second in a channel. Source: its documentation of rate limits."""

AWAY_WAIT_SECONDS = TIME_TO_ARRIVE.total_seconds()
"""How long a message waits when Slack is away: until it is known whether its post has arrived after all."""

SHUT_WAIT_SECONDS = 300.0
"""How long all wait where Slack has shut us out."""

JOB_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 2.0
SHORTEST_PAUSE_SECONDS = 0.05


def deliver_due(messenger: Messenger, *, for_seconds: float = JOB_SECONDS) -> int:
    """Deliver what is due, at the pace of each lane; returns how many messages were dealt with.

    Ends when nothing can go within a moment, or after `for_seconds`: what is left stays in the outbox.

    A message the chat is too busy for stays the first of its lane. One it will not take at all is left out
    and told to an operator, and one that fails through a fault of ours is put aside and tried again later, so
    that neither ever holds up the others.
    """
    delivered, ends_at = 0, messenger.now() + timedelta(seconds=for_seconds)
    while messenger.now() < ends_at:
        delivered += sort_due(messenger)
        with messenger.store.transaction() as transaction:
            turn = transaction.lanes.take(messenger.holder, seconds=TURN_SECONDS)
        if turn is not None:
            _deliver(messenger, turn)
            delivered += 1
        elif not _paused(messenger):
            break
    return delivered


def _paused(messenger: Messenger) -> bool:
    """Wait for the next turn where it comes soon; False where it does not."""
    with messenger.store.reading() as transaction:
        next_at = transaction.lanes.next_at()
    seconds = (next_at - messenger.now()).total_seconds() if next_at else LONGEST_PAUSE_SECONDS + 1
    if seconds > LONGEST_PAUSE_SECONDS:
        return False
    messenger.pause(max(seconds, SHORTEST_PAUSE_SECONDS))
    return True


def _deliver(messenger: Messenger, turn: LaneTurn) -> None:
    """Deliver one message, and let its lane go on."""
    row = turn.row
    try:
        posted = _brought_up_to_date(messenger, row)
    except LookLater as error:
        _look_later(messenger, turn, error)
    except RetryLater as error:
        _try_later(messenger, turn, error)
    except ParentMissing as error:
        put_aside(messenger, row, PARENT_WAIT_SECONDS, str(error))
        _give_back(messenger, turn)
    except MessageRefused as error:
        _refused(messenger, turn, error)
    except Exception as error:
        log.exception("The message about %s could not be delivered.", row.subject)
        put_aside(messenger, row, FAULT_WAIT_SECONDS, repr(error))
        _give_back(messenger, turn)
    else:
        _delivered(messenger, turn, posted)


def _brought_up_to_date(messenger: Messenger, row: OutboxRow) -> PostedMessage | None:
    """The message as it stands now; None where there was nothing to do."""
    desk = PostDesk(messenger.store, messenger.chat, messenger.now)
    settle_open_post(desk, row.subject)
    slot = slot_now(messenger, row)
    if slot is None:
        return None
    return bring_up_to_date(messenger.chat, row.subject, slot, partial(post_once, desk))


def _look_later(messenger: Messenger, turn: LaneTurn, error: LookLater) -> None:
    """The message stays the first of its lane; the others of the lane wait with it."""
    with messenger.store.transaction() as transaction:
        transaction.outbox.later(turn.row.row_id, delay_seconds=error.wait_seconds, note=str(error))
        transaction.lanes.give_back(turn, rest_seconds=0)


def _refused(messenger: Messenger, turn: LaneTurn, error: MessageRefused) -> None:
    match error:
        case ChatShut():
            _chat_is_shut(messenger, turn, str(error))
        case ChannelClosed():
            _channel_is_closed(messenger, turn, error)
        case _:
            log.warning("The message about %s was refused: %s", turn.row.subject, error)
            _delivered(messenger, turn, None)


def _delivered(messenger: Messenger, turn: LaneTurn, posted: PostedMessage | None) -> None:
    with messenger.store.transaction() as transaction:
        if posted is not None:
            transaction.messages.keep(posted)
            transaction.postings.end(posted.subject)
            for subject in (channel_subject(posted.channel), THE_APP):
                trouble_is_over(transaction, messenger.administrators, subject=subject)
        transaction.outbox.done(turn.row.row_id, turn.row.generation)
        transaction.lanes.give_back(turn, rest_seconds=REST_SECONDS if posted else 0)


def _try_later(messenger: Messenger, turn: LaneTurn, error: RetryLater) -> None:
    """The message stays the first of its lane. What Slack asks us to wait, all wait."""
    wait = error.wait_seconds or AWAY_WAIT_SECONDS
    with messenger.store.transaction() as transaction:
        transaction.outbox.later(turn.row.row_id, delay_seconds=wait, note=str(error))
        transaction.lanes.give_back(turn, rest_seconds=0)
        if error.wait_seconds is not None:
            transaction.lanes.hold_all(seconds=error.wait_seconds)


def _chat_is_shut(messenger: Messenger, turn: LaneTurn, reason: str) -> None:
    """Nothing is lost: all waits in the outbox, and is tried again now and then."""
    with messenger.store.transaction() as transaction:
        tell_operators(transaction, messenger.administrators, subject=THE_APP, text=reason)
        transaction.outbox.later(turn.row.row_id, delay_seconds=0, note=reason)
        transaction.lanes.give_back(turn, rest_seconds=0)
        transaction.lanes.hold_all(seconds=SHUT_WAIT_SECONDS)


def _channel_is_closed(messenger: Messenger, turn: LaneTurn, error: ChannelClosed) -> None:
    """Told once for each channel; the message goes where the installation's own messages go."""
    row, has_other_place = turn.row, error.channel != messenger.fallback_channel or error.has_person
    with messenger.store.transaction() as transaction:
        subject = channel_subject(error.channel)
        tell_operators(transaction, messenger.administrators, subject=subject, text=str(error))
        if has_other_place and (messenger.fallback_channel or error.has_person):
            transaction.lanes.put_aside(row.row_id, delay_seconds=0, note=str(error))
        else:
            transaction.outbox.done(row.row_id, row.generation)
        transaction.lanes.give_back(turn, rest_seconds=0)


def _give_back(messenger: Messenger, turn: LaneTurn) -> None:
    with messenger.store.transaction() as transaction:
        transaction.lanes.give_back(turn, rest_seconds=0)
