"""One of everything that people can do in Slack, as signed bodies, and what the database holds after it."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime

from sync.store.models import Base
from sync.store.types import Moment
from tests.bot.office import command_body, payload_body

PERSON = {"id": "U0PRIYA", "username": "priya", "team_id": "T0HARBOUR"}
TEAM = {"id": "T0HARBOUR", "domain": "harbour"}
LEFT_OUT = {
    ("audit", "digest"),
    *(("outbox", name) for name in ("id", "attempts", "generation", "note")),
}
"""Columns that are taken over moments, or that tell how often something was tried."""

WITHOUT_RUNS = {"outbox": " WHERE topic <> 'run'"}
"""A run that was asked for leaves the outbox as soon as it is a job."""


def command(text: str) -> bytes:
    """An administrator types it."""
    return command_body(text, "U0PRIYA")


def press(action_id: str, value: str) -> bytes:
    """An administrator presses a button in a message."""
    return _pressed({"type": "button", "action_id": action_id, "block_id": "b", "value": value})


def choose_from(action_id: str, value: str, *, about: str = "") -> bytes:
    """An administrator picks an option of a menu; what it is about stands in its block's id."""
    picked = {"text": {"type": "plain_text", "text": "it"}, "value": value}
    menu = {"type": "static_select", "action_id": action_id, "selected_option": picked}
    return _pressed(menu | {"block_id": f"issue:{about}"})


def pick_person(action_id: str, person_id: str, *, about: str = "") -> bytes:
    """An administrator picks a person."""
    menu = {"type": "users_select", "action_id": action_id, "selected_user": person_id}
    return _pressed(menu | {"block_id": f"issue:{about}"})


def typed(text: str) -> dict[str, str]:
    """What an input for words holds."""
    return {"type": "plain_text_input", "value": text}


def _pressed(action: Mapping[str, Any]) -> bytes:
    return payload_body(
        {
            "type": "block_actions",
            "team": TEAM,
            "user": PERSON,
            "container": {"type": "message", "message_ts": "1.1", "channel_id": "C0SYNC"},
            "channel": {"id": "C0SYNC", "name": "finance-sync"},
            "message": {"ts": "1.1"},
            "trigger_id": f"press-{action['action_id']}",
            "actions": [action],
        }
    )


def fill_in(
    callback_id: str, state: Mapping[str, str], values: Mapping[str, Mapping[str, Any]]
) -> bytes:
    """An administrator sends a dialog off; `values` by block_id, each the state of its one input."""
    return payload_body(
        {
            "type": "view_submission",
            "team": TEAM,
            "user": PERSON,
            "trigger_id": f"fill-{callback_id}",
            "view": {
                "id": "V1",
                "type": "modal",
                "hash": "1.abc",
                "callback_id": callback_id,
                "private_metadata": json.dumps({"channel": "C0SYNC", **state}),
                "state": {"values": {block: {"it": value} for block, value in values.items()}},
            },
        }
    )


def copy_database(source: Path, target: Path) -> None:
    """Put what one SQLite database holds into another, whoever has it open."""
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as taken:
        given.backup(taken)


def contents(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that a database holds, without its moments."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            name: sorted(connection.execute(_query(name)).fetchall(), key=repr)
            for name in Base.metadata.tables
        }


def _query(table: str) -> str:
    columns = [
        column.name
        for column in Base.metadata.tables[table].columns
        if not isinstance(column.type, DateTime | Moment) and (table, column.name) not in LEFT_OUT
    ]
    # The names are those of our own tables.
    return f"SELECT {', '.join(columns)} FROM {table}{WITHOUT_RUNS.get(table, '')}"  # noqa: S608 - as said
