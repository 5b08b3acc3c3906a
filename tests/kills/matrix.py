"""The kill matrix: a worker dies at a point of a scenario, another goes on, and nothing shows that it did."""

import signal
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from tempfile import mkdtemp

import msgspec

from jobs.janitor import put_lost_runs_back
from jobs.relay import relay_runs
from sync.domain.runs import RunState
from sync.store.sql_store import SqlStore
from sync.use_cases.request_run import request_sync
from sync.use_cases.run.carry_out import carry_out
from tests.kills.lane import Lane, Scene, Start, a_while_ago, start_of
from tests.kills.outcome import Outcome, outcome_of
from tests.kills.points import Point
from tests.kills.scenarios import Scenario
from tests.sync.use_cases.bridge import TERMINAL
from tests.sync.use_cases.starts import GOOD_FOR

ENOUGH_FAILURES = 5


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A scenario in which nobody is killed.

    Attributes:
        scenario: The scenario.
        start: What it begins with.
        points: All points that the worker passed, in their order.
        outcome: What it came to.
        found_at: When the start was come to, aware UTC.
    """

    scenario: Scenario
    start: Start
    points: Sequence[Point]
    outcome: Outcome
    found_at: datetime


@dataclass(slots=True)
class Tally:
    """What came of many kills.

    Attributes:
        seconds: How long each recovery took, from the kill to the end of the run.
        unreached: Points that the worker did not come by, as its threads took turns in another way.
        failures: What went wrong, in words.
    """

    seconds: list[float] = field(default_factory=list)
    unreached: list[Point] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Knowledge:
    """What is known of scenarios in which nobody is killed.

    Attributes:
        folder: For what is kept of them.
    """

    folder: Path
    _known: dict[tuple[str, str], Undisturbed] = field(default_factory=dict)

    def of(self, scenario: Scenario, lane: Lane) -> Undisturbed:
        """Found out on this lane where it is not known, or no longer: runs look again at what is older."""
        key = (scenario.name, lane.engine.dialect.name)
        known = self._known.get(key)
        if known is None or datetime.now(tz=UTC) > known.found_at + GOOD_FOR:
            folder = Path(mkdtemp(dir=self.folder))
            known = self._known[key] = _undisturbed(scenario, lane, folder)
        return known


def _undisturbed(scenario: Scenario, lane: Lane, folder: Path) -> Undisturbed:
    """Come to the scenario's start, and see what a worker that is left alone does from there."""
    lane.clear()
    found_at = datetime.now(tz=UTC)
    with scenario.come(SqlStore(lane.engine)) as bridge:
        relay_runs(bridge.store, lane.queues)  # earlier runs were not carried out by workers
        scenario.ask(replace(bridge, store=SqlStore(lane.engine, a_while_ago)))
        start = start_of(bridge, lane.engine, folder)
    notes = folder / "points"
    _rehearse(scenario, start, lane)
    with lane.at(start) as scene:
        _let_work(scene, notes=notes)
        outcome = checked_outcome(scene)
    points = [msgspec.json.decode(line, type=Point) for line in notes.read_bytes().splitlines()]
    return Undisturbed(scenario, start, points, outcome, found_at)


def _rehearse(scenario: Scenario, start: Start, lane: Lane) -> None:
    """Make sure that the lane's workers need not do for the first time what they only do once."""
    if scenario.name not in lane.nursery.rehearsed:
        with lane.at(start) as scene:
            scene.rehearse()
        lane.nursery.rehearsed.add(scenario.name)


def kill_at_each(known: Undisturbed, points: Iterable[Point], lanes: Sequence[Lane]) -> Tally:
    """Kill a worker at each of the points, in several places at a time; a few failures are enough."""
    tally = Tally()
    free: SimpleQueue[Lane] = SimpleQueue()
    for lane in lanes:
        free.put(lane)

    def one(point: Point) -> None:
        lane = free.get()
        try:
            if len(tally.failures) >= ENOUGH_FAILURES:
                return
            _rehearse(known.scenario, known.start, lane)
            _kill_at(known, point, lane, tally)
        except Exception as error:  # noqa: BLE001 - what failed is told, and the next point is tried
            tally.failures.append(f"{known.scenario.name}, killed {point}: {error!r}")
        finally:
            free.put(lane)

    with ThreadPoolExecutor(len(lanes)) as threads:
        list(threads.map(one, points))
    return tally


def _kill_at(known: Undisturbed, point: Point, lane: Lane, tally: Tally) -> None:
    with lane.at(known.start) as scene:
        is_killed = _let_work(scene, strike=point)
        seconds = scene.recover()
        if is_killed:
            tally.seconds.append(seconds)
        else:
            tally.unreached.append(point)
        outcome = checked_outcome(scene)
    for told in Outcome.__slots__:
        came_to, should = getattr(outcome, told), getattr(known.outcome, told)
        assert came_to == should, f"{told}: {came_to}, and when nobody is killed: {should}"


def _let_work(scene: Scene, *, notes: Path | None = None, strike: Point | None = None) -> bool:
    """A worker takes up what was asked for; says whether it was killed."""
    assert relay_runs(scene.store, scene.lane.queues) == 1
    end = scene.worker(notes=str(notes or ""), strike=strike)
    assert end.code in {0, -signal.SIGKILL}, scene.printed()
    return end.code == -signal.SIGKILL


def checked_outcome(scene: Scene) -> Outcome:
    """What both ledgers hold once all is done, which a further run leaves as it is."""
    bridge = scene.bridge
    assert not scene.unfinished()
    with scene.store.reading() as transaction:
        runs = transaction.runs.latest(bridge.link.link_id, 9)
        assert not transaction.intents.unresolved(bridge.link.link_id, 9)
        assert transaction.audit.first_broken_row() is None
    assert {run.state for run in runs} == {RunState.DONE}, [run.failure for run in runs]
    outcome = outcome_of(bridge)
    written = bridge.writes()
    again = request_sync(scene.store, bridge.link.link_id, TERMINAL).run
    put_lost_runs_back(
        scene.store, scene.lane.queues
    )  # who died last may not have given its lease back
    carry_out(bridge.bench, again.run_id)
    with scene.store.reading() as transaction:
        assert transaction.runs.get(again.run_id).state is RunState.DONE, (
            "a further run did not work"
        )
    assert bridge.writes() == written, "a further run wrote something"
    return outcome
