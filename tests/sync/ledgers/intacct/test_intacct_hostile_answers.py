"""Answers that mean harm: they end as an error of our own, and cost little."""

import gzip

import pytest
from starlette.responses import Response, StreamingResponse

from sync.domain.errors import FixSetup, OutcomeUnknown, RetryLater
from tests.sync.ledgers.bombs import MOST_MEMORY, PACKED_ANSWERS, bounded_memory, endless
from tests.sync.ledgers.intacct.scripted import FINE, Script, ask, write, xml_answer


@pytest.mark.parametrize("name", PACKED_ANSWERS)
def test_packed_answer__is_given_up_and_takes_little_memory(script: Script, name: str) -> None:
    body, packing, why = PACKED_ANSWERS[name]
    script.answers = [xml_answer(body, headers={"Content-Encoding": packing})]
    with bounded_memory() as most, pytest.raises(OutcomeUnknown, match=why):
        write(script.gateway(timeout_seconds=30))
    assert most() < MOST_MEMORY
    assert len(script.asked) == 1


def test_endless_answer__is_given_up(script: Script) -> None:
    script.answers = [StreamingResponse(endless(), media_type="text/xml")]
    with bounded_memory() as most, pytest.raises(OutcomeUnknown, match="larger than any"):
        write(script.gateway(timeout_seconds=30))
    assert most() < MOST_MEMORY


def test_answer_asked_for_packed__is_unpacked(script: Script) -> None:
    script.answers = [xml_answer(gzip.compress(FINE), headers={"Content-Encoding": "gzip"})]
    assert ask(script.gateway()) == "7"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect__carries_no_credentials_elsewhere(script: Script, status: int) -> None:
    elsewhere = f"{script.url}?elsewhere"
    script.answers = [Response(status_code=status, headers={"Location": elsewhere})]
    with pytest.raises(FixSetup, match=f"HTTP status {status}"):
        write(script.gateway())
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    "asked", ["1e9", "-5", "nan", "٣", "9" * 400, "Wed, 21 Oct 2015 07:28:00 GMT"]
)
def test_retry_after__that_is_no_sane_number_is_not_waited_for(script: Script, asked: str) -> None:
    headers = {"Retry-After": asked} if asked.isascii() else {"Retry-After": "\xb2"}
    script.answers = [xml_answer(b"", 429, headers)]
    with pytest.raises(RetryLater) as caught:
        write(script.gateway())
    assert caught.value.wait_seconds is None
