"""What the ledgers page asks: both ledgers' records, and what a person does to them there."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.ledgers.events import ChangeFeed
from sandbox.ledgers.listing import Query, list_rows
from sandbox.ledgers.register import LedgerSide, Register, UnknownRecord, register_of
from sandbox.ledgers.shapes import InvoiceTotals, Kind
from sandbox.ledgers.values import FormProblem, Values

_Endpoint = Callable[[Request], Awaitable[Response]]
_Refusals = tuple[type[Exception], ...]


class SideOverview(msgspec.Struct, frozen=True, kw_only=True):
    """One ledger in the overview."""

    side: str
    name: str
    company: str
    currency: str
    person: str
    kinds: list[Kind]
    invoices: InvoiceTotals


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Both ledgers at a glance; `difference` is Re-Leased less Intacct."""

    clock: datetime
    intacct: SideOverview
    re_leased: SideOverview
    difference: InvoiceTotals


def routes(
    *,
    clock: Clock,
    sides: Mapping[str, LedgerSide],
    feed: ChangeFeed,
    refusals: Sequence[type[Exception]],
) -> list[Route]:
    """The routes below `/ledgers/`, for `Mount`.

    Args:
        clock: The ledgers' clock.
        sides: `intacct` and `re_leased`.
        feed: Where changes are told.
        refusals: The books' exceptions for what their rules do not allow; each becomes status 422
            with the book's words.
    """
    pages = _LedgerRequests(clock, sides, feed)
    table: list[tuple[str, str, _Endpoint]] = [
        ("GET", "/overview", pages.overview),
        ("GET", "/events", pages.events),
        ("GET", "/{side}/new/{kind}", pages.creation_form),
        ("GET", "/{side}/{kind}", pages.rows),
        ("POST", "/{side}/{kind}", pages.create),
        ("GET", "/{side}/{kind}/{key}", pages.detail),
        ("GET", "/{side}/{kind}/{key}/{action}", pages.action_form),
        ("POST", "/{side}/{kind}/{key}/{action}", pages.act),
    ]
    return [
        Route(path, _with_refusals(endpoint, tuple(refusals)), methods=[method])
        for method, path, endpoint in table
    ]


class _LedgerRequests:
    def __init__(self, clock: Clock, sides: Mapping[str, LedgerSide], feed: ChangeFeed) -> None:
        self._clock = clock
        self._sides = sides
        self._feed = feed

    async def overview(self, _request: Request) -> Response:
        intacct, re_leased = (
            _side_overview(self._sides[side]) for side in ("intacct", "re_leased")
        )
        return _json(
            Overview(
                clock=self._clock.now(),
                intacct=intacct,
                re_leased=re_leased,
                difference=_difference(re_leased.invoices, intacct.invoices),
            )
        )

    async def events(self, _request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(
            self._feed.events(), media_type="text/event-stream", headers=headers
        )

    async def rows(self, request: Request) -> Response:
        return _json(list_rows(self._register(request).rows(), _query(request)))

    async def detail(self, request: Request) -> Response:
        return _json(self._register(request).detail(request.path_params["key"]))

    async def creation_form(self, request: Request) -> Response:
        return _json(self._register(request).creation_form())

    async def create(self, request: Request) -> Response:
        return _json(self._register(request).create(await _values(request)))

    async def action_form(self, request: Request) -> Response:
        key, action = request.path_params["key"], request.path_params["action"]
        return _json(self._register(request).action_form(key, action))

    async def act(self, request: Request) -> Response:
        key, action = request.path_params["key"], request.path_params["action"]
        return _json(self._register(request).act(key, action, await _values(request)))

    def _register(self, request: Request) -> Register:
        side = self._sides.get(request.path_params["side"])
        if side is None:
            raise UnknownRecord(f"There is no ledger {request.path_params['side']}.")
        return register_of(side, request.path_params["kind"])


def _with_refusals(endpoint: _Endpoint, refusals: _Refusals) -> _Endpoint:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except UnknownRecord as unknown:
            return _json({"message": str(unknown)}, status=404)
        except FormProblem as problem:
            return _json({"message": str(problem), "field": problem.field}, status=422)
        except refusals as refusal:
            return _json({"message": str(refusal)}, status=422)

    return answer


def _side_overview(side: LedgerSide) -> SideOverview:
    return SideOverview(
        side=side.side,
        name=side.name,
        company=side.company,
        currency=side.currency,
        person=side.person,
        kinds=[_kind(register) for register in side.registers],
        invoices=side.invoice_totals(),
    )


def _kind(register: Register) -> Kind:
    return Kind(
        kind=register.kind,
        label=register.label,
        singular=register.singular,
        count=register.count(),
        can_create=register.can_create,
        columns=register.columns,
    )


def _difference(one: InvoiceTotals, other: InvoiceTotals) -> InvoiceTotals:
    return InvoiceTotals(
        count=one.count - other.count,
        total=one.total - other.total,
        outstanding=one.outstanding - other.outstanding,
    )


def _query(request: Request) -> Query:
    try:
        return msgspec.convert(dict(request.query_params), Query, strict=False)
    except msgspec.ValidationError as problem:
        raise FormProblem(f"This list cannot be shown: {problem}.", "") from problem


async def _values(request: Request) -> Values:
    try:
        return Values(msgspec.json.decode(await request.body() or b"{}", type=dict[str, object]))
    except msgspec.DecodeError as problem:
        raise FormProblem(f"The form cannot be read: {problem}.", "") from problem


def _json(body: object, *, status: int = 200) -> Response:
    return Response(
        msgspec.json.encode(body),
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
