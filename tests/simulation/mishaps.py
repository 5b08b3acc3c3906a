"""What can befall a request on its way to a ledger and back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx

from sandbox.intacct.faults import Fault, FaultKind
from sync.domain.sides import Side
from tests.simulation.scene import Scene
from tests.simulation.wire import is_write, side_of

KEY_NOT_KEPT = "key not kept"
_HTML = "<html><body><h1>Bad Gateway</h1><p>The server is away.</p></body></html>"
_FUNCTION = re.compile(rb"<function controlid=.*?</function>", re.DOTALL)
_STALE_SECONDS = 60.0
"""How old an answer may be that is given instead of a fresh one: half of Re-Leased's overlap."""


@dataclass(slots=True)
class Held:
    """A request that is carried out late.

    Attributes:
        request: What was sent.
        calls_left: After how many further calls.
    """

    request: httpx.Request
    calls_left: int


@dataclass(slots=True)
class Wire:
    """All ways to the ledgers, with what is under way on them.

    Attributes:
        scene: Where.
        held: Requests that will be carried out late.
    """

    scene: Scene
    held: list[Held] = field(default_factory=list)
    _answers: dict[tuple[str, str], tuple[float, httpx.Response]] = field(default_factory=dict)

    def deliver(self, request: httpx.Request) -> httpx.Response:
        """Hand the request over; the ledger's answer."""
        answer = self.scene.stand_in.answer(request)
        if request.method == "GET" and answer.is_success:
            key = (request.headers["Authorization"], str(request.url))
            self._answers[key] = (self._now, answer)
        return answer

    def deliver_late(self, *, everything: bool = False) -> int:
        """Hand over what was held back and is due now; nobody hears the answer. How many they were."""
        due = [one for one in self.held if everything or one.calls_left <= 0]
        self.held = [one for one in self.held if one not in due]
        for one in self.held:
            one.calls_left -= 1
        for one in due:
            self._unheard(one.request)
        return len(due)

    def twice(self, request: httpx.Request) -> httpx.Response:
        """Hand it over two times; the answer to the second."""
        self._unheard(request)
        return self.deliver(request)

    def stale(self, request: httpx.Request) -> httpx.Response | None:
        """What was answered to the same question within the last minute, if anything was."""
        key = (request.headers.get("Authorization", ""), str(request.url))
        at, answer = self._answers.get(key, (float("-inf"), None))
        return answer if self._now - at <= _STALE_SECONDS else None

    def _unheard(self, request: httpx.Request) -> None:
        try:
            self.scene.stand_in.answer(request)
        except httpx.HTTPError:
            return

    @property
    def _now(self) -> float:
        return self.scene.time.now.timestamp()


@dataclass(frozen=True, slots=True)
class Journey:
    """One request under way.

    Attributes:
        wire: The way.
        request: The request.
        number: Draws how bad it gets.
    """

    wire: Wire
    request: httpx.Request
    number: int

    def answer(self, status: int, content: bytes | str, **headers: str) -> httpx.Response:
        """An answer that did not come from the ledger."""
        return httpx.Response(status, content=content, headers=headers, request=self.request)


Mishap = Callable[[Journey], httpx.Response]


def unreachable(way: Journey) -> httpx.Response:
    """No connection comes about."""
    raise httpx.ConnectError("No route.", request=way.request)


def time_out_before(way: Journey) -> httpx.Response:
    """It is lost on the way there, and nobody answers."""
    raise httpx.ReadTimeout("No answer.", request=way.request)


def time_out_after(way: Journey) -> httpx.Response:
    """It is carried out, and the answer does not come."""
    way.wire.deliver(way.request)
    raise httpx.ReadTimeout("No answer.", request=way.request)


def broken_off(way: Journey) -> httpx.Response:
    """It is carried out, and the connection breaks."""
    way.wire.deliver(way.request)
    raise httpx.RemoteProtocolError("The connection broke.", request=way.request)


def late(way: Journey) -> httpx.Response:
    """It is held up on the way and carried out some calls later."""
    way.wire.held.append(Held(way.request, 1 + way.number % 12))
    raise httpx.ReadTimeout("No answer.", request=way.request)


def twice(way: Journey) -> httpx.Response:
    """It arrives two times."""
    return way.wire.twice(way.request)


