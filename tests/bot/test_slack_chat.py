"""Slack's Web API over real HTTP: what is posted where, and what is made of each refusal."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot.messages.blocks import Message, header, section
from bot.slack_chat import SlackChat
from sandbox.server import RunningWorld
from sandbox.slack.credentials import BOT_TOKEN
from sandbox.slack.faults import Fault, FaultKind
from sandbox.slack.message import Message as Seen
from sync.domain.errors import RetryLater
from sync.use_cases.ports import Content, MessageRefused
from tests.bot.office import free_port

MESSAGE = Message("A sync of Harbour is done.", (header("Sync 1: done"), section("All *well*")))


@pytest.fixture
def world(world: RunningWorld) -> Iterator[RunningWorld]:
    yield world
    world.world.clear_faults()


@pytest.fixture
def chat(world: RunningWorld) -> SlackChat:
    return SlackChat(BOT_TOKEN, f"{world.address}/slack/api/")


MARK = "5d0c5e0c-4b8d-5a8e-9e0e-3f2b6f1f7a11"


def content(message: Message = MESSAGE, **changes: Any) -> Content:
    usual = {"channel": "C0SYNC", "text": message.text, "blocks": message.blocks_as_json}
    return Content(**(usual | changes))


def standing(world: RunningWorld, channel: str, timestamp: str) -> Seen:
    message = world.world.workspace.messages.get(channel, timestamp)
    assert message is not None
    return message


def fail(world: RunningWorld, kind: FaultKind, **more: Any) -> None:
    world.world.workspace.faults.add(Fault(kind=kind, **more))


def test_post__stands_in_the_channel(chat: SlackChat, world: RunningWorld) -> None:
    channel, timestamp = chat.post(content(), mark=MARK, thread="")
    message = standing(world, channel, timestamp)
    assert (channel, message.text) == ("C0SYNC", "A sync of Harbour is done.")
    assert message.blocks is not None
    assert message.blocks[0]["text"]["text"] == "Sync 1: done"


def test_update__changes_the_message_in_place(chat: SlackChat, world: RunningWorld) -> None:
    channel, timestamp = chat.post(content(), mark=MARK, thread="")
    changed = Message("It failed.", (header("Sync 1: failed"),))
    chat.update(content(changed), channel=channel, timestamp=timestamp)
    message = standing(world, channel, timestamp)
    assert message.text == "It failed."
    assert message.blocks is not None
    assert len(message.blocks) == 1


def test_thread__a_reply_stands_below_its_message(chat: SlackChat, world: RunningWorld) -> None:
    channel, parent = chat.post(content(), mark=MARK, thread="")
    _, reply = chat.post(content(), mark=MARK, thread=parent)
    assert standing(world, channel, reply).thread_ts == parent


def test_private__only_one_person_sees_it(chat: SlackChat, world: RunningWorld) -> None:
    private = content(person="U0TOM", is_private=True)
    channel, timestamp = chat.post(private, mark=MARK, thread="")
    assert standing(world, channel, timestamp).ephemeral_for == "U0TOM"


def test_home__is_the_persons_own_page(chat: SlackChat, world: RunningWorld) -> None:
    home = content(channel="", person="U0GRACE", is_home=True)
    assert chat.post(home, mark=MARK, thread="") == ("U0GRACE", "home")
    changed = Message("Home.", (header("Nothing waits"),))
    chat.update(
        content(changed, channel="", person="U0GRACE", is_home=True),
        channel="U0GRACE",
        timestamp="home",
    )
    view = world.world.workspace.homes.of("U0GRACE")
    assert view is not None
    assert view.blocks[0]["text"]["text"] == "Nothing waits"


def test_busy__the_wait_is_the_one_slack_named(chat: SlackChat, world: RunningWorld) -> None:
    fail(world, FaultKind.RATE_LIMITED, retry_after=7)
    with pytest.raises(RetryLater) as caught:
        chat.post(content(), mark=MARK, thread="")
    assert caught.value.wait_seconds == 7


@pytest.mark.parametrize(
    "kind",
    [FaultKind.SERVER_ERROR, FaultKind.NOT_JSON, FaultKind.RESET_BEFORE, FaultKind.RESET_AFTER],
)
def test_away__is_tried_again_later_and_asked_once(
    chat: SlackChat, world: RunningWorld, kind: FaultKind
) -> None:
    fail(world, kind, calls=1)
    before = len(world.world.workspace.messages.seen_by("U0TOM", "C0SYNC"))
    with pytest.raises(RetryLater) as caught:
        chat.post(content(), mark=MARK, thread="")
    assert "<html>" not in str(caught.value)
    after = len(world.world.workspace.messages.seen_by("U0TOM", "C0SYNC"))
    assert after - before == (1 if kind in {FaultKind.NOT_JSON, FaultKind.RESET_AFTER} else 0)


def test_away__nobody_listens() -> None:
    chat = SlackChat(BOT_TOKEN, f"http://127.0.0.1:{free_port()}/slack/api/")
    with pytest.raises(RetryLater):
        chat.post(content(), mark=MARK, thread="")


def test_away__whoever_answers_is_not_slack() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)
        chat = SlackChat(BOT_TOKEN, f"http://127.0.0.1:{listener.getsockname()[1]}/")

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"this is not HTTP\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(RetryLater):
            chat.post(content(), mark=MARK, thread="")
        thread.join()


def test_closed_channel__the_person_is_written_to_directly(
    chat: SlackChat, world: RunningWorld
) -> None:
    channel, timestamp = chat.post(
        content(channel="C0GENERAL", person="U0TOM"), mark=MARK, thread=""
    )
    assert channel == "D0TOM"
    assert standing(world, channel, timestamp).text == "A sync of Harbour is done."


def test_closed_channel__a_private_answer_goes_to_the_person_too(
    chat: SlackChat, world: RunningWorld
) -> None:
    private = content(channel="C0GENERAL", person="U0VICTOR", is_private=True)
    channel, timestamp = chat.post(private, mark=MARK, thread="")
    assert channel == "D0VICTOR"
    assert standing(world, channel, timestamp).text == "A sync of Harbour is done."


@pytest.mark.parametrize("channel", ["C0GENERAL", "C0NOWHERE"])
def test_closed_channel__without_a_person_is_refused_with_the_next_step(
    chat: SlackChat, channel: str
) -> None:
    with pytest.raises(MessageRefused) as caught:
        chat.post(content(channel=channel), mark=MARK, thread="")
    assert f"channel {channel}" in str(caught.value)
    assert "Invite the app to it, or choose another channel." in str(caught.value)


def test_closed_channel__nor_will_the_person_is_refused(chat: SlackChat) -> None:
    with pytest.raises(MessageRefused):
        chat.post(content(channel="C0GENERAL", person="U0MARTIN"), mark=MARK, thread="")


@pytest.mark.parametrize("kind", [FaultKind.TOKEN_REVOKED, FaultKind.ACCOUNT_INACTIVE])
def test_revoked__is_refused_and_the_token_stays_out_of_the_message(
    chat: SlackChat, world: RunningWorld, kind: FaultKind
) -> None:
    fail(world, kind)
    with pytest.raises(MessageRefused) as caught:
        chat.post(content(), mark=MARK, thread="")
    assert kind.value in str(caught.value)
    assert BOT_TOKEN not in str(caught.value)


def test_update__of_a_message_that_is_gone_is_refused(chat: SlackChat) -> None:
    with pytest.raises(MessageRefused, match="message_not_found"):
        chat.update(content(), channel="C0SYNC", timestamp="1.000001")


def test_too_large__is_shortened_and_sent(
    chat: SlackChat, world: RunningWorld, caplog: pytest.LogCaptureFixture
) -> None:
    large = Message("A long story.", tuple(section("x" * 2900) for _ in range(60)))
    channel, timestamp = chat.post(content(large), mark=MARK, thread="")
    blocks = standing(world, channel, timestamp).blocks
    assert blocks is not None
    assert "… shortened" in json.dumps(blocks[-1], ensure_ascii=False)
    assert len(blocks) == 5
    assert "A message is shortened before it is sent." in caplog.text


def test_faulty__a_block_slack_would_refuse_does_not_lose_the_message(
    chat: SlackChat, world: RunningWorld
) -> None:
    faulty = Message("The result.", ({"type": "header", "text": {}}, section("Kept")))
    channel, timestamp = chat.post(content(faulty), mark=MARK, thread="")
    blocks = standing(world, channel, timestamp).blocks
    assert blocks is not None
    assert [block["type"] for block in blocks] == ["section", "context"]


def test_proxy__the_one_that_no_proxy_excepts_is_not_used(
    world: RunningWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    chat = SlackChat(BOT_TOKEN, f"{world.address}/slack/api/")
    assert chat.post(content(), mark=MARK, thread="")[0] == "C0SYNC"
