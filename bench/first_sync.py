"""First sync: records a second, calls on each side, peak memory, and how they grow with the ledgers.

    python -m bench.first_sync                  1,000 and 10,000 documents
    python -m bench.first_sync --sizes 5000     one size
    python -m bench.first_sync --sizes 20000 --latency 0.2 --intacct-at-once 2

The engine runs in a process of its own for each size, against a stand-in world in another, on the
embedded SQLite database, with no latency unless one is given, and no limit of requests a minute. What it
reads and writes is real XML and JSON over HTTP.

With a latency, each call of both ledgers waits so long in the stand-in before it is worked on. What the calls
alone must take is then, for each ledger, its calls of the whole run (both readings, all writes) times the
latency, divided by how many it may be asked at once: Re-Leased 5, Intacct as told. The run cannot be quicker
than the greater of the two; the stand-in's own work on a call is not counted, so that it counts against us.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.stand_in import calls_of, forget_calls, let_calls_take, stand_in_world
from sandbox.intacct import credentials as intacct
from sandbox.re_leased import credentials as re_leased
from sync.domain.runs import Requester, RunState
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.ledgers.re_leased.settings import ReLeasedSettings
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster
from sync.use_cases.ports import CallLimits, Ledger
from sync.use_cases.request_run import request_sync
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from sync.use_cases.run_view import view_run

SIZES = (1_000, 10_000)
RE_LEASED_AT_ONCE = 5


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that each call takes")
    parser.add_argument("--intacct-at-once", type=int, default=1, choices=(1, 2))
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.engine:
        print(json.dumps(measure_engine(arguments.engine, arguments.intacct_at_once)))
        return
    latency, at_once = arguments.latency, arguments.intacct_at_once
    results = [measure(size, latency, at_once) for size in arguments.sizes]
    print_table(results)
    if latency:
        print_floors(results, latency, at_once)


def measure(documents: int, latency: float = 0.0, intacct_at_once: int = 1) -> dict[str, Any]:
    """Sync a world of so many documents in fresh processes."""
    with stand_in_world(documents) as address:
        if latency:
            let_calls_take(address, latency, intacct_at_once=intacct_at_once)
        command = [sys.executable, "-m", "bench.first_sync", "--engine", address]
        options = ["--intacct-at-once", str(intacct_at_once)]
        output = subprocess.run(  # noqa: S603 - our own program
            [*command, *options], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        figures: dict[str, Any] = json.loads(output.splitlines()[-1])
        return {"documents": documents, **figures}


def measure_engine(address: str, intacct_at_once: int = 1) -> dict[str, Any]:
    """In a process of its own: link, sync twice, report."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(engine)
        with closing(SqlStore(engine)) as store:
            settings = intacct_settings(address, intacct_at_once)
            ledgers = both_ledgers(address, settings, store.call_limits(settings.call_allowance))
            bench = Workbench(store, ledgers, Roster({}), owner="the bench")
            desk = LinkDesk(store, ledgers, bench.roster)
            link = link_at_once(desk, sync_from=_sync_from(), who=Requester("", "the bench"))
            before = peak_megabytes()
            forget_calls(address)
            first_seconds, first = _timed_sync(bench, link.link_id)
            peak, calls = peak_megabytes(), calls_of(address)
            second_seconds, second = _timed_sync(bench, link.link_id)
    if first.run.state is not RunState.DONE or second.written:
        raise RuntimeError(
            f"Not a clean first sync: {first.run.failure} {second.written} later writes"
        )
    return {
        "read": first.run.progress.read,
        "written": first.written,
        "seconds": first_seconds,
        "second_seconds": second_seconds,
        "megabytes_before": before,
        "megabytes_peak": peak,
        "calls": calls,
    }


def _timed_sync(bench: Workbench, link_id: int) -> tuple[float, Any]:
    requested = request_sync(bench.store, link_id, Requester("", "the bench"))
    started = time.perf_counter()
    carry_out(bench, requested.run.run_id)
    return time.perf_counter() - started, view_run(bench.store, requested.run.run_id)


def intacct_settings(address: str, at_once: int = 1) -> IntacctSettings:
    """How the stand-in Intacct is asked."""
    return IntacctSettings(
        url=f"{address}/ia/xml/xmlgw.phtml",
        sender_id=intacct.SENDER_ID,
        sender_password=intacct.SENDER_PASSWORD,
        company_id=intacct.COMPANY_ID,
        entity_id="",
        user_id=intacct.USER_ID,
        user_password=intacct.USER_PASSWORD,
        tax_solution="United Kingdom - VAT",
        requests_in_flight=at_once,
    )


def both_ledgers(
    address: str, settings: IntacctSettings | None = None, limits: CallLimits | None = None
) -> dict[Side, Ledger]:
    """Both adapters against a stand-in world, without a rate limit of ours."""
    return {
        Side.INTACCT: IntacctLedger(settings or intacct_settings(address), limits),
        Side.RE_LEASED: ReLeasedLedger(
            ReLeasedSettings(
                base_url=f"{address}/re-leased/v1",
                api_key=re_leased.API_KEY,
                company_id="12",
                requests_per_minute=None,
            )
        ),
    }


def _sync_from() -> date:
    return date(datetime.now(tz=UTC).year - 1, 1, 1)


def peak_megabytes() -> float:
    """This process's greatest memory so far."""
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def print_table(results: list[dict[str, Any]]) -> None:
    """One row for each size, then how the last compares with the first."""
    print(
        f"{'documents':>10} {'read':>8} {'written':>8} {'seconds':>8} {'records/s':>10} {'second run':>11}"
        f" {'Intacct calls':>14} {'Re-Leased calls':>16} {'peak MB':>8} {'before MB':>10}"
    )
    for row in results:
        rate = (row["read"] + row["written"]) / row["seconds"]
        print(
            f"{row['documents']:>10,} {row['read']:>8,} {row['written']:>8,} {row['seconds']:>8.1f}"
            f" {rate:>10,.0f} {row['second_seconds']:>10.1f}s"
            f" {row['calls']['intacct']['calls']:>14,} {row['calls']['re_leased']['calls']:>16,}"
            f" {row['megabytes_peak']:>8.0f} {row['megabytes_before']:>10.0f}"
        )
    if len(results) > 1:
        first, last = results[0], results[-1]
        print(
            f"\n{last['documents'] / first['documents']:.0f} times the documents: "
            f"{last['seconds'] / first['seconds']:.1f} times the time, "
            f"{last['megabytes_peak'] / first['megabytes_peak']:.2f} times the peak memory"
        )


def print_floors(results: list[dict[str, Any]], latency: float, intacct_at_once: int) -> None:
    """What the calls alone must take, and how close the run came."""
    print(
        f"\n{'documents':>10} {'Intacct alone':>14} {'Re-Leased alone':>16} {'the run':>9} {'ratio':>6}"
    )
    for row in results:
        intacct_alone = row["calls"]["intacct"]["calls"] * latency / intacct_at_once
        re_leased_alone = row["calls"]["re_leased"]["calls"] * latency / RE_LEASED_AT_ONCE
        ratio = row["seconds"] / max(intacct_alone, re_leased_alone)
        print(
            f"{row['documents']:>10,} {intacct_alone:>13.1f}s {re_leased_alone:>15.1f}s"
            f" {row['seconds']:>8.1f}s {ratio:>6.2f}"
        )


if __name__ == "__main__":
    main()
