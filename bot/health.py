"""The health pages: `/health/live` while the process runs, `/health/ready` while it can take requests."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LIVE = "/health/live"
READY = "/health/ready"
PATHS = frozenset({LIVE, READY})

PATIENCE_SECONDS = 10
"""How long the server of nothing else waits for a request to be said."""


@dataclass(frozen=True, slots=True)
class Health:
    """The WSGI application that answers the health pages, and 404 for anything else.

    Attributes:
        database_answers: Says whether the database answers.
        queue_answers: Says whether the job queue answers. Without it requests are taken all the same: what
            they ask for waits in the database.
        slack_reaches_us: Says whether Slack's requests can come in; over HTTP that is for Slack to say.
    """

    database_answers: Callable[[], bool]
    queue_answers: Callable[[], bool]
    slack_reaches_us: Callable[[], bool] = lambda: True

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer in a word or a sentence, as plain text."""
        status, told = self._answer(environ["PATH_INFO"])
        start_response(status, [("Content-Type", "text/plain")])
        return [f"{told}\n".encode()]

    def _answer(self, path: str) -> tuple[str, str]:
        if path not in PATHS:
            return "404 Not Found", "no such address"
        return ("200 OK", "ok") if path == LIVE else self._readiness()

    def _readiness(self) -> tuple[str, str]:
        if not self.database_answers():
            return "503 Service Unavailable", "the database does not answer"
        if not self.slack_reaches_us():
            return "503 Service Unavailable", "no socket to Slack is open"
        if not self.queue_answers():
            return "200 OK", "ok, but the queue does not answer: what is asked for waits"
        return "200 OK", "ok"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _RequestHandler(WSGIRequestHandler):
    timeout = PATIENCE_SECONDS

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name for it
        """Say nothing: health is asked for every few seconds."""


@contextmanager
def served_alone(health: "WSGIApplication", *, host: str, port: int) -> Iterator[None]:
    """Serve the health pages, and nothing else, until the block ends.

    For a process that takes its requests from elsewhere, and is still asked by a hosting platform how it is.

    Args:
        health: The health pages.
        host: The address to listen on.
        port: The port to listen on.
    """
    with make_server(host, port, health, _Server, _RequestHandler) as server:
        thread = Thread(target=server.serve_forever, name="health", daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
