"""A worker killed at any point of a golden scenario: another finishes it, and nothing is twice or missing.

There are some 2,300 points in about 420 stretches (the counts vary by a few: threads take turns). A kill costs
1.2 s of a core, nearly all of it two real runs, so all points would take half an hour of two cores. One point
of each stretch is killed, another each day: wherever in a stretch a worker dies, the next one finds the same
ledgers and the same database. LEASEBRIDGE_KILLS=all kills at every point.
"""

import os
from collections.abc import Callable, Sequence

import pytest

from tests.kills.lane import Lane
from tests.kills.matrix import Knowledge, Tally, kill_at_each
from tests.kills.points import Phase, Place, Point, stretches
from tests.kills.scenarios import SCENARIOS, Scenario
from tests.turns import turn

pytestmark = pytest.mark.processes

PARTS = [
    pytest.param(scenario, part, id=f"{scenario.name}, part {part + 1}")
    for scenario in SCENARIOS
    for part in range(scenario.parts)
]
LONGEST_RECOVERY_SECONDS = 60.0
NO_DIFFERENCE = {"count": 0, "total": "0.00", "outstanding": "0.00"}
FEW = 0.1
"""Of the points that an undisturbed worker comes by, so many another may miss: its threads take turns."""


def chosen(points: Sequence[Point]) -> Sequence[Point]:
    """One point of each stretch; all where LEASEBRIDGE_KILLS says `all`."""
    if os.environ.get("LEASEBRIDGE_KILLS") == "all":
        return points
    return [stretch[turn() % len(stretch)] for stretch in stretches(points)]


@pytest.mark.parametrize(("scenario", "part"), PARTS)
def test_killed_at_any_point__another_worker_finishes_and_nothing_shows(
    scenario: Scenario,
    part: int,
    sqlite_lanes: Sequence[Lane],
    knowledge: Knowledge,
    record_property: Callable[[str, object], None],
) -> None:
    known = knowledge.of(scenario, sqlite_lanes[0])
    points = [point for point in chosen(known.points) if point.share(scenario.parts) == part]
    assert_nothing_shows(kill_at_each(known, points, sqlite_lanes), record_property)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_killed_at_a_third_of_the_points_on_postgresql__another_worker_finishes_and_nothing_shows(
    scenario: Scenario,
    postgresql_lanes: Sequence[Lane],
    knowledge: Knowledge,
    record_property: Callable[[str, object], None],
) -> None:
    known = knowledge.of(scenario, postgresql_lanes[0])
    points = [point for at, point in enumerate(chosen(known.points)) if at % 3 == turn() % 3]
    assert_nothing_shows(kill_at_each(known, points, postgresql_lanes), record_property)


def assert_nothing_shows(tally: Tally, record_property: Callable[[str, object], None]) -> None:
    record_property("recoveries", tally.seconds)
    assert not tally.failures, "\n".join(tally.failures)
    assert len(tally.unreached) <= FEW * len(tally.seconds), tally.unreached
    assert max(tally.seconds) <= LONGEST_RECOVERY_SECONDS


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_points__are_before_during_and_after_every_call_and_commit(
    scenario: Scenario, sqlite_lanes: Sequence[Lane], knowledge: Knowledge
) -> None:
    known = knowledge.of(scenario, sqlite_lanes[0])
    points = known.points
    assert known.outcome.ledgers["difference"] == NO_DIFFERENCE
    assert len(points) == len(set(points))
    for place in Place:
        phases = [Phase.BEFORE, Phase.AFTER] if place is Place.DATABASE else list(Phase)
        counts = {
            sum((one.place, one.phase) == (place, phase) for one in points) for phase in phases
        }
        assert len(counts) == 1, place
        assert counts.pop() > 3, place
