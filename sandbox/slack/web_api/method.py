"""A method of the Web API: what it takes, what it needs, and what it does."""

from collections.abc import Callable
from enum import IntEnum

import msgspec

from sandbox.slack.errors import Json, SlackError, invalid_arguments
from sandbox.slack.web_api.arguments import Arguments
from sandbox.slack.workspace import Workspace


class Tier(IntEnum):
    """Calls a minute; for the methods with their own limits we take a generous guess."""

    TWO = 20
    THREE = 50
    FOUR = 100
    SPECIAL = 600


class Caller(msgspec.Struct, frozen=True):
    """What a method works with: the workspace, the arguments, and the address it is reached at."""

    workspace: Workspace
    arguments: Arguments
    base_url: str


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """One method.

    `any_scope`: one of these scopes is needed, none when empty. `json_body`: whether arguments may
    come as JSON; the reading methods take them from a form or the address only. `needs_app_token`:
    whether it takes the app-level token instead of the bot's.
    """

    name: str
    run: Callable[[Caller], Json]
    tier: Tier
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    any_scope: tuple[str, ...] = ()
    json_body: bool = False
    needs_token: bool = True
    needs_app_token: bool = False

    def require_scope(self, granted: set[str]) -> None:
        """Refuse with `missing_scope` when the app has none of the scopes."""
        if self.any_scope and not granted.intersection(self.any_scope):
            raise SlackError(
                "missing_scope",
                details={
                    "needed": ",".join(self.any_scope),
                    "provided": ",".join(sorted(granted)),
                },
            )

    def require_arguments(self, arguments: Arguments) -> None:
        """Refuse missing and unknown arguments with `invalid_arguments`.

        Slack lets many unknown arguments pass; the stand-in does not, since each is a mistake.
        """
        missing = [name for name in self.required if name not in arguments]
        known = {*self.required, *self.optional, "token", "team_id"}
        unknown = [name for name in arguments.given if name not in known]
        sentences = [f"missing required field: {name}" for name in missing]
        sentences += [f"unknown field: {name}" for name in unknown]
        if sentences:
            raise invalid_arguments(*sentences)
