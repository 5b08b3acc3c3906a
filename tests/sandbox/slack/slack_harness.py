"""A served stand-in workspace and a tiny app for it, each in its own thread on real sockets."""

import asyncio
import json
import queue
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx
import uvicorn
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.slack.app import routes
from sandbox.slack.calls import SlackCall
from sandbox.slack.credentials import BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.workspace import Workspace
from sandbox.storage import Storage

Json = dict[str, Any]
PATIENCE = 5.0
# Made once: reading the certificates takes longer than most tests, and no test needs them.
TLS = httpx.create_ssl_context()


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for something that happens in another thread."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


class Served:
    """A server thread on a port of the system's choice; the application can be exchanged."""

    def __init__(self) -> None:
        self.application: ASGIApp | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        config = uvicorn.Config(
            self._answer,
            port=0,
            log_level="critical",
            lifespan="off",
            ws="none",
            interface="asgi3",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        wait_until(lambda: self._server.started)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        httpx.get(self.url)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.loop = asyncio.get_running_loop()
        application = self.application or Response(status_code=404)
        await application(scope, receive, send)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something inside the server's own thread."""
        assert self.loop is not None
        asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE)


class MovableNow:
    """The real time, moved on by tests."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(tz=UTC) + self.offset

    def advance(self, **step: float) -> None:
        self.offset += timedelta(**step)


class _ClockOf(SignatureClock):
    def __init__(self, now: MovableNow) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


class Received:
    """One request that the app got: its kind, its fields, its headers."""

    def __init__(self, body: bytes, headers: dict[str, str]) -> None:
        self.raw, self.headers = body, headers
        if headers["content-type"].startswith("application/json"):
            self.body: Json = json.loads(body)
            self.kind: str = self.body["event"]["type"]
            return
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        self.body = json.loads(form["payload"]) if "payload" in form else form
        self.kind = self.body.get("type", "command")


Reaction = Callable[[Received], Response | Awaitable[Response]]


class Bot:
    """Stands for the app: checks every signature, keeps what it got, and answers as told."""

    def __init__(self, now: MovableNow) -> None:
        self.received: list[Received] = []
        self.reactions: dict[str, Reaction] = {}
        self._verifier = SignatureVerifier(SIGNING_SECRET, _ClockOf(now))
        route = Route("/slack/events", self._take, methods=["POST"])
        self.application = Starlette(routes=[route])

    def answers(self, kind: str, reaction: Reaction) -> None:
        self.reactions[kind] = reaction

    def got(self, kind: str) -> list[Received]:
        return [each for each in self.received if each.kind == kind]

    def last(self, kind: str) -> Json:
        return self.got(kind)[-1].body

    async def never(self, _received: Received) -> Response:
        """A reaction that outlasts everybody's patience; it ends when the caller hangs up."""
        await asyncio.sleep(2 * PATIENCE)
        return Response()

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        if not self._verifier.is_valid_request(body, dict(request.headers)):
            return Response(status_code=401)
        received = Received(body, dict(request.headers))
        self.received.append(received)
        reaction = self.reactions.get(received.kind)
        answer = reaction(received) if reaction else Response()
        return answer if isinstance(answer, Response) else await answer


class Listener:
    """One open page of one person."""

    def __init__(self) -> None:
        self.heard: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.open = threading.Event()

    def next(self, name: str) -> Any:
        """The data of the next event of this name; others are skipped."""
        while True:
            heard, data = self.heard.get(timeout=PATIENCE)
            if heard == name:
                return data

    def names_until(self, text: str) -> list[str]:
        """The names of all events before the message with this text."""
        names: list[str] = []
        while True:
            name, data = self.heard.get(timeout=PATIENCE)
            if name == "message" and data["text"] == text:
                return names
            names.append(name)


