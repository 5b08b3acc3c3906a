"""What the stand-in never does, played by a gateway that follows a script."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from starlette.responses import Response, StreamingResponse

from sync.domain.errors import BrokenPromise, FixSetup, OutcomeUnknown, RetryLater, SignInRefused
from sync.domain.kinds import RecordKind
from sync.ledgers.intacct.reading.query import Query
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import Source
from sync.ledgers.intacct.settings import PRODUCTION_URL, IntacctSettings
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.session import trusted_endpoint
from tests.sync.ledgers.intacct.scripted import (
    FINE,
    SETTINGS,
    Script,
    ask,
    ended_session,
    failure,
    write,
    xml_answer,
)
from tests.sync.ledgers.intacct.test_intacct_envelope import answer_of, result_of


def test_an_endpoint_of_somebody_else__is_never_given_the_session(script: Script) -> None:
    script.endpoint = "https://intacct.com.evil.test/ia/xml/xmlgw.phtml"
    script.answers = [FINE]
    with pytest.raises(BrokenPromise, match="not one of Sage's"):
        ask(script.gateway())
    assert script.asked == []


@pytest.mark.parametrize(
    ("endpoint", "configured", "trusted"),
    [
        (PRODUCTION_URL, PRODUCTION_URL, True),
        ("https://na42.intacct.com/ia/xml/xmlgw.phtml", PRODUCTION_URL, True),
        ("https://na42.intacct.com./ia/xml/xmlgw.phtml", PRODUCTION_URL, True),
        ("http://na42.intacct.com/ia/xml/xmlgw.phtml", PRODUCTION_URL, False),
        ("https://evilintacct.com/x", PRODUCTION_URL, False),
        ("https://api.intacct.com@evil.test/x", PRODUCTION_URL, False),
        ("https://evil.test/api.intacct.com", PRODUCTION_URL, False),
        ("http://127.0.0.1:8700/other", "http://127.0.0.1:8700/ia/xml/xmlgw.phtml", True),
        ("http://127.0.0.1:8701/other", "http://127.0.0.1:8700/ia/xml/xmlgw.phtml", False),
        ("", PRODUCTION_URL, False),
    ],
)
def test_an_endpoint__is_trusted_on_sage_s_hosts_and_the_configured_one(
    endpoint: str, configured: str, trusted: bool
) -> None:
    if trusted:
        assert trusted_endpoint(endpoint, configured=configured) == endpoint
    else:
        with pytest.raises(BrokenPromise):
            trusted_endpoint(endpoint, configured=configured)


@pytest.mark.parametrize("act", [ask, write])
@pytest.mark.parametrize("ended", [ended_session(), 401, 498])
def test_an_ended_session__is_replaced_once(
    script: Script, act: Callable[[Gateway], str], ended: bytes | int
) -> None:
    script.answers = [ended if isinstance(ended, bytes) else Response(status_code=ended), FINE]
    assert act(script.gateway()) == "7"
    assert script.sign_ins == 2
    assert b"<sessionid>s2</sessionid>" in script.asked[-1]


@pytest.mark.parametrize("act", [ask, write])
def test_a_session_that_ends_at_once__is_not_replaced_for_ever(
    script: Script, act: Callable[[Gateway], str]
) -> None:
    script.answers = [ended_session()]
    with pytest.raises(SignInRefused):
        act(script.gateway())
    assert script.sign_ins == 2


def test_reads_and_writes__say_whether_they_may_run_twice(script: Script) -> None:
    script.answers = [FINE]
    ask(script.gateway())
    write(script.gateway())
    assert b"<uniqueid>false</uniqueid>" in script.asked[0]
    assert b"<uniqueid>true</uniqueid>" in script.asked[1]


def test_a_short_wait_that_was_asked_for__is_kept_in_place(script: Script) -> None:
    script.answers = [xml_answer(b"", 429, {"Retry-After": "0"}), FINE]
    assert ask(script.gateway(first_wait_seconds=60)) == "7"


def test_a_long_wait_that_was_asked_for__is_handed_on(script: Script) -> None:
    script.answers = [xml_answer(b"", 429, {"Retry-After": "120"}), FINE]
    with pytest.raises(RetryLater) as caught:
        ask(script.gateway())
    assert caught.value.wait_seconds == 120
    assert len(script.asked) == 1


def test_a_rate_limit_inside_an_answer__is_waited_out(script: Script) -> None:
    busy = answer_of(result_of("read-1", failure("", "API rate limit exceeded"), "failure"))
    script.answers = [busy, busy, FINE]
    assert ask(script.gateway()) == "7"


def test_a_gateway_that_is_busy_before_it_begins__leaves_writes_unsent(script: Script) -> None:
    busy = (
        "<response><control><status>failure</status></control>"
        f"{failure('GW-0010', 'API rate limit exceeded')}</response>"
    )
    script.answers = [busy.encode()]
    with pytest.raises(RetryLater):
        write(script.gateway())


@pytest.mark.parametrize("status", [400, 403, 404, 302])
def test_an_address_that_is_no_gateway__is_for_the_set_up(script: Script, status: int) -> None:
    script.answers = [Response(b"no such page", status_code=status)]
    with pytest.raises(FixSetup, match=f"HTTP status {status}"):
        ask(script.gateway())


def test_an_error_body_with_a_status__is_read(script: Script) -> None:
    body = (
        "<response><control><status>failure</status></control>"
        f"{failure('GW-0011', 'Invalid Request')}</response>"
    )
    script.answers = [xml_answer(body.encode(), 400)]
    with pytest.raises(FixSetup, match="GW-0011: Invalid Request"):
        ask(script.gateway())


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE r [<!ENTITY a 'x'>]><response>&a;</response>",
        FINE[:-30],
        b"",
        b"<html>down</html>",
    ],
    ids=["hostile", "cut", "empty", "page"],
)
def test_an_unreadable_answer__leaves_a_write_unknown_and_a_reading_for_later(
    script: Script, body: bytes
) -> None:
    script.answers = [body]
    with pytest.raises(OutcomeUnknown):
        write(script.gateway())
    with pytest.raises(RetryLater):
        ask(script.gateway(read_attempts=2))
    assert len(script.asked) == 3


def test_an_answer_that_trickles__is_given_up(script: Script) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        while True:
            yield b"<response>"
            await asyncio.sleep(0.01)

    script.answers = [StreamingResponse(trickle(), media_type="text/xml")]
    with pytest.raises(OutcomeUnknown, match="too slowly"):
        write(script.gateway(timeout_seconds=0.2))


def test_an_answer_that_never_comes__is_given_up(script: Script) -> None:
    released = asyncio.Event()

    async def silence() -> AsyncIterator[bytes]:
        await asyncio.wait_for(released.wait(), timeout=1)
        yield b""

    script.answers = [StreamingResponse(silence(), media_type="text/xml")]
    with pytest.raises(OutcomeUnknown, match="ReadTimeout"):
        write(script.gateway(timeout_seconds=0.1))


def test_a_question_without_an_answer__breaks_the_promise(script: Script) -> None:
    script.answers = [answer_of(result_of("somebody-else"))]
    with pytest.raises(BrokenPromise, match="without an answer"):
        ask(script.gateway())


@pytest.mark.parametrize("keys", [(5, 5), (5, 4)])
def test_pages_out_of_order__end_the_reading(script: Script, keys: tuple[int, ...]) -> None:
    with pytest.raises(BrokenPromise, match="out of order"):
        read_pages(script, keys)


def test_a_row_without_a_key__ends_the_reading(script: Script) -> None:
    with pytest.raises(BrokenPromise, match="without a key"):
        read_pages(script, ("five",))


def read_pages(script: Script, keys: tuple[object, ...]) -> None:
    """Read an object of which every page holds one row of these keys, and promises another page."""

    def page(key: object) -> bytes:
        rows = f"<X><RECORDNO>{key}</RECORDNO></X>"
        data = f"<data totalcount='2' count='1' numremaining='1'>{rows}</data>"
        return answer_of(result_of("read-1", data))

    script.answers = [page(key) for key in keys]
    gateway = script.gateway(page_size=1)
    source = Source(RecordKind.ACCOUNT, Query("X", ()), lambda _rows, _found: ())
    reader = Reader(gateway, IntacctSettings(url=script.url, page_size=1, **SETTINGS))
    try:
        list(reader.changes([source], {RecordKind.ACCOUNT: None}))
    finally:
        gateway.close()


def test_another_entity__is_refused(script: Script) -> None:
    script.answers = [FINE]
    with pytest.raises(FixSetup, match="answered for entity E200, not for E300"):
        ask(script.gateway(entity_id="E300"))
