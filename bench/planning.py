"""Planning: how long it takes, and how much memory, when one linked document in a hundred was changed.

    python -m bench.planning                                   10,000, 100,000 and 1,000,000 documents
    python -m bench.planning --sizes 100000                    one size
    python -m bench.planning --server postgresql://user@host/  on PostgreSQL, in databases of its own

Planning runs in a process of its own, over a database that was filled by another. It is `make_plan`, as each
run calls it: everything that needs a look is compared, decided and stored as a plan. No ledger is at hand, so
that nothing can be asked of one.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from bench.first_sync import peak_megabytes
from bench.linked_books import change, fill
from sync.domain.runs import Requester
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.people import Roster
from sync.use_cases.request_run import request_plan
from sync.use_cases.run.bench import RunAtWork, Workbench, company_lease
from sync.use_cases.run.make_plan import make_plan

SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--server", help="a PostgreSQL server on which databases may be made")
    parser.add_argument("--planner", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.planner:
        print(json.dumps(plan(arguments.planner)))
        return
    print(
        f"{'documents':>10} {'changed':>8} {'filled in':>10} {'planned in':>11} {'processor':>10}"
        f" {'peak MB':>8} {'before MB':>10} {'steps':>7} {'conflicts':>10} {'database MB':>12}"
    )
    for size in arguments.sizes:
        with fresh_database(arguments.server) as url:
            print_row(measure(url, size))


@contextmanager
def fresh_database(server: str | None) -> Iterator[str]:
    """An empty database: a file, or one of its own on the server. Gone afterwards."""
    if server is None:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'bench.db'}"
        return
    name = f"leasebridge_bench_{time.time_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def measure(url: str, documents: int) -> dict[str, Any]:
    """Fill the database, change one in a hundred, and plan in a fresh process."""
    engine = open_engine(url)
    upgrade(engine)
    started = time.perf_counter()
    link = fill(engine, documents)
    changed = change(engine, link, documents)
    filled = time.perf_counter() - started
    engine.dispose()
    command = [sys.executable, "-m", "bench.planning", "--planner", url]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - our own program
    figures: dict[str, Any] = json.loads(output.splitlines()[-1])
    return {"documents": documents, "changed": changed, "filled": filled, **figures}


def plan(url: str) -> dict[str, Any]:
    """In a process of its own: plan, and say what came of it."""
    engine = open_engine(url)
    store = SqlStore(engine)
    with store.reading() as transaction:
        (link,) = transaction.links.all()
    run = request_plan(store, link.link_id, Requester("", "the bench")).run
    bench = Workbench(store, {}, Roster({}), owner="the bench")
    before = peak_megabytes()
    with company_lease(bench, link.link_id) as lease:
        if lease is None:
            raise RuntimeError("Somebody else is at work in this database.")
        started, began = time.perf_counter(), time.process_time()
        made = make_plan(RunAtWork(bench, run, link, *lease))
        seconds, at_work = time.perf_counter() - started, time.process_time() - began
    with store.reading() as transaction:
        steps = transaction.plans.count(made.plan_id)
        conflicts = sum(row.count for row in transaction.records.cause_rows(link.link_id))
    return {
        "seconds": seconds,
        "processor": at_work,
        "before": before,
        "peak": peak_megabytes(),
        "steps": steps,
        "conflicts": conflicts,
        "database": database_megabytes(url),
    }


def database_megabytes(url: str) -> float:
    """How large the database is."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return Path(address.database or "").stat().st_size / 1e6
    with psycopg.connect(url) as connection:
        size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return size[0] / 1e6 if size else 0.0


def print_row(row: dict[str, Any]) -> None:
    """One size's figures."""
    print(
        f"{row['documents']:>10,} {row['changed']:>8,} {row['filled']:>9.1f}s {row['seconds']:>10.2f}s"
        f" {row['processor']:>9.2f}s {row['peak']:>8.0f} {row['before']:>10.0f} {row['steps']:>7,}"
        f" {row['conflicts']:>10,} {row['database']:>12,.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
