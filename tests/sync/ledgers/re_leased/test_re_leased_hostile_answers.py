"""Answers that mean harm: they end as an error of our own, and cost little."""

import gzip
import json

import pytest
from starlette.responses import StreamingResponse

from sync.domain.errors import FixSetup, RetryLater
from sync.domain.kinds import RecordKind
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Unknown
from tests.sync.ledgers.bombs import MOST_MEMORY, PACKED_ANSWERS, bounded_memory, endless
from tests.sync.ledgers.re_leased.asking import ACME, Connect, create
from tests.sync.ledgers.re_leased.mischief import Message, Receive, Send
from tests.sync.ledgers.re_leased.stand_in import COMPANY, StandIn


async def endless_json(scope: Message, receive: Receive, send: Send) -> None:
    """Answers anything with a body that never ends."""
    await StreamingResponse(endless(), media_type="application/json")(scope, receive, send)


async def trickling_json(scope: Message, receive: Receive, send: Send) -> None:
    """Answers anything a letter at a time."""
    body = endless(b" ", pause=0.01)
    await StreamingResponse(body, media_type="application/json")(scope, receive, send)


@pytest.mark.parametrize("name", PACKED_ANSWERS)
def test_packed_answer__is_given_up_and_takes_little_memory(
    stand_in: StandIn, connect: Connect, name: str
) -> None:
    body, packing, why = PACKED_ANSWERS[name]
    answer = (200, body, {"content-encoding": packing})
    stand_in.line.play("PATCH", times=9, reaches_the_book=False, answer=answer)
    stand_in.line.play("POST", times=9, answer=answer)

    with bounded_memory() as most:
        [outcome] = connect().write([create(RecordKind.CUSTOMER, ACME, "C-100")])

    assert most() < MOST_MEMORY
    assert isinstance(outcome, Unknown)
    assert why in outcome.detail
    assert stand_in.contact_count == 1


def test_endless_answer__is_given_up(stand_in: StandIn, connect: Connect) -> None:
    stand_in.line.app = endless_json

    with bounded_memory() as most, pytest.raises(RetryLater, match="larger than any"):
        connect().identity()

    assert most() < MOST_MEMORY


def test_answer_that_trickles__is_given_up(stand_in: StandIn, connect: Connect) -> None:
    stand_in.line.app = trickling_json

    with pytest.raises(RetryLater, match="too slowly"):
        connect(timeout_seconds=0.3).identity()


def test_answer_asked_for_packed__is_unpacked(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    shown = {"id": COMPANY, "name": "Harbour", "currency": "NZD"}
    body = gzip.compress(json.dumps(shown).encode())
    answer = (200, body, {"content-encoding": "gzip"})
    stand_in.line.play("GET", reaches_the_book=False, answer=answer)

    assert ledger.identity().name == "Harbour"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect__carries_no_key_elsewhere(
    stand_in: StandIn, ledger: ReLeasedLedger, status: int
) -> None:
    elsewhere = {"location": f"{stand_in.base_url}/companies/elsewhere"}
    stand_in.line.play("GET", reaches_the_book=False, answer=(status, b"", elsewhere))

    with pytest.raises(FixSetup, match="base address"):
        ledger.identity()

    assert len(stand_in.line.calls) == 1
