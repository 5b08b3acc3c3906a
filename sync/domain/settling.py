"""Settling: what counts as agreed once a step has been taken."""

from dataclasses import dataclass

from sync.domain.comparison import with_fields_of
from sync.domain.kinds import RecordKind
from sync.domain.plan import Face, Step, StepVerb
from sync.domain.records import Document, Record, amount_of, field_names
from sync.domain.sides import Side

STATUS_FIELD = frozenset({"status"})

WORDS = frozenset({"issue_date", "due_date", "reference"})
"""What people change of a document without changing what is owed."""


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

    @property
    def is_open(self) -> bool:
        """Whether both agree and still need a look in the next run: the tax of a document is to come."""
        return _is_pending(self.source_agreed) or _is_pending(self.target_agreed)


def fields_settled_by(step: Step, record: Record) -> frozenset[str]:
    """The fields that are agreed once `step` is taken.

    Where a side is the first to take on a status that people decided on in Slack, the other is still to follow:
    until then both do not agree, and whatever happens in between, the next run sees it.
    """
    match step.verb:
        case StepVerb.CREATE | StepVerb.LINK:
            return frozenset(field_names(record))
        case StepVerb.APPROVE | StepVerb.REJECT | StepVerb.VOID:
            return frozenset() if is_decision(step) else STATUS_FIELD
        case _:
            return frozenset(step.fields)


def is_decision(step: Step) -> bool:
    """Whether the step is the first to carry out what people decided about a draft."""
    if step.approval_id is None:
        return False
    return step.verb is StepVerb.REJECT or step.side is Side.INTACCT


def agreed_content(agreed: Record | None, now: Record, names: frozenset[str]) -> Record:
    """The agreed content after `names` were settled at `now`; a first agreement takes all of it."""
    return with_fields_of(agreed, now, names) if agreed is not None else now


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a record after it was written.

    Attributes:
        key: Its key on its side.
        content: Its content as its ledger told it; None where the ledger did not.
        version: Its version mark; empty where there is none.
        asked: What a new one was to hold, as its ledger keeps it, where it was looked for and found; else None.
    """

    key: str
    content: Record | None = None
    version: str = ""
    asked: Record | None = None


def settlement(
    step: Step,
    *,
    source: Face,
    source_content: Record,
    target: Face | None,
    written: Record,
    done: Held,
) -> Settlement:
    """What is agreed after `step` took effect.

    Args:
        step: The step taken.
        source: The source record as it stands now.
        source_content: Its content when the step was planned, which is what travelled.
        target: The counterpart as it was; None for CREATE.
        written: What the counterpart was asked to hold; for LINK and AGREE what it holds.
        done: What is known of the counterpart since.

    Returns:
        Both sides' new agreed contents.
    """
    names = fields_settled_by(step, source_content)
    held = done.content or (with_fields_of(target.now, written, names) if target else written)
    agreed = _in_the_status_of(written, held) if _is_worth_the_same(held, written) else written
    if done.asked is not None:
        agreed = _in_the_words_of(done.asked, agreed)
    return Settlement(
        kind=step.kind,
        source_id=step.source_id,
        source_agreed=agreed_content(source.agreed, source_content, names),
        target_side=step.side,
        target_id=step.target_id,
        target_key=done.key,
        target_now=held,
        target_version=done.version,
        target_agreed=agreed_content(target.agreed if target else None, agreed, names),
    )


def _in_the_status_of(written: Record, held: Record) -> Record:
    """What the ledger made of it, but for the status: in that somebody may have been before we looked."""
    names = STATUS_FIELD & set(field_names(held))
    return with_fields_of(held, written, names)


def _in_the_words_of(asked: Record, made: Record) -> Record:
    """What was made, but for what somebody said of it since, before we looked: that is to travel."""
    return with_fields_of(made, asked, WORDS & set(field_names(made)))


def _is_worth_the_same(held: Record, written: Record) -> bool:
    """Equal amounts; tax that was pending and is nought now is news all the same."""
    return amount_of(held) == amount_of(written) and _is_pending(held) == _is_pending(written)


def _is_pending(record: Record) -> bool:
    return isinstance(record, Document) and record.is_tax_pending


def linked(step: Step, *, intacct: Face, re_leased: Face, intacct_agreed: Record) -> Settlement:
    """The settlement of a LINK step: each side's notes begin with what Re-Leased says."""
    return Settlement(
        kind=step.kind,
        source_id=intacct.record_id,
        source_agreed=intacct_agreed,
        target_side=Side.RE_LEASED,
        target_id=re_leased.record_id,
        target_key=re_leased.key,
        target_now=None,
        target_version="",
        target_agreed=re_leased.now,
    )


def agreed_anew(step: Step, *, source: Face, target: Face) -> Settlement:
    """The settlement of an AGREE step: both sides' fields are taken as they are."""
    names = frozenset(step.fields)
    return Settlement(
        kind=step.kind,
        source_id=source.record_id,
        source_agreed=agreed_content(source.agreed, source.now, names),
        target_side=target.side,
        target_id=target.record_id,
        target_key=target.key,
        target_now=None,
        target_version="",
        target_agreed=agreed_content(target.agreed, target.now, names),
    )
