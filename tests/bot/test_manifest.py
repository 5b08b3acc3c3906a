"""The Slack app's manifest keeps Slack's limits, and says what the app really answers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.commands.all_commands import REGISTRY
from bot.events import EVENTS
from bot.manifest import manifest, slash_command_with_words
from sandbox.slack.manifest import DEFAULT_SCOPES, read_commands
from tests.leasebridge.terminal import Terminal

ADDRESS = "https://leasebridge.example.com/slack/events"
SHOWN = Path(__file__).parents[2] / "docs" / "slack-app-manifest.json"

EVENTS_SCOPES = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "message.im": "im:history",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "tokens_revoked": None,
    "user_change": "users:read",
}
"""What Slack's reference of events asks for."""

KEYS: dict[str, set[str]] = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "display_information": {"name", "description", "long_description", "background_color"},
    "features": {"app_home", "bot_user", "slash_commands", "shortcuts"},
    "app_home": {
        "home_tab_enabled",
        "messages_tab_enabled",
        "messages_tab_read_only_enabled",
    },
    "bot_user": {"display_name", "always_online"},
    "settings": {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    },
}
"""The schema takes no other keys."""


def objections(made: dict[str, Any]) -> list[str]:
    """What Slack's schema would refuse, by our own statement of it."""
    shown, features = made["display_information"], made["features"]
    commands = features["slash_commands"]
    held = {
        "name": 1 <= len(shown["name"]) <= 35,
        "description": 1 <= len(shown["description"]) <= 140,
        "long_description": 175 <= len(shown["long_description"]) <= 4000,
        "background_color": re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"]),
        "display_name": 1 <= len(features["bot_user"]["display_name"]) <= 80,
        "commands": 1 <= len(commands) <= 50,
        "command": all(re.fullmatch(r"/\S{1,31}", one["command"]) for one in commands),
        "command's description": all(1 <= len(one["description"]) <= 2000 for one in commands),
        "usage_hint": all(len(one["usage_hint"]) <= 1000 for one in commands),
        "scopes": 1 <= len(made["oauth_config"]["scopes"]["bot"]) <= 255,
        "events": 1 <= len(made["settings"]["event_subscriptions"]["bot_events"]) <= 100,
        "keys": made.keys() <= KEYS[""],
        "keys of the display": shown.keys() <= KEYS["display_information"],
        "keys of the features": features.keys() <= KEYS["features"],
        "keys of App Home": features["app_home"].keys() <= KEYS["app_home"],
        "keys of the bot": features["bot_user"].keys() <= KEYS["bot_user"],
        "keys of the settings": made["settings"].keys() <= KEYS["settings"],
        "addresses": made["settings"]["socket_mode_enabled"] or all(map(_reachable, _urls(made))),
    }
    return [name for name, is_held in held.items() if not is_held]


def _urls(made: dict[str, Any]) -> list[str]:
    return [
        *(one.get("url", "") for one in made["features"]["slash_commands"]),
        made["settings"]["event_subscriptions"].get("request_url", ""),
        made["settings"]["interactivity"].get("request_url", ""),
    ]


def _reachable(url: str) -> bool:
    return url.startswith("https://")


@pytest.mark.parametrize("socket", [False, True])
def test_manifest__keeps_every_limit(socket: bool) -> None:
    made = manifest(address=ADDRESS, socket=socket)
    assert objections(made) == []
    assert made["settings"]["socket_mode_enabled"] is socket


def test_limits__what_breaks_one_is_objected_to() -> None:
    made = manifest(address="http://10.0.0.1")
    made["display_information"]["name"] = "L" * 36
    made["features"]["slash_commands"][0]["command"] = "sync"
    made["settings"]["colour"] = "blue"
    assert objections(made) == ["name", "command", "keys of the settings", "addresses"]


def test_manifest__on_a_socket_names_no_address() -> None:
    assert _urls(manifest(socket=True)) == ["", "", ""]


def test_events__each_that_is_answered_is_subscribed_to_with_its_scope() -> None:
    made = manifest(address=ADDRESS)
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert len(events) == len(EVENTS)
    scopes = set(made["oauth_config"]["scopes"]["bot"])
    assert {EVENTS_SCOPES[event] for event in events} - {None} <= scopes


def test_scopes__the_stand_in_workspace_grants_all_of_them() -> None:
    assert set(manifest(address=ADDRESS)["oauth_config"]["scopes"]["bot"]) <= DEFAULT_SCOPES


def test_command__the_words_it_shows_are_answered() -> None:
    (command,) = manifest(address=ADDRESS)["features"]["slash_commands"]
    for word in re.findall(r"[a-z]+", command["usage_hint"]):
        assert REGISTRY.find(word)


def test_command__the_stand_in_workspace_reads_it() -> None:
    (command,) = read_commands(json.dumps([slash_command_with_words()]).encode())
    assert [one.word for one in command.subcommands] == [one.word for one in REGISTRY.commands]


def test_page__the_manifest_in_the_documentation_is_the_one_made_now() -> None:
    assert json.loads(SHOWN.read_text(encoding="utf-8")) == manifest(address=ADDRESS)


def test_terminal__prints_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(monkeypatch, capsys)
    said = terminal.types("manifest --address https://sync.example.org/")
    assert json.loads(said.out) == manifest(address="https://sync.example.org/slack/events")
    assert "over HTTPS only" in terminal.types("manifest --address http://here").err
