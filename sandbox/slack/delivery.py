"""Calls the app as Slack does: signed requests, and three seconds to answer."""

import asyncio
import functools
import hashlib
import hmac
import json
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import parse_qs

import httpx
import msgspec

from sandbox.slack.credentials import SIGNING_SECRET
from sandbox.slack.errors import Json
from sandbox.slack.socket_mode.sockets import AppSockets

ANSWER_WITHIN = timedelta(seconds=3)
_HTTP_OK = 200


class Failure(StrEnum):
    """Why the app's answer is no answer."""

    NO_APP = "no_app"
    UNREACHABLE = "connection_failed"
    TIMEOUT = "http_timeout"
    STATUS = "http_error"


class AppAnswer(msgspec.Struct, frozen=True):
    """What came back from the app: `seconds` is how long it took, `status` the HTTP status."""

    seconds: float
    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] = {}
    failure: Failure | None = None


class DeliveryRecord(msgspec.Struct, frozen=True):
    """One request sent to the app, kept for tests and for those who wonder about speed.

    `kind` is `command`, the type of an interaction, or the type of an event.
    """

    time: datetime
    kind: str
    seconds: float
    status: int | None
    failure: Failure | None


class Delivery:
    """Sends requests to the app: over its sockets where any is open, else signed to its one address.

    Attributes:
        app_url: the address, such as `http://127.0.0.1:3000/slack/events`, or None while no app
            is connected.
        duplicates: with True every request is sent twice at once; the first answer counts.
        records: every request sent, oldest first.
    """

    def __init__(
        self,
        app_url: str | None,
        now: Callable[[], datetime],
        sockets: AppSockets,
        *,
        answer_within: timedelta = ANSWER_WITHIN,
    ) -> None:
        self.app_url = app_url
        self.duplicates = False
        self.records: list[DeliveryRecord] = []
        self._now = now
        self._sockets = sockets
        self._answer_within = answer_within.total_seconds()
        self._client: httpx.AsyncClient | None = None

    @property
    def has_app(self) -> bool:
        """Whether there is an app to send anything to."""
        return self.app_url is not None or self._sockets.count > 0

    async def send(
        self,
        kind: str,
        body: bytes,
        *,
        content_type: str,
        headers: Mapping[str, str] | None = None,
    ) -> AppAnswer:
        """Deliver one request; never raises, a failure is part of the answer."""
        signed = self._signed_headers(body) | {"Content-Type": content_type} | dict(headers or {})
        if not self.duplicates:
            return await self._send_once(kind, body, signed)
        first, _ = await asyncio.gather(
            self._send_once(kind, body, signed), self._send_once(kind, body, signed)
        )
        return first

    async def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _send_once(self, kind: str, body: bytes, headers: dict[str, str]) -> AppAnswer:
        sent_at = self._now()
        answer = await self._answer(body, headers)
        record = DeliveryRecord(sent_at, kind, answer.seconds, answer.status, answer.failure)
        self.records.append(record)
        return answer

    async def _answer(self, body: bytes, headers: dict[str, str]) -> AppAnswer:
        if self._sockets.count:
            return await self._answer_over_a_socket(body, headers)
        if self.app_url is None:
            return AppAnswer(seconds=0.0, failure=Failure.NO_APP)
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._answer_within):
                response = await self._http().post(self.app_url, content=body, headers=headers)
        except TimeoutError:
            return AppAnswer(seconds=time.perf_counter() - started, failure=Failure.TIMEOUT)
        except httpx.HTTPError:
            return AppAnswer(seconds=time.perf_counter() - started, failure=Failure.UNREACHABLE)
        return AppAnswer(
            seconds=time.perf_counter() - started,
            status=response.status_code,
            body=response.content,
            headers=dict(response.headers),
            failure=None if response.status_code == _HTTP_OK else Failure.STATUS,
        )

    async def _answer_over_a_socket(self, body: bytes, headers: dict[str, str]) -> AppAnswer:
        kind, payload = enveloped(body, headers["Content-Type"])
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._answer_within):
                answer = await self._sockets.send(
                    kind, payload, headers=headers, wants_answer=kind != "events_api"
                )
        except TimeoutError:
            return AppAnswer(seconds=time.perf_counter() - started, failure=Failure.TIMEOUT)
        except ConnectionError:
            return AppAnswer(seconds=time.perf_counter() - started, failure=Failure.UNREACHABLE)
        return AppAnswer(
            seconds=time.perf_counter() - started,
            status=_HTTP_OK,
            body=json.dumps(answer).encode() if answer else b"",
            headers={"content-type": "application/json"},
        )

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            # Our own deadline ends a request; the client must not follow proxies of this machine.
            self._client = httpx.AsyncClient(
                timeout=None,  # noqa: S113 - our own deadline ends it
                trust_env=False,
                verify=_certificates(),
            )
        return self._client

    def _signed_headers(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._now().timestamp()))
        return {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(timestamp, body),
            "User-Agent": "Slackbot 1.0 (stand-in workspace)",
        }


def enveloped(body: bytes, content_type: str) -> tuple[str, Json]:
    """A request's body as an envelope holds it: the envelope's type, and the payload."""
    if content_type.startswith("application/json"):
        event: Json = json.loads(body)
        return "events_api", event
    form = {
        name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()
    }
    if "payload" in form:
        interaction: Json = json.loads(form["payload"])
        return "interactive", interaction
    return "slash_commands", dict(form)


@functools.cache
def _certificates() -> ssl.SSLContext:
    # Reading the certificates takes longer than most answers; once is enough.
    return httpx.create_ssl_context()


def signature(timestamp: str, body: bytes) -> str:
    """The value of `X-Slack-Signature`, by Slack's version 0 scheme."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(SIGNING_SECRET.encode(), base, hashlib.sha256).hexdigest()
