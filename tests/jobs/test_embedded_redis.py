"""The embedded server: one for each folder, gone with its owner, and its data kept."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from jobs.embedded_redis import EmbeddedRedis, address_note, server_binary
from sync.domain.errors import FixSetup
from tests.jobs.parts import Running, is_alive, running_python, surroundings, wait_until

pytestmark = pytest.mark.processes

on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells of a parent's death"
)


@contextmanager
def client(server: EmbeddedRedis) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(server.url) as connected:
        yield connected


@contextmanager
def owned_elsewhere(folder: Path, tmp_path: Path) -> Iterator[tuple[Running, int]]:
    """A server on `folder` whose owner is another process; yields both."""
    arguments = ("-m", "tests.jobs.owner_program", str(folder))
    with running_python(*arguments, environment=surroundings(), folder=tmp_path) as owner:
        wait_until("the server to run", lambda: owner.printed.strip() or None)
        yield owner, int(owner.printed)


def looked_after(server: EmbeddedRedis) -> int | None:
    server.look_after()
    return server.pid


def test_server__answers_and_is_noted_for_other_processes(tmp_path: Path) -> None:
    with EmbeddedRedis(tmp_path) as server, client(server) as connected:
        assert connected.ping()
        assert address_note(tmp_path).read_text(encoding="utf-8") == server.url
        assert server.pid is not None
    assert not address_note(tmp_path).exists()
    assert server.pid is None


def test_socket__is_for_its_owner_only(tmp_path: Path) -> None:
    with EmbeddedRedis(tmp_path) as server:
        path = Path(server.url.removeprefix("unix://"))
        assert path.stat().st_mode & 0o777 == 0o700


def test_long_path__has_its_socket_in_a_temporary_folder(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)
    with EmbeddedRedis(folder) as server, client(server) as connected:
        path = Path(server.url.removeprefix("unix://"))
        assert path.is_relative_to(tempfile.gettempdir())
        connected.set("kept", "in the long folder")
    assert not path.parent.exists()
    assert any((folder / "appendonlydir").iterdir())


def test_data__is_kept_over_a_restart(tmp_path: Path) -> None:
    with EmbeddedRedis(tmp_path) as server, client(server) as connected:
        connected.set("run", "42")
    with EmbeddedRedis(tmp_path) as server, client(server) as connected:
        assert connected.get("run") == b"42"


def test_second_start_on_a_folder__is_refused_with_the_way_out(tmp_path: Path) -> None:
    with EmbeddedRedis(tmp_path) as first, client(first) as connected:
        with pytest.raises(FixSetup, match=rf"already uses .*process {first.pid}\. Stop it first"):
            EmbeddedRedis(tmp_path).__enter__()
        assert connected.ping(), "the first is unharmed"
        assert address_note(tmp_path).exists()


def test_server_that_cannot_start__says_where_its_words_stand_and_leaves_the_folder_free(
    tmp_path: Path,
) -> None:
    data = tmp_path / "appendonlydir"
    data.write_text("not a folder", encoding="utf-8")
    with pytest.raises(FixSetup, match=r"did not start; .*redis\.log"):
        EmbeddedRedis(tmp_path).__enter__()
    assert (tmp_path / "redis.log").read_text(encoding="utf-8")
    data.unlink()
    with EmbeddedRedis(tmp_path) as server, client(server) as connected:
        assert connected.ping()


def test_server_that_died__comes_back_at_its_address_with_its_data(tmp_path: Path) -> None:
    with EmbeddedRedis(tmp_path) as server, client(server) as connected:
        connected.set("run", "42")
        connected.config_set("appendfsync", "always")
        connected.set("run", "43")
        died = server.pid
        assert died is not None
        os.kill(died, signal.SIGKILL)
        wait_until("another to run", lambda: looked_after(server) != died)
        with client(server) as again:
            assert again.get("run") == b"43"


@on_linux
def test_owner_killed__takes_the_server_along_and_leaves_the_folder_to_the_next(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "redis"
    with owned_elsewhere(folder, tmp_path) as (owner, server_pid):
        assert is_alive(server_pid)
        owner.send(signal.SIGKILL)
        owner.end()
        with EmbeddedRedis(folder) as next_server, client(next_server) as connected:
            assert not is_alive(server_pid)
            assert connected.ping()


def test_folder_in_use_by_another_process__is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "redis"
    with (
        owned_elsewhere(folder, tmp_path) as (_, server_pid),
        pytest.raises(FixSetup, match=f"process {server_pid}"),
    ):
        EmbeddedRedis(folder).__enter__()


def test_program__is_the_one_that_came_as_a_package() -> None:
    assert Path(server_binary()).name.startswith("valkey")
