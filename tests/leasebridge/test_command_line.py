"""The command line: every command explains itself, and whatever cannot work is told in one sentence."""

import socket
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from leasebridge.command_line import program
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import AuditEvent
from tests.bot.office import free_port
from tests.leasebridge.terminal import COMPLETE, Terminal
from tests.leasebridge.test_settings import assert_one_plain_sentence

Path_ = tuple[str, ...]


def commands(command: click.Command, path: Path_ = ()) -> Iterator[tuple[Path_, click.Command]]:
    """Every command of the program with the words that lead to it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, (*path, name))


COMMANDS = dict(commands(program))


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Terminal:
    """A terminal with every setting, and a database that is up to date."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LEASEBRIDGE_HOME", str(tmp_path / "home"))
    terminal = Terminal(monkeypatch, capsys)
    terminal.sets(COMPLETE)
    return terminal


def test_program__has_the_commands_that_are_documented() -> None:
    assert {" ".join(path) for path in COMMANDS} == {
        "",
        "demo",
        "sandbox",
        "bot",
        "worker",
        "scheduler",
        "db",
        "db upgrade",
        "db check",
        "doctor",
        "manifest",
        "sync",
        "sync now",
        "sync plan",
        "sync apply",
        "sync go-ahead",
        "sync status",
        "sync rules",
        "link",
        "link check",
        "link confirm",
        "link engine",
        "link propose",
        "link show",
        "match",
        "match answer",
        "match confirm",
        "match list",
        "match suggested",
        "sync attachments",
        "sync find",
        "sync show",
        "record",
        "record choices",
        "record relink",
        "record settle",
        "record unlink",
        "record unlinked",
    }


def test_overview__tells_each_command_in_full(terminal: Terminal) -> None:
    _, _, listed = terminal.types("--help").out.partition("Commands:")
    assert "sandbox" in listed
    assert "..." not in listed


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help__says_what_the_command_does_and_what_each_option_is_for(path: Path_) -> None:
    command = COMMANDS[path]
    assert command.help
    assert command.help[0].isupper()
    assert command.help.strip().splitlines()[0].endswith((".", ":", ","))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.rstrip("]")[-1] in ".)o", parameter.help
        else:
            assert str(parameter.human_readable_name).upper() in command.help


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help__needs_neither_settings_nor_a_database(path: Path_, terminal: Terminal) -> None:
    terminal.sets({})
    said = terminal.types(" ".join([*path, "--help"]))
    assert (said.code, said.err) == (0, "")
    assert "Usage: leasebridge" in said.out


@pytest.mark.parametrize(
    "line", ["nonsense", "worker", "worker other", "sync apply x", "bot --port 0"]
)
def test_misuse__is_told_with_the_usage_and_code_2(terminal: Terminal, line: str) -> None:
    said = terminal.types(line)
    assert said.code == 2
    assert "Usage: " in said.err
    assert "Traceback" not in said.err


def test_version__is_told(terminal: Terminal) -> None:
    assert terminal.types("--version").out.startswith("leasebridge, version ")


NEEDS_DATABASE = ["bot", "worker messages", "scheduler", "sync status", "sync now", "sync plan"]


@pytest.mark.parametrize("line", NEEDS_DATABASE)
def test_database__without_its_tables_names_the_remedy(terminal: Terminal, line: str) -> None:
    said = terminal.types(line)
    assert_one_plain_sentence(said)
    assert "Run `leasebridge db upgrade`." in said.err


@pytest.mark.parametrize("line", ["db upgrade", "db check", "bot", "sync status"])
def test_database__in_a_missing_folder(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/missing/leasebridge.db")
    said = terminal.types(line)
    assert_one_plain_sentence(said)
    assert "missing/leasebridge.db cannot be opened" in said.err


@pytest.mark.parametrize("line", ["db upgrade", "db check", "bot", "sync status"])
def test_database__on_a_closed_port_and_its_password_is_not_shown(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    address = f"postgresql://lease:s3cret-user@127.0.0.1:{free_port()}/books"
    monkeypatch.setenv("DATABASE_URL", address)
    said = terminal.types(line)
    assert_one_plain_sentence(said)
    assert "PostgreSQL on 127.0.0.1" in said.err


@pytest.mark.parametrize("address", ["nonsense", "mysql://a:s3cret-user@b/c", "sqlite://"])
def test_database__of_another_sort(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert_one_plain_sentence(terminal.types("db upgrade"))


def test_database__the_embedded_one_is_made_with_its_folder(
    terminal: Terminal, tmp_path: Path
) -> None:
    assert terminal.types("db check").code == 1
    said = terminal.types("db upgrade")
    assert (said.code, said.out) == (0, "The database is up to date.\n")
    assert terminal.types("db check").code == 0
    assert (tmp_path / "home" / "leasebridge.db").exists()


def test_home__that_cannot_be_made_is_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LEASEBRIDGE_HOME", str(tmp_path / "file" / "home"))
    said = terminal.types("db upgrade")
    assert_one_plain_sentence(said)
    assert "LEASEBRIDGE_HOME" in said.err


def test_port__that_is_taken_is_told(terminal: Terminal) -> None:
    terminal.types("db upgrade")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for line in (f"bot --host 127.0.0.1 --port {port}", f"sandbox --documents 0 --port {port}"):
            said = terminal.types(line)
            assert_one_plain_sentence(said)
            assert str(port) in said.err


def test_host__that_does_not_exist_is_told(terminal: Terminal) -> None:
    terminal.types("db upgrade")
    assert_one_plain_sentence(terminal.types("bot --host no.such.host.invalid --port 8000"))


def test_queue__that_is_not_there_is_told(terminal: Terminal) -> None:
    terminal.types("db upgrade")
    said = terminal.types("worker messages --burst")
    assert_one_plain_sentence(said)
    assert "REDIS_URL" in said.err


def test_companies__none_is_linked_yet(terminal: Terminal) -> None:
    terminal.types("db upgrade")
    for line in ("sync now", "sync plan", "sync status"):
        said = terminal.types(line)
        assert_one_plain_sentence(said)
        assert "No companies are linked yet." in said.err


def test_apply__a_plan_that_does_not_exist_is_told(terminal: Terminal) -> None:
    terminal.types("db upgrade")
    said = terminal.types("sync apply 77")
    assert_one_plain_sentence(said)
    assert "There is no finished plan 77. Make one with: leasebridge sync plan" in said.err


def test_rules__need_no_database(terminal: Terminal) -> None:
    said = terminal.types("sync rules")
    assert said.code == 0
    assert said.out.splitlines()[0].split("  ")[0] == "Record"
    assert "Attachment" in said.out


def test_check__finds_an_audit_trail_that_was_tampered_with(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.types("db upgrade")
    engine = open_engine(f"sqlite:///{tmp_path / 'home' / 'leasebridge.db'}")
    event = AuditEvent(tag="t:t", link_id=None, actor="Ana", subject="s", facts={})
    with SqlStore(engine).transaction() as transaction:
        transaction.audit.append(event)
    assert "audit trail is whole" in terminal.types("db check").out
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_never_changed")
        connection.exec_driver_sql("UPDATE audit SET actor = 'Bob'")
    engine.dispose()
    said = terminal.types("db check")
    assert said.code == 1
    assert "row 1 does not follow" in said.out
