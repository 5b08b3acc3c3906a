"""What Slack waits for: acknowledgements under load, with Redis away, and how soon a click is at work.

    python -m bench.clicks                           100,000 records, the embedded SQLite database
    python -m bench.clicks --database postgresql     on a PostgreSQL server of its own, or DATABASE_URL
    python -m bench.clicks --documents 5000 --seconds 20

The product's own processes run beside a stand-in world on this machine, all on the same cores. Three parts:

1. A first sync is under way. Clicks and commands come at a steady rate, whether the ones before were answered
   or not; each is timed from the moment it was due, so that a queue in front of the web process counts.
2. Redis is killed. Commands come one after the other; each must be answered honestly, and is carried out once
   Redis is back, empty.
3. Nothing else happens. `/sync now` is typed, and the time from then to the run's own start is taken.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bench.installation import Installation, click, command, installation, signed, wait_until
from sync.domain.runs import RunState
from tests.databases import running_postgresql

HANDS = 32
"""Requests under way at most; more than are ever needed at the asked rate."""

MOST_RUNS = 1000
"""More than can be asked for while the first one is under way."""

SMALL = 100
"""Documents in the world of the second and third part."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One request: how long from when it was due to its answer, in seconds, and what it was answered."""

    seconds: float
    status: int
    text: str


class Hands:
    """People at work: each thread keeps a connection of its own."""

    def __init__(self, web: str) -> None:
        self._web = web
        self._own = threading.local()

    def send(self, body: bytes, due: float) -> Answered:
        """Send one signed request; time counts from `due`, on the monotonic clock."""
        if not hasattr(self._own, "http"):
            self._own.http = httpx.Client(base_url=self._web, timeout=10)
        response = self._own.http.post("/slack/events", content=body, headers=signed(body))
        return Answered(time.perf_counter() - due, response.status_code, response.text)


def main() -> None:
    """Measure all three parts and print them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=50, help="clicks a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    arguments = parser.parse_args()
    with _database(arguments.database) as make, tempfile.TemporaryDirectory() as folder:
        with installation(arguments.documents, make(), _folder(folder, "load")) as office:
            _print_load(clicks_under_load(office, arguments.rate, arguments.seconds), office)
        with installation(SMALL, make(), _folder(folder, "quiet")) as office:
            _sync(office)
            _print_quiet("Redis away", without_redis(office))
            _print_quiet("click to job", click_to_job(office))


@contextmanager
def _database(name: str) -> Iterator[Callable[[], str]]:
    """Makes addresses of empty databases."""
    if name == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            numbers = iter(range(9))
            yield lambda: f"sqlite:///{Path(folder) / f'bench{next(numbers)}.db'}"
        return
    with running_postgresql() as server:
        if server is None:
            raise SystemExit("There is no PostgreSQL server here: set DATABASE_URL.")
        yield lambda: server.url_of(server.make_database())


def _folder(parent: str, name: str) -> Path:
    made = Path(parent) / name
    made.mkdir()
    return made


def clicks_under_load(office: Installation, rate: int, seconds: int) -> Sequence[Answered]:
    """Start a first sync, and press and type at a steady rate while it writes."""
    hands = Hands(office.web)
    _ask_for_sync(hands)
    wait_until(lambda: _is_writing(office), "the first sync writes", seconds=1800)
    begin = time.perf_counter()
    with ThreadPoolExecutor(HANDS) as pool:
        sent = []
        for number in range(rate * seconds):
            due = begin + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            sent.append(pool.submit(hands.send, _something(number), due))
        return [one.result() for one in sent]


def _something(number: int) -> bytes:
    """What people do: of ten, six clicks and four commands, two of which read much."""
    match number % 10:
        case 0 | 1:
            return command("status")
        case 2 | 3:
            return command("now")
        case _:
            return click("open:intacct", "") if number % 2 else click("apply_plan", "7")


def _is_writing(office: Installation) -> bool:
    run = office.latest_run()
    return run is not None and run.progress.done > 0


def without_redis(office: Installation) -> Sequence[float]:
    """Kill Redis, ask for a sync ten times, start it again; all that was asked for must be carried out."""
    hands, before = Hands(office.web), office.latest_run()
    office.redis.stop()
    answers = [hands.send(command("now"), time.perf_counter()) for _ in range(10)]
    dishonest = [one.text for one in answers if one.status != 200 or "on its way" not in one.text]
    if [text for text in dishonest if "waits already" not in text]:
        raise RuntimeError(f"A dishonest answer: {dishonest[:1]}")
    office.redis.start()
    back = time.perf_counter()
    wait_until(lambda: _is_over(office, before.run_id if before else 0), "the run is over")
    print(f"Redis back, empty: carried out {time.perf_counter() - back:.2f} s later")
    return [one.seconds for one in answers]


def click_to_job(office: Installation, times: int = 40) -> Sequence[float]:
    """Seconds from typing `/sync now` to the start of the run, as the run itself notes it."""
    return [_sync(office) for _ in range(times)]


def _sync(office: Installation) -> float:
    before, hands = office.latest_run(), Hands(office.web)
    typed = datetime.now(UTC)
    _ask_for_sync(hands)
    wait_until(lambda: _is_over(office, before.run_id if before else 0), "the run is over")
    run = office.latest_run()
    if run is None or run.started_at is None:
        raise RuntimeError("The run is over and never started.")
    return (run.started_at - typed).total_seconds()


def _ask_for_sync(hands: Hands) -> None:
    """Type `/sync now`, anew until it is known who may: the very first time that is looked up in Slack."""
    wait_until(
        lambda: "on its way" in hands.send(command("now"), time.perf_counter()).text,
        "a sync is on its way",
    )


def _is_over(office: Installation, after: int) -> bool:
    run = office.latest_run()
    if run is None or run.run_id <= after or not run.state.is_over:
        return False
    if run.state is RunState.FAILED:
        raise RuntimeError(run.failure)
    return True


def _print_load(answers: Sequence[Answered], office: Installation) -> None:
    seconds = sorted(one.seconds for one in answers)
    failed = sum(one.status != 200 for one in answers)
    with office.store.reading() as transaction:
        first = transaction.runs.latest(office.link_id, MOST_RUNS)[-1]
    print(
        f"under load: {len(seconds):,} requests, {failed} failed; p50 {_ms(seconds, 50)}, "
        f"p95 {_ms(seconds, 95)}, p99 {_ms(seconds, 99)}, longest {1000 * seconds[-1]:.0f} ms; "
        f"first sync meanwhile {first.state} at {first.progress.done:,} steps of "
        f"{first.progress.total:,}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _print_quiet(what: str, seconds: Sequence[float]) -> None:
    seconds = sorted(seconds)
    print(
        f"{what}: {len(seconds)} times; p50 {_ms(seconds, 50)}, p95 {_ms(seconds, 95)}, "
        f"longest {1000 * seconds[-1]:.0f} ms",
        flush=True,
    )


def _ms(seconds: Sequence[float], percent: int) -> str:
    # Of few measurements the other method makes up figures beyond the longest.
    hundredths = statistics.quantiles(seconds, n=100, method="inclusive")
    return f"{1000 * hundredths[percent - 1]:.0f} ms"


if __name__ == "__main__":
    main()
