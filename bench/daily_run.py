"""A run on an ordinary day: what each ledger is asked when nothing was changed, and when one in a hundred was.

    python -m bench.daily_run                   1,000 and 5,000 documents

Both ledgers are synced first. A day goes by in them, somebody edits one document on each side, and two runs
move what is known to that day; without them each run would read again what the first sync wrote, as it looks
back two hours at Intacct and two minutes at Re-Leased. Then the calls of one run are counted by the ledgers.
"""

import argparse
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import httpx

from bench.first_sync import both_ledgers
from bench.stand_in import calls_of, forget_calls, stand_in_world
from sync.domain.runs import Requester, RunState
from sync.domain.sides import Side
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster
from sync.use_cases.request_run import request_sync
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from sync.use_cases.run_view import RunView, view_run

SIZES = (1_000, 5_000)
DAY = 24 * 60 * 60
_EDITED = {
    Side.INTACCT: ("INV-", "Posted", "doc_number"),
    Side.RE_LEASED: ("RL-", "Approved", "reference"),
}
"""By side: how the numbers of its own documents begin, the state in which they are edited, and the field."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run asked.

    Attributes:
        intacct: Calls of Intacct.
        re_leased: Calls of Re-Leased.
        read: Records it was shown.
        written: Writes it made.
        seconds: How long it took.
    """

    intacct: int
    re_leased: int
    read: int
    written: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Day:
    """Two ledgers that are being served, and the engine between them."""

    address: str
    bench: Workbench
    link_id: int

    def sync(self) -> Asked:
        """One run, and what it asked."""
        forget_calls(self.address)
        run = request_sync(self.bench.store, self.link_id, Requester("", "the bench")).run
        started = time.perf_counter()
        carry_out(self.bench, run.run_id)
        seconds = time.perf_counter() - started
        view = _sound(view_run(self.bench.store, run.run_id))
        calls = calls_of(self.address)
        return Asked(
            intacct=calls["intacct"]["calls"],
            re_leased=calls["re_leased"]["calls"],
            read=view.run.progress.read,
            written=view.written,
            seconds=seconds,
        )

    def go_by(self, seconds: float) -> None:
        """Move both ledgers' clock on."""
        moved = httpx.post(f"{self.address}/control/clock", json={"advance_seconds": seconds})
        moved.raise_for_status()

    def edit(self, side: Side, count: int) -> None:
        """Somebody changes so many of the documents that were entered on a side."""
        number, state, field = _EDITED[side]
        invoices = f"{self.address}/ledgers/{side}/invoices"
        page: dict[str, str | int] = {"find": number, "state": state, "size": 500, "sort": "date"}
        listed = httpx.get(invoices, params=page).raise_for_status().json()
        tried = (self._is_edited(f"{invoices}/{row['key']}/edit", field) for row in listed["rows"])
        if sum(islice(filter(None, tried), count)) < count:
            raise RuntimeError(f"Fewer than {count} documents can be edited.")

    def _is_edited(self, address: str, field: str) -> bool:
        """Whether somebody may edit the document; one that is paid in part they may not."""
        form = httpx.get(address).raise_for_status().json()
        values = {one["name"]: one["value"] for one in form["fields"]}
        edited = values | {field: f"edited {datetime.now(UTC):%H:%M:%S}"}
        return httpx.post(address, json=edited).is_success


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    print(
        f"{'documents':>10} {'changed':>8} {'Intacct calls':>14} {'Re-Leased calls':>16} {'read':>7}"
        f" {'written':>8} {'seconds':>8}"
    )
    for size in parser.parse_args().sizes:
        for changed, asked in measure(size).items():
            print(
                f"{size:>10,} {changed:>8,} {asked.intacct:>14,} {asked.re_leased:>16,}"
                f" {asked.read:>7,} {asked.written:>8,} {asked.seconds:>8.1f}",
                flush=True,
            )


def measure(documents: int) -> dict[int, Asked]:
    """What a run asks, by the number of documents that were changed before it."""
    with stand_in_world(documents) as address, tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(engine)
        with closing(SqlStore(engine)) as store:
            day = begin(address, store)
            quiet = day.sync()
            changed = documents // 100
            for side in Side:
                day.edit(side, changed // 2)
            return {0: quiet, changed: day.sync()}


def begin(address: str, store: SqlStore) -> Day:
    """Sync for the first time, and come to an ordinary day."""
    ledgers = both_ledgers(address)
    bench = Workbench(store, ledgers, Roster({}), owner="the bench")
    desk = LinkDesk(store, ledgers, bench.roster)
    this_year = date(datetime.now(tz=UTC).year - 1, 1, 1)
    link = link_at_once(desk, sync_from=this_year, who=Requester("", "the bench"))
    day = Day(address, bench, link.link_id)
    day.sync()
    day.go_by(DAY)
    for side in Side:
        day.edit(side, 1)
    day.sync()
    day.go_by(DAY)
    day.sync()
    return day


def _sound(view: RunView) -> RunView:
    if view.run.state is not RunState.DONE:
        raise RuntimeError(f"The run ended as {view.run.state}: {view.run.failure}")
    return view


if __name__ == "__main__":
    main()
