"""The buttons and menus of an issue: try again, assign, snooze, mute and unmute."""

from datetime import UTC, datetime

from bot.messages.issue_message import (
    ASSIGN_ISSUE,
    BLOCK,
    MUTE_ISSUE,
    RETRY_ISSUE,
    SNOOZE_ISSUE,
    UNMUTE_ISSUE,
)
from bot.modals.mute import mute_dialog
from bot.reactions import Button, Click, Reaction
from bot.services import Services
from bot.values import row_id
from sync.domain.choices import Person
from sync.domain.errors import LeasebridgeError
from sync.domain.issue_care import Snooze
from sync.domain.roles import Permission
from sync.use_cases.care_for_issues import assign, retry, snooze, unmute, view_issue

BROKEN = "This button is broken. List what is open: /sync issues"


def retry_issue(services: Services, click: Click) -> Reaction:
    """Ask for a sync; its card tells the rest."""
    issue_id = row_id(click.value)
    if issue_id is None:
        return BROKEN
    try:
        requested = retry(services.store, issue_id, click.requester, datetime.now(tz=UTC))
    except LeasebridgeError as error:
        return str(error)
    if not requested.is_new:
        return f"Sync {requested.run.run_id} waits already; it tries this again."
    return None


def assign_issue(services: Services, click: Click) -> Reaction:
    """Give the issue to whom was picked."""
    issue_id = _of_block(click)
    if issue_id is None:
        return BROKEN
    try:
        assign(services.store, issue_id, click.picked, who=_who(click), now=datetime.now(tz=UTC))
    except LeasebridgeError as error:
        return str(error)
    return None


def snooze_issue(services: Services, click: Click) -> Reaction:
    """Leave the issue alone for as long as was picked."""
    issue_id = _of_block(click)
    if issue_id is None or click.picked not in set(Snooze):
        return BROKEN
    try:
        span = Snooze(click.picked)
        snooze(services.store, issue_id, span, who=_who(click), now=datetime.now(tz=UTC))
    except LeasebridgeError as error:
        return str(error)
    return None


def mute_issue(services: Services, click: Click) -> Reaction:
    """Ask for the reason."""
    issue_id = row_id(click.value)
    if issue_id is None:
        return BROKEN
    try:
        view = view_issue(services.store, issue_id)
    except KeyError:
        return BROKEN
    return mute_dialog(view)


def unmute_issue(services: Services, click: Click) -> Reaction:
    """Tell people of the issue again."""
    issue_id = row_id(click.value)
    if issue_id is None:
        return BROKEN
    try:
        unmute(services.store, issue_id, who=_who(click), now=datetime.now(tz=UTC))
    except LeasebridgeError as error:
        return str(error)
    return None


def _of_block(click: Click) -> int | None:
    """A menu carries no value: the issue's id stands in its block's id."""
    return row_id(click.block_id.removeprefix(BLOCK)) if click.block_id.startswith(BLOCK) else None


def _who(click: Click) -> Person:
    return Person(click.requester.name, click.requester.person_id)


BUTTONS = (
    Button(RETRY_ISSUE, Permission.START_SYNC, retry_issue),
    Button(ASSIGN_ISSUE, Permission.SETTLE, assign_issue),
    Button(SNOOZE_ISSUE, Permission.SETTLE, snooze_issue),
    Button(MUTE_ISSUE, Permission.SETTLE, mute_issue),
    Button(UNMUTE_ISSUE, Permission.SETTLE, unmute_issue),
)
