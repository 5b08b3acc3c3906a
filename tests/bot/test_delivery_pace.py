"""Many messages at once: in order, at the pace of each channel, shared by all who deliver; none twice."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.messages.blocks import Message, header
from bot.presenter import SlackPresenter
from bot.slack_chat import SlackChat
from bot.slack_directory import SlackDirectory
from sandbox.server import RunningWorld
from sandbox.slack.channels import Channel
from sandbox.slack.credentials import BOT_TOKEN, BOT_USER_ID, TEAM_ID
from sandbox.slack.faults import Fault, FaultKind
from sandbox.slack.message import Message as Seen
from sync.store.sql_store import SqlStore
from sync.use_cases.deliver_messages import deliver_due
from sync.use_cases.messenger import Messenger
from sync.use_cases.ports import Content, OutboxTopic
from sync.use_cases.post_once import TIME_TO_ARRIVE
from tests.knowing import roster_of
from tests.sync.store.builders import Clock

ADMINISTRATOR = "U0PRIYA"


@dataclass
class Wall:
    """A presenter of simple messages: `note:<channel>:<number>` is told in that channel.

    Attributes:
        troubles: Tells of trouble as the product does.
        word: What the messages say after their number.
        is_progress: Whether they only say how far something has come.
        person: Whom they are for; empty for everybody.
    """

    troubles: SlackPresenter
    word: str = ""
    is_progress: bool = False
    person: str = ""

    def present(self, subject: str) -> Content | None:
        if subject.startswith("trouble:"):
            return self.troubles.present(subject)
        _, channel, number = subject.split(":")
        message = Message(f"Note {number}{self.word}.", (header(f"Note {number}{self.word}"),))
        return Content(
            channel,
            message.text,
            message.blocks_as_json,
            is_progress=self.is_progress,
            person=self.person,
        )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wall(engine: Engine, clock: Clock) -> Wall:
    store = SqlStore(engine, now=clock)
    return Wall(SlackPresenter(store, roster_of({}), channel="C0SYNC"))


@pytest.fixture
def messenger(world: RunningWorld, wall: Wall, clock: Clock) -> Iterator[Messenger]:
    api_url = f"{world.address}/slack/api/"
    yield Messenger(
        store=wall.troubles.store,
        presenter=wall,
        chat=SlackChat(BOT_TOKEN, api_url),
        directory=SlackDirectory(BOT_TOKEN, api_url, TEAM_ID),
        fallback_channel="C0SYNC",
        administrators=(ADMINISTRATOR,),
        now=clock,
        pause=clock.advance,
    )
    world.world.clear_faults()


@pytest.fixture
def channels(world: RunningWorld, request: pytest.FixtureRequest) -> list[str]:
    """Two channels of this test's own."""
    made = [f"C{abs(hash(request.node.name)) % 10**9}{letter}" for letter in "AB"]
    for its_id in made:
        channel = Channel(id=its_id, name=its_id.lower(), member_ids=[BOT_USER_ID, ADMINISTRATOR])
        world.world.workspace.channels._channels.put(its_id, channel)
    return made


def ask(messenger: Messenger, channel: str, *numbers: int) -> None:
    with messenger.store.transaction() as transaction:
        for number in numbers:
            transaction.outbox.add(OutboxTopic.MESSAGE, f"note:{channel}:{number}")


def told(world: RunningWorld, channel: str) -> list[str]:
    return [each.text for each in world.world.workspace.messages.in_channel(channel)]


def notes(*numbers: int) -> list[str]:
    return [f"Note {number}." for number in numbers]


def direct_messages(world: RunningWorld) -> list[Seen]:
    return world.world.workspace.messages.in_channel("D0PRIYA")


def test_pace__one_message_a_second_in_each_channel(
    messenger: Messenger, world: RunningWorld, channels: list[str], clock: Clock
) -> None:
    for channel in channels:
        ask(messenger, channel, 1, 2, 3, 4)
    began = clock()
    assert deliver_due(messenger) == 8
    assert clock() - began == timedelta(seconds=3)
    assert [told(world, channel) for channel in channels] == [notes(1, 2, 3, 4)] * 2


