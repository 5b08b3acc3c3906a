"""The address of the Web API: reads a call, answers it as Slack does, and records it."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.slack.calls import SlackCall
from sandbox.slack.credentials import APP_TOKEN, BOT_TOKEN
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.faults import Fault, FaultKind
from sandbox.slack.limits import RateLimitedError
from sandbox.slack.web_api import (
    apps,
    blocks,
    chat,
    conversations,
    history,
    usergroups,
    users,
    views,
)
from sandbox.slack.web_api.arguments import Arguments
from sandbox.slack.web_api.lost_connection import LostConnection
from sandbox.slack.web_api.method import Caller, Method
from sandbox.slack.workspace import Workspace

_FAMILIES = (apps, blocks, chat, conversations, history, usergroups, users, views)
METHODS: dict[str, Method] = {
    method.name: method for family in _FAMILIES for method in family.METHODS
}
_BEARER = "Bearer "


class ReceivedCall(msgspec.Struct, frozen=True):
    """A call as it came in: which method, with which token and arguments."""

    method: str
    token: str | None
    arguments: Json


class WebApi:
    """Answers `/slack/api/{method}`.

    Args:
        workspace: what the methods work on.
        on_call: told about every call once it is answered.
    """

    def __init__(self, workspace: Workspace, on_call: Callable[[SlackCall], None]) -> None:
        self._workspace = workspace
        self._on_call = on_call

    async def __call__(self, request: Request) -> Response:
        """Answer one HTTP request."""
        call = await _received(request)
        fault = self._workspace.faults.strike(call.method)
        kind = fault.kind if fault else None
        if kind in {FaultKind.SERVER_ERROR, FaultKind.RESET_BEFORE}:
            self._record(call, str(kind))
            return _broken_answer(kind)
        if fault and kind is FaultKind.SLOW:
            await asyncio.sleep(fault.pause)
        response = self._answer(call, fault, str(request.base_url))
        spoilt = kind in {FaultKind.NOT_JSON, FaultKind.RESET_AFTER}
        return _broken_answer(kind) if spoilt else response

    def _answer(self, call: ReceivedCall, fault: Fault | None, base_url: str) -> Response:
        try:
            _strike(fault)
            answer = self._run(call, base_url)
        except RateLimitedError as limited:
            self._record(call, limited.code)
            return _too_many(limited)
        except SlackError as refusal:
            self._record(call, refusal.code)
            return JSONResponse({"ok": False, "error": refusal.code, **refusal.details})
        self._record(call, None)
        scopes = ",".join(sorted(self._workspace.scopes))
        return JSONResponse({"ok": True, **answer}, headers={"X-OAuth-Scopes": scopes})

    def _run(self, call: ReceivedCall, base_url: str) -> Json:
        method = METHODS.get(call.method)
        if method is None:
            raise SlackError("unknown_method", details={"req_method": call.method})
        if method.needs_token:
            _require_token(call.token, APP_TOKEN if method.needs_app_token else BOT_TOKEN)
        method.require_scope(self._workspace.scopes)
        arguments = Arguments(call.arguments)
        method.require_arguments(arguments)
        self._workspace.limits.count_call(method.name, method.tier)
        return method.run(Caller(self._workspace, arguments, base_url))

    def _record(self, call: ReceivedCall, error: str | None) -> None:
        recorded = SlackCall(
            time=self._workspace.now(),
            method=call.method,
            arguments=call.arguments,
            ok=error is None,
            error=error,
        )
        self._on_call(recorded)


async def _received(request: Request) -> ReceivedCall:
    name = request.path_params["method"]
    arguments: Json = dict(request.query_params)
    arguments |= _body_arguments(
        await request.body(),
        content_type=request.headers.get("content-type", ""),
        takes_json=name in METHODS and METHODS[name].json_body,
    )
    header = request.headers.get("authorization", "")
    token = header.removeprefix(_BEARER) if header.startswith(_BEARER) else None
    token = arguments.pop("token", None) or token
    return ReceivedCall(name, token, arguments)


def _body_arguments(body: bytes, *, content_type: str, takes_json: bool) -> Json:
    if not content_type.startswith("application/json"):
        return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    given: Any = _json_or_none(body) if takes_json else None
    return given if isinstance(given, dict) else {}


def _json_or_none(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _require_token(token: str | None, wanted: str) -> None:
    if not token:
        raise SlackError("not_authed")
    if token != wanted:
        raise SlackError("invalid_auth")


def _strike(fault: Fault | None) -> None:
    if fault is None or not fault.refuses:
        return
    if fault.kind is FaultKind.RATE_LIMITED:
        raise RateLimitedError(fault.retry_after)
    raise SlackError(fault.kind.value)


def _broken_answer(kind: FaultKind | None) -> Response:
    if kind is FaultKind.SERVER_ERROR:
        return PlainTextResponse("Internal Server Error", status_code=500)
    if kind is FaultKind.NOT_JSON:
        return PlainTextResponse("<html>An odd answer</html>")
    return LostConnection()


def _too_many(limited: RateLimitedError) -> Response:
    return JSONResponse(
        {"ok": False, "error": limited.code},
        status_code=429,
        headers={"Retry-After": str(limited.retry_after)},
    )
