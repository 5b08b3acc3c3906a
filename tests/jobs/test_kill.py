"""A worker killed amid a first sync: another one finishes it, and nothing is there twice."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import JobQueues
from jobs.relay import relay_runs
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.jobs.parts import ask_for_sync, run_of, scheduler
from tests.jobs.workshop import Workshop, workshop_of
from tests.sync.use_cases.bridge import Bridge, bridge_over

pytestmark = pytest.mark.processes

OPEN = {DocumentStatus.DRAFT, DocumentStatus.POSTED}
SHORT_LEASE_SECONDS = 2.0
"""A killed worker's companies wait this long for the next."""

EVERYTHING_TRAVELS = date(2018, 1, 1)


@pytest.fixture
def workshop(
    request: pytest.FixtureRequest, queues: JobQueues, redis_server: EmbeddedRedis, tmp_path: Path
) -> Iterator[Workshop]:
    url: str = request.getfixturevalue(request.param)
    store = SqlStore(open_engine(url))
    with bridge_over(store, documents=60, sync_from=EVERYTHING_TRAVELS) as bridge:
        made = workshop_of(
            bridge,
            store=store,
            queues=queues,
            redis_server=redis_server,
            database_url=url,
            folder=tmp_path,
            lease_seconds=SHORT_LEASE_SECONDS,
        )
        # The turn of a worker killed amid a call stays taken for half a minute: let there be another.
        made.settings["INTACCT_REQUESTS_IN_FLIGHT"] = "2"
        yield made
    store.close()


@pytest.mark.parametrize(
    ("workshop", "writes"),
    [("sqlite_url", 10), ("postgresql_url", 80), ("sqlite_url", 130)],
    indirect=["workshop"],
)
def test_worker_killed_amid_a_first_sync__another_finishes_it_without_a_twin(
    workshop: Workshop, writes: int
) -> None:
    run = ask_for_sync(workshop.store, workshop.bridge.link.link_id)
    relay_runs(workshop.store, workshop.queues)
    workshop.slow_down_writes(0.01)
    with workshop.worker() as worker:
        workshop.wait_for_writes(writes)
        worker.process.kill()
        worker.end()
    assert run_of(workshop.store, run.run_id).state is RunState.RUNNING
    with scheduler(workshop.store, workshop.queues), workshop.worker():
        assert workshop.wait_until_over(run.run_id).state is RunState.DONE
        assert_in_step(workshop.bridge)
        written = workshop.written()
        again = ask_for_sync(workshop.store, workshop.bridge.link.link_id)
        assert workshop.wait_until_over(again.run_id).state is RunState.DONE
    assert workshop.written() == written


def assert_in_step(bridge: Bridge) -> None:
    """Both ledgers hold the same documents, each once, and the same money."""
    difference = httpx.get(f"{bridge.running.address}/ledgers/overview").json()["difference"]
    assert difference["count"] == 0
    assert Decimal(difference["total"]) == 0
    intacct, re_leased = (open_documents(bridge, side) for side in Side)
    assert intacct == re_leased
    numbers = [number for number, *_ in intacct]
    assert len(numbers) == len(set(numbers)) > 20, "no twins"
    for kind in (RecordKind.CUSTOMER, RecordKind.VENDOR):
        assert len(bridge.keys(Side.INTACCT, kind)) == len(bridge.keys(Side.RE_LEASED, kind))


def open_documents(bridge: Bridge, side: Side) -> list[tuple[str, date, str, str]]:
    """Number, day, status and gross amount of every document that travels, read afresh."""
    return sorted(
        (record.number, record.issue_date, record.status, str(record.gross))
        for page in bridge.ledgers[side].changes({RecordKind.SALES_INVOICE: None})
        for sighting in page.sightings
        if isinstance(record := sighting.record, Document) and record.status in OPEN
    )
