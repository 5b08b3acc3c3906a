"""The web process: the front door and Bolt under gunicorn with threads."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

THREADS = 24
"""Most of them wait for the database; what needs none of it shall not wait with them."""

GRACE_SECONDS = 5

SWITCH_SECONDS = 0.0005
"""How long a thread keeps Python to itself while others want it; 5 ms by default, ten times what a thread that
holds the database needs between two of its statements, so that everybody behind it waited too."""


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
        sys.setswitchinterval(SWITCH_SECONDS)
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
