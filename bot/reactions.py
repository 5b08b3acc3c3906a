"""What people press and fill in, and what comes of it: the shapes that buttons and dialogs are written in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.messages.blocks import Block, Message
from bot.services import Services
from sync.domain.roles import Permission
from sync.domain.runs import Requester

Filled: TypeAlias = str | tuple[str, ...]
"""What stands in an input: a text, the value or id of what was picked, or several of them."""


@dataclass(frozen=True, slots=True)
class Click:
    """Somebody pressed a button or picked something in a message, a dialog or App Home.

    Attributes:
        requester: Who, and in which channel; the channel is empty outside messages.
        action_id: Which button.
        value: What the button carries: an id of ours. It comes from outside: parse it with `bot.values`.
        message_ts: Slack's id of the message it stands in; empty outside messages.
        view_id: Slack's id of the dialog or page it stands in; empty in messages.
        block_id: Names the block it stands in; a menu, which has no value, finds its id there.
        picked: For a menu: what was picked, an option's value or an id of Slack's; else empty.
    """

    requester: Requester
    action_id: str
    value: str
    message_ts: str = ""
    view_id: str = ""
    block_id: str = ""
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog to show.

    Attributes:
        callback_id: Which form takes what is filled in; empty where there is nothing to send off.
        title: At most 24 characters.
        blocks: The layout, with inputs.
        submit: The words on the button that sends it off, at most 24 characters; empty for none.
        state: Ids of ours that come back with the form; never anything secret, never an amount.
        closes_all: Whether closing it closes the dialogs below it too, as they show what is so no longer.
    """

    callback_id: str
    title: str
    blocks: tuple[Block, ...]
    submit: str = ""
    state: Mapping[str, str] = field(default_factory=dict)
    closes_all: bool = False


Reaction: TypeAlias = str | Message | Dialog | None
"""Nothing to say because a message changes by itself; a private sentence or message; or a dialog to open."""


@dataclass(frozen=True, slots=True)
class Button:
    """What a button, or a menu, does.

    Attributes:
        action_id: Names it in Slack.
        permission: What a person must be allowed; None for everybody in the workspace.
        react: Does it. Fast: it writes a row at most, and everything slow is a job.
    """

    action_id: str
    permission: Permission | None
    react: Callable[[Services, Click], Reaction]


@dataclass(frozen=True, slots=True)
class Submission:
    """Somebody sent a dialog off.

    Attributes:
        requester: Who, and in which channel the dialog was asked for.
        state: What the dialog was given to bring back. Parse the ids in it as those of a click.
        values: What was filled in, by block_id; what was left empty is not there.
        view_id: Slack's id of the dialog.
    """

    requester: Requester
    state: Mapping[str, str]
    values: Mapping[str, Filled]
    view_id: str

    def text(self, block_id: str) -> str:
        """What one input holds, without the space around it; empty where it was left empty."""
        value = self.values.get(block_id, "")
        return value.strip() if isinstance(value, str) else ""

    def several(self, block_id: str) -> tuple[str, ...]:
        """What was picked in an input that takes several."""
        value = self.values.get(block_id, ())
        return value if isinstance(value, tuple) else (value,)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that was filled in will not do; the dialog stays open.

    Attributes:
        errors: A sentence for each input, by its block_id.
    """

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """The dialog has done its work and closes.

    Attributes:
        text: A private sentence; empty where a message tells it.
    """

    text: str = ""


Outcome: TypeAlias = Wrong | Done | Dialog
"""What comes of a form: something is wrong, it is done, or another dialog takes its place."""


@dataclass(frozen=True, slots=True)
class Form:
    """What takes a dialog that was sent off.

    Attributes:
        callback_id: Names it in Slack.
        permission: What a person must be allowed; None for everybody in the workspace.
        submit: Does it. Fast, as for a button.
    """

    callback_id: str
    permission: Permission | None
    submit: Callable[[Services, Submission], Outcome]