class Slack:
    """A workspace on a real socket, the way the app and the page meet it."""

    def __init__(self, server: Served, bot_server: Served, **settings: Any) -> None:
        self.now = MovableNow()
        self.bot = Bot(self.now)
        bot_server.application = self.bot.application
        self._server = server
        self.url = server.url
        self.app_url = f"{bot_server.url}/slack/events"
        self.calls: list[SlackCall] = []
        self.storage = settings.pop("storage", None) or Storage()
        usual: Json = {"app_url": self.app_url, "limits_enabled": False, "now": self.now}
        self.workspace = Workspace(self.storage, **usual | settings)
        server.application = Starlette(routes=routes(self.workspace, on_call=self.calls.append))
        self.http = httpx.Client(base_url=self.url, timeout=PATIENCE, verify=TLS)

    def close(self) -> None:
        self._server.run(self.workspace.close())
        self.http.close()
        self.storage.close()

    def inside(self, work: Callable[[], object]) -> None:
        """Do something to the workspace in its own thread."""

        async def step() -> None:
            work()

        self._server.run(step())

    def post(self, method: str, token: str | None = BOT_TOKEN, **arguments: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.http.post(f"/slack/api/{method}", json=arguments, headers=headers)

    def api(self, method: str, **arguments: Any) -> Json:
        answer: Json = self.post(method, **arguments).json()
        return answer

    def read(self, method: str, **arguments: Any) -> Json:
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        response = self.http.get(f"/slack/api/{method}", params=arguments, headers=headers)
        answer: Json = response.json()
        return answer

    def page_get(self, path: str, person: str, **query: str) -> httpx.Response:
        headers = {"X-Acting-Person": person}
        return self.http.get(f"/workspace/{path}", params=query, headers=headers)

    def page_post(self, path: str, person: str, **body: Any) -> httpx.Response:
        return self.http.post(f"/workspace/{path}", json=body, headers={"X-Acting-Person": person})

    def say(self, person: str, channel: str, text: str, **more: str) -> Json:
        answer: Json = self.page_post("say", person, channel=channel, text=text, **more).json()
        return answer

    def seen(self, person: str, channel: str) -> list[Json]:
        response = self.page_get("messages", person, channel=channel)
        messages: list[Json] = response.json()["messages"]
        return messages

    def trigger(self, person: str = "U0TOM") -> str:
        """A trigger id, got as an app gets one: by a slash command."""
        self.say(person, "C0SYNC", "/sync")
        trigger_id: str = self.bot.last("command")["trigger_id"]
        return trigger_id

    def open_modal(self, person: str = "U0TOM", **view: Any) -> Json:
        answer = self.api("views.open", trigger_id=self.trigger(person), view=modal(**view))
        assert answer["ok"], answer
        opened: Json = answer["view"]
        return opened

    @contextmanager
    def listening(self, person: str) -> Iterator[Listener]:
        """An open page of this person, hearing events."""
        listener = Listener()
        stop = threading.Event()
        thread = threading.Thread(target=self._listen, args=(person, listener, stop))
        thread.start()
        assert listener.open.wait(PATIENCE)
        try:
            yield listener
        finally:
            stop.set()
            # One more event lets the reading thread look up and see that it should stop.
            self.inside(lambda: self.workspace.stream.tell({person}, "enough", None))
            thread.join(PATIENCE)

    def _listen(self, person: str, listener: Listener, stop: threading.Event) -> None:
        address = f"{self.url}/workspace/events"
        query = {"person": person}
        with httpx.stream("GET", address, params=query, timeout=PATIENCE, verify=TLS) as stream:
            name = ""
            for line in stream.iter_lines():
                if line == ": listening":
                    listener.open.set()
                elif line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    listener.heard.put((name, json.loads(line.removeprefix("data: "))))
                if stop.is_set():
                    return


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "go", text: str = "Go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: Json, block_id: str = "buttons") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def text_input(block_id: str = "reason", **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Reason"),
        "element": {"type": "plain_text_input", "action_id": "text", **element},
    }


def modal(**changes: Any) -> Json:
    whole = {"type": "modal", "title": plain("A dialog"), "blocks": [section("Hello")]}
    return whole | changes
