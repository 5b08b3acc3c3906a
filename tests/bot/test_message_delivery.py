"""From the outbox to Slack: one message for each subject, kept current, with a real database and Slack."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.presenter import SlackPresenter
from bot.slack_chat import SlackChat
from bot.slack_directory import SlackDirectory
from sandbox.server import RunningWorld
from sandbox.slack.credentials import BOT_TOKEN, TEAM_ID
from sandbox.slack.faults import Fault, FaultKind
from sandbox.slack.message import Message
from sync.domain.roles import Role
from sync.domain.runs import SCHEDULE, Progress, Requester, Run, RunPhase, RunState
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.answer_privately import answer_privately
from sync.use_cases.deliver_messages import deliver_due
from sync.use_cases.messenger import Messenger
from sync.use_cases.ports import Answer, OutboxTopic, PostedMessage
from sync.use_cases.request_run import request_plan, request_sync, run_details_subject, run_subject
from tests.knowing import roster_of
from tests.sync.store.builders import HARBOUR, Clock, account, seen

WAITS = Standing(StandingState.WAITING, Cause.MISSING_COUNTERPART, subject="customer C-1")
TOM = Requester("U0TOM", "tom", "C0SYNC")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def messenger(world: RunningWorld, sqlite_url: str, clock: Clock) -> Iterator[Messenger]:
    """Delivers from a database of its own to the stand-in Slack."""
    store = SqlStore(open_engine(sqlite_url), now=clock)
    with store.transaction() as transaction:
        transaction.links.add(HARBOUR)
    presenter = SlackPresenter(store, roster_of({"U0TOM": Role.OPERATOR}), channel="C0ALERTS")
    api_url = f"{world.address}/slack/api/"
    chat, directory = SlackChat(BOT_TOKEN, api_url), SlackDirectory(BOT_TOKEN, api_url, TEAM_ID)
    yield Messenger(
        store=store,
        presenter=presenter,
        chat=chat,
        directory=directory,
        fallback_channel="C0ALERTS",
        administrators=("U0PRIYA",),
        now=clock,
        pause=clock.advance,
    )
    world.world.clear_faults()
    store.close()


def posted(messenger: Messenger, subject: str) -> PostedMessage | None:
    with messenger.store.reading() as transaction:
        return transaction.messages.get(subject)


def shown(world: RunningWorld, messenger: Messenger, subject: str) -> Message:
    """The message about `subject`, as it stands in Slack."""
    message = posted(messenger, subject)
    assert message is not None
    standing = world.world.workspace.messages.get(message.channel, message.timestamp)
    assert standing is not None
    return standing


def ask(messenger: Messenger, subject: str) -> None:
    with messenger.store.transaction() as transaction:
        transaction.outbox.add(OutboxTopic.MESSAGE, subject)


def is_waiting(messenger: Messenger, subject: str) -> bool:
    with messenger.store.reading() as transaction:
        return transaction.outbox.is_waiting(OutboxTopic.MESSAGE, subject)


def advance(messenger: Messenger, run: Run, state: RunState) -> None:
    """Bring the run to `state` and ask for its messages, as a worker does."""
    with messenger.store.transaction() as transaction:
        transaction.runs.start(run.run_id)
        transaction.runs.report(run.run_id, Progress(RunPhase.PULLING, read=12))
        if state.is_over:
            transaction.runs.finish(run.run_id, state, failure="Away. Try later.")
    ask(messenger, run_subject(run.run_id))


def test_card__one_message_changed_in_place(
    messenger: Messenger, world: RunningWorld, clock: Clock
) -> None:
    run = request_sync(messenger.store, 1, TOM).run
    subject = run_subject(run.run_id)
    assert deliver_due(messenger) == 1
    first = posted(messenger, subject)
    assert shown(world, messenger, subject).text.startswith(f"Sync {run.run_id}: queued.")
    advance(messenger, run, RunState.RUNNING)
    clock.advance(4)
    deliver_due(messenger)
    assert shown(world, messenger, subject).text.startswith(f"Sync {run.run_id}: running.")
    advance(messenger, run, RunState.FAILED)
    deliver_due(messenger)
    last = posted(messenger, subject)
    assert shown(world, messenger, subject).text.endswith("Away. Try later.")
    assert first is not None
    assert last == replace(first, digest=last.digest if last else "")
    assert not is_waiting(messenger, subject)


def test_card__unchanged_is_not_sent_again(messenger: Messenger, world: RunningWorld) -> None:
    run = request_sync(messenger.store, 1, TOM).run
    deliver_due(messenger)
    before = len(world.world.calls.latest(None))
    ask(messenger, run_subject(run.run_id))
    assert deliver_due(messenger) == 1
    assert len(world.world.calls.latest(None)) == before
    assert not is_waiting(messenger, run_subject(run.run_id))


def finished_with_an_issue(messenger: Messenger, requester: Requester) -> Run:
    run = request_sync(messenger.store, 1, requester).run
    with messenger.store.transaction() as transaction:
        transaction.records.see(1, Side.INTACCT, [seen("4000", account())])
        transaction.records.stand([(1, WAITS)])
        transaction.issues.refresh(1)
        transaction.runs.start(run.run_id)
        transaction.runs.finish(run.run_id, RunState.DONE, needs_a_person=1)
    return run


def test_reply__waits_for_the_message_above_it(
    messenger: Messenger, world: RunningWorld, clock: Clock
) -> None:
    run = finished_with_an_issue(messenger, TOM)
    parent, reply = run_subject(run.run_id), run_details_subject(run.run_id)
    with messenger.store.transaction() as transaction:
        (row,) = transaction.outbox.claim(OutboxTopic.MESSAGE, limit=9, busy_seconds=60)
        transaction.outbox.done(row.row_id, row.generation)
    ask(messenger, reply)
    assert deliver_due(messenger) == 1
    assert posted(messenger, reply) is None
    assert is_waiting(messenger, reply)
    ask(messenger, parent)
    for _ in range(2):
        clock.advance(5)
        deliver_due(messenger)
    assert shown(world, messenger, reply).thread_ts == shown(world, messenger, parent).ts


def test_reply__follows_its_card_into_the_direct_message(
    messenger: Messenger, world: RunningWorld
) -> None:
    run = finished_with_an_issue(messenger, Requester("U0TOM", "tom", "C0GENERAL"))
    ask(messenger, run_details_subject(run.run_id))
    deliver_due(messenger)
    card = shown(world, messenger, run_subject(run.run_id))
    reply = shown(world, messenger, run_details_subject(run.run_id))
    assert (card.channel, reply.channel) == ("D0TOM", "D0TOM")
    assert reply.thread_ts == card.ts


def test_details__none_where_there_is_nothing_to_tell(messenger: Messenger) -> None:
    run = request_plan(messenger.store, 1, TOM).run
    ask(messenger, run_details_subject(run.run_id))
    deliver_due(messenger)
    assert posted(messenger, run_details_subject(run.run_id)) is None
    assert not is_waiting(messenger, run_details_subject(run.run_id))


def test_schedule__has_no_card_while_it_runs_nor_when_it_wrote_nothing(
    messenger: Messenger,
) -> None:
    run = request_sync(messenger.store, 1, SCHEDULE).run
    deliver_due(messenger)
    for state in (RunState.RUNNING, RunState.DONE):
        advance(messenger, run, state)
        ask(messenger, run_details_subject(run.run_id))
        deliver_due(messenger)
    assert posted(messenger, run_subject(run.run_id)) is None
    assert posted(messenger, run_details_subject(run.run_id)) is None
    assert not is_waiting(messenger, run_details_subject(run.run_id))


def test_terminal__is_told_in_the_channel_of_the_settings(
    messenger: Messenger, world: RunningWorld
) -> None:
    run = request_sync(messenger.store, 1, Requester("", "the terminal")).run
    deliver_due(messenger)
    assert shown(world, messenger, run_subject(run.run_id)).channel == "C0ALERTS"


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        (Fault(kind=FaultKind.RATE_LIMITED, retry_after=30), 30),
        (Fault(kind=FaultKind.SERVER_ERROR), 10),
        (Fault(kind=FaultKind.RESET_BEFORE), 10),
    ],
)
def test_busy__the_row_stays_and_is_delivered_after_the_wait(
    messenger: Messenger, world: RunningWorld, clock: Clock, fault: Fault, seconds: int
) -> None:
    run = request_sync(messenger.store, 1, TOM).run
    world.world.workspace.faults.add(fault)
    deliver_due(messenger)
    assert is_waiting(messenger, run_subject(run.run_id))
    clock.advance(seconds - 2.1)
    assert deliver_due(messenger) == 0
    clock.advance(2.1)
    assert deliver_due(messenger) == 1
    assert shown(world, messenger, run_subject(run.run_id)).text.startswith("Sync")


def test_refused__does_not_hold_up_the_others(
    messenger: Messenger, world: RunningWorld, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = request_plan(messenger.store, 1, Requester("", "the schedule", "C0NOWHERE")).run
    run = request_sync(messenger.store, 1, TOM).run
    deliver_due(messenger)
    assert shown(world, messenger, run_subject(nowhere.run_id)).channel == "C0ALERTS"
    assert shown(world, messenger, run_subject(run.run_id)).channel == "C0SYNC"
    assert "Slack will not let the app post to channel C0NOWHERE" in caplog.text


def test_fault__one_message_that_cannot_be_made_does_not_hold_up_the_others(
    messenger: Messenger, world: RunningWorld, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for subject in ("run:999", "nonsense:1", "answer:77"):
        ask(messenger, subject)
    run = request_sync(messenger.store, 1, TOM).run
    assert deliver_due(messenger) == 4
    assert shown(world, messenger, run_subject(run.run_id)).channel == "C0SYNC"
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 3
    assert is_waiting(messenger, "run:999")
    clock.advance(59)
    assert deliver_due(messenger) == 0


def test_answer__reaches_only_the_one_who_clicked(
    messenger: Messenger, world: RunningWorld
) -> None:
    answer_privately(messenger.store, Answer("C0SYNC", "U0VICTOR", "You may *not*."))
    deliver_due(messenger)
    with messenger.store.reading() as transaction:
        assert transaction.answers.get(1).text == "You may *not*."
    message = shown(world, messenger, "answer:1")
    assert (message.ephemeral_for, message.text) == ("U0VICTOR", "You may *not*.")


def test_home__says_how_things_stand_and_what_one_may_do(
    messenger: Messenger, world: RunningWorld
) -> None:
    for person in ("U0TOM", "U0DANA"):
        ask(messenger, f"home:{person}")
    deliver_due(messenger)
    homes = world.world.workspace.homes
    views = [json.dumps(view.blocks) for view in (homes.of("U0TOM"), homes.of("U0DANA")) if view]
    assert "You are an *operator*: you may " in views[0]
    assert "Harbour Estates: nothing needs a look" in views[0]
    assert "You have no role in Leasebridge yet." in views[1]
    assert "Harbour Estates" not in views[1]


def test_home__a_run_that_failed_is_no_reading_of_the_ledgers(
    messenger: Messenger, world: RunningWorld
) -> None:
    advance(messenger, request_sync(messenger.store, 1, TOM).run, RunState.FAILED)
    ask(messenger, "home:U0TOM")
    deliver_due(messenger)
    view = world.world.workspace.homes.of("U0TOM")
    assert view is not None
    assert "none of the latest runs came to its end" in json.dumps(view.blocks)
