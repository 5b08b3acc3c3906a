"""Trigger ids: the short-lived permission to open a dialog for the person who just did something."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from sandbox.slack.errors import SlackError

LIFE = timedelta(seconds=3)


class Trigger(msgspec.Struct):
    """One thing a person did; `in_modal` when it was done inside a dialog."""

    person_id: str
    given_at: datetime
    in_modal: bool
    used: bool = False


class Triggers:
    """Trigger ids given out; none of them survives a restart."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._triggers: dict[str, Trigger] = {}

    def give(self, person_id: str, *, in_modal: bool = False) -> str:
        """A new trigger id for something this person did just now."""
        trigger_id = (
            f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        )
        self._triggers[trigger_id] = Trigger(person_id, self._now(), in_modal)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use the trigger up; it works once, and for three seconds."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._now() - trigger.given_at > LIFE:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger
