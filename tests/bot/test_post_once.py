"""A message whose post was cut off: looked for, adopted or sent again, and never there twice.

The stand-in Slack ignores `client_msg_id`: whatever is sent twice stands twice.
"""

from collections.abc import Iterator
from contextlib import closing
from copy import copy
from dataclasses import dataclass, replace

import pytest

from bot.messages.blocks import Message, header
from bot.slack_chat import SlackChat
from bot.slack_directory import SlackDirectory
from sandbox.server import RunningWorld
from sandbox.slack.channels import Channel
from sandbox.slack.credentials import BOT_TOKEN, BOT_USER_ID, TEAM_ID
from sandbox.slack.faults import Fault, FaultKind
from sandbox.slack.message import Message as Seen
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.deliver_messages import TURN_SECONDS, deliver_due
from sync.use_cases.messenger import Messenger
from sync.use_cases.ports import Content, OutboxTopic, Posting
from sync.use_cases.post_once import TIME_TO_ARRIVE
from tests.sync.store.builders import Clock

SUBJECT = "note:1"
ARRIVED = TIME_TO_ARRIVE.total_seconds()
CUT_AFTER = Fault(kind=FaultKind.RESET_AFTER, method="chat.postMessage")
CUT_BEFORE = Fault(kind=FaultKind.RESET_BEFORE, method="chat.postMessage")


@dataclass
class Notes:
    """A presenter of one note that is changed by hand; replies to it are told in its thread."""

    channel: str
    person: str = ""
    text: str | None = "It is done."
    is_private: bool = False

    def present(self, subject: str) -> Content | None:
        if self.text is None:
            return None
        message = Message(self.text, (header(self.text),))
        return Content(
            channel=self.channel,
            text=message.text,
            blocks=message.blocks_as_json,
            thread_of=SUBJECT if subject != SUBJECT else "",
            person=self.person,
            is_private=self.is_private,
        )


class KilledError(BaseException):
    """The worker's process ends here."""


@dataclass
class ChatOfOneKilled:
    """Slack as it really is, for a worker that is killed right after its post, before it notes the answer."""

    chat: SlackChat

    def post(self, content: Content, *, mark: str, thread: str) -> tuple[str, str]:
        self.chat.post(content, mark=mark, thread=thread)
        raise KilledError

    def find(self, posting: Posting) -> tuple[str, str] | None:
        return self.chat.find(posting)

    def update(self, content: Content, *, channel: str, timestamp: str) -> None:
        self.chat.update(content, channel=channel, timestamp=timestamp)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def channel(world: RunningWorld, request: pytest.FixtureRequest) -> Iterator[str]:
    """A channel of this test's own, with the app in it."""
    its_id = f"C{abs(hash(request.node.name)) % 10**9}P"
    made = Channel(id=its_id, name=its_id.lower(), member_ids=[BOT_USER_ID, "U0GRACE"])
    world.world.workspace.channels._channels.put(its_id, made)
    yield its_id
    world.world.clear_faults()


@pytest.fixture
def messenger(
    world: RunningWorld, sqlite_url: str, clock: Clock, channel: str
) -> Iterator[Messenger]:
    api_url = f"{world.address}/slack/api/"
    with closing(SqlStore(open_engine(sqlite_url), now=clock)) as store:
        yield Messenger(
            store=store,
            presenter=Notes(channel),
            chat=SlackChat(BOT_TOKEN, api_url),
            directory=SlackDirectory(BOT_TOKEN, api_url, TEAM_ID),
            now=clock,
            pause=clock.advance,
        )


def ask(messenger: Messenger, subject: str = SUBJECT) -> None:
    with messenger.store.transaction() as transaction:
        transaction.outbox.add(OutboxTopic.MESSAGE, subject)


def notes_of(messenger: Messenger) -> Notes:
    assert isinstance(messenger.presenter, Notes)
    return messenger.presenter


def strike(world: RunningWorld, *faults: Fault) -> None:
    for fault in faults:
        world.world.workspace.faults.add(copy(fault))


def standing(world: RunningWorld, channel: str) -> list[Seen]:
    return world.world.workspace.messages.in_channel(channel)


def is_open(messenger: Messenger) -> bool:
    with messenger.store.reading() as transaction:
        return transaction.postings.of(SUBJECT) is not None


def posts(world: RunningWorld, channel: str) -> list[str]:
    return [one.text for one in standing(world, channel)]


def later(messenger: Messenger, clock: Clock, seconds: float = ARRIVED) -> None:
    clock.advance(seconds)
    deliver_due(messenger)