def test_order__is_kept_whatever_goes_wrong(
    messenger: Messenger, world: RunningWorld, channels: list[str], clock: Clock
) -> None:
    ask(messenger, channels[0], 1, 2, 3)
    world.world.workspace.faults.add(Fault(kind=FaultKind.SERVER_ERROR))
    deliver_due(messenger)
    ask(messenger, channels[0], 4)
    ask(messenger, channels[1], 5)
    deliver_due(messenger)
    assert told(world, channels[0]) == []
    assert told(world, channels[1]) == notes(5)
    clock.advance(TIME_TO_ARRIVE.total_seconds())
    deliver_due(messenger)
    assert told(world, channels[0]) == notes(1, 2, 3, 4)


def test_retry_after__all_channels_wait(
    messenger: Messenger, world: RunningWorld, channels: list[str], clock: Clock
) -> None:
    for channel in channels:
        ask(messenger, channel, 1)
    world.world.workspace.faults.add(Fault(kind=FaultKind.RATE_LIMITED, retry_after=30))
    deliver_due(messenger)
    another = replace(messenger, holder="another worker")
    clock.advance(27)
    assert deliver_due(another) == 0
    assert [told(world, channel) for channel in channels] == [[], []]
    clock.advance(3)
    assert deliver_due(another) == 2


