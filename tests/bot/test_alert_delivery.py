"""Alerts from the database into Slack: one message for each issue, changed in place, words in its thread."""

from collections.abc import Iterator

import pytest

from bot.presenter import SlackPresenter
from bot.slack_chat import SlackChat
from bot.slack_directory import SlackDirectory
from sandbox.server import RunningWorld
from sandbox.slack.credentials import BOT_TOKEN, TEAM_ID
from sandbox.slack.message import Message
from sync.domain.choices import Person
from sync.domain.company_settings import AlertPolicy, Channels, CompanySettings, Route
from sync.domain.issue_care import Snooze
from sync.domain.kinds import RecordKind
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.care_for_issues import assign, mute, snooze
from sync.use_cases.deliver_messages import deliver_due
from sync.use_cases.messenger import Messenger
from sync.use_cases.people import Roster
from tests.sync.store.builders import Clock
from tests.sync.use_cases.alerting import ALWAYS, Alerting

TOM = Person("tom", "U0TOM")
GRACE = "U0GRACE"


@pytest.fixture
def alerting(sqlite_url: str) -> Iterator[Alerting]:
    clock = Clock()
    store = SqlStore(open_engine(sqlite_url), now=clock)
    made = Alerting(store, clock)
    made.set(
        CompanySettings(
            channels=Channels(alerts="C0ALERTS"),
            hours=ALWAYS,
            alerts=AlertPolicy(escalate_after_hours=8, escalate_to=GRACE),
        )
    )
    yield made
    store.close()


@pytest.fixture
def messenger(world: RunningWorld, alerting: Alerting) -> Messenger:
    api_url = f"{world.address}/slack/api/"
    return Messenger(
        store=alerting.store,
        presenter=SlackPresenter(alerting.store, Roster({}), channel="C0SYNC"),
        chat=SlackChat(BOT_TOKEN, api_url),
        directory=SlackDirectory(BOT_TOKEN, api_url, TEAM_ID),
        now=alerting.clock,
        pause=alerting.clock.advance,
    )


def standing(world: RunningWorld, messenger: Messenger, subject: str) -> Message:
    """The message about `subject`, as it stands in Slack."""
    with messenger.store.reading() as transaction:
        posted = transaction.messages.get(subject)
    assert posted is not None, subject
    message = world.world.workspace.messages.get(posted.channel, posted.timestamp)
    assert message is not None
    return message


def test_issue__one_message_that_follows_it_to_its_end(
    alerting: Alerting, messenger: Messenger, world: RunningWorld
) -> None:
    first, second = alerting.records(2)
    alerting.hold_up(first, subject="4090")
    alerting.tell()
    deliver_due(messenger)
    opened = standing(world, messenger, "issue:1")
    assert opened.channel == "C0ALERTS"
    assert "It concerns 1 sales invoice · 10.00 GBP" in opened.text

    alerting.hold_up(second, subject="4090")
    alerting.tell()
    assign(alerting.store, 1, GRACE, who=TOM, now=alerting.now)
    given = f"issue:1:assigned:{GRACE}:{int(alerting.now.timestamp())}"
    alerting.pass_by(minutes=1)
    deliver_due(messenger)
    worse = standing(world, messenger, "issue:1")
    assert worse.ts == opened.ts
    assert "It concerns 2 sales invoices · 20.00 GBP" in worse.text
    assert f"Assigned to <@{GRACE}>" in str(worse.blocks)
    assert "this is yours to see to now" in standing(world, messenger, given).text
    assert standing(world, messenger, given).thread_ts == opened.ts

    alerting.let_go(first, second)
    alerting.tell()
    alerting.pass_by(minutes=1)
    deliver_due(messenger)
    closed = standing(world, messenger, "issue:1")
    assert closed.ts == opened.ts
    assert "It closed by itself" in closed.text
    assert "retry_issue" not in str(closed.blocks)


def test_snooze__is_over_in_the_thread_and_muting_shows_its_reason(
    alerting: Alerting, messenger: Messenger, world: RunningWorld
) -> None:
    alerting.hold_up(*alerting.records(1))
    alerting.tell()
    deliver_due(messenger)
    until = snooze(alerting.store, 1, Snooze.ONE_HOUR, who=TOM, now=alerting.now)
    alerting.clock.moment = until
    alerting.keep()
    deliver_due(messenger)
    word = standing(world, messenger, f"issue:1:woken:{int(until.timestamp())}")
    assert word.thread_ts == standing(world, messenger, "issue:1").ts
    assert "<@U0TOM>, the snooze is over" in str(word.blocks)
    mute(alerting.store, 1, who=TOM, why="the bank mends it in May", now=alerting.now)
    alerting.pass_by(minutes=1)
    deliver_due(messenger)
    assert "the bank mends it in May" in str(standing(world, messenger, "issue:1").blocks)


def test_route__of_a_kind_wins_over_the_alerts_channel(
    alerting: Alerting, messenger: Messenger, world: RunningWorld
) -> None:
    route = Route(RecordKind.SALES_INVOICE, "C0SYNC")
    channels = Channels(alerts="C0ALERTS", routes=(route,))
    alerting.set(CompanySettings(channels=channels, hours=ALWAYS))
    alerting.hold_up(*alerting.records(7))
    alerting.tell()
    alerting.run(failure="Sage Intacct is away.")
    for _ in range(3):
        alerting.pass_by(seconds=10)
        deliver_due(messenger)
    assert standing(world, messenger, "issue:1").channel == "C0SYNC"
    listed = standing(world, messenger, "issues:1")
    assert listed.channel == "C0ALERTS"
    assert "2 issues open besides. 2 records · 20.00 GBP" in listed.text
    assert standing(world, messenger, "stoppage:1").channel == "C0ALERTS"


def test_escalation__is_told_directly_and_the_digest_in_its_channel(
    alerting: Alerting, messenger: Messenger, world: RunningWorld
) -> None:
    alerting.hold_up(*alerting.records(2))
    alerting.tell()
    deliver_due(messenger)
    alerting.pass_by(hours=20)
    alerting.keep()
    at = int(alerting.now.timestamp())
    for _ in range(3):
        alerting.pass_by(seconds=10)
        deliver_due(messenger)
    told = standing(world, messenger, f"escalation:1:{at}")
    assert told.channel.startswith("D")
    assert "nobody has taken 2 issues" in told.text
    digest = standing(world, messenger, "digest:1:2026-03-03")
    assert digest.channel == "C0SYNC"
    assert digest.text.startswith("Good morning, Harbour Estates. 2 issues need somebody.")


def test_what_is_over_before_it_was_told__is_not_told(
    alerting: Alerting, messenger: Messenger
) -> None:
    ids = alerting.records(7)
    alerting.hold_up(*ids)
    alerting.tell()
    alerting.run(failure="Sage Intacct is away.")
    alerting.let_go(*ids)
    alerting.run()
    deliver_due(messenger)
    with messenger.store.reading() as transaction:
        for subject in ("issue:1", "issues:1", "stoppage:1"):
            assert transaction.messages.get(subject) is None
