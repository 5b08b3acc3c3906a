"""The arguments of a call, from JSON, a form, or the address."""

import json
from typing import Any

from sandbox.slack.errors import Json, SlackError, invalid_arguments

_TRUE = {"true", "1"}
_FALSE = {"false", "0", ""}


class Arguments:
    """What the app gave, read by name and kind; refuses with `invalid_arguments`.

    Args:
        given: the arguments by name; values from a form are all text.
    """

    def __init__(self, given: Json) -> None:
        self.given = {name: value for name, value in given.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str) -> str:
        """A text argument; empty when it was not given."""
        value = self.given.get(name, "")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise invalid_arguments(f"must be a text: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes-or-no argument, given as a boolean or as `true`, `false`, `1`, `0`."""
        value = self.given.get(name, default)
        if isinstance(value, bool):
            return value
        if str(value).lower() in _TRUE | _FALSE:
            return str(value).lower() in _TRUE
        raise invalid_arguments(f"must be true or false: {name}")

    def number(self, name: str, *, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        try:
            value = int(self.given.get(name, default))
        except (TypeError, ValueError):
            raise invalid_arguments(f"must be a whole number: {name}") from None
        if not 1 <= value <= most:
            raise invalid_arguments(f"must be from 1 to {most}: {name}")
        return value

    def json_value(self, name: str, *, error: str = "invalid_arguments") -> Any:
        """A structured argument: JSON as such, or as text; None when it was not given."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error, messages=[f"[ERROR] not valid JSON: {name}"]) from None

    def object(self, name: str) -> Json | None:
        """A JSON object; None when it was not given."""
        value = self.json_value(name)
        if value is not None and not isinstance(value, dict):
            raise invalid_arguments(f"must be an object: {name}")
        return value
