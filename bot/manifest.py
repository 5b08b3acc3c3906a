"""The Slack app's manifest: what the app is set up with in a workspace, made from what it really answers.

Source of shapes, scopes and limits: Slack's manifest schema, version 2, and its reference of events.
"""

from typing import Any, TypeAlias

from bot.commands.all_commands import REGISTRY
from bot.commands.registry import COMMAND
from bot.events import EVENTS

Manifest: TypeAlias = dict[str, Any]
"""A manifest as Slack takes it; bare dicts live here and nowhere further in."""

SCOPES = (
    "app_mentions:read",  # for app_mention
    "channels:history",  # to look for a message of ours whose answer was lost
    "chat:write",
    "commands",
    "groups:history",  # the same in private channels
    "im:history",  # for message.im, and the same in direct messages
    "im:write",  # to write to a person directly
    "usergroups:read",  # who is in a user group, and when that changes
    "users:read",  # who somebody is, and when that changes
)

FIRST_WORDS = ("now", "plan", "status", "help")
"""Of the command, shown while somebody types it; `help` lists the others."""

_SUBSCRIBED_AS = {"message": "message.im"}
"""The event `message` is subscribed to by the kind of conversation; the app needs direct ones only."""

DESCRIPTION = (
    "Keeps Re-Leased and Sage Intacct in step, and puts the finance team in control from Slack."
)
LONG_DESCRIPTION = (
    "Leasebridge carries contacts, invoices, bills, credit notes and payments between Re-Leased and Sage "
    "Intacct by one rule book, and shows before it writes. What it cannot settle by itself waits for a "
    "person, with both values and the next step. Type /sync help to see what you can ask."
)


def manifest(*, address: str = "", socket: bool = False) -> Manifest:
    """The manifest of the app.

    Args:
        address: Where Slack reaches the web process, such as `https://sync.example.com/slack/events`.
        socket: Whether the app opens a socket to Slack instead; then there is no address.
    """
    url = {} if socket else {"url": address}
    request_url = {} if socket else {"request_url": address}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Leasebridge",
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Leasebridge", "always_online": True},
            "slash_commands": [slash_command() | url],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(bot_events())} | request_url,
            "interactivity": {"is_enabled": True} | request_url,
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def slash_command() -> Manifest:
    """The one command, with the words that people need first."""
    return {
        "command": COMMAND,
        "description": "Keep Re-Leased and Sage Intacct in step",
        "usage_hint": f"[{' | '.join(FIRST_WORDS)}]",
        "should_escape": True,
    }


def slash_command_with_words() -> Manifest:
    """The command with each of its words, for a workspace that completes them while typing."""
    words = [
        {"word": command.word, "hint": command.hint, "description": command.does}
        for command in REGISTRY.commands
    ]
    return slash_command() | {"subcommands": words}


def bot_events() -> tuple[str, ...]:
    """The events the app listens to, as they are subscribed to."""
    return tuple(_SUBSCRIBED_AS.get(kind, kind) for kind in EVENTS)
