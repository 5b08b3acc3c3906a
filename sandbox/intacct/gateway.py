"""The XML gateway: POST /ia/xml/xmlgw.phtml."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.calls import GatewayCall
from sandbox.intacct.completed import CompletedFunctions
from sandbox.intacct.credentials import SENDER_ID, SENDER_PASSWORD, USER_ID
from sandbox.intacct.faults import AFTER_WORK, BEFORE_WORK, IN_WORK, Fault, FaultKind, Faults
from sandbox.intacct.functions.registry import BareAnswer, ResultSets
from sandbox.intacct.objects.catalogue import catalogue_of
from sandbox.intacct.objects.definition import Catalogue
from sandbox.intacct.operations import Runner, Tally
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.sessions import Session, Sessions
from sandbox.intacct.spoiling import (
    DroppedConnection,
    answer_before_work,
    spoiled,
    xml_answer,
)
from sandbox.intacct.wire.envelope import (
    SUCCESS,
    Control,
    Operation,
    SchemaError,
    authentication_failure,
    control_failure,
    function_names,
    gateway_failure,
    read_control,
    read_operations,
    response,
    tell_more,
)
from sandbox.intacct.wire.tree import (
    Element,
    MalformedXmlError,
    SubElement,
    WrittenParts,
    add_text,
    new,
    parse,
)

PATH = "/ia/xml/xmlgw.phtml"
OnCall = Callable[[GatewayCall], None]


def routes(
    book: IntacctBook, *, on_call: OnCall | None = None, faults: Faults | None = None
) -> list[Route]:
    """The gateway's only route.

    Making changes lasting (`Storage.commit`) is left to whoever serves the whole world, once for
    every request.

    Args:
        book: The company behind the gateway.
        on_call: Told of every request after it was answered.
        faults: What is to go wrong; keep a hand on it to switch faults on and off.
    """
    gateway = Gateway(book, on_call, Faults() if faults is None else faults)
    return [Route(PATH, gateway.serve, methods=["POST"])]


@dataclass(slots=True)
class _Work:
    """One request on its way through."""

    function_names: tuple[str, ...] = ()
    tally: Tally = field(default_factory=Tally)
    bare: list[BareAnswer] = field(default_factory=list)
    written: WrittenParts = field(default_factory=list)
    refused_by: Fault | None = None


@dataclass(frozen=True, slots=True)
class _LateWork:
    """A call that is worked on after its client gave up."""

    root: Element
    endpoint: str
    at: datetime


class Gateway:
    """Serves requests one after the other; the work of each is one unit of the asyncio thread."""

    def __init__(self, book: IntacctBook, on_call: OnCall | None, faults: Faults) -> None:
        self._book = book
        self._on_call = on_call
        self._faults = faults
        self._sessions = Sessions(book)
        self._completed = CompletedFunctions(book)
        self._results: ResultSets = {}
        self._late: list[_LateWork] = []
        self._in_flight = 0
        self._described_for: object = None
        self._catalogue: Catalogue = {}
        book.user(USER_ID)

    async def serve(self, request: Request) -> Response:
        """Answer one request and report it."""
        body = await request.body()
        work = _Work()
        self._commit_late_work()
        self._in_flight += 1
        try:
            answer = await self._in_turn(request, body, work)
        finally:
            self._in_flight -= 1
        answer.headers["Date"] = format_datetime(self._book.now(), usegmt=True)
        if self._on_call is not None:
            tally = work.tally
            self._on_call(
                GatewayCall(
                    time=self._book.now(),
                    function_names=work.function_names,
                    reads=tally.reads,
                    writes=tally.writes,
                    status=0 if isinstance(answer, DroppedConnection) else answer.status_code,
                )
            )
        return answer

    async def _in_turn(self, request: Request, body: bytes, work: _Work) -> Response:
        """The answer, or a refusal when a concurrency limit is on and too many calls are under way."""
        limit = self._faults.lasting(FaultKind.CONCURRENCY_LIMIT)
        if limit is None:
            return self._answer(request, body, work)
        if self._in_flight > limit.limit:
            return xml_answer(gateway_failure("GW-0010", "API rate limit exceeded"), 429)
        await asyncio.sleep(limit.seconds)
        return self._answer(request, body, work)

    def _commit_late_work(self) -> None:
        """Do the work of calls whose clients were told 524, once their time has come."""
        now = self._book.now()
        due = [late for late in self._late if late.at <= now]
        self._late = [late for late in self._late if late.at > now]
        for late in due:
            self._response(late.root, late.endpoint, _Work())

    def _answer(self, request: Request, body: bytes, work: _Work) -> Response:
        if "xml" not in request.headers.get("content-type", ""):
            return xml_answer(gateway_failure("GW-0014", "Unsupported content type"), 400)
        try:
            root = parse(body)
        except MalformedXmlError as error:
            return xml_answer(control_failure(Control(), _not_to_schema(error)))
        work.function_names = function_names(root)
        work.refused_by = self._faults.take(IN_WORK, work.function_names)
        fault = self._faults.take(BEFORE_WORK, work.function_names)
        if fault is not None and fault.kind is FaultKind.LATE_COMMIT:
            at = self._book.now() + timedelta(seconds=fault.seconds)
            self._late.append(_LateWork(root, str(request.url), at))
        if fault is not None and fault.kind is not FaultKind.SESSION_DROP:
            return answer_before_work(fault)
        if fault is not None:
            self._sessions.drop_all()
        answer = xml_answer(self._response(root, str(request.url), work), parts=work.written)
        if work.bare:
            answer = Response(work.bare[0].body, media_type=work.bare[0].media_type)
        spoiler = self._faults.take(AFTER_WORK, work.function_names)
        return answer if spoiler is None else spoiled(answer, spoiler)

    def _response(self, root: Element, endpoint: str, work: _Work) -> Element:
        control = read_control(root)
        try:
            _check_sender(control)
            operations = read_operations(root)
        except Refusal as refusal:
            return control_failure(control, refusal)
        except SchemaError as error:
            return control_failure(control, _not_to_schema(error))
        answer = response(control, SUCCESS)
        for operation in operations:
            answer.append(self._operation(operation, control, endpoint, work))
        if control.tells_more:
            tell_more(answer)
        return answer

    def _operation(
        self, operation: Operation, control: Control, endpoint: str, work: _Work
    ) -> Element:
        try:
            session = self._sessions.authenticate(operation.authentication)
        except Refusal as refusal:
            company_id = self._book.company_id
            return authentication_failure(operation.authentication, company_id, refusal)
        element = self._authenticated(session)
        runner = Runner(
            book=self._book,
            catalogue=self._current_catalogue(),
            sessions=self._sessions,
            completed=self._completed,
            session=session,
            endpoint=endpoint,
            unique=control.unique_id,
            control=control,
            results=self._results,
            tally=work.tally,
            bare=work.bare,
            written=work.written,
            refused_by=work.refused_by,
            visibility_delay=self._faults.visibility_delay(),
        )
        element.extend(runner.run(operation))
        return element

    def _current_catalogue(self) -> Catalogue:
        """The objects, with the company's own fields and dimensions as they are now."""
        options = self._book.options
        described_for = (options.custom_fields, options.user_dimensions)
        if described_for != self._described_for:
            self._catalogue, self._described_for = catalogue_of(self._book), described_for
        return self._catalogue

    def _authenticated(self, session: Session) -> Element:
        operation = new("operation")
        block = SubElement(operation, "authentication")
        add_text(block, "status", SUCCESS)
        add_text(block, "userid", session.user_id)
        add_text(block, "companyid", self._book.company_id)
        add_text(block, "locationid", session.entity)
        add_text(block, "sessiontimestamp", session.since.isoformat())
        add_text(block, "sessiontimeout", session.expires.isoformat())
        return operation


def _check_sender(control: Control) -> None:
    if control.sender_id != SENDER_ID or control.password != SENDER_PASSWORD:
        raise Refusal("XL03000006", "Incorrect Intacct XML Partner ID or password.")
    if control.policy_id:
        raise Refusal("XL03000006", f"{control.policy_id} is not a valid transport policy.")


def _not_to_schema(error: Exception) -> Refusal:
    return Refusal("XL03000003", f"XML Parse schema error: {error}")
