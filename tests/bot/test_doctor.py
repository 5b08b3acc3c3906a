"""`leasebridge doctor`: each part that stands in the way is told with what to do."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from jobs.embedded_redis import EmbeddedRedis
from sandbox.server import RunningWorld
from tests.bot.office import free_port, linked_database, settings_of
from tests.leasebridge.terminal import Terminal


@pytest.fixture
def terminal(
    world: RunningWorld,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Iterator[Terminal]:
    """A terminal on a server where all is well."""
    monkeypatch.chdir(tmp_path)
    database = tmp_path / "leasebridge.db"
    store, _ = linked_database(database)
    with closing(store), EmbeddedRedis(tmp_path / "redis") as redis:
        terminal = Terminal(monkeypatch, capsys)
        terminal.sets(settings_of(world, f"sqlite:///{database}", redis.url))
        yield terminal
        world.world.workspace.user_groups.paid_plan = True


def change(terminal: Terminal, name: str, value: str) -> None:
    """Set one setting otherwise."""
    terminal.patch.setenv(name, value)


def test_all_well(terminal: Terminal) -> None:
    said = terminal.types("doctor")
    assert said.code == 0
    assert "WRONG" not in said.out
    for told in (
        "The database answers",
        "The queue answers.",
        "the app is in workspace T0HARBOUR",
        "Priya Raman (U0PRIYA) has the role of administrator.",
    ):
        assert told in said.out


def test_wrong__each_is_told_and_the_others_are_looked_at(
    terminal: Terminal, world: RunningWorld
) -> None:
    world.world.workspace.user_groups.paid_plan = False
    change(terminal, "REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    change(terminal, "SLACK_TEAM_ID", "T0OTHER")
    change(terminal, "LEASEBRIDGE_ROLES", "S0APPROVERS=approver, U0TOM=operator")
    said = terminal.types("doctor")
    assert said.code == 1
    for told in (
        "does not answer. Start it, or correct REDIS_URL.",
        "The token is of workspace T0HARBOUR, but SLACK_TEAM_ID says T0OTHER.",
        "user groups need a paid Slack plan",
    ):
        assert told in said.out
    assert said.out.count("WRONG") == 3


def test_token__that_slack_does_not_accept(terminal: Terminal) -> None:
    change(terminal, "SLACK_BOT_TOKEN", "xoxb-old")
    change(terminal, "LEASEBRIDGE_ROLES", "")
    said = terminal.types("doctor")
    assert "Slack does not accept the app's token: invalid_auth." in said.out
    assert "Nobody has a role." in said.out
    assert "xoxb-old" not in said.out


def test_trouble__that_lasts_is_told(terminal: Terminal, tmp_path: Path) -> None:
    store, _ = linked_database(tmp_path / "other.db")
    with closing(store):
        with store.transaction() as transaction:
            transaction.troubles.note("channel:C0X", "Channel C0X is archived.")
        change(terminal, "DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
        said = terminal.types("doctor")
    assert said.code == 1
    assert "UTC: Channel C0X is archived." in said.out