def rate_limited(way: Journey) -> httpx.Response:
    """Too many requests; with or without a word on how long to wait, seldom longer than anybody waits."""
    seconds = ("", "2", "30", "300")[way.number % 4]
    wait = {"Retry-After": seconds} if seconds else {}
    return way.answer(429, '{"error": {"code": "rate_limited", "message": "Slower."}}', **wait)


def key_not_kept(way: Journey) -> httpx.Response:
    """Re-Leased carries it out, and forgets its key with the answer: that it keeps keys is a guess."""
    request = way.request
    if "Idempotency-Key" in request.headers:
        headers = {**request.headers, "idempotency-key": f"forgotten-{way.number}"}
        content = request.read()
        request = httpx.Request(request.method, request.url, headers=headers, content=content)
    way.wire.deliver(request)
    raise httpx.ReadTimeout("No answer.", request=way.request)


def page_before(way: Journey) -> httpx.Response:
    """The network's own page, before anything is done."""
    return way.answer(502 + way.number % 2, _HTML, **{"Content-Type": "text/html"})


def page_after(way: Journey) -> httpx.Response:
    """The network's own page, though it is carried out."""
    way.wire.deliver(way.request)
    return way.answer(502 + way.number % 2, _HTML, **{"Content-Type": "text/html"})


def cut_short(way: Journey) -> httpx.Response:
    """It is carried out, and the answer ends in the middle."""
    answer = way.wire.deliver(way.request)
    half = answer.content[: len(answer.content) // 2]
    return way.answer(answer.status_code, half, **{"Content-Type": "text/xml"})


def session_lost(way: Journey) -> httpx.Response:
    """Intacct forgets every session; Re-Leased does not know the key for once."""
    if side_of(way.request) is Side.INTACCT:
        way.wire.scene.world.intacct_faults.add(Fault(FaultKind.SESSION_DROP))
        return way.wire.deliver(way.request)
    body = '{"error": {"code": "unauthenticated", "message": "Who are you?"}}'
    return way.answer(401, body, **{"Content-Type": "application/json"})


def in_part(way: Journey) -> httpx.Response:
    """Of several functions only the first ones are carried out, and no answer comes."""
    body = way.request.read()
    functions = _FUNCTION.findall(body)
    for function in functions[max(1, len(functions) // 2) :]:
        body = body.replace(function, b"")
    headers = {
        name: value for name, value in way.request.headers.items() if name != "content-length"
    }
    way.wire.deliver(
        httpx.Request(way.request.method, way.request.url, headers=headers, content=body)
    )
    raise httpx.ReadTimeout("No answer.", request=way.request)


def stale(way: Journey) -> httpx.Response:
    """A question is answered as it was a moment ago; Intacct's queries lag behind for some calls."""
    if side_of(way.request) is Side.INTACCT:
        lag = Fault(FaultKind.DELAYED_VISIBILITY, seconds=30, times=None)
        way.wire.scene.world.intacct_faults.add(lag)
        try:
            return way.wire.deliver(way.request)
        finally:
            way.wire.scene.world.intacct_faults.active.remove(lag)
    return way.wire.stale(way.request) or way.wire.deliver(way.request)


def slow(way: Journey) -> httpx.Response:
    """It takes as long as it may."""
    way.wire.scene.time.pass_by(20 + way.number % 10)
    return way.wire.deliver(way.request)


MISHAPS: Mapping[str, Mishap] = {
    "unreachable": unreachable,
    "time-out before": time_out_before,
    "time-out after": time_out_after,
    "broken off": broken_off,
    "late": late,
    "twice": twice,
    "rate limited": rate_limited,
    "page before": page_before,
    "page after": page_after,
    "cut short": cut_short,
    "session lost": session_lost,
    "in part": in_part,
    "stale": stale,
    "slow": slow,
    KEY_NOT_KEPT: key_not_kept,
}
"""By name."""

HARMLESS_WITH_KEYS_ONLY = frozenset({"late", "twice", "stale"})
"""Against these nothing protects but a ledger that keeps keys."""

ON_WRITES_ONLY = frozenset({"late", "twice", "in part"})
"""These mean nothing to a question."""


def befallen(name: str, journey: Journey) -> httpx.Response:
    """What comes of a request that this befalls; what means nothing to it does not."""
    if name in ON_WRITES_ONLY and not is_write(journey.request):
        return journey.wire.deliver(journey.request)
    return MISHAPS[name](journey)
