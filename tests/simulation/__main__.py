"""python -m tests.simulation --seeds 10000 --processes 2, or --seed 4711 --trace."""

import argparse
import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from pathlib import Path
from types import FrameType

from tests.simulation.outcomes import Outcome, begin_process, made_short, outcome_of

_TELL_EVERY_SECONDS = 60.0
_MOST_MADE_SHORT = 5


def main() -> int:
    """Run what was asked for; 1 where a promise was broken."""
    asked = _asked()
    # The same order of sets in every process, so that a seed tells one story everywhere.
    os.environ["PYTHONHASHSEED"] = "0"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # as those who tell the stories come to have it
    spawning = multiprocessing.get_context("spawn")
    with spawning.Pool(asked.processes, begin_process, (asked.folder,)) as pool:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupted_once)
        try:
            return _done(pool, asked)
        except KeyboardInterrupt:
            return 1


def _done(pool: Pool, asked: argparse.Namespace) -> int:
    if asked.seed is not None:
        answer = _one(pool, asked.seed, with_trace=asked.trace, short=asked.shrink)
    else:
        answer = _many(pool, range(asked.first, asked.first + asked.seeds))
    pool.close()  # so that its processes end by themselves
    pool.join()
    return answer


def _interrupted_once(_number: int, _frame: FrameType | None) -> None:
    """Begin to end. `timeout` and some terminals ask twice; the second time changes nothing.

    Ignored rather than handled: Python gives handlers back as it ends, and one who asks just then
    would be answered with a death.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first of them")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, help="tell this one only")
    parser.add_argument("--trace", action="store_true", help="and print all that happens in it")
    parser.add_argument("--folder", type=Path, help="for files; in memory unless it is given")
    parser.add_argument("--shrink", action="store_true", help="and make it short where it fails")
    return parser.parse_args()


def _one(pool: Pool, seed: int, *, with_trace: bool, short: bool) -> int:
    outcome = pool.apply(outcome_of, (seed,))
    if with_trace:
        _say("\n".join(outcome.trace))
    _say("\n".join(outcome.violations) or f"Seed {seed}: all promises are kept.")
    if short and outcome.violations:
        _say(pool.apply(made_short, (seed,)))
    return 1 if outcome.violations else 0


@dataclass(slots=True)
class _Tally:
    """What came of the stories so far."""

    done: int = 0
    exercised: Counter[str] = field(default_factory=Counter)
    failed: list[int] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    told_at: float = field(default_factory=time.monotonic)

    def add(self, outcome: Outcome, many: int) -> None:
        """Count a story, and say what is worth saying."""
        self.done += 1
        self.exercised += outcome.exercised
        if outcome.violations:
            self.failed.append(outcome.seed)
            _say(f"Seed {outcome.seed}: " + "\n    ".join(outcome.violations))
        if time.monotonic() - self.told_at > _TELL_EVERY_SECONDS:
            self.told_at = time.monotonic()
            _say(f"{self.done} of {many}, {self.pace:.2f} a second")

    @property
    def pace(self) -> float:
        """Stories a second."""
        return self.done / (time.monotonic() - self.began)


def _many(pool: Pool, seeds: range) -> int:
    """Tell them all, or as many as there is time for: whoever interrupts it is told of those."""
    tally, is_interrupted = _Tally(), True
    with contextlib.suppress(KeyboardInterrupt):
        for outcome in pool.imap_unordered(outcome_of, seeds, chunksize=4):
            tally.add(outcome, len(seeds))
        is_interrupted = False
    pace, failed = tally.pace, tally.failed
    for name, count in sorted(tally.exercised.items()):
        _say(f"{count:8} {name}")
    _say(f"{tally.done} seeds, {pace:.2f} a second; promises broken in {len(failed)}: {failed}")
    if is_interrupted:
        pool.terminate()
        return 1 if failed else 0
    for seed in failed[:_MOST_MADE_SHORT]:
        _say(f"Seed {seed}, made short:\n{pool.apply(made_short, (seed,))}")
    return 1 if failed else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
