"""Small makers of the inputs that dialogs are filled in with. Source: Slack's reference of block elements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from bot.escaping import plain
from bot.messages.blocks import Block

ELEMENT = "filled_in"
"""The action_id of every input: what was filled in is found by its block_id."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick.

    Attributes:
        value: What comes back: an id or word of ours, at most 150 characters.
        label: What people read, not escaped; cut at 75 characters.
        comes_of_it: What picking it leads to, in small letters below; not escaped, cut at 75 characters.
    """

    value: str
    label: str
    comes_of_it: str = ""


def text_input(
    block_id: str,
    label: str,
    *,
    hint: str = "",
    initial: str = "",
    at_least: int = 0,
    at_most: int = 500,
    lines: bool = False,
    optional: bool = False,
) -> Block:
    """An input for words, of one line or several."""
    element: Block = {"type": "plain_text_input", "multiline": lines, "max_length": at_most}
    if at_least:
        element["min_length"] = at_least
    if initial:
        element["initial_value"] = plain(initial, at_most)
    return _input(block_id, label, element, hint=hint, optional=optional)


def radio_input(
    block_id: str,
    label: str,
    options: Sequence[Option],
    *,
    picked: str = "",
    hint: str = "",
    optional: bool = False,
) -> Block:
    """One of up to ten things; `picked` is the value that is picked at first."""
    return _input(
        block_id, label, _choice("radio_buttons", options, picked), hint=hint, optional=optional
    )


def menu_input(
    block_id: str,
    label: str,
    options: Sequence[Option],
    *,
    picked: str = "",
    hint: str = "",
    optional: bool = False,
) -> Block:
    """One of up to a hundred things, from a menu; `picked` is the value that is picked at first."""
    return _input(
        block_id, label, _choice("static_select", options, picked), hint=hint, optional=optional
    )


def boxes_input(
    block_id: str, label: str, options: Sequence[Option], *, ticked: Sequence[str] = ()
) -> Block:
    """At least one of up to ten things."""
    made = {one.value: _option(one) for one in options}
    element: Block = {"type": "checkboxes", "options": list(made.values())}
    initial = [made[value] for value in ticked if value in made]
    if initial:
        element["initial_options"] = initial
    return _input(block_id, label, element)


def channel_input(block_id: str, label: str, *, picked: str = "", hint: str = "") -> Block:
    """A channel, public or private; may be left out."""
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if picked:
        element["initial_conversation"] = picked
    return _input(block_id, label, element, hint=hint, optional=True)


def person_input(
    block_id: str, label: str, *, picked: str = "", hint: str = "", optional: bool = True
) -> Block:
    """A person."""
    element: Block = {"type": "users_select"}
    if picked:
        element["initial_user"] = picked
    return _input(block_id, label, element, hint=hint, optional=optional)


def time_input(block_id: str, label: str, *, picked: time, hint: str = "") -> Block:
    """A local time of day."""
    element: Block = {"type": "timepicker", "initial_time": f"{picked:%H:%M}"}
    return _input(block_id, label, element, hint=hint)


def date_input(block_id: str, label: str, *, hint: str = "") -> Block:
    """A day."""
    return _input(block_id, label, {"type": "datepicker"}, hint=hint)


def _choice(kind: str, options: Sequence[Option], picked: str) -> Block:
    made = {one.value: _option(one) for one in options}
    element: Block = {"type": kind, "options": list(made.values())}
    if picked in made:
        element["initial_option"] = made[picked]
    return element


def _option(one: Option) -> Block:
    made: Block = {
        "text": {"type": "plain_text", "text": plain(one.label, 75) or "-"},
        "value": one.value,
    }
    if one.comes_of_it:
        made["description"] = {"type": "plain_text", "text": plain(one.comes_of_it, 75)}
    return made


def _input(
    block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": plain(label, 200) or "-"},
        "element": {"action_id": ELEMENT, **element},
        "optional": optional,
    }
    if hint:
        block["hint"] = {"type": "plain_text", "text": plain(hint, 300)}
    return block
