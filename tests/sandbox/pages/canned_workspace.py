"""A workspace server with canned answers, so that the page's tests stand on their own.

It speaks what docs/sandbox.md lists under "What the workspace page asks" and keeps every request.
"""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from sandbox.pages import workspace_page

Json = dict[str, Any]

APP_USER = "U0BRIDGE"
MARIA, TOM, PRIYA, GUEST = "U0MARIA", "U0TOM", "U0PRIYA", "U0GUEST"
FINANCE, APPROVALS, APP_MESSAGES = "C0FINANCE", "C0APPROVALS", "D0MARIA"
EVERYBODY = (MARIA, TOM, PRIYA)


def _person(person_id: str, name: str, real_name: str, title: str, **more: Any) -> Json:
    plain = {"is_guest": False, "is_bot": False, "deactivated": False, "tz": "Europe/London"}
    return {"id": person_id, "name": name, "real_name": real_name, "title": title, **plain, **more}


PEOPLE: list[Json] = [
    _person(MARIA, "maria", "Maria Lindqvist", "Finance manager"),
    _person(TOM, "tom", "Tom Okafor", "Accounts payable"),
    _person(PRIYA, "priya", "Priya Raman", "Financial controller"),
    _person(GUEST, "sam", "Sam Whitfield", "External auditor", is_guest=True),
    _person(APP_USER, "leasebridge", "Leasebridge", "", is_bot=True),
    _person("U0GONE", "lena", "Lena Vogt", "Left the company", deactivated=True),
]

CHANNELS: list[Json] = [
    {
        "id": FINANCE,
        "name": "finance-sync",
        "topic": "Runs between Re-Leased and Sage Intacct. Ask /sync help.",
        "is_dm": False,
        "member_ids": [*EVERYBODY, GUEST],
    },
    {
        "id": APPROVALS,
        "name": "approvals",
        "topic": "Draft invoices and bills that wait for a decision",
        "is_dm": False,
        "member_ids": [*EVERYBODY],
    },
    {
        "id": APP_MESSAGES,
        "name": "leasebridge",
        "topic": "",
        "is_dm": True,
        "member_ids": [MARIA, APP_USER],
    },
    {"id": "D0MARIATOM", "name": "tom", "topic": "", "is_dm": True, "member_ids": [MARIA, TOM]},
]

COMMANDS: list[Json] = [
    {
        "command": "/sync",
        "description": "Keep Re-Leased and Sage Intacct in step",
        "usage_hint": "[now | plan | status | help]",
        "subcommands": [
            {"word": "now", "hint": "", "description": "Start a sync"},
            {"word": "plan", "hint": "", "description": "Show what a sync would do"},
            {"word": "status", "hint": "[run]", "description": "How things stand"},
            {"word": "explain", "hint": "[document]", "description": "Why a document is as it is"},
            {"word": "help", "hint": "[topic]", "description": "What you can ask"},
        ],
    },
]


