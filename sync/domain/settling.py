"""Settling: what counts as agreed once a step has been taken."""

from dataclasses import dataclass

from sync.domain.comparison import with_fields_of
from sync.domain.kinds import RecordKind
from sync.domain.plan import Step, StepVerb
from sync.domain.records import Record, field_names
from sync.domain.sides import Side

STATUS_FIELD = frozenset({"status"})


@dataclass(frozen=True, slots=True)
class Settlement:
    """The new agreed contents of a pair, ready to be stored.

    Attributes:
        kind: The kind of record.
        source_id: Our id of the record the step started from.
        source_agreed: Its new agreed content.
        target_side: The side of the counterpart.
        target_id: Our id of the counterpart; None where the step has just made it.
        target_key: Its key on its side.
        target_now: Its content as it is now known to be; None leaves what was last seen.
        target_version: Its version mark; empty leaves what was last seen.
        target_agreed: Its new agreed content.
    """

    kind: RecordKind
    source_id: int
    source_agreed: Record
    target_side: Side
    target_id: int | None
    target_key: str
    target_now: Record | None
    target_version: str
    target_agreed: Record


def fields_settled_by(step: Step, record: Record) -> frozenset[str]:
    """The fields that are agreed once `step` is taken."""
    match step.verb:
        case StepVerb.CREATE | StepVerb.LINK:
            return frozenset(field_names(record))
        case StepVerb.APPROVE | StepVerb.VOID:
            return STATUS_FIELD
        case _:
            return frozenset(step.fields)


def agreed_content(agreed: Record | None, now: Record, names: frozenset[str]) -> Record:
    """The agreed content after `names` were settled at `now`; a first agreement takes all of it."""
    return with_fields_of(agreed, now, names) if agreed is not None else now
