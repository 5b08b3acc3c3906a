"""What one turn at Intacct costs: taking, renewing thread and giving back, nobody else asking.

`python -m bench.turn_cost [DATABASE_URL ...]` measures the limits of one process, those of a new SQLite
file, and those of each database named, which must be up to date and is left with the count of the calls.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sync.ledgers.intacct.wire.local_call_limits import LocalCallLimits
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.ports import CallAllowance, CallLimits

TURNS = 1000
WARM_UP = 50
ALLOWANCES = {
    "1 in flight": CallAllowance(),
    "2 in flight": CallAllowance(requests_in_flight=2),
    "1 in flight, with a rate": CallAllowance(requests_per_minute=10_000_000),
}


def milliseconds_of_turns(limits: CallLimits) -> list[float]:
    """How long each turn took, in milliseconds, in rising order."""
    taken = []
    for _ in range(WARM_UP + TURNS):
        begun = time.perf_counter()
        with limits.turn("BENCH") as turn:
            turn.transactions = 1
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken[WARM_UP:])


def report(name: str, make: Callable[[CallAllowance], CallLimits]) -> None:
    """Print the median and the 95th of a hundred for every allowance."""
    for words, allowance in ALLOWANCES.items():
        taken = milliseconds_of_turns(make(allowance))
        late = taken[len(taken) * 95 // 100]
        print(f"{name:12} {words:26} median {statistics.median(taken):.2f} ms, 95 % {late:.2f} ms")


def report_database(url: str) -> None:
    """The same for the limits that a database keeps."""
    engine = open_engine(url)
    with closing(SqlStore(engine)) as store:
        report(engine.dialect.name, store.call_limits)


def main() -> None:
    """Measure and print."""
    report("one process", LocalCallLimits)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        engine = open_engine(url)
        upgrade(engine)
        engine.dispose()
        report_database(url)
    for url in sys.argv[1:]:
        report_database(url)


if __name__ == "__main__":
    main()
