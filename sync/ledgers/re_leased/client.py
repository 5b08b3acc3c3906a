"""The one place that speaks HTTP with Re-Leased: connections, pace, retries."""

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx
from stamina import retry_context

from sync.domain.errors import BrokenPromise, FixSetup, LeasebridgeError, RetryLater
from sync.ledgers.answer_body import PACKED_AS, UnfitBody, received
from sync.ledgers.certificates import certificates
from sync.ledgers.re_leased import wire
from sync.ledgers.re_leased.answers import Refusal, Unclear, understood
from sync.ledgers.re_leased.pace import Pace
from sync.ledgers.re_leased.settings import ReLeasedSettings
from sync.use_cases.ports import MACHINE, Machine, Unknown

READ_ATTEMPTS = 4
WRITE_ATTEMPTS = 3
LONGEST_PAUSE = 90.0  # seconds; whoever is asked to wait longer gives the worker back

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Request:
    """A write.

    Attributes:
        method: POST, PUT or PATCH.
        path: Below the company.
        body: JSON; None for an action without one.
        idempotency_key: For POST: makes a repetition harmless.
        version: The version the record must still have; empty where any will do.
    """

    method: str
    path: str
    body: bytes | None = None
    idempotency_key: str = ""
    version: str = ""

    @property
    def may_be_repeated(self) -> bool:
        """Whether sending it again cannot do anything twice, nor undo what others did since.

        PUT is used for reference data only, which nobody but us writes.
        """
        match self.method:
            case "POST":
                return bool(self.idempotency_key)
            case "PUT":
                return True
            case _:
                return bool(self.version)

    @property
    def headers(self) -> dict[str, str]:
        """The headers that make it safe."""
        headers = {"Content-Type": "application/json"} if self.body is not None else {}
        if self.idempotency_key:
            headers[wire.IDEMPOTENCY_KEY_HEADER] = self.idempotency_key
        if self.version:
            headers[wire.EXPECTED_VERSION_HEADER] = wire.expected_version(self.version)
        return headers


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back from one request, whole."""

    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Accepted:
    """Re-Leased carried a request out; `body` is what it answered."""

    body: bytes


class Client:
    """Sends requests for one company. Safe to share between threads; connects after a fork only.

    Args:
        settings: Which company, as whom, and how much at a time.
        transport: What carries requests; by default the network.
        machine: Whose time it takes.
    """

    def __init__(
        self,
        settings: ReLeasedSettings,
        transport: httpx.BaseTransport | None = None,
        machine: Machine = MACHINE,
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._machine = machine
        self._pace = Pace(settings.requests_per_minute, machine)
        self._connections: httpx.Client | None = None
        self._process = 0
        self._lock = threading.Lock()
        self.clock_difference: timedelta | None = None
        """How far Re-Leased's clock is ahead of ours, by its last answer; None where that did not say."""

    @property
    def company_id(self) -> str:
        """The company whose records are asked for."""
        return self._settings.company_id

    def read(self, path: str = "", query: Mapping[str, str] | None = None) -> bytes:
        """What stands at `path` below the company; repeated while Re-Leased is busy or away.

        Raises:
            RetryLater, SignInRefused, FixSetup: As `sync.domain.errors` says.
            BrokenPromise: Re-Leased refused a plain reading.
        """
        body = self.read_if_there(path, query)
        if body is None:
            raise FixSetup(
                f"Re-Leased knows no {path or 'company'} for company {self._settings.company_id}. "
                "Check the base address and the company id."
            )
        return body

    def read_if_there(self, path: str, query: Mapping[str, str] | None = None) -> bytes | None:
        """As `read`, but None where Re-Leased says that there is no such thing."""
        answer = self._until_answered(Request("GET", path), query or {}, _Patience(may_repeat=True))
        if isinstance(answer, Accepted):
            return answer.body
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        refused = answer.refused
        raise BrokenPromise(f"Re-Leased refused to show {path}: {refused.code}, {refused.message}")

    def write(self, request: Request) -> Accepted | Refusal | Unknown:
        """Send a write; repeated only where that can do no harm.

        Raises:
            RetryLater, SignInRefused, FixSetup: It has certainly not been carried out.
        """
        patience = _Patience(may_repeat=request.may_be_repeated)
        try:
            answer = self._until_answered(request, {}, patience)
        except LeasebridgeError as error:
            if patience.in_doubt or isinstance(error, Unclear):
                return Unknown(str(error))
            raise
        if isinstance(answer, Refusal) and patience.in_doubt:
            return replace(answer, look_first=True)
        return answer

    def close(self) -> None:
        """Let the connections go; they come back when they are needed."""
        with self._lock:
            connections, self._connections = self._connections, None
            if connections is not None and self._process == os.getpid():
                connections.close()

    def _until_answered(
        self, request: Request, query: Mapping[str, str], patience: "_Patience"
    ) -> Accepted | Refusal:
        attempts = READ_ATTEMPTS if request.method == "GET" else WRITE_ATTEMPTS
        for attempt in retry_context(patience, attempts=attempts, timeout=None, wait_jitter=0.2):
            with attempt:
                return self._send(request, query)
        raise BrokenPromise("stamina ended without an answer and without an error.")

    def _send(self, request: Request, query: Mapping[str, str]) -> Accepted | Refusal:
        answer = self._exchange(request, query)
        self.clock_difference = _clock_difference(answer.headers, self._machine)
        if httpx.codes.is_success(answer.status):
            return Accepted(answer.body)
        retry_after = answer.headers.get(wire.RETRY_AFTER_HEADER, "")
        try:
            # A careless server may quote our headers; the key must not travel on in a message.
            body = answer.body.replace(self._settings.api_key.encode(), b"(key)")
            return understood(answer.status, body, retry_after=retry_after)
        except RetryLater as error:
            if error.wait_seconds is not None and error.wait_seconds <= LONGEST_PAUSE:
                self._pace.hold(error.wait_seconds)
            raise

    def _exchange(self, request: Request, query: Mapping[str, str]) -> _Answer:
        company = wire.company_path(self._settings.company_id)
        path = f"{company}/{request.path}" if request.path else company
        self._pace.wait_for_turn()
        try:
            return self._whole_answer(request, path, query)
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise FixSetup("Re-Leased's base address is not a web address.") from error
        except _NOT_SENT as error:
            raise RetryLater(f"Re-Leased cannot be reached ({type(error).__name__}).") from error
        except httpx.HTTPError as error:
            raise Unclear(f"Re-Leased gave no answer ({type(error).__name__}).") from error
        except UnfitBody as error:
            raise Unclear(f"Re-Leased's answer {error}") from error

    def _whole_answer(self, request: Request, path: str, query: Mapping[str, str]) -> _Answer:
        deadline = self._machine.seconds() + self._settings.timeout_seconds
        asked = self._connected().stream(
            request.method, path, params=query, content=request.body, headers=request.headers
        )
        with asked as response:
            body = received(response, deadline=deadline, machine=self._machine)
            return _Answer(response.status_code, response.headers, body)

    def _connected(self) -> httpx.Client:
        """The connections of this process; a forked child must not speak over its parent's."""
        with self._lock:
            if self._connections is None or self._process != os.getpid():
                self._connections = _connections(self._settings, self._transport)
                self._process = os.getpid()
            return self._connections