def test_workers__deliver_each_message_once_and_in_order(
    messenger: Messenger, world: RunningWorld, channels: list[str]
) -> None:
    for channel in channels:
        ask(messenger, channel, *range(6))
    workers = [replace(messenger, holder=f"worker {number}") for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(3):
            list(threads.map(deliver_due, workers))
    assert [told(world, channel) for channel in channels] == [notes(*range(6))] * 2


def test_progress__is_told_every_few_seconds_and_the_result_at_once(
    messenger: Messenger, world: RunningWorld, wall: Wall, channels: list[str], clock: Clock
) -> None:
    channel = channels[0]
    ask(messenger, channel, 1)
    deliver_due(messenger)
    wall.is_progress, wall.word = True, ": half"
    clock.advance(1)
    ask(messenger, channel, 1)
    deliver_due(messenger)
    assert told(world, channel) == notes(1)
    clock.advance(3)
    deliver_due(messenger)
    assert told(world, channel) == ["Note 1: half."]
    wall.is_progress, wall.word = False, ": done"
    clock.advance(1)
    ask(messenger, channel, 1)
    deliver_due(messenger)
    assert told(world, channel) == ["Note 1: done."]


def test_archived__is_told_once_and_the_messages_go_to_the_fallback(
    messenger: Messenger, world: RunningWorld, channels: list[str], clock: Clock
) -> None:
    before, others = len(direct_messages(world)), len(told(world, "C0SYNC"))
    world.world.workspace.channels.archive(channels[0])
    ask(messenger, channels[0], 1, 2)
    ask(messenger, channels[1], 3)
    deliver_due(messenger)
    clock.advance(5)
    ask(messenger, channels[0], 4)
    deliver_due(messenger)
    assert told(world, "C0SYNC")[others:] == notes(1, 2, 4)
    assert told(world, channels[1]) == notes(3)
    (trouble,) = direct_messages(world)[before:]
    assert f"not let the app post to channel {channels[0]} (is_archived)" in trouble.text
    with messenger.store.reading() as transaction:
        assert transaction.troubles.about(f"channel:{channels[0]}") is not None


def test_archived_later__what_stands_there_is_told_anew_elsewhere(
    messenger: Messenger, world: RunningWorld, wall: Wall, channels: list[str], clock: Clock
) -> None:
    others = len(told(world, "C0SYNC"))
    ask(messenger, channels[0], 1)
    deliver_due(messenger)
    world.world.workspace.channels.archive(channels[0])
    for word in (": more", ": most"):
        wall.word = word
        clock.advance(5)
        ask(messenger, channels[0], 1)
        deliver_due(messenger)
    assert told(world, "C0SYNC")[others:] == ["Note 1: most."]
    assert told(world, channels[0]) == notes(1)


def test_archived_later__what_is_for_a_person_goes_to_them(
    messenger: Messenger, world: RunningWorld, wall: Wall, channels: list[str], clock: Clock
) -> None:
    wall.person = "U0GRACE"
    ask(messenger, channels[0], 1)
    deliver_due(messenger)
    world.world.workspace.channels.archive(channels[0])
    wall.word = ": for Grace"
    clock.advance(5)
    ask(messenger, channels[0], 1)
    deliver_due(messenger)
    assert told(world, "D0GRACE")[-1] == "Note 1: for Grace."


def test_channel_open_again__is_used_after_an_hour_and_that_is_told(
    messenger: Messenger, world: RunningWorld, channels: list[str], clock: Clock
) -> None:
    archived = world.world.workspace.channels.find(channels[0])
    archived.is_archived = True
    ask(messenger, channels[0], 1)
    deliver_due(messenger)
    archived.is_archived = False
    clock.advance(3601)
    ask(messenger, channels[0], 2)
    deliver_due(messenger)
    assert told(world, channels[0]) == notes(2)
    assert direct_messages(world)[-1].text.startswith("This is over:")


@pytest.mark.parametrize("kind", [FaultKind.TOKEN_REVOKED, FaultKind.ACCOUNT_INACTIVE])
def test_revoked__nothing_is_lost_and_it_is_told_once(
    messenger: Messenger,
    world: RunningWorld,
    channels: list[str],
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    *,
    kind: FaultKind,
) -> None:
    ask(messenger, channels[0], 1, 2)
    world.world.workspace.faults.add(Fault(kind=kind, calls=None))
    for _ in range(3):
        deliver_due(messenger)
        clock.advance(301)
    assert told(world, channels[0]) == []
    assert caplog.text.count("Slack does not let the app in any more") == 1
    world.world.clear_faults()
    deliver_due(messenger)
    assert told(world, channels[0]) == notes(1, 2)
    with messenger.store.reading() as transaction:
        assert transaction.troubles.open_ones() == ()


@pytest.mark.parametrize("kind", [FaultKind.EDIT_WINDOW_CLOSED, None])
def test_cannot_be_changed__is_posted_anew(
    messenger: Messenger,
    world: RunningWorld,
    wall: Wall,
    channels: list[str],
    *,
    kind: FaultKind | None,
) -> None:
    ask(messenger, channels[0], 1)
    deliver_due(messenger)
    if kind is None:
        messages = world.world.workspace.messages
        messages.remove(messages.in_channel(channels[0])[0])
    else:
        world.world.workspace.faults.add(Fault(kind=kind, method="chat.update"))
    wall.word = ": again"
    ask(messenger, channels[0], 1)
    deliver_due(messenger)
    assert told(world, channels[0])[-1] == "Note 1: again."


@pytest.mark.parametrize("refusals", [1, 2])
@pytest.mark.parametrize(
    "kind", [FaultKind.INVALID_BLOCKS, FaultKind.MSG_BLOCKS_TOO_LONG, FaultKind.MSG_TOO_LONG]
)
def test_refused_blocks__are_shortened_and_then_left_out(
    messenger: Messenger,
    world: RunningWorld,
    channels: list[str],
    *,
    kind: FaultKind,
    refusals: int,
) -> None:
    ask(messenger, channels[0], 1)
    world.world.workspace.faults.add(Fault(kind=kind, calls=refusals))
    deliver_due(messenger)
    (message,) = world.world.workspace.messages.in_channel(channels[0])
    assert message.text == "Note 1."
    shown = json.dumps(message.blocks, ensure_ascii=False)
    assert ("… shortened" in shown) == (refusals == 1)
    assert (message.blocks or None) is not None or refusals == 2
