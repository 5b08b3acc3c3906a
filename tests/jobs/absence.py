"""A PostgreSQL that can be taken away for a moment, as when its machine is restarted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

_THROW_OTHERS_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True, slots=True)
class Doorway:
    """The way to a database, which can be closed; whoever is inside is then thrown out.

    Attributes:
        url: The database's address through this door.
        _real_url: Its address by its own door.
        _socket: The door: a link to the server's own socket.
        _server_socket: The server's own socket.
    """

    url: str
    _real_url: str
    _socket: Path
    _server_socket: Path

    def close(self) -> None:
        self._socket.unlink()
        with psycopg.connect(self._real_url) as connection:
            connection.execute(_THROW_OTHERS_OUT)

    def open(self) -> None:
        self._socket.symlink_to(self._server_socket)


@contextmanager
def doorway_to(database_url: str) -> Iterator[Doorway]:
    """A door of our own to the database, open at first.

    Args:
        database_url: A PostgreSQL that listens on a socket of this machine.
    """
    real = make_url(database_url)
    server_folder = real.query["host"]
    assert isinstance(server_folder, str)
    name = f".s.PGSQL.{real.port or 5432}"
    with tempfile.TemporaryDirectory(prefix="door-") as folder:
        through = real.update_query_dict({"host": folder})
        doorway = Doorway(
            url=through.render_as_string(hide_password=False),
            _real_url=real.set(drivername="postgresql").render_as_string(hide_password=False),
            _socket=Path(folder) / name,
            _server_socket=Path(server_folder) / name,
        )
        doorway.open()
        yield doorway