def _clock_difference(headers: httpx.Headers, machine: Machine) -> timedelta | None:
    try:
        return parsedate_to_datetime(headers.get("Date", "")) - machine.now()
    except (ValueError, TypeError):  # no date, or one that is none
        return None


class _Patience:
    """Decides whether to send again and after how long; remembers whether anything is in doubt."""

    def __init__(self, *, may_repeat: bool) -> None:
        self._may_repeat = may_repeat
        self.in_doubt = False

    def __call__(self, error: Exception) -> bool | float:
        unclear = isinstance(error, Unclear)
        self.in_doubt = self.in_doubt or unclear
        if not isinstance(error, RetryLater) or (unclear and not self._may_repeat):
            return False
        if error.wait_seconds is None:
            return True
        return error.wait_seconds if error.wait_seconds <= LONGEST_PAUSE else False


def _connections(settings: ReLeasedSettings, transport: httpx.BaseTransport | None) -> httpx.Client:
    limits = httpx.Limits(max_connections=settings.concurrency, keepalive_expiry=60)
    return httpx.Client(
        base_url=settings.base_url,
        headers={
            settings.auth_header: f"{settings.auth_scheme} {settings.api_key}".strip(),
            wire.APPLICATION_NAME_HEADER: settings.app_name,
            "User-Agent": settings.app_name,
            "Accept": "application/json",
            "Accept-Encoding": PACKED_AS,
        },
        timeout=httpx.Timeout(settings.timeout_seconds, connect=min(5, settings.timeout_seconds)),
        limits=limits,
        follow_redirects=False,
        trust_env=False,
        verify=certificates(),
        transport=transport,
    )