class CannedWorkspace:
    """The server and what it was asked; answers can be set before a test acts."""

    def __init__(self) -> None:
        self.messages: dict[str, list[Json]] = {channel["id"]: [] for channel in CHANNELS}
        self.home: Json | None = None
        self.requests: list[tuple[str, str, Json]] = []
        self.answers: dict[str, Json] = {}
        self.overrides: Json = {}
        self.hold = threading.Event()
        self.hold.set()
        self._listeners: list[tuple[str, asyncio.Queue[str | None]]] = []
        self._server = uvicorn.Server(
            uvicorn.Config(self._application(), host="127.0.0.1", port=0, log_level="warning")
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    @property
    def address(self) -> str:
        """Where the page is served."""
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def start(self) -> None:
        """Serve until stopped."""
        self._thread.start()
        _wait_until(lambda: self._server.started)

    def stop(self) -> None:
        """End the streams and the server."""
        self.hold.set()
        self.break_streams()
        self._server.should_exit = True
        self._thread.join(timeout=10)

    def reset(self) -> None:
        """Forget everything, for the next test."""
        self.hold.set()
        self.break_streams()
        self._listeners = []
        self.messages = {channel["id"]: [] for channel in CHANNELS}
        self.home = None
        self.requests, self.answers, self.overrides = [], {}, {}

    def post(self, message: Json) -> None:
        """Put a message into its channel and tell those who may see it."""
        self.messages[message["channel"]].append(message)
        self.tell("message", message, only=message.get("ephemeral_for"))

    def tell(self, name: str, data: Json, *, only: str | None = None) -> None:
        """Send an event to every open page, or to those of one person."""
        line = f"event: {name}\ndata: {json.dumps(data)}\n\n"
        for person_id, queue in list(self._listeners):
            if only in {None, person_id}:
                self._put(queue, line)

    def break_streams(self) -> None:
        """Cut every stream of events, as a restarted server would."""
        for _, queue in list(self._listeners):
            self._put(queue, None)

    def asked(self, path: str) -> list[Json]:
        """The bodies of all requests to this path, oldest first."""
        return [body for _, asked_path, body in list(self.requests) if asked_path == path]

    def wait_for(self, path: str, count: int = 1) -> list[Json]:
        """The bodies of the requests to this path, once there are that many."""
        _wait_until(lambda: len(self.asked(path)) >= count)
        return self.asked(path)

    def wait_for_listener(self, person_id: str) -> None:
        """Return once a page of this person listens."""
        _wait_until(lambda: any(each == person_id for each, _ in self._listeners))

    def _put(self, queue: asyncio.Queue[str | None], line: str | None) -> None:
        self._loop.call_soon_threadsafe(queue.put_nowait, line)

    def _application(self) -> Starlette:
        routes = [
            Route("/workspace/bootstrap", self._bootstrap),
            Route("/workspace/messages", self._messages),
            Route("/workspace/home", self._home),
            Route("/workspace/events", self._events),
            Route("/workspace/{what}", self._take, methods=["POST"]),
        ]
        return Starlette(routes=[*routes, *workspace_page.routes()])

    async def _bootstrap(self, request: Request) -> JSONResponse:
        person = request.headers.get("x-acting-person")
        seen = [each for each in CHANNELS if person in each["member_ids"]]
        app = {"id": "A0LEASEBRIDGE", "name": "Leasebridge", "user_id": APP_USER}
        team = {"id": "T0HARBOUR", "name": "Harbour"}
        usual = {"people": PEOPLE, "channels": seen, "commands": COMMANDS}
        return JSONResponse({"team": team, "app": app, **usual, **self.overrides})

    async def _messages(self, request: Request) -> JSONResponse:
        person = request.headers["x-acting-person"]
        visible = [
            each
            for each in self.messages[request.query_params["channel"]]
            if each.get("ephemeral_for") in {None, person}
        ]
        return JSONResponse({"messages": visible})

    async def _home(self, request: Request) -> JSONResponse:
        self.requests.append((request.headers["x-acting-person"], "home", {}))
        return JSONResponse({"view": self.home})

    async def _events(self, request: Request) -> StreamingResponse:
        self._loop = asyncio.get_running_loop()
        return StreamingResponse(
            self._lines(request.query_params["person"]), media_type="text/event-stream"
        )

    async def _lines(self, person_id: str) -> AsyncIterator[str]:
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        listener = (person_id, queue)
        self._listeners.append(listener)
        try:
            yield ": here\n\n"
            while (line := await queue.get()) is not None:
                yield line
        finally:
            self._listeners = [each for each in self._listeners if each is not listener]

    async def _take(self, request: Request) -> JSONResponse:
        what = request.path_params["what"]
        body = await request.json()
        self.requests.append((request.headers["x-acting-person"], what, body))
        await asyncio.to_thread(self.hold.wait, 10)
        answer = self.answers.get(what, {"ok": True})
        return JSONResponse(answer, status_code=400 if answer.get("ok") is False else 200)


def _wait_until(holds: Any) -> None:
    end = time.monotonic() + 10
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the condition did not come true within 10 seconds")
        time.sleep(0.01)
