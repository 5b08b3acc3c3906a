"""The door of the interface: key, limits, faults, idempotency; then the call, then the answer."""

import asyncio
import itertools
from collections.abc import Sequence
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from sandbox.re_leased import wire
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.calls import LOST, InterfaceCall, OnCall
from sandbox.re_leased.credentials import Key
from sandbox.re_leased.endpoint import Answer, Call, Endpoint
from sandbox.re_leased.faults import Fault, FaultKind, Faults
from sandbox.re_leased.idempotency import IdempotencyMemory, digest_of, memory_key
from sandbox.re_leased.limits import Gatekeeper, Limits
from sandbox.re_leased.records import Actor
from sandbox.re_leased.refusal import Refusal, not_found

ROOT = "/re-leased/v1"
_READS = frozenset({"GET", "HEAD"})
_INTERNAL_ERROR = 500


class BrokenOff(Response):
    """An answer that breaks off after its headers, as when the connection is lost."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise a body and never send it."""
        del scope, receive
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": [(b"content-type", b"application/json"), (b"content-length", b"9999")],
            }
        )


class Door:
    """Lets requests in to the book, and answers out."""

    def __init__(
        self,
        book: ReLeasedBook,
        *,
        on_call: OnCall,
        faults: Faults,
        limits: Limits,
        keys: Sequence[Key],
    ) -> None:
        self._book = book
        self._on_call = on_call
        self._faults = faults
        self._gatekeeper = Gatekeeper(limits)
        self._keys = {key.secret: key for key in keys}
        self._memory = IdempotencyMemory(book.storage, book.clock)
        self._request_numbers = itertools.count(1)

    def route(self, endpoint: Endpoint) -> Route:
        """The endpoint as a route of the web application."""

        async def handle(request: Request) -> Response:
            return await self._handle(request, endpoint)

        return Route(ROOT + endpoint.path, handle, methods=[endpoint.method])

    async def _handle(self, request: Request, endpoint: Endpoint) -> Response:
        request_id = f"req_{next(self._request_numbers):x}"
        path = request.url.path.removeprefix(ROOT)
        fault = self._faults.next_for(request.method, path)
        try:
            response = await self._admit(request, endpoint, fault, request_id=request_id)
        except Refusal as refusal:
            response = _refused(refusal, request_id=request_id)
        response.headers["X-Request-Id"] = request_id
        response.headers["Date"] = format_datetime(self._book.clock.now(), usegmt=True)
        self._on_call(
            InterfaceCall(
                time=self._book.clock.now(),
                method=request.method,
                path=path,
                status=LOST if isinstance(response, BrokenOff) else response.status_code,
                is_write=request.method not in _READS,
                query=request.url.query,
            )
        )
        return response

    async def _admit(
        self, request: Request, endpoint: Endpoint, fault: Fault | None, *, request_id: str
    ) -> Response:
        """Only a known key comes in, and only as often as its limits allow."""
        key = self._key(request)
        if key is None or (fault and fault.kind is FaultKind.UNAUTHENTICATED):
            raise Refusal(401, "unauthenticated", "The key is missing, wrong or expired.")
        allowance = self._gatekeeper.enter(key.id)
        if allowance.retry_after is not None:
            response = _throttled(allowance.retry_after, request_id=request_id)
        else:
            try:
                response = await self._carry_out(request, endpoint, fault, key=key)
            except Refusal as refusal:
                response = _refused(refusal, request_id=request_id)
            finally:
                self._gatekeeper.leave(key.id)
        if not (fault and fault.kind is FaultKind.RATE_LIMITED):
            response.headers.update(allowance.headers())
        return response

    async def _carry_out(
        self, request: Request, endpoint: Endpoint, fault: Fault | None, *, key: Key
    ) -> Response:
        if fault and fault.kind is FaultKind.RATE_LIMITED:
            return _throttled(int(fault.seconds), request_id="")
        if fault and fault.kind is FaultKind.FORBIDDEN:
            raise Refusal(403, "forbidden", "The key does not have the right to do this.")
        if fault and fault.kind is FaultKind.HTML_BODY:
            html = "<html><body><h1>Service Unavailable</h1></body></html>"
            return Response(html, fault.status, media_type="text/html")
        if fault and fault.kind is FaultKind.UNAVAILABLE_BEFORE:
            raise _unavailable(fault)
        response = await self._remembered(request, endpoint, fault, key=key)
        if fault and fault.kind is FaultKind.UNAVAILABLE_AFTER:
            raise _unavailable(fault)
        if fault and fault.kind is FaultKind.LOST_REPLY:
            return BrokenOff(status_code=response.status_code)
        return response

    async def _remembered(
        self, request: Request, endpoint: Endpoint, fault: Fault | None, *, key: Key
    ) -> Response:
        """A POST under a known idempotency key is answered from memory."""
        body = await request.body()
        sent_key = request.headers.get("Idempotency-Key")
        if request.method != "POST" or sent_key is None:
            return await self._call(request, endpoint, fault, key=key, body=body)
        name = memory_key(key.id, sent_key)
        digest = digest_of(request.method, request.url.path, body)
        known = self._memory.recall(name, digest=digest)
        if known is not None:
            response = _json(known.status, known.body)
            response.headers["Idempotent-Replayed"] = "true"
            return response
        self._memory.begin(name)
        try:
            response = await self._call(request, endpoint, fault, key=key, body=body)
            content = bytes(response.body)
            self._memory.remember(name, digest=digest, status=response.status_code, body=content)
            self._book.commit()
        finally:
            self._memory.end(name)
        return response

    async def _call(
        self, request: Request, endpoint: Endpoint, fault: Fault | None, *, key: Key, body: bytes
    ) -> Response:
        if fault and fault.kind is FaultKind.DELAY:
            await asyncio.sleep(fault.seconds)
        call = Call(
            by=_actor(request, key),
            parameters=request.path_params,
            query=request.query_params,
            body=body,
            if_match=request.headers.get("If-Match"),
            visible_companies=key.companies,
        )
        self._require_company(call)
        answer = endpoint.act(call)
        if request.method not in _READS:
            self._book.commit()
        return _answered(answer)

    def _require_company(self, call: Call) -> None:
        """A company outside the key's scope does not exist for its holder."""
        company_id = call.parameters.get("company_id")
        if company_id is None:
            return
        if call.visible_companies is not None and company_id not in call.visible_companies:
            raise not_found("company", company_id)
        self._book.companies.get(company_id)

    def _key(self, request: Request) -> Key | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        return self._keys.get(secret) if scheme == "Bearer" else None


def _actor(request: Request, key: Key) -> Actor:
    name = request.headers.get("X-Application-Name") or request.headers.get("User-Agent", "")
    return Actor(type="api", id=key.id, name=name)


def _answered(answer: Answer) -> Response:
    if answer.value is None:
        return Response(status_code=answer.status)
    return _json(answer.status, wire.encode(answer.value))


def _json(status: int, body: bytes) -> Response:
    return Response(body, status, media_type="application/json")


def _refused(refusal: Refusal, *, request_id: str) -> Response:
    return _json(refusal.status, wire.error_body(refusal, request_id=request_id))


def _throttled(retry_after: int, *, request_id: str) -> Response:
    refusal = Refusal(429, "rate_limited", f"Too many requests; wait {retry_after} s.")
    response = _refused(refusal, request_id=request_id)
    response.headers["Retry-After"] = str(retry_after)
    return response


def _unavailable(fault: Fault) -> Refusal:
    code = "internal_error" if fault.status == _INTERNAL_ERROR else "unavailable"
    return Refusal(fault.status, code, "Re-Leased is not available at the moment.")
