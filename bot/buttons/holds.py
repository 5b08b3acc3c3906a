"""The buttons of a run that stopped before it wrote far more than usual: see the plan, go ahead, leave it."""

from bot.messages.held_plan import held_plan_message
from bot.messages.hold_message import GO_AHEAD, LEAVE_IT, SHOW_HELD_PLAN
from bot.modals.records import person_of
from bot.reactions import Button, Click, Reaction
from bot.services import Services
from bot.values import shown_id
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.use_cases.hold_runs import held, leave, release
from sync.use_cases.plan_summary import summarise_plan

BROKEN = "This button is broken. See how things stand with /sync status."
NO_PLAN = "There is no plan to see: it is about records that are gone."


def _show(services: Services, click: Click) -> Reaction:
    shown = shown_id(click.value)
    if shown is None:
        return BROKEN
    try:
        hold, link = held(services.store, shown.row_id, shown.digest)
    except LeasebridgeError as error:
        return str(error)
    if hold.plan_id is None:
        return NO_PLAN
    return held_plan_message(link, summarise_plan(services.store, hold.plan_id))


def _go_ahead(services: Services, click: Click) -> Reaction:
    shown = shown_id(click.value)
    if shown is None:
        return BROKEN
    try:
        release(services.store, shown.row_id, shown.digest, click.requester)
    except LeasebridgeError as error:
        return str(error)
    return None


def _leave(services: Services, click: Click) -> Reaction:
    shown = shown_id(click.value)
    if shown is None:
        return BROKEN
    try:
        leave(services.store, shown.row_id, shown.digest, person_of(click.requester))
    except LeasebridgeError as error:
        return str(error)
    return None


BUTTONS = (
    Button(SHOW_HELD_PLAN, Permission.SEE, _show),
    Button(GO_AHEAD, Permission.LET_THROUGH, _go_ahead),
    Button(LEAVE_IT, Permission.LET_THROUGH, _leave),
)
