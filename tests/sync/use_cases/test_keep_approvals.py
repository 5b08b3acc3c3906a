"""What the clock brings about for drafts that wait; and deciding in the place of somebody who is away."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from sync.domain.approving.approvals import Approval, ApprovalState
from sync.domain.company_settings import ApprovalPolicy
from sync.domain.roles import Role
from sync.domain.runs import Requester, RunPurpose, RunState
from sync.store.sql_store import SqlStore
from sync.use_cases.approving.batches import short_digest
from sync.use_cases.approving.decide import Desk, NotDecided, approve
from sync.use_cases.approving.delegate import CannotDelegate, come_back, delegate
from sync.use_cases.keep_approvals import keep_approvals
from sync.use_cases.ports import OutboxTopic
from tests.knowing import roster_of
from tests.sync.store.builders import HARBOUR, NOON, Clock
from tests.sync.store.drafts import GRACE, HENRY, linked_draft, opened

MONDAY_NOON = NOON
ROSTER = roster_of(
    {"U0GRACE": Role.APPROVER, "U0HENRY": Role.VIEWER, "U0PRIYA": Role.ADMINISTRATOR}
)
REQUESTERS = {one.person_id: Requester(one.person_id, one.name) for one in (GRACE, HENRY)}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> SqlStore:
    return SqlStore(engine, now=clock)


@pytest.fixture
def approval(store: SqlStore) -> Approval:
    """One draft that waits since Monday noon."""
    with store.transaction() as transaction:
        link_id = transaction.links.add(HARBOUR).link_id
        settings = transaction.settings.get(link_id)
        policy = ApprovalPolicy(escalate_to="U0PRIYA")
        transaction.settings.put(link_id, replace(settings, approval=policy))
    (made,) = opened(store, link_id, linked_draft(store, link_id))
    return made


def now(store: SqlStore, approval: Approval) -> Approval:
    with store.reading() as transaction:
        return transaction.approvals.get(approval.approval_id)


def asked_for(store: SqlStore) -> set[str]:
    """The messages that are asked for; none is any more afterwards."""
    with store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.MESSAGE, limit=100, busy_seconds=1)
        for row in rows:
            transaction.outbox.done(row.row_id, row.generation)
    return {row.subject for row in rows}


def keep(store: SqlStore, clock: Clock, at: datetime) -> set[str]:
    clock.moment = at
    keep_approvals(store, at)
    return asked_for(store)


def decide(store: SqlStore, approval: Approval, person_id: str, at: datetime) -> Approval:
    desk = Desk(store, ROSTER, at)
    who = REQUESTERS[person_id]
    return approve(desk, approval.approval_id, short_digest(approval), who)


def test_waiting__is_reminded_of_then_passed_on_then_expires(
    store: SqlStore, clock: Clock, approval: Approval
) -> None:
    batch = f"approvals:{approval.batch_id}"
    hours = {name: MONDAY_NOON + timedelta(hours=hours) for name, hours in TIMES.items()}
    assert keep(store, clock, hours["too early"]) == set()
    assert keep(store, clock, hours["reminder"]) == {f"{batch}:reminder"}
    assert keep(store, clock, hours["once only"]) == set()
    assert keep(store, clock, hours["night"]) == set()
    assert keep(store, clock, hours["next day"]) == {f"{batch}:escalation"}
    assert keep(store, clock, hours["expiry"]) == {batch}
    assert now(store, approval).state is ApprovalState.EXPIRED
    with pytest.raises(NotDecided, match="is closed"):
        decide(store, approval, "U0GRACE", hours["expiry"])


TIMES = {
    "too early": 3.9,
    "reminder": 4.1,
    "once only": 5,
    "night": 15,
    "next day": 24,
    "expiry": 72,
}


def test_decided__is_not_reminded_of(store: SqlStore, clock: Clock, approval: Approval) -> None:
    decide(store, approval, "U0GRACE", MONDAY_NOON)
    asked_for(store)
    assert keep(store, clock, MONDAY_NOON + timedelta(hours=100)) == set()
    assert now(store, approval).state is ApprovalState.GRANTED


def test_decided__just_too_late_for_its_run_gets_another(
    store: SqlStore, clock: Clock, approval: Approval
) -> None:
    decide(store, approval, "U0GRACE", MONDAY_NOON)
    with store.transaction() as transaction:
        (run,) = transaction.runs.unfinished()
        transaction.runs.start(run.run_id)
        transaction.runs.finish(run.run_id, RunState.DONE)
    keep(store, clock, MONDAY_NOON + timedelta(minutes=1))
    keep(store, clock, MONDAY_NOON + timedelta(minutes=2))
    with store.reading() as transaction:
        (again,) = transaction.runs.unfinished()
    assert (again.purpose, now(store, approval).run_id) == (RunPurpose.APPROVE, again.run_id)


def test_expired__cannot_be_decided_even_before_anybody_has_noted_it(
    store: SqlStore, approval: Approval
) -> None:
    with pytest.raises(NotDecided, match="was not decided in time"):
        decide(store, approval, "U0GRACE", MONDAY_NOON + timedelta(hours=72))


def test_away__another_decides_in_ones_place_and_it_is_on_record(
    store: SqlStore, approval: Approval
) -> None:
    desk = Desk(store, ROSTER, MONDAY_NOON)
    with pytest.raises(NotDecided, match="not allowed to decide about drafts"):
        decide(store, approval, "U0HENRY", MONDAY_NOON)
    week = MONDAY_NOON + timedelta(days=7)
    delegate(desk, GRACE, HENRY, begins_at=MONDAY_NOON, ends_at=week)
    decided = decide(store, approval, "U0HENRY", MONDAY_NOON)
    (decision,) = decided.decisions
    assert (decision.who, decision.on_behalf_of) == (HENRY, GRACE)
    with store.reading() as transaction:
        subject = decided.draft.subject
        (event,) = transaction.audit.about(approval.link_id, [subject], 5)
    assert event.facts["on behalf of"] == "grace U0GRACE"


def test_back__nobody_decides_in_ones_place_any_more(store: SqlStore, approval: Approval) -> None:
    desk = Desk(store, ROSTER, MONDAY_NOON)
    week = MONDAY_NOON + timedelta(days=7)
    delegate(desk, GRACE, HENRY, begins_at=MONDAY_NOON, ends_at=week)
    assert len(come_back(desk, GRACE)) == 1
    with pytest.raises(NotDecided):
        decide(store, approval, "U0HENRY", MONDAY_NOON)


@pytest.mark.parametrize("days", [0, -1, 61])
def test_away__for_no_time_or_too_long_is_refused(store: SqlStore, days: int) -> None:
    desk = Desk(store, ROSTER, MONDAY_NOON)
    end = MONDAY_NOON + timedelta(days=days)
    with pytest.raises(CannotDelegate):
        delegate(desk, GRACE, HENRY, begins_at=MONDAY_NOON, ends_at=end)


def test_away__only_who_may_decide_can_be_stood_in_for(store: SqlStore) -> None:
    desk = Desk(store, ROSTER, MONDAY_NOON)
    week = MONDAY_NOON + timedelta(days=7)
    stranger = replace(HENRY, person_id="U0NOBODY")
    for giver, taker in ((HENRY, GRACE), (GRACE, GRACE), (GRACE, stranger)):
        with pytest.raises(CannotDelegate):
            delegate(desk, giver, taker, begins_at=MONDAY_NOON, ends_at=week)
