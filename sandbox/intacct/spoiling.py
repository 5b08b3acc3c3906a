"""Answers as they go out: whole, or spoilt by a fault."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.wire.envelope import gateway_failure
from sandbox.intacct.wire.tree import Element, parse, to_bytes

_XML = "application/xml"
_ERROR_PAGE = (
    "<!DOCTYPE html><html><head><title>Error</title></head>"
    '<body><div class="cf-error-details">The origin is not reachable.</div></body></html>'
)


class DroppedConnection(Response):
    """Begins an answer and breaks off, so that the server closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        """Promise the whole body and send the first half of it."""
        body = bytes(self.body)
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        half = body[: len(body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})


class SlowBody(StreamingResponse):
    """Sends half of the body, and the rest some seconds later."""

    def __init__(self, body: bytes, seconds: float) -> None:
        super().__init__(_in_halves(body, seconds), media_type=_XML)


async def _in_halves(body: bytes, seconds: float) -> AsyncIterator[bytes]:
    half = len(body) // 2
    yield body[:half]
    await asyncio.sleep(seconds)
    yield body[half:]


def _without_root(body: bytes) -> bytes:
    """The parts of an answer one after the other, as whole answers have been seen."""
    return b"".join(to_bytes(part).split(b"?>", 1)[1].strip() for part in parse(body))


def xml_answer(root: Element, status: int = 200, parts: Sequence[bytes] = ()) -> Response:
    """The answer in XML, with the `parts` that were written beforehand."""
    return Response(to_bytes(root, parts), status_code=status, media_type=_XML)


def answer_before_work(fault: Fault) -> Response:
    """What stands in for the work."""
    match fault.kind:
        case FaultKind.RATE_LIMIT | FaultKind.RATE_LIMIT_IN_ANSWER:
            status = 429 if fault.kind is FaultKind.RATE_LIMIT else 200
            return xml_answer(gateway_failure("GW-0010", "API rate limit exceeded"), status)
        case FaultKind.GATEWAY_FAILURE:
            return xml_answer(gateway_failure(fault.errorno, fault.text), fault.status)
        case FaultKind.HTML_PAGE:
            return HTMLResponse(_ERROR_PAGE, status_code=fault.status)
        case _:
            return Response(status_code=fault.status)


def spoiled(answer: Response, fault: Fault) -> Response:
    """What becomes of the answer when the work is done."""
    body = bytes(answer.body)
    match fault.kind:
        case FaultKind.TRUNCATED_BODY:
            return Response(body[: len(body) // 2], media_type=_XML)
        case FaultKind.SLOW_BODY:
            return SlowBody(body, fault.seconds)
        case FaultKind.TWO_ROOTS:
            return Response(_without_root(body), media_type=_XML)
        case FaultKind.DROPPED_CONNECTION:
            return DroppedConnection(body, media_type=_XML)
        case _:
            return Response(status_code=fault.status)