def test_lost_answer__the_message_that_stands_is_adopted(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    strike(world, CUT_AFTER)
    deliver_due(messenger)
    assert is_open(messenger)
    later(messenger, clock)
    (message,) = standing(world, channel)
    assert message.edited_ts is None
    assert not is_open(messenger)
    notes_of(messenger).text = "It is done twice over."
    ask(messenger)
    later(messenger, clock)
    assert posts(world, channel) == ["It is done twice over."]


def test_lost_on_its_way__it_is_sent_again_under_the_same_mark(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    strike(world, CUT_BEFORE)
    deliver_due(messenger)
    with messenger.store.reading() as transaction:
        noted = transaction.postings.of(SUBJECT)
    assert noted is not None
    later(messenger, clock)
    (message,) = standing(world, channel)
    assert message.metadata is not None
    assert message.metadata["event_payload"] == {"mark": noted.mark}


def test_lost_again_and_again__still_one_message(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    strike(world, CUT_BEFORE, CUT_BEFORE, CUT_AFTER)
    for _ in range(4):
        later(messenger, clock)
    assert posts(world, channel) == ["It is done."]
    assert not is_open(messenger)


def test_lost_answer__is_not_looked_for_before_it_must_have_arrived(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    strike(world, CUT_BEFORE)
    deliver_due(messenger)
    ask(messenger)  # there is news meanwhile, and it is due at once
    later(messenger, clock, seconds=ARRIVED - 4)
    assert posts(world, channel) == []
    later(messenger, clock, seconds=4)
    assert posts(world, channel) == ["It is done."]


def test_asked_for_anew__an_open_post_is_not_looked_for_any_sooner(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    strike(world, CUT_BEFORE)
    deliver_due(messenger)
    ask(messenger)
    later(messenger, clock, seconds=ARRIVED / 2)
    assert posts(world, channel) == []
    later(messenger, clock)
    assert posts(world, channel) == ["It is done."]


def test_killed_between_post_and_note__whoever_comes_next_adopts_it(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    assert isinstance(messenger.chat, SlackChat)
    with pytest.raises(KilledError):
        deliver_due(replace(messenger, chat=ChatOfOneKilled(messenger.chat), holder="killed"))
    assert posts(world, channel) == ["It is done."]
    later(messenger, clock, seconds=TURN_SECONDS)
    (message,) = standing(world, channel)
    assert message.edited_ts is None
    assert not is_open(messenger)


def test_changed_meanwhile__what_is_adopted_is_brought_up_to_date(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    strike(world, CUT_AFTER)
    deliver_due(messenger)
    notes_of(messenger).text = "It is done, and more."
    later(messenger, clock)
    assert posts(world, channel) == ["It is done, and more."]


def test_over_meanwhile__what_stands_is_known_all_the_same(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    strike(world, CUT_AFTER)
    deliver_due(messenger)
    notes_of(messenger).text = None
    later(messenger, clock)
    with messenger.store.reading() as transaction:
        kept = transaction.messages.get(SUBJECT)
    assert kept is not None
    assert [one.ts for one in standing(world, channel)] == [kept.timestamp]


def test_reply__is_looked_for_in_its_thread(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    deliver_due(messenger)
    ask(messenger, "note:1:reply")
    strike(world, CUT_AFTER)
    later(messenger, clock, seconds=1)
    later(messenger, clock)
    assert [one.thread_ts is None for one in standing(world, channel)] == [True, False]
    with messenger.store.reading() as transaction:
        assert transaction.messages.get("note:1:reply") is not None


def test_direct_message__is_looked_for_with_the_person(
    messenger: Messenger, world: RunningWorld, clock: Clock
) -> None:
    before = len(standing(world, "D0GRACE"))
    notes = notes_of(messenger)
    notes.channel, notes.person = "", "U0GRACE"
    ask(messenger)
    strike(world, CUT_AFTER)
    deliver_due(messenger)
    later(messenger, clock)
    assert len(standing(world, "D0GRACE")) == before + 1
    assert not is_open(messenger)


def test_too_often__nothing_was_taken_and_nothing_is_looked_for(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    ask(messenger)
    strike(world, Fault(kind=FaultKind.RATE_LIMITED, retry_after=1))
    deliver_due(messenger)
    assert not is_open(messenger)
    later(messenger, clock, seconds=1)
    assert posts(world, channel) == ["It is done."]


def test_nobody_may_look__it_is_sent_again_so_that_it_is_not_lost(
    messenger: Messenger, world: RunningWorld, channel: str, clock: Clock
) -> None:
    """An app that was installed before it asked for the scope goes on with Slack's own key alone."""
    scopes = world.world.workspace.scopes
    scopes.discard("channels:history")
    try:
        ask(messenger)
        strike(world, CUT_BEFORE)
        deliver_due(messenger)
        later(messenger, clock)
    finally:
        scopes.add("channels:history")
    assert posts(world, channel) == ["It is done."]


def test_private_answer__is_noted_nowhere_and_sent_again(
    messenger: Messenger, world: RunningWorld, clock: Clock
) -> None:
    notes = notes_of(messenger)
    notes.channel, notes.person, notes.is_private = "C0SYNC", "U0GRACE", True
    ask(messenger)
    strike(world, Fault(kind=FaultKind.RESET_BEFORE, method="chat.postEphemeral"))
    deliver_due(messenger)
    assert not is_open(messenger)
    later(messenger, clock)
    private = [one for one in standing(world, "C0SYNC") if one.ephemeral_for == "U0GRACE"]
    assert [one.text for one in private] == ["It is done."]
