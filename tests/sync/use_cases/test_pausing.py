"""While a company is paused nothing is written to either ledger, whoever asks for it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Engine

from sync.domain.choices import Person
from sync.domain.kinds import RecordKind
from sync.domain.pausing import IsPaused
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from sync.use_cases.pause import CannotPause, pause, resume
from sync.use_cases.ports import Ledger, OutboxTopic, Response, Write
from sync.use_cases.request_run import request_plan, request_sync
from sync.use_cases.status import status_of
from tests.sync.store.builders import HARBOUR
from tests.sync.use_cases.bridge import TERMINAL, Bridge, bridge_over
from tests.sync.use_cases.deciding import audited

TOM = Person("Tom", "U0TOM")
PRIYA = Person("Priya", "U0PRIYA")
WHY = "Month-end close"


@pytest.fixture
def link_id(store: SqlStore) -> int:
    with store.transaction() as transaction:
        return transaction.links.add(HARBOUR).link_id


def test_pause__who_asks_for_a_sync_is_told_by_whom_since_when_and_why(
    store: SqlStore, engine: Engine, link_id: int
) -> None:
    made = pause(store, link_id, reason=f"  {WHY}. ", who=TOM)
    expected = (
        f"Harbour Estates is paused since {made.since:%d %b %Y %H:%M} UTC by Tom: Month-end close. "
        "Nothing is written to either ledger until somebody lets it go on with /sync resume."
    )
    with pytest.raises(IsPaused) as refused:
        request_sync(store, link_id, TERMINAL)
    assert str(refused.value) == expected
    with pytest.raises(CannotPause, match="by Tom: Month-end"):
        pause(store, link_id, reason="Again", who=PRIYA)
    assert status_of(store, link_id).pause == made
    request_plan(store, link_id, TERMINAL)
    assert audited(engine, "sync:paused") == [("Tom U0TOM", "Harbour Estates")]


def test_resume__it_goes_on_and_both_stay_on_record(
    store: SqlStore, engine: Engine, link_id: int
) -> None:
    with pytest.raises(CannotPause, match="Harbour Estates is not paused"):
        resume(store, link_id, who=PRIYA)
    pause(store, link_id, reason=WHY, who=TOM)
    over = resume(store, link_id, who=PRIYA)
    assert (over.who, over.ended_by) == (TOM, PRIYA)
    assert request_sync(store, link_id, TERMINAL).is_new
    assert status_of(store, link_id).pause is None
    again = pause(store, link_id, reason=WHY, who=PRIYA)
    assert again.pause_id != over.pause_id
    assert audited(engine, "sync:resumed") == [("Priya U0PRIYA", "Harbour Estates")]
    with store.reading() as transaction:
        assert transaction.outbox.is_waiting(OutboxTopic.MESSAGE, f"pause:{again.pause_id}")


def test_pause__of_many_at_the_same_moment_one_holds(store: SqlStore, link_id: int) -> None:
    def try_to(number: int) -> str:
        try:
            return pause(store, link_id, reason=f"Reason {number}", who=TOM).reason
        except CannotPause as error:
            return str(error)

    with ThreadPoolExecutor(8) as people:
        said = list(people.map(try_to, range(16)))
    paused = status_of(store, link_id).pause
    assert paused is not None
    assert said.count(paused.reason) == 1
    assert sum(f"by Tom: {paused.reason}." in one for one in said) == 15


@pytest.mark.parametrize("reason", ["", "   "])
def test_pause__takes_a_reason(store: SqlStore, link_id: int, reason: str) -> None:
    with pytest.raises(CannotPause, match="Say why"):
        pause(store, link_id, reason=reason, who=TOM)


@dataclass(slots=True)
class PausedMeanwhile:
    """A ledger of a company that somebody pauses while its first portion is under way."""

    ledger: Ledger
    bridge: Bridge
    kinds: list[RecordKind] = field(default_factory=list)

    def write(self, writes: Sequence[Write]) -> Sequence[Response]:
        if not self.kinds:
            pause(self.bridge.store, self.bridge.link.link_id, reason=WHY, who=TOM)
        self.kinds.append(writes[0].kind)
        return self.ledger.write(writes)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ledger, name)


def test_run__finishes_what_it_has_sent_and_stops_with_a_plain_word(sqlite_store: SqlStore) -> None:
    with bridge_over(sqlite_store) as bridge:
        ledger = bridge.ledgers[Side.INTACCT]
        paused = PausedMeanwhile(ledger, bridge)
        bridge.ledgers[Side.INTACCT] = paused
        run = bridge.sync().run
        assert run.state is RunState.FAILED
        assert "is paused since" in run.failure
        assert "by Tom: Month-end close." in run.failure
        assert run.failure.endswith(
            "What was written so far is kept; the rest goes with the first sync after that."
        )
        assert len(set(paused.kinds)) == 1
        with bridge.store.reading() as transaction:
            assert transaction.intents.unresolved(bridge.link.link_id, 9) == ()
        stopped_at = bridge.writes()
        plan = bridge.plan()
        assert plan.plan is not None
        assert plan.plan.writes > 0
        assert bridge.writes() == stopped_at
        resume(bridge.store, bridge.link.link_id, who=PRIYA)
        bridge.sync()
        assert bridge.issues() == {}
        after = bridge.plan().plan
        assert after is not None
        assert after.writes == 0


def test_run__asked_for_before_the_pause_writes_nothing(sqlite_store: SqlStore) -> None:
    with bridge_over(sqlite_store) as bridge:
        asked = request_sync(bridge.store, bridge.link.link_id, TERMINAL)
        pause(bridge.store, bridge.link.link_id, reason=WHY, who=TOM)
        before = bridge.writes()
        view = bridge._carry_out(asked)
        assert "by Tom: Month-end close" in view.run.failure
        assert bridge.writes() == before
