"""Finding the other side's records for references."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Nullable, Select, bindparam, select
from sqlalchemy.orm import aliased

from sync.domain.crossing import MISSING, Counterpart, CounterpartState
from sync.domain.kinds import RecordKind
from sync.domain.plan import StepVerb
from sync.domain.records import Reference
from sync.domain.sides import Side
from sync.domain.standing import FOR_EVER, Cause, StandingState
from sync.store.dialects import in_chunks
from sync.store.models import PairRow, PlanStepRow, RecordRow


@dataclass(frozen=True, slots=True)
class _Lone:
    """A referenced record without a counterpart, and what is known of it unless a plan says more."""

    reference: Reference
    record_id: int
    counterpart: Counterpart


def find_counterparts(
    connection: Connection,
    link_id: int,
    side: Side,
    references: Sequence[Reference],
    plan_id: int | None,
) -> dict[Reference, Counterpart]:
    """For every one of `references`: linked, planned by `plan_id`, or why it is not there."""
    found = dict.fromkeys(references, MISSING)
    lone: list[_Lone] = []
    for kind in dict.fromkeys(reference.kind for reference in found):
        keys = [reference.key for reference in found if reference.kind is kind]
        for chunk in in_chunks(keys):
            known, without = _looked_up(connection, link_id, side, kind, chunk)
            found |= known
            lone += without
    found |= {one.reference: one.counterpart for one in lone}
    if plan_id is not None and lone:
        found |= _planned(connection, side, lone, plan_id)
    return found


def never_seen(
    connection: Connection, link_id: int, side: Side, references: Sequence[Reference]
) -> tuple[Reference, ...]:
    """Those of `references` of which `side` has no record."""
    seen: set[Reference] = set()
    for kind in dict.fromkeys(reference.kind for reference in references):
        keys = [reference.key for reference in references if reference.kind is kind]
        for chunk in in_chunks(keys):
            query = select(RecordRow.key).where(
                RecordRow.link_id == link_id,
                RecordRow.side == side,
                RecordRow.kind == kind,
                RecordRow.key.in_(chunk),
            )
            seen |= {Reference(kind, key) for key in connection.execute(query).scalars()}
    return tuple(reference for reference in references if reference not in seen)


@cache
def _with_other_keys(side: Side) -> Select[*tuple[Any, ...]]:
    """Records of a side, each with its counterpart's key. Made once, as every plan asks for many of them."""
    own_id, other_id = _pair_columns(side)
    other = aliased(RecordRow)
    own = (RecordRow.id, RecordRow.key, RecordRow.title, RecordRow.state, RecordRow.cause)
    return (
        select(*own, Nullable(other.key))
        .outerjoin(PairRow, own_id == RecordRow.id)
        .outerjoin(other, other.id == other_id)
        .where(
            RecordRow.link_id == bindparam("link_id"),
            RecordRow.side == bindparam("side"),
            RecordRow.kind == bindparam("kind"),
            RecordRow.key.in_(bindparam("keys", expanding=True)),
        )
    )


def _looked_up(
    connection: Connection, link_id: int, side: Side, kind: RecordKind, keys: Sequence[str]
) -> tuple[dict[Reference, Counterpart], list[_Lone]]:
    asked = {"link_id": link_id, "side": side, "kind": kind, "keys": keys}
    found = connection.execute(_with_other_keys(side), asked)
    known: dict[Reference, Counterpart] = {}
    lone: list[_Lone] = []
    for record_id, key, title, state, cause, other_key in found:
        reference = Reference(kind, key)
        if other_key is not None:
            known[reference] = Counterpart(CounterpartState.LINKED, other_key, title)
        elif state is StandingState.UNLINKED:
            known[reference] = Counterpart(CounterpartState.UNLINKED, title=title)
        else:
            lone.append(_Lone(reference, record_id, _not_there(title, state, cause)))
    return known, lone


def _not_there(title: str, state: StandingState, cause: Cause | None) -> Counterpart:
    """Missing, or never to come where the record is set aside for a cause that does not pass."""
    if state is StandingState.SET_ASIDE and cause in FOR_EVER:
        return Counterpart(CounterpartState.NEVER, title=title, cause=cause)
    return Counterpart(CounterpartState.MISSING, title=title)


def _pair_columns(side: Side) -> tuple[Any, Any]:
    columns = (PairRow.intacct_record_id, PairRow.re_leased_record_id)
    return columns if side is Side.INTACCT else columns[::-1]


def _planned(
    connection: Connection, side: Side, lone: Sequence[_Lone], plan_id: int
) -> dict[Reference, Counterpart]:
    """Those that a step of the plan makes (no key yet) or links (the other record's key)."""
    by_id = {one.record_id: one for one in lone}
    keys: dict[int, str] = {}
    for chunk in in_chunks(by_id):
        made = select(PlanStepRow.source_id).where(
            PlanStepRow.plan_id == plan_id,
            PlanStepRow.verb == StepVerb.CREATE,
            PlanStepRow.source_id.in_(chunk),
        )
        keys |= dict.fromkeys(connection.execute(made).scalars(), "")
        keys |= _keys_to_link(connection, side, chunk, plan_id)
    return {
        by_id[record_id].reference: Counterpart(
            CounterpartState.PLANNED, key, by_id[record_id].counterpart.title
        )
        for record_id, key in keys.items()
    }


def _keys_to_link(
    connection: Connection, side: Side, record_ids: Sequence[int], plan_id: int
) -> dict[int, str]:
    """For records that the plan links: the other record's key.

    A LINK step starts from the Intacct record; seen from Re-Leased the record is its target.
    """
    ends: tuple[Any, Any] = (PlanStepRow.source_id, PlanStepRow.target_id)
    own, other = ends if side is Side.INTACCT else ends[::-1]
    query = (
        select(own, RecordRow.key)
        .join(RecordRow, RecordRow.id == other)
        .where(
            PlanStepRow.plan_id == plan_id,
            PlanStepRow.verb == StepVerb.LINK,
            own.in_(record_ids),
        )
    )
    return {row[0]: row[1] for row in connection.execute(query)}
