"""One post over HTTP: the only module that speaks by httpx."""

import threading
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpx

from sync.domain.errors import BrokenPromise, OutcomeUnknown, RetryLater
from sync.ledgers.answer_body import PACKED_AS, UnfitBody, received
from sync.ledgers.certificates import certificates
from sync.use_cases.ports import MACHINE, Machine
from sync.use_cases.ports.call_limits import MOST_REQUESTS_IN_FLIGHT

_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_NOT_OURS_TO_SEND = (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError)
LONGEST_WAIT = 6  # digits of a Retry-After


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from one post.

    Attributes:
        status: HTTP status.
        body: The body, unpacked.
        wait_seconds: From Retry-After, where it was given in seconds.
    """

    status: int
    body: bytes
    wait_seconds: float | None


class Transport:
    """Posts documents to the gateway over one pooled client.

    The client is made with the first post, so that a worker that forks has one of its own.

    Args:
        timeout_seconds: How long one post may take.
        transport: What carries requests; by default the network.
        machine: By whose clock.
    """

    def __init__(
        self,
        *,
        timeout_seconds: float,
        transport: httpx.BaseTransport | None = None,
        machine: Machine = MACHINE,
    ) -> None:
        self._timeout_seconds = timeout_seconds
        self._transport = transport
        self._machine = machine
        self._client: httpx.Client | None = None
        self._opening = threading.Lock()
        self.clock_difference: timedelta | None = None
        """How far Intacct's clock is ahead of ours, by its last answer; None where that did not say."""

    def post(self, url: str, body: bytes) -> Reply:
        """Post `body` to `url` and wait for the whole answer.

        Raises:
            RetryLater: No connection came about; nothing was sent.
            OutcomeUnknown: It was sent, at least in part, and no whole answer came in time.
            BrokenPromise: The address is none.
        """
        try:
            return self._post(url, body)
        except _NOTHING_SENT as error:
            raise RetryLater(f"Intacct could not be reached ({_name(error)}).") from error
        except _NOT_OURS_TO_SEND as error:
            raise BrokenPromise(f"The Intacct address {url} cannot be used: {error}") from error
        except httpx.HTTPError as error:
            raise OutcomeUnknown(f"Intacct's answer did not arrive ({_name(error)}).") from error
        except UnfitBody as error:
            raise OutcomeUnknown(f"Intacct's answer {error}") from error

    def close(self) -> None:
        """Let the connections go; a later post makes new ones."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _post(self, url: str, body: bytes) -> Reply:
        deadline = self._machine.seconds() + self._timeout_seconds
        headers = {"Content-Type": "application/xml", "Accept-Encoding": PACKED_AS}
        with self._open_client().stream("POST", url, content=body, headers=headers) as response:
            answer = received(response, deadline=deadline, machine=self._machine)
            self.clock_difference = _clock_difference(response.headers, self._machine)
            return Reply(response.status_code, answer, _wait_seconds(response.headers))

    def _open_client(self) -> httpx.Client:
        with self._opening:
            if self._client is None:
                self._client = self._new_client()
            return self._client

    def _new_client(self) -> httpx.Client:
        return httpx.Client(
            verify=certificates(),
            timeout=httpx.Timeout(self._timeout_seconds, connect=min(5, self._timeout_seconds)),
            limits=httpx.Limits(max_connections=MOST_REQUESTS_IN_FLIGHT, keepalive_expiry=60),
            trust_env=False,
            follow_redirects=False,
            transport=self._transport,
        )


def _clock_difference(headers: httpx.Headers, machine: Machine) -> timedelta | None:
    try:
        return parsedate_to_datetime(headers.get("Date", "")) - machine.now()
    except (ValueError, TypeError):  # no date, or one that is none
        return None


def _wait_seconds(headers: httpx.Headers) -> float | None:
    asked = headers.get("Retry-After", "").strip()
    return (
        float(asked)
        if asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_WAIT
        else None
    )


def _name(error: Exception) -> str:
    return type(error).__name__
