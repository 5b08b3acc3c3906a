"""Several processes and one company: never more requests at a time than allowed, whoever dies."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import Engine, select
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.intacct.credentials import COMPANY_ID
from sandbox.intacct.faults import Fault, FaultKind
from sync.domain.errors import RetryLater
from sync.store.models import GatewaySlotRow
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import CallAllowance
from tests.stories.waiting import wait_for
from tests.sync.ledgers.intacct.harbour import Company, Switchboard, put_on, serving
from tests.sync.store.asking_program import HELD_SECONDS

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[3]
QUESTIONS = 8


class Turnstile:
    """Stands before the gateway and sees how many requests are inside at the same time."""

    def __init__(self) -> None:
        self._inside = 0
        self.most = 0
        self.app: ASGIApp = Starlette()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._inside += 1
        self.most = max(self.most, self._inside)

        async def send_and_let_out(message: Message) -> None:
            # Out just before the last of the answer: who gets it may well be quicker than we.
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self._inside -= 1
            await send(message)

        await self.app(scope, receive, send_and_let_out)


@pytest.fixture
def turnstile() -> Turnstile:
    return Turnstile()


@pytest.fixture
def company(turnstile: Turnstile) -> Iterator[Company]:
    """A company whose gateway takes a little time and lets any number in at once."""
    board = Switchboard()
    with serving(board) as url:
        opened = put_on(board, url)
        opened.faults.add(Fault(FaultKind.CONCURRENCY_LIMIT, times=None, limit=100, seconds=0.015))
        turnstile.app, board.app = board.app, turnstile  # type: ignore[assignment]  # - any app will do
        yield opened


@contextmanager
def program(
    database_url: str, company_url: str, in_flight: int, questions: int
) -> Iterator["subprocess.Popen[str]"]:
    arguments = (database_url, company_url, str(in_flight), str(questions))
    process = subprocess.Popen(  # noqa: S603 - our own program
        (sys.executable, "-m", "tests.sync.store.asking_program", *arguments),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def hears(process: "subprocess.Popen[str]") -> str:
    return _pipe(process.stdout).readline().strip()


def start_together(processes: Sequence["subprocess.Popen[str]"]) -> None:
    for process in processes:
        assert hears(process) == "ready"
    for process in processes:
        _pipe(process.stdin).write("go\n")
        _pipe(process.stdin).flush()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


@pytest.mark.parametrize("crowd", [(2, 1), (4, 2)], ids=["2 processes", "4 processes"])
def test_requests_in_flight__never_more_than_allowed_from_all_processes_together(
    database_url: str,
    store: SqlStore,
    company: Company,
    turnstile: Turnstile,
    crowd: tuple[int, int],
) -> None:
    processes, in_flight = crowd
    with ExitStack() as stack:
        asking = [
            stack.enter_context(program(database_url, company.url, in_flight, QUESTIONS))
            for _ in range(processes)
        ]
        start_together(asking)
        assert [process.wait(60) for process in asking] == [0] * processes
    assert turnstile.most == in_flight
    asked = processes * (QUESTIONS + 1)
    usage = store.call_limits(CallAllowance()).usage(COMPANY_ID, datetime.now(UTC))
    assert company.asked().count("query") == usage.transactions == asked
    assert usage.requests == asked + processes, "each signed in once"


def test_turn__of_a_killed_process_is_taken_over_once_it_ran_out(
    database_url: str, store: SqlStore, engine: Engine
) -> None:
    limits = store.call_limits(CallAllowance(patience_seconds=0))
    with program(database_url, "", 1, 0) as holder:
        assert hears(holder) == "holding"
        begun = _taken_until(engine)
        wait_for("two renewals", lambda: _taken_until(engine) > begun + HELD_SECONDS / 2)
        with pytest.raises(RetryLater), limits.turn(COMPANY_ID):
            pytest.fail("Two turns at once.")
        holder.kill()
        holder.wait()
    killed = time.monotonic()
    with store.call_limits(CallAllowance(patience_seconds=30)).turn(COMPANY_ID):
        assert time.monotonic() - killed < HELD_SECONDS + 2


def _taken_until(engine: Engine) -> float:
    with engine.connect() as connection:
        return connection.execute(select(GatewaySlotRow.taken_until)).scalar_one()
