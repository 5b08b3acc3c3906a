"""Telling a story: chapter by chapter, with all that happens in it, and then in quiet until nothing moves."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import httpx

from sandbox.calls import Part
from sandbox.intacct.refusal import Refusal as IntacctRefusal
from sandbox.re_leased.refusal import Refusal as ReLeasedRefusal
from sync.domain.errors import LeasebridgeError
from sync.domain.pausing import IsPaused
from sync.domain.runs import Requester, Run, RunState
from sync.use_cases.request_run import request_sync
from tests.simulation.clock import StoppedMachine
from tests.simulation.invariants import broken_promises
from tests.simulation.mishaps import MISHAPS, Journey, Wire, befallen
from tests.simulation.people import ALL_ACTS
from tests.simulation.people.acting import Entered, NothingToDo, Somebody
from tests.simulation.people.deciding import WAITED_FOR, pause_or_resume, paused
from tests.simulation.scene import Scene, Theatre
from tests.simulation.story import CRASH_AFTER, CRASH_BEFORE, ZOMBIE, Event, Place, Story
from tests.simulation.watching import Watch
from tests.simulation.wire import is_write
from tests.simulation.workers import Worker

TERMINAL = Requester(person_id="", name="the simulation")
LEASE_RUNS_OUT = 60.0  # seconds; more than a lease lasts without renewal
QUIET_RUNS = 5
"""Within so many runs without faults and people, everything must have come to rest."""

_REFUSALS = (IntacctRefusal, ReLeasedRefusal, LeasebridgeError)

_MOST_TAKES = 25
"""How often a chapter's runs are taken up before that counts as never coming to an end."""


@dataclass(slots=True)
class Told:
    """What came of a story.

    Attributes:
        trace: What happened, in order.
        exercised: How often each thing happened.
        violations: Promises that were broken, each a sentence.
    """

    trace: list[str] = field(default_factory=list)
    exercised: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


def tell(theatre: Theatre, story: Story) -> Told:
    """Tell the story, and look whether all promises were kept."""
    with theatre.scene(story.setting) as scene:
        scene.page_size = story.page_size
        with scene.store.reading() as transaction:
            scene.audited_before = transaction.audit.newest()
        teller = Teller(scene, story)
        teller.tell()
        return teller.told


