"""The button on a plan's card that applies exactly that plan."""

from bot.services import Services
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.domain.runs import Requester
from sync.use_cases.request_run import request_apply

LONGEST_ID = 18
"""Digits; more than any database counts to."""


def apply_plan(services: Services, *, value: str, requester: Requester) -> str | None:
    """Ask for the plan to be applied, if the person may.

    Args:
        services: What handlers work with.
        value: The button's value: the plan's id.
        requester: Who clicked, and where.

    Returns:
        None where the run was asked for (its card tells the rest); else a private sentence.
    """
    refusal = services.refusal(requester.person_id, Permission.START_SYNC)
    if refusal is not None:
        return refusal
    if not (value.isascii() and value.isdecimal() and len(value) <= LONGEST_ID):
        return "This button is broken. Make a new plan with /sync plan."
    try:
        request_apply(services.store, int(value), requester)
    except LeasebridgeError as error:
        return str(error)
    return None
