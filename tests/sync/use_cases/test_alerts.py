"""When people are told: once for each issue, never in a flood, not at night, and again where nobody looks."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from sync.domain.choices import Person
from sync.domain.company_settings import CompanySettings
from sync.domain.issue_care import MOST_AT_ONCE, MOST_STANDING, Snooze
from sync.domain.runs import SCHEDULE, Requester
from sync.domain.stoppage import FailureKind
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.care_for_issues import CannotCare, assign, mute, retry, snooze, unmute
from sync.use_cases.ports import OutboxTopic
from tests.sync.store.builders import Clock
from tests.sync.use_cases.alerting import ALWAYS, GRACE, Alerting, flood

TOM = Person("tom", "U0TOM")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def alerting(engine: Engine) -> Alerting:
    """A company on a Monday noon; the clock stands still until it is moved."""
    clock = Clock()
    return Alerting(SqlStore(engine, now=clock), clock)


@pytest.fixture
def quick(sqlite_url: str) -> Alerting:
    """The same on SQLite only, for what is not about the database."""
    clock = Clock()
    return Alerting(SqlStore(open_engine(sqlite_url), now=clock), clock)


def told_by_themselves(subjects: list[str]) -> list[str]:
    return [one for one in subjects if one.startswith("issue:")]


def test_issue__is_told_once_and_then_only_when_it_changes(alerting: Alerting) -> None:
    first, second, _ = alerting.records(3)
    alerting.hold_up(first, subject="4090")
    alerting.tell()
    assert alerting.due() == ["issue:1"]
    alerting.tell()
    alerting.keep()
    assert alerting.due() == []
    alerting.hold_up(second, subject="4090")
    alerting.keep()
    assert alerting.due() == ["issue:1"]
    alerting.let_go(first, second)
    alerting.tell()
    assert alerting.due() == ["issue:1"]
    alerting.keep()
    assert alerting.due() == []


def test_flood__ten_thousand_issues_are_five_messages_and_a_list(
    alerting: Alerting, engine: Engine
) -> None:
    flood(engine, alerting, 10_000)
    assert len(alerting.open()) == 10_000
    alerting.tell()
    subjects = alerting.due()
    assert len(told_by_themselves(subjects)) == MOST_AT_ONCE
    assert [one for one in subjects if one not in told_by_themselves(subjects)] == ["issues:1"]
    begun = time.monotonic()
    for _ in range(3):
        alerting.keep()
    assert time.monotonic() - begun < 3
    assert alerting.due() == []


def test_flood__several_schedulers_at_once_tell_it_once(alerting: Alerting, engine: Engine) -> None:
    flood(engine, alerting, 50)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(alerting.keep) for _ in range(4)]:
            done.result()
    assert len(alerting.due()) == MOST_AT_ONCE + 1
    with alerting.store.reading() as transaction:
        assert len(transaction.care.told(alerting.link_id)) == MOST_AT_ONCE


def test_flood__that_ebbs_is_told_in_the_list_and_updates_no_hundreds(alerting: Alerting) -> None:
    ids = alerting.records(300)
    alerting.hold_up(*ids)
    alerting.tell()
    alerting.due()
    alerting.let_go(*ids[100:])
    alerting.tell()
    assert set(alerting.due()) <= {*(f"issue:{number}" for number in range(1, 301)), "issues:1"}
    alerting.let_go(*ids)
    alerting.tell()
    subjects = alerting.due()
    assert len(subjects) <= MOST_AT_ONCE + 1
    assert "issues:1" in subjects
    alerting.tell()
    assert alerting.due() == []


def test_flood__of_single_days_never_keeps_more_than_a_few_messages(quick: Alerting) -> None:
    quick.set(CompanySettings(hours=ALWAYS))
    ids = quick.records(60)
    told = set()
    for number in range(0, 60, 3):
        quick.hold_up(*ids[number : number + 3])
        quick.tell()
        told |= set(told_by_themselves(quick.due()))
        quick.pass_by(hours=1)
    assert len(told) == MOST_STANDING


def test_list__goes_on_in_a_new_message_the_next_day(quick: Alerting) -> None:
    ids = quick.records(20)
    quick.hold_up(*ids[:10])
    quick.tell()
    quick.due()
    quick.pass_by(days=1)
    quick.hold_up(*ids[10:])
    quick.tell()
    lists = [one for one in quick.due() if one.startswith("issues:")]
    assert lists == ["issues:1", "issues:2"]


def test_night__alerts_wait_for_monday_and_what_has_closed_by_then_is_settled(
    alerting: Alerting,
) -> None:
    alerting.clock.moment = FRIDAY_EVENING
    alerting.hold_up(*alerting.records(2))
    alerting.tell()
    alerting.run(failure="Sage Intacct is away. Tried 5 times.", kind=FailureKind.AWAY)
    assert alerting.due() == []
    alerting.clock.moment = MONDAY_MORNING - timedelta(seconds=1)
    assert alerting.due() == []
    alerting.clock.moment = MONDAY_MORNING
    assert alerting.due() == ["issue:1", "issue:2", "stoppage:1"]


def test_night__refused_credentials_are_told_at_once(quick: Alerting) -> None:
    quick.clock.moment = FRIDAY_EVENING
    quick.run(failure="The password is not accepted.", kind=FailureKind.SIGN_IN)
    assert quick.due() == ["stoppage:1"]


def test_failing_schedule__is_told_once_for_one_reason(alerting: Alerting) -> None:
    for attempt in range(5):
        alerting.run(failure=f"Sage Intacct is away. Tried {attempt} times.")
        alerting.pass_by(minutes=5)
        assert alerting.due() == ["stoppage:1"]
    with alerting.store.reading() as transaction:
        lasting = transaction.stoppages.lasting(alerting.link_id)
    assert lasting is not None
    assert (lasting.times, lasting.last_run_id) == (5, 5)
    assert lasting.last_at - lasting.since == timedelta(minutes=20)


def test_failing_schedule__ends_when_a_run_works_and_begins_anew_for_another_reason(
    alerting: Alerting,
) -> None:
    alerting.run(failure="Sage Intacct is away.")
    alerting.run(failure="Re-Leased is away.")
    assert alerting.due() == ["stoppage:1", "stoppage:2"]
    alerting.run()
    assert alerting.due() == ["stoppage:2"]
    with alerting.store.reading() as transaction:
        first, second = transaction.stoppages.get(1), transaction.stoppages.get(2)
        assert transaction.stoppages.lasting(alerting.link_id) is None
    assert (first.works_again, second.works_again) == (False, True)
    alerting.run()
    assert alerting.due() == []


def test_failing_run__that_a_person_asked_for_is_told_on_its_own_card(quick: Alerting) -> None:
    quick.run(Requester("U0TOM", "tom", "C0"), failure="Sage Intacct is away.")
    assert quick.due() == []
    assert SCHEDULE.person_id == ""


def test_escalation__once_to_whom_it_is_set_and_all_in_one_message(alerting: Alerting) -> None:
    alerting.escalate_to_grace()
    ids = alerting.records(3)
    alerting.hold_up(*ids)
    alerting.tell()
    alerting.due()
    assign(alerting.store, 2, "U0TOM", who=TOM, now=alerting.now)
    alerting.due()
    alerting.pass_by(hours=21)
    alerting.keep()
    assert not [one for one in alerting.due() if one.startswith("escalation:")]
    alerting.pass_by(hours=1)
    alerting.keep()
    subjects = alerting.due()
    escalated = [one for one in subjects if one.startswith("escalation:")]
    assert escalated == [f"escalation:1:{int(alerting.now.timestamp())}"]
    with alerting.store.reading() as transaction:
        named = transaction.care.escalated(alerting.link_id, alerting.now)
    assert {one.issue_id for one in named} == {1, 3}
    alerting.pass_by(hours=2)
    alerting.keep()
    assert not [one for one in alerting.due() if one.startswith("escalation:")]


def test_snooze__ends_with_a_word_in_the_thread(alerting: Alerting) -> None:
    alerting.hold_up(*alerting.records(1))
    alerting.tell()
    alerting.due()
    until = snooze(alerting.store, 1, Snooze.ONE_HOUR, who=TOM, now=alerting.now)
    assert alerting.due() == ["issue:1"]
    alerting.keep()
    assert alerting.due() == []
    alerting.clock.moment = until
    alerting.keep()
    assert alerting.due() == ["issue:1", f"issue:1:woken:{int(until.timestamp())}"]
    alerting.keep()
    assert alerting.due() == []


def test_mute__needs_a_reason_and_is_undone(alerting: Alerting) -> None:
    alerting.hold_up(*alerting.records(1))
    alerting.tell()
    alerting.due()
    with pytest.raises(CannotCare, match="reason"):
        mute(alerting.store, 1, who=TOM, why="  ok ", now=NOW)
    mute(alerting.store, 1, who=TOM, why="the bank mends it in May", now=NOW)
    assert alerting.due() == ["issue:1"]
    with alerting.store.reading() as transaction:
        muting = transaction.care.get(1).muting
    assert muting is not None
    assert (muting.who, muting.why) == (TOM, "the bank mends it in May")
    unmute(alerting.store, 1, who=TOM, now=NOW)
    with alerting.store.reading() as transaction:
        assert transaction.care.get(1).muting is None


def test_care__of_what_is_closed_or_unknown_is_refused(quick: Alerting) -> None:
    ids = quick.records(1)
    quick.hold_up(*ids)
    quick.let_go(*ids)
    requester = Requester("U0TOM", "tom", "C0")
    for issue_id, words in ((1, "closed by itself"), (99, "no issue 99")):
        with pytest.raises(CannotCare, match=words):
            assign(quick.store, issue_id, "U0TOM", who=TOM, now=quick.now)
        with pytest.raises(CannotCare, match=words):
            snooze(quick.store, issue_id, Snooze.ONE_HOUR, who=TOM, now=quick.now)
        with pytest.raises(CannotCare, match=words):
            mute(quick.store, issue_id, who=TOM, why="known since May", now=NOW)
        with pytest.raises(CannotCare, match=words):
            retry(quick.store, issue_id, requester, NOW)


def test_care__leaves_its_word_in_the_audit_trail(alerting: Alerting) -> None:
    alerting.hold_up(*alerting.records(1))
    assign(alerting.store, 1, GRACE, who=TOM, now=alerting.now)
    snooze(alerting.store, 1, Snooze.TILL_MORNING, who=TOM, now=alerting.now)
    mute(alerting.store, 1, who=TOM, why="known since May", now=NOW)
    unmute(alerting.store, 1, who=TOM, now=NOW)
    asked = retry(alerting.store, 1, Requester("U0TOM", "tom", "C0"), NOW)
    with alerting.store.reading() as transaction:
        events = transaction.audit.about(alerting.link_id, ["issue 1"], 10)
        assert transaction.outbox.is_waiting(OutboxTopic.RUN, str(asked.run.run_id))
    assert [event.tag for event in reversed(events)] == [
        "issue:assigned",
        "issue:snoozed",
        "issue:muted",
        "issue:unmuted",
        "issue:retried",
    ]
    assert {event.actor for event in events} == {"tom U0TOM"}


def test_digest__once_on_a_working_morning_and_not_when_all_is_clear(alerting: Alerting) -> None:
    ids = alerting.records(1)
    alerting.clock.moment = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    alerting.keep()
    assert alerting.due() == []
    alerting.hold_up(*ids)
    alerting.pass_by(days=1)
    for _ in range(2):
        alerting.keep()
    alerting.pass_by(hours=1)
    subjects = alerting.due()
    assert [one for one in subjects if one.startswith("digest:")] == ["digest:1:2026-03-04"]
    alerting.keep()
    assert alerting.due() == []


def test_muted_issue__is_no_reason_for_a_digest(quick: Alerting) -> None:
    quick.hold_up(*quick.records(1))
    mute(quick.store, 1, who=TOM, why="known since May", now=NOW)
    quick.set(CompanySettings())
    quick.clock.moment = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    quick.keep()
    assert not [one for one in quick.due() if one.startswith("digest:")]
