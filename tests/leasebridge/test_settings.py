"""Settings that are missing or cannot be used are told in one plain sentence, and no secret is shown."""

import re
from pathlib import Path

import pytest

from leasebridge.role_list import parse_roles
from leasebridge.settings import DatabaseSettings, HomeSettings, SlackSettings, read
from sync.domain.roles import Role
from tests.leasebridge.terminal import COMPLETE, SECRETS, Said, Terminal

SLACK = [name for name in COMPLETE if name.startswith("SLACK_")]
LEDGERS = [name for name in COMPLETE if name.startswith(("INTACCT_", "RELEASED_"))]


def assert_one_plain_sentence(said: Said) -> None:
    assert said.code == 1
    assert said.out == ""
    assert re.fullmatch(r"leasebridge: [^\n]+\n", said.err), said.err
    assert "Traceback" not in said.err
    for secret in SECRETS:
        assert secret not in said.err


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Terminal:
    """A terminal in an empty folder, with every setting there must be."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LEASEBRIDGE_HOME", str(tmp_path / "home"))
    terminal = Terminal(monkeypatch, capsys)
    terminal.sets(COMPLETE)
    return terminal


@pytest.mark.parametrize("name", SLACK)
@pytest.mark.parametrize("value", [None, ""])
def test_bot__each_missing_setting_is_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
    said = terminal.types("bot")
    assert_one_plain_sentence(said)
    assert f"Missing setting: {name}." in said.err


@pytest.mark.parametrize("name", LEDGERS)
def test_worker__each_missing_setting_is_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv(name)
    said = terminal.types("worker runs")
    assert_one_plain_sentence(said)
    assert f"Missing setting: {name}." in said.err


def test_several_missing__are_all_named_at_once(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SLACK:
        monkeypatch.delenv(name)
    assert f"Missing setting: {', '.join(SLACK)}." in terminal.types("bot").err


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LEASEBRIDGE_ROLES", "U0TOM", "'U0TOM' is not of the form U0123=role"),
        ("LEASEBRIDGE_ROLES", "U0TOM=king", "viewer, operator, approver, administrator"),
        ("LEASEBRIDGE_ROLES", "=viewer", "is not of the form"),
        ("LEASEBRIDGE_ROLES", "tom=viewer", "'tom' is not an id of Slack's"),
        ("LEASEBRIDGE_ROLES", "C0SYNC=viewer", "a user group's with S"),
        ("LEASEBRIDGE_ROLES", "U1=viewer, U1=operator", "'U1' is named twice"),
        ("SLACK_BOT_TOKEN", "xoxp-somebody", "a bot's token begins with xoxb-"),
        ("SLACK_TEAM_ID", "Harbour", "a workspace's id begins with T"),
        ("SLACK_CHANNEL", "#finance-sync", "its name is not enough"),
        ("SLACK_API_URL", "slack.com", "begins with https:// and ends in a slash"),
        ("PORT", "eighty", "it must be a whole number"),
        ("PORT", "70000", "less than 65536"),
        ("WEB_CONCURRENCY", "0", "greater than 0"),
        ("SLACK_SIGNING_SECRET", " , ", "it is empty"),
    ],
)
def test_unusable__is_told_with_the_reason(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    said = terminal.types("bot")
    assert_one_plain_sentence(said)
    assert f"The setting {name} cannot be used: " in said.err
    assert words in said.err


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("INTACCT_REQUESTS_IN_FLIGHT", "0", "greater than or equal to 1"),
        ("INTACCT_REQUESTS_IN_FLIGHT", "3", "less than or equal to 2"),
        ("INTACCT_REQUESTS_PER_MINUTE", "-1", "greater than or equal to 0"),
    ],
)
def test_intacct_limits__out_of_bounds_are_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    said = terminal.types("worker runs")
    assert_one_plain_sentence(said)
    assert f"The setting {name} cannot be used: " in said.err
    assert words in said.err


def test_env_file__is_read_and_one_that_is_no_text_is_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SLACK_CHANNEL")
    (tmp_path / ".env").write_text("SLACK_CHANNEL=C0FILE\n")
    assert read(SlackSettings).channel == "C0FILE"
    (tmp_path / ".env").write_bytes(b"SLACK_CHANNEL=\xff\xfe\n")
    said = terminal.types("bot")
    assert_one_plain_sentence(said)
    assert ".env file" in said.err


def test_settings__never_show_a_secret(terminal: Terminal) -> None:
    assert terminal is not None
    settings = read(SlackSettings)
    assert not any(secret in repr(settings) for secret in SECRETS)


def test_home__is_never_taken_from_a_variable_of_another_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEASEBRIDGE_HOME", raising=False)
    for name in ("HOME", "home", "URL", "HOST", "CHANNEL", "ROLES"):
        monkeypatch.setenv(name, "somebody-elses")
    assert read(HomeSettings).home == Path(".leasebridge")
    assert read(DatabaseSettings).url == ""


def test_roles__a_person_and_a_role_each() -> None:
    assert parse_roles(" U1=viewer ,U2 = administrator,, S3=approver") == {
        "U1": Role.VIEWER,
        "U2": Role.ADMINISTRATOR,
        "S3": Role.APPROVER,
    }
    assert parse_roles("") == {}