class Teller:
    """Tells one story; it is what surrounds every worker."""

    def __init__(self, scene: Scene, story: Story) -> None:
        self.scene = scene
        self.story = story
        self.told = Told()
        self._watch = Watch(scene, self.told.violations)
        self._wire = Wire(scene)
        self._chance = random.Random(story.number)  # noqa: S311 - repeatable
        self._entered = Entered()
        self._workers = 0
        self._chapter = 0
        self._counts: Counter[Place] = Counter()
        self._events: dict[tuple[int, Place, int], list[Event]] = {}
        for event in story.events:
            self._events.setdefault((event.chapter, event.place, event.nth), []).append(event)

    def tell(self) -> None:
        """All chapters, then the quiet, then the promises."""
        for chapter in range(self.story.chapters):
            self._chapter = chapter
            self._counts.clear()
            self._note(f"Chapter {chapter}")
            self._before()
            self._sync()
            self.scene.time.pass_by(self._chance.randrange(600, 6 * 3600))
        self._events.clear()
        self._wire.deliver_late(everything=True)
        self._let_go_on()
        self._come_to_rest()
        self._watch.at_the_end()
        self.told.violations += broken_promises(self.scene)

    def send(self, worker: Worker, request: httpx.Request) -> httpx.Response:
        """Let a request go its way, with all that befalls it and happens meanwhile."""
        events = [*self._now(Place.CALL), *(self._now(Place.WRITE) if is_write(request) else ())]
        self._watch.is_to_be_sent(request)
        for event in events:
            self._happens_first(worker, event)
        self._watch.sent(worker, request)
        worker.machine.sleep(self._chance.uniform(0.02, 0.2))
        if late := self._wire.deliver_late():
            self._note(f"{late} late requests arrive")
        try:
            answer = self._delivered(events, request)
        except httpx.HTTPError as error:
            self._note(f"{_line(worker, request)} -> {type(error).__name__}")
            raise
        finally:
            worker.machine.sleep(self._chance.uniform(0.02, 0.2))
            self._happens_last(worker, events)
        self._watch.carried_out(request)
        self._note(f"{_line(worker, request)} -> {answer.status_code}")
        return answer

    def before_commit(self, worker: Worker, *, changed: bool) -> None:
        """A transaction is about to be made lasting."""
        if changed:
            self._watch.commits(worker)
        self._ending = list(self._now(Place.COMMIT))
        if any(one.what == CRASH_BEFORE for one in self._ending):
            self._end(worker, CRASH_BEFORE)

    def after_commit(self, worker: Worker) -> None:
        """It is."""
        self._watch.committed()
        if any(one.what == CRASH_AFTER for one in self._ending):
            self._ending = []
            self._end(worker, CRASH_AFTER)

    def _now(self, place: Place) -> Iterator[Event]:
        """What happens here; counted once."""
        self._counts[place] += 1
        yield from self._events.get((self._chapter, place, self._counts[place]), ())

    def _happens_first(self, worker: Worker, event: Event) -> None:
        if event.what in ALL_ACTS:
            self._act(event)
        elif event.what == ZOMBIE:
            self._stand_still(worker)
        elif event.what == CRASH_BEFORE:
            self._end(worker, CRASH_BEFORE)

    def _delivered(self, events: list[Event], request: httpx.Request) -> httpx.Response:
        for event in events:
            if event.what in MISHAPS:
                self.told.exercised[event.what] += 1
                self._note(f"What comes now is to be: {event.what}")
                return befallen(event.what, Journey(self._wire, request, event.number))
        return self._wire.deliver(request)

    def _happens_last(self, worker: Worker, events: list[Event]) -> None:
        if any(one.what == CRASH_AFTER for one in events):
            self._end(worker, CRASH_AFTER)

    def _end(self, worker: Worker, how: str) -> None:
        self.told.exercised[how] += 1
        self._note(f"{worker.name} ends: {how}")
        worker.die()

    def _stand_still(self, worker: Worker) -> None:
        """The worker stands still; others do all there is to do; then it goes on where it was."""
        self.told.exercised[ZOMBIE] += 1
        self._note(f"{worker.name} stands still")
        self.scene.time.pass_by(LEASE_RUNS_OUT)
        self._work_off()
        worker.passed_over = self._watch.journalled
        self._note(f"{worker.name} goes on")

    def _before(self) -> None:
        events = (one for one in self.story.events if one.place is Place.BEFORE)
        for event in sorted(one for one in events if one.chapter == self._chapter):
            self._act(event)
            if event.what in WAITED_FOR:
                self._work_off()
            self.scene.time.pass_by(self._chance.uniform(5, 900))

    def _act(self, event: Event) -> None:
        """Somebody does something, if there is anything of the sort to do, and if they are let."""
        who = Somebody(self.scene, random.Random(event.number), self._entered)  # noqa: S311
        try:
            done = ALL_ACTS[event.what](who)
        except NothingToDo:
            return
        except _REFUSALS as refusal:
            self.told.exercised[f"refused: {event.what}"] += 1
            self._note(f"Somebody would {event.what}, and is refused: {refusal}")
        else:
            self.told.exercised[event.what] += 1
            self._note(f"Somebody {done}")
        self.scene.world.commit()

    def _sync(self) -> None:
        """Ask for a sync, and have workers take up whatever is to be carried out until nothing is."""
        try:
            request_sync(self.scene.store, self.scene.link.link_id, TERMINAL)
        except IsPaused as error:
            self._note(str(error))
        self._work_off()

    def _work_off(self) -> None:
        for _ in range(_MOST_TAKES):
            waiting = self._unfinished()
            if not waiting:
                return
            self._worker().carry_out(waiting[0].run_id)
            if self._unfinished():
                self.scene.time.pass_by(LEASE_RUNS_OUT)
        self.told.violations.append("A run does not come to an end.")

    def _unfinished(self) -> tuple[Run, ...]:
        with self.scene.store.reading() as transaction:
            return transaction.runs.unfinished(self.scene.link.link_id)

    def _worker(self) -> Worker:
        self._workers += 1
        chance = random.Random(self._chance.random())  # noqa: S311 - repeatable
        skew = timedelta(seconds=chance.choice((0, 0, 0, -240, 240)))
        machine = StoppedMachine(self.scene.time, skew, chance)
        return Worker(f"worker {self._workers}", self.scene, machine, self)

    def _let_go_on(self) -> None:
        who = Somebody(self.scene, self._chance, self._entered)
        if paused(who) is not None:
            self._note(f"Somebody {pause_or_resume(who)}")

    def _come_to_rest(self) -> None:
        self._note("Quiet")
        for _ in range(QUIET_RUNS):
            before = self._written()
            self._sync()
            self._require_done()
            self.scene.time.pass_by(3600)
            if self._written() == before:
                return
        self.told.violations.append("Without people and faults, runs still write.")

    def _require_done(self) -> None:
        with self.scene.store.reading() as transaction:
            (last,) = transaction.runs.latest(self.scene.link.link_id, 1)
        if last.state is not RunState.DONE:
            self.told.violations.append(f"A quiet run is {last.state}: {last.failure}")

    def _written(self) -> int:
        """Writes that were carried out, on both sides."""
        intacct = self.scene.world.calls.totals()[Part.INTACCT].writes
        return intacct + self.scene.stand_in.accepted

    def _note(self, line: str) -> None:
        self.told.trace.append(f"{self.scene.time.now:%d %H:%M:%S} {line}")


def _line(worker: Worker, request: httpx.Request) -> str:
    kind = "writes" if is_write(request) else "asks"
    return f"{worker.name} {kind} {request.method} {request.url.raw_path.decode()}"
