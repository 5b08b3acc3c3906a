"""The web process: the front door and Bolt under gunicorn with threads."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

THREADS = 8
GRACE_SECONDS = 5


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn, configured from code instead of from its own command line."""

    def __init__(self, load: Callable[[], "WSGIApplication"], options: dict[str, Any]) -> None:
        self._load = load
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn for its settings."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        """Called by gunicorn in each worker process, after the fork."""
        return self._load()


def serve(load: Callable[[], "WSGIApplication"], *, host: str, port: int, workers: int) -> None:
    """Serve until told to stop.

    Args:
        load: Builds the application; called in each worker process, after the fork.
        host: The address to listen on.
        port: The port to listen on.
        workers: How many processes.
    """
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "graceful_timeout": GRACE_SECONDS,
        "loglevel": "warning",
        "accesslog": None,
        "proc_name": "leasebridge-bot",
        "control_socket_disable": True,
    }
    _Server(load, options).run()
