"""Views: the dialogs a person has open, and each person's App Home."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from sandbox.slack.credentials import APP_ID, BOT_ID, TEAM_ID
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.message import with_ids
from sandbox.slack.stream import EventStream
from sandbox.storage import Collection, Storage

STACK_LIMIT = 3

_OPTIONAL_FIELDS: Json = {
    "title": None,
    "submit": None,
    "close": None,
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
    "submit_disabled": False,
}


class View(msgspec.Struct):
    """One dialog or App Home.

    `content` is what the app gave (blocks with ids filled in); `values` is what the person has
    chosen and typed, in the form of Slack's `state.values`; `hash` changes with every change.
    """

    id: str
    person_id: str
    content: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: Json = {}

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    def wants(self, setting: str) -> bool:
        """Whether the app switched on `clear_on_close` or `notify_on_close`."""
        return bool(self.content[setting])


def view_object(view: View) -> Json:
    """The view as the Web API, an interaction and the workspace page show it."""
    return {
        "id": view.id,
        "team_id": TEAM_ID,
        **view.content,
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }


class Modals:
    """The dialogs each person has open, at most three on top of each other; in memory only."""

    def __init__(self, stream: EventStream, now: Callable[[], datetime]) -> None:
        self._stream = stream
        self._now = now
        self._stacks: dict[str, list[View]] = {}

    def stack(self, person_id: str) -> list[View]:
        """This person's open dialogs, topmost last."""
        return list(self._stacks.get(person_id, []))

    def find(self, *, view_id: str | None = None, external_id: str | None = None) -> View:
        """The open dialog with this id; `not_found` when there is none."""
        for view in self._open():
            if view_id and view.id == view_id:
                return view
            if external_id and view.content["external_id"] == external_id:
                return view
        raise SlackError("not_found")

    def open(self, person_id: str, content: Json) -> View:
        """Open the first dialog; one that was open before gives way."""
        self._require_free_external_id(content)
        view = _new_view(person_id, content, self._new_hash())
        self._stacks[person_id] = [view]
        self._show(person_id)
        return view

    def push(self, person_id: str, content: Json) -> View:
        """Lay a dialog on top of the open one; `push_limit_reached` above three."""
        stack = self._stacks.get(person_id, [])
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        self._require_free_external_id(content)
        view = _new_view(person_id, content, self._new_hash())
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._show(person_id)
        return view

    def update(self, view: View, content: Json, *, expected_hash: str | None = None) -> View:
        """Change what a dialog shows; `hash_conflict` when it changed since the hash was given.

        What the person typed stays where block_id and action_id stay.
        """
        _require_hash(view, expected_hash)
        if content.get("external_id") != view.content["external_id"]:
            self._require_free_external_id(content)
        view.content = _complete(content)
        view.values = _kept_values(view)
        view.hash = self._new_hash()
        self._show(view.person_id)
        return view

    def close_top(self, person_id: str) -> None:
        """Close the topmost dialog, so that the one beneath shows again."""
        stack = self._stacks.get(person_id, [])
        if stack:
            stack.pop()
        self._show(person_id)

    def clear(self, person_id: str) -> None:
        """Close all dialogs of this person."""
        self._stacks.pop(person_id, None)
        self._show(person_id)

    def _show(self, person_id: str) -> None:
        shown = [view_object(view) for view in self.stack(person_id)]
        self._stream.tell({person_id}, "view", {"stack": shown})

    def _open(self) -> list[View]:
        return [view for stack in self._stacks.values() for view in stack]

    def _require_free_external_id(self, content: Json) -> None:
        taken = {view.content["external_id"] for view in self._open()}
        if content.get("external_id") and content["external_id"] in taken:
            raise SlackError("duplicate_external_id")

    def _new_hash(self) -> str:
        return new_hash(self._now())


class AppHomes:
    """What the app has published on each person's App Home, kept in the storage."""

    def __init__(self, storage: Storage, stream: EventStream, now: Callable[[], datetime]) -> None:
        self._homes = Collection(storage, "slack_app_homes", View)
        self._stream = stream
        self._now = now

    def of(self, person_id: str) -> View | None:
        """The published Home of this person, or None."""
        return self._homes.get(person_id)

    def publish(self, person_id: str, content: Json, *, expected_hash: str | None = None) -> View:
        """Show this content on the person's App Home; `hash_conflict` as for dialogs."""
        view = self._homes.get(person_id)
        if view is None:
            view = _new_view(person_id, content, new_hash(self._now()))
        else:
            _require_hash(view, expected_hash)
            view.content, view.hash = _complete(content), new_hash(self._now())
            view.values = _kept_values(view)
        self._homes.put(person_id, view)
        self._stream.tell({person_id}, "home", view_object(view))
        return view


def new_hash(now: datetime) -> str:
    """A mark that no other state of any view carries."""
    return f"{int(now.timestamp())}.{secrets.token_hex(4)}"


def _new_view(person_id: str, content: Json, first_hash: str) -> View:
    view_id = f"V{secrets.token_hex(5).upper()}"
    return View(
        id=view_id,
        person_id=person_id,
        content=_complete(content),
        hash=first_hash,
        root_view_id=view_id,
    )


def _complete(content: Json) -> Json:
    return {**_OPTIONAL_FIELDS, **content, "blocks": with_ids(content["blocks"])}


def _require_hash(view: View, expected_hash: str | None) -> None:
    if expected_hash and expected_hash != view.hash:
        raise SlackError("hash_conflict")


def _kept_values(view: View) -> dict[str, Any]:
    block_ids = {block["block_id"] for block in view.blocks}
    return {block_id: value for block_id, value in view.values.items() if block_id in block_ids}
