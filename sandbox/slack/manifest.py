"""What the app registered with the workspace, as its manifest would say it."""

import msgspec


class Subcommand(msgspec.Struct, frozen=True):
    """A word that may follow a slash command, for completion while typing."""

    word: str
    description: str
    hint: str = ""


class SlashCommand(msgspec.Struct, frozen=True):
    """A slash command: its name with the slash, and what a person is told while typing it.

    With `should_escape` the app gets `<@U0TOM|tom>` and `<#C0SYNC|finance-sync>` for the people
    and channels that a person names.
    """

    command: str
    description: str
    usage_hint: str = ""
    should_escape: bool = True
    subcommands: tuple[Subcommand, ...] = ()


def read_commands(text: bytes) -> tuple[SlashCommand, ...]:
    """The commands in a JSON list of them, as an app's manifest has it under `slash_commands`.

    `subcommands` is not Slack's: our page completes the words while a person types them.

    Raises:
        msgspec.MsgspecError: it is no such list.
    """
    return msgspec.json.decode(text, type=tuple[SlashCommand, ...])


DEFAULT_COMMANDS = (
    SlashCommand(
        command="/sync",
        description="Keep Re-Leased and Sage Intacct in step",
        usage_hint="[now | plan | status | rules | help]",
        subcommands=(
            Subcommand(word="now", description="Start a sync"),
            Subcommand(word="plan", description="Show what a sync would do, changing nothing"),
            Subcommand(word="status", description="How things stand"),
            Subcommand(word="rules", description="Which ledger may create, change and end what"),
            Subcommand(word="help", description="What you can ask"),
        ),
    ),
)

DEFAULT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "groups:history",
        "im:history",
        "im:write",
        "usergroups:read",
        "users:read",
        "users:read.email",
    }
)
