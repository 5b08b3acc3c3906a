"""The demo as a program: it starts, goes on where it was left, ends cleanly, and survives its parts."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from jobs.embedded_redis import EmbeddedRedis
from leasebridge.demo import RUNS_CHANNEL
from sync.domain.links import CompanyLink
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.jobs.parts import Running, processes_with, running_python, surroundings, wait_until

pytestmark = pytest.mark.processes

PRIYA = {"X-Acting-Person": "U0PRIYA"}
DOCUMENTS = 40


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs.

    Attributes:
        program: Its process.
        home: Its folder.
        address: Where its pages are.
    """

    program: Running
    home: Path
    address: str

    def say(self, text: str) -> None:
        said = httpx.post(
            f"{self.address}/workspace/say",
            json={"channel": RUNS_CHANNEL, "text": text},
            headers=PRIYA,
        )
        assert said.json() == {"ok": True}

    def messages(self) -> list[dict[str, Any]]:
        asked = f"{self.address}/workspace/messages?channel={RUNS_CHANNEL}"
        found: list[dict[str, Any]] = httpx.get(asked, headers=PRIYA).json()["messages"]
        return found

    def has_card(self, title: str) -> bool:
        return any(message["text"].startswith(f"{title}.") for message in self.messages())

    def wait_for_card(self, title: str) -> None:
        wait_until(f"the card {title!r}", lambda: self.has_card(title))

    def processes(self, *words: str) -> set[int]:
        """The demo's processes with these words on their command line."""
        return {pid for pid in processes_with(str(self.home)) if set(words) <= set(command_of(pid))}

    def processes_but(self, those: set[int], *words: str) -> set[int]:
        return self.processes(*words) - those

    def stop(self) -> int:
        self.program.send(signal.SIGINT)
        return self.program.end()


def command_of(pid: int) -> list[str]:
    """The words of its command; none where it has just ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
    except FileNotFoundError:
        return []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running_demo(home: Path, *options: str) -> Iterator[Demo]:
    """The demo, once it has said that it runs."""
    port = free_port()
    with start(home, port, *options) as program:
        try:
            wait_until("the demo to say that it runs", lambda: "Ctrl-C" in program.printed)
            assert f"http://127.0.0.1:{port}/" in program.printed
            yield Demo(program, home, f"http://127.0.0.1:{port}")
        except AssertionError as error:
            error.add_note(program.printed)
            raise


@contextmanager
def start(home: Path, port: int, *options: str) -> Iterator[Running]:
    arguments = ["demo", "--home", str(home), "--port", str(port), "--documents", str(DOCUMENTS)]
    with running_python(
        *("-m", "leasebridge", *arguments, *options),
        environment=surroundings(),
        folder=home.parent,
    ) as program:
        yield program


def test_demo__survives_the_death_of_its_parts_and_goes_on_where_it_was_left(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    with running_demo(home) as demo:
        demo.say("/sync now")
        demo.wait_for_card("Sync 1: done")
        kill_parts(demo)
        demo.say("/sync now")
        demo.wait_for_card("Sync 2: done")
        assert demo.stop() == 0
        assert demo.program.printed.splitlines()[-1].startswith("Stopped.")
        assert processes_with(str(home)) == []
    with running_demo(home) as demo:
        assert demo.has_card("Sync 1: done"), "what was said stands where it stood"
        assert len(links_in(home)) == 1
        assert demo.stop() == 0


def kill_parts(demo: Demo) -> None:
    """Kill all but the stand-in world, and wait until the bot answers again."""
    parts = [("worker", "runs"), ("scheduler",), ("bot",)]
    killed = set().union(*(demo.processes(*part) for part in parts)) | {redis_of(demo)}
    for pid in killed:
        kill(pid)
    for part in parts:
        wait_until(f"{part} to be back", partial(demo.processes_but, killed, *part))
    wait_until("the bot to answer", lambda: answers(demo))


def links_in(home: Path) -> tuple[CompanyLink, ...]:
    database = SqlStore(open_engine(f"sqlite:///{home}/leasebridge.db"))
    with closing(database) as store, store.reading() as transaction:
        return transaction.links.all()


def redis_of(demo: Demo) -> int:
    return int((demo.home / "redis" / "lock").read_text(encoding="utf-8"))


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):  # it may have gone with its parent
        os.kill(pid, signal.SIGKILL)


def answers(demo: Demo) -> bool:
    """Whether the bot answers a command: privately, and it is the app that does, not the workspace."""
    demo.say("/sync rules")
    return any(
        message.get("ephemeral_for") and "rule book" in message["text"].lower()
        for message in demo.messages()
    )


def test_ctrl_c_while_it_begins_anew__ends_it_at_once_and_the_old_data_is_gone(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    (home / "world").mkdir(parents=True)
    for old in ("world/old", "leasebridge.db-wal"):
        (home / old).write_text("old", encoding="utf-8")
    with start(home, free_port(), "--fresh") as program:
        wait_until("its first process", (home / "logs" / "bot.log").exists)
        program.send(signal.SIGINT)
        assert program.end() == 0
    assert "is running" not in program.printed
    assert not (home / "world" / "old").exists()
    assert links_in(home) == ()
    assert processes_with(str(home)) == []


def test_taken_port__is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with start(tmp_path / "home", port) as program:
            assert program.end() == 1
    assert program.printed.startswith(f"leasebridge: Port {port} is in use")
    assert len(program.printed.splitlines()) == 1


@pytest.mark.parametrize("options", [(), ("--fresh",)])
def test_folder_in_use__is_one_sentence_and_nothing_is_thrown_away(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    (home / "world").mkdir(parents=True)
    with EmbeddedRedis(home / "redis"), start(home, free_port(), *options) as program:
        assert program.end() == 1
    assert "already uses" in program.printed
    assert len(program.printed.splitlines()) == 1
    assert (home / "world").exists()
