"""What a run looks at before it writes: whether that is far beyond the usual, or most records are gone."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.domain.holds import Stop, said_of_excess, said_of_gone
from sync.domain.mass_change import GuardPolicy, MostGone, most_gone
from sync.domain.sides import Side
from sync.use_cases.excess import excess_of
from sync.use_cases.ports import Deletion, Notice, PlanHead, Store, Transaction


@dataclass(frozen=True, slots=True)
class Gone:
    """What one side was found to have deleted, before it is noted.

    Attributes:
        deletions: What was deleted, known or not.
        known_until: Up to when that side's deletions are known once these are noted; None where nothing
            was read before.
        notices: What people should know of how they were found.
    """

    deletions: Sequence[Deletion]
    known_until: datetime | None
    notices: Sequence[Notice]


def stop_of_plan(store: Store, plan: PlanHead) -> Stop | None:
    """Why the plan is not to be carried out before somebody was asked; None where it may be."""
    with store.reading() as transaction:
        found = excess_of(transaction, plan)
    return Stop(plan.plan_id, plan.digest, said_of_excess(found)) if found else None


def stop_of_gone(store: Store, link_id: int, gone: Mapping[Side, Gone]) -> Stop | None:
    """Why deletions are not to be believed before somebody was asked; None where they are.

    What somebody said go ahead to is believed, as long as it is exactly that.
    """
    found: list[MostGone] = []
    names: list[str] = []
    with store.reading() as transaction:
        policy = transaction.settings.get(link_id).guards
        for side in Side:
            told = _still_known(transaction, link_id, side, gone[side].deletions, policy)
            counts = Counter(one.kind for one in told)
            known = transaction.records.number_known(link_id, side) if told else {}
            found += most_gone(side, counts, known, policy)
            names += (f"{side} {one.kind} {one.key}" for one in told)
        digest = _digest(names)
        if not found or transaction.holds.is_released(link_id, digest):
            return None
    return Stop(None, digest, said_of_gone(found))


def _still_known(
    transaction: Transaction,
    link_id: int,
    side: Side,
    deletions: Sequence[Deletion],
    policy: GuardPolicy,
) -> Sequence[Deletion]:
    """The deletions that are news, where there are enough of them to ask."""
    if len(deletions) <= policy.gone:
        return ()
    return transaction.records.still_known(link_id, side, deletions)


def _digest(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:32]
