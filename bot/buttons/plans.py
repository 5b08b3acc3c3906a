"""The button on a plan's card that applies exactly that plan."""

from bot.messages.plan_card import APPLY_PLAN
from bot.reactions import Button, Click
from bot.services import Services
from bot.values import row_id
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.use_cases.excess import is_beyond_usual
from sync.use_cases.request_run import request_apply


def apply_plan(services: Services, click: Click) -> str | None:
    """Ask for the plan to be applied; None where the run's card tells the rest."""
    plan_id = row_id(click.value)
    if plan_id is None:
        return "This button is broken. Make a new plan with /sync plan."
    refusal = _refusal_beyond_usual(services, plan_id, click)
    if refusal is not None:
        return refusal
    try:
        request_apply(services.store, plan_id, click.requester)
    except LeasebridgeError as error:
        return str(error)
    return None


def _refusal_beyond_usual(services: Services, plan_id: int, click: Click) -> str | None:
    """A plan far beyond the usual takes somebody who may let that through; asked again in the job."""
    if not is_beyond_usual(services.store, plan_id):
        return None
    return services.refusal(click.requester.person_id, Permission.LET_THROUGH)


BUTTONS = (Button(APPLY_PLAN, Permission.START_SYNC, apply_plan),)
