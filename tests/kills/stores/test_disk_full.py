"""The database's disk is full: nothing is lost, people are told, and all goes on once there is room."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine, event

from sync.domain.errors import RetryLater
from sync.domain.runs import RunState
from sync.store.engine import NO_ROOM, open_engine
from sync.use_cases.ports import OutboxTopic
from sync.use_cases.request_run import request_plan, request_sync
from sync.use_cases.run.carry_out import carry_out
from tests.kills.outcome import outcome_of
from tests.sync.use_cases.bridge import TERMINAL, Bridge
from tests.sync.use_cases.people import customer_in_intacct, invoice_in_intacct
from tests.sync.use_cases.starts import Starts, no_documents

PLENTY = 2**30
INVOICES = 40


@dataclass(slots=True)
class Disk:
    """The room that SQLite may use, in pages; it says the same as when a disk is full.

    Attributes:
        engine: The database on it.
        pages: How many there are.
    """

    engine: Engine
    pages: int = PLENTY

    def fill(self, *, all_but: int = 0) -> None:
        with closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            (used,) = cursor.execute("PRAGMA page_count").fetchone()
        self.pages = used + all_but

    def make_room(self) -> None:
        self.pages = PLENTY

    def limit(self, connection: sqlite3.Connection, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={self.pages}")


@pytest.fixture
def disk(sqlite_url: str) -> Iterator[Disk]:
    engine = open_engine(sqlite_url)
    disk = Disk(engine)
    event.listen(engine, "checkout", disk.limit)
    yield disk
    engine.dispose()


@pytest.fixture
def company(starts: Starts, disk: Disk) -> Iterator[Bridge]:
    with no_documents(starts, disk.engine) as bridge:
        yield bridge


def enter_many(bridge: Bridge) -> None:
    customer = customer_in_intacct(bridge)
    for number in range(INVOICES):
        invoice_in_intacct(bridge, customer, number=f"INV-{number}")


@pytest.mark.parametrize("room", [0, 8, 24])
def test_full_amid_a_run__nothing_is_lost_and_the_same_run_goes_on_once_there_is_room(
    company: Bridge, disk: Disk, room: int
) -> None:
    enter_many(company)
    run = request_sync(company.store, company.link.link_id, TERMINAL).run
    disk.fill(all_but=room)
    with suppress(RetryLater):  # where not even that it has to wait could be noted
        carry_out(company.bench, run.run_id)
    with company.store.reading() as transaction:
        assert not transaction.runs.get(run.run_id).state.is_over
    disk.make_room()
    carry_out(company.bench, run.run_id)
    with company.store.reading() as transaction:
        assert transaction.runs.get(run.run_id).state is RunState.DONE
        assert not transaction.intents.unresolved(company.link.link_id, 9)
        assert transaction.audit.first_broken_row() is None
    outcome = outcome_of(company)
    assert outcome.ledgers["difference"] == {"count": 0, "total": "0.00", "outstanding": "0.00"}
    assert outcome.records["intacct.invoice"] == INVOICES
    written = company.writes()
    company.sync()
    assert company.writes() == written


def test_full__a_request_is_refused_in_a_sentence_and_leaves_nothing_behind(
    company: Bridge, disk: Disk
) -> None:
    disk.fill()
    with pytest.raises(RetryLater) as refused:
        plan_for_ever(company)
    assert str(refused.value) == NO_ROOM
    with company.store.reading() as transaction:
        asked = transaction.runs.unfinished(company.link.link_id)
        assert transaction.audit.first_broken_row() is None
        waiting = [transaction.outbox.is_waiting(OutboxTopic.RUN, str(one.run_id)) for one in asked]
    assert waiting == [True] * len(asked)
    disk.make_room()
    request_plan(company.store, company.link.link_id, TERMINAL)


def plan_for_ever(company: Bridge) -> None:
    while True:
        request_plan(company.store, company.link.link_id, TERMINAL)
