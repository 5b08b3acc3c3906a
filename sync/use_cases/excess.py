"""Whether a stored plan is far beyond what is usual for its companies.

It costs next to nothing while nothing is: a plan is compared with the floors first, and only where one is
exceeded is it asked what is usual.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sync.domain.kinds import RecordKind
from sync.domain.mass_change import USUAL_DAYS, Excess, GuardPolicy, beyond_usual
from sync.domain.plan import PlanRow
from sync.domain.sides import Side
from sync.use_cases.ports import PlanHead, Store, Transaction


def is_beyond_usual(store: Store, plan_id: int) -> bool:
    """Whether any part of the plan is; a plan that does not exist is not."""
    with store.reading() as transaction:
        try:
            plan = transaction.plans.get(plan_id)
        except KeyError:
            return False
        return bool(excess_of(transaction, plan))


def excess_of(transaction: Transaction, plan: PlanHead) -> Sequence[Excess]:
    """The parts of a plan that are far beyond what is usual for its companies."""
    rows = transaction.plans.rows(plan.plan_id)
    if not any(row.verb.is_write for row in rows):
        return ()
    policy = transaction.settings.get(plan.link_id).guards
    return _beyond(transaction, plan.link_id, rows, policy)


def _beyond(
    transaction: Transaction, link_id: int, rows: Sequence[PlanRow], policy: GuardPolicy
) -> Sequence[Excess]:
    """What exceeds its floor, with all that was written today, is compared with the days before too."""
    if not beyond_usual(rows, transaction.past.of(link_id, days=1), policy):
        return ()
    past = replace(
        transaction.past.of(link_id, days=USUAL_DAYS), known=_known(transaction, link_id)
    )
    return beyond_usual(rows, past, policy)


def _known(transaction: Transaction, link_id: int) -> Mapping[RecordKind, int]:
    sides = [transaction.records.number_known(link_id, side) for side in Side]
    return {kind: max(one.get(kind, 0) for one in sides) for kind in RecordKind}
