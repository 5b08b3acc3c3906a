"""The sockets that the app has open to the workspace: hello, envelopes, acknowledgements, disconnect."""

import asyncio
import itertools
import json
import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import parse_qs

from sandbox.slack.credentials import APP_ID
from sandbox.slack.errors import Json
from sandbox.slack.socket_mode.frames import Opcode, accept_key, frame_bytes, read_frame

_HOST = "127.0.0.1"


class Link:
    """One open socket."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    async def ask(self, envelope: Json) -> Json:
        """Send an envelope; the payload of its acknowledgement. Raises ConnectionError where none comes."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = answer
        try:
            await self.say(envelope)
            acknowledged: Json = await answer
        finally:
            self._waiting.pop(envelope["envelope_id"], None)
        return acknowledged

    async def say(self, message: Json) -> None:
        """Send a message that is not answered."""
        self._writer.write(frame_bytes(Opcode.TEXT, json.dumps(message).encode()))
        await self._writer.drain()

    async def listen(self) -> None:
        """Take what the app sends, until it ends."""
        while (frame := await read_frame(self._reader)) is not None:
            if frame.opcode == Opcode.PING:
                self._writer.write(frame_bytes(Opcode.PONG, frame.payload))
            elif frame.opcode == Opcode.TEXT:
                self._acknowledged(frame.payload)
            elif frame.opcode == Opcode.CLOSE:
                return

    def close(self) -> None:
        """Let it go; whoever waits for an acknowledgement waits in vain."""
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionError("the socket was closed"))
        with suppress(OSError):
            self._writer.close()

    def _acknowledged(self, payload: bytes) -> None:
        try:
            message = json.loads(payload)
        except ValueError:
            return
        answer = self._waiting.get(str(message.get("envelope_id")))
        if answer is not None and not answer.done():
            answer.set_result(message.get("payload") or {})


class AppSockets:
    """All sockets of the app; they take turns.

    Requests that were under way on a socket when it closed are lost: Slack's own word on it is missing, and
    so this is a guess.
    """

    def __init__(self) -> None:
        self._links: list[Link] = []
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self._listener: socket.socket | None = None
        self._server: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def count(self) -> int:
        """How many are open."""
        return len(self._links)

    def address(self) -> str:
        """A new address for one socket; it works once."""
        if self._listener is None:
            self._listener = socket.create_server((_HOST, 0))
            self._listener.setblocking(False)
            self._loop = asyncio.get_running_loop()
            self._server = self._loop.create_task(self._serve(self._listener))
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return f"ws://{_HOST}:{self._listener.getsockname()[1]}/link/?ticket={ticket}"

    async def send(
        self, kind: str, payload: Json, *, headers: Mapping[str, str], wants_answer: bool
    ) -> Json:
        """Send a request in an envelope; what the app acknowledged it with.

        Raises:
            ConnectionError: no socket is open, or it closed meanwhile.
        """
        if not self._links:
            raise ConnectionError("no socket is open")
        link = self._links[next(self._turn) % len(self._links)]
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": wants_answer,
        }
        if "X-Slack-Retry-Num" in headers:
            envelope["retry_attempt"] = int(headers["X-Slack-Retry-Num"])
            envelope["retry_reason"] = headers["X-Slack-Retry-Reason"]
        return await link.ask(envelope)

    def refresh(self) -> None:
        """Ask the app to open its sockets anew, and close them, as Slack does now and then. From any thread."""
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._refresh(), self._loop).result()

    async def close(self) -> None:
        """Close every socket and take no new ones."""
        if self._server is not None:
            self._server.cancel()
            await asyncio.gather(self._server, return_exceptions=True)

    async def _serve(self, listener: socket.socket) -> None:
        server = await asyncio.start_server(self._welcome, sock=listener)
        try:
            await server.serve_forever()
        finally:
            for link in self._links:
                link.close()

    async def _refresh(self) -> None:
        for link in list(self._links):
            await link.say({"type": "disconnect", "reason": "refresh_requested"})
            self._links.remove(link)
            link.close()

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not await self._shook_hands(reader, writer):
            writer.close()
            return
        link = Link(reader, writer)
        self._links.append(link)
        info = {"app_id": APP_ID}
        await link.say({"type": "hello", "num_connections": self.count, "connection_info": info})
        try:
            await link.listen()
        finally:
            if link in self._links:
                self._links.remove(link)
            link.close()

    async def _shook_hands(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            return False
        fields = {name.lower(): value.strip() for name, _, value in map(_parted, head[1:])}
        ticket = parse_qs(head[0].split(" ")[1].partition("?")[2]).get("ticket", [""])[0]
        if ticket not in self._tickets or "sec-websocket-key" not in fields:
            writer.write(b"HTTP/1.1 408 Request Timeout\r\n\r\n")
            return False
        self._tickets.remove(ticket)
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + f"Sec-WebSocket-Accept: {accept_key(fields['sec-websocket-key'])}\r\n\r\n".encode()
        )
        return True


def _parted(line: str) -> tuple[str, str, str]:
    return line.partition(":")
