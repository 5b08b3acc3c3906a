"""The catalogue of causes: what happened, why, and what to do next, in the finance team's words."""

from sync.domain.causes.cause_text import CauseText
from sync.domain.causes.what_is_held_up import WHAT_IS_HELD_UP
from sync.domain.causes.what_people_do import WHAT_PEOPLE_DO
from sync.domain.causes.what_stays import WHAT_STAYS
from sync.domain.standing import Cause

CAUSE_TEXTS: dict[Cause, CauseText] = WHAT_STAYS | WHAT_IS_HELD_UP | WHAT_PEOPLE_DO

__all__ = ["CAUSE_TEXTS", "CauseText"]
