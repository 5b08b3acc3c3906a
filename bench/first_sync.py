"""First sync: records a second, calls on each side, peak memory, and how they grow with the ledgers.

    python -m bench.first_sync                  1,000 and 10,000 documents
    python -m bench.first_sync --sizes 5000     one size

The engine runs in a process of its own for each size, against a stand-in world in another, on the
embedded SQLite database, with no latency and no rate limit. What it reads and writes is real XML and
JSON over HTTP.
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

from bench.stand_in import calls_of, stand_in_world
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
from sync.use_cases.link_companies import LinkDesk
from sync.use_cases.people import Roster
from sync.use_cases.ports import Ledger
from sync.use_cases.request_run import request_sync
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from sync.use_cases.run_view import view_run

SIZES = (1_000, 10_000)


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.engine:
        print(json.dumps(measure_engine(arguments.engine)))
        return
    results = [measure(size) for size in arguments.sizes]
    print_table(results)


def measure(documents: int) -> dict[str, Any]:
    """Sync a world of so many documents in fresh processes."""
    with stand_in_world(documents) as address:
        command = [sys.executable, "-m", "bench.first_sync", "--engine", address]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own program
        figures: dict[str, Any] = json.loads(output.splitlines()[-1])
        return {"documents": documents, **figures, "calls": calls_of(address)}


def measure_engine(address: str) -> dict[str, Any]:
    """In a process of its own: link, sync twice, report."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(engine)
        with closing(SqlStore(engine)) as store:
            ledgers = both_ledgers(address)
            bench = Workbench(store, ledgers, Roster({}), owner="the bench")
            desk = LinkDesk(store, ledgers, bench.roster)
            link = link_at_once(desk, sync_from=_sync_from(), who=Requester("", "the bench"))
            before = peak_megabytes()
            first_seconds, first = _timed_sync(bench, link.link_id)
            peak = peak_megabytes()
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
    }


def _timed_sync(bench: Workbench, link_id: int) -> tuple[float, Any]:
    requested = request_sync(bench.store, link_id, Requester("", "the bench"))
    started = time.perf_counter()
    carry_out(bench, requested.run.run_id)
    return time.perf_counter() - started, view_run(bench.store, requested.run.run_id)


def both_ledgers(address: str) -> dict[Side, Ledger]:
    """Both adapters against a stand-in world, without a rate limit of ours."""
    return {
        Side.INTACCT: IntacctLedger(
            IntacctSettings(
                url=f"{address}/ia/xml/xmlgw.phtml",
                sender_id=intacct.SENDER_ID,
                sender_password=intacct.SENDER_PASSWORD,
                company_id=intacct.COMPANY_ID,
                entity_id="",
                user_id=intacct.USER_ID,
                user_password=intacct.USER_PASSWORD,
                tax_solution="United Kingdom - VAT",
            )
        ),
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


if __name__ == "__main__":
    main()
