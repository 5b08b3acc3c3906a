"""Making steps and standings: the small change of the planner."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sync.domain.comparison import changed_fields
from sync.domain.kinds import RecordKind
from sync.domain.plan import Decision, Face, Step, StepVerb
from sync.domain.records import amount_of, field_names, title_of
from sync.domain.sides import Side
from sync.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of one linked record."""

    kind: RecordKind
    intacct: Face
    re_leased: Face

    def face(self, side: Side) -> Face:
        """The face on `side`."""
        return self.intacct if side is Side.INTACCT else self.re_leased


def step_from(verb: StepVerb, kind: RecordKind, source: Face, *, target: Face | None) -> Step:
    """A step that starts from `source`; `target` is None for CREATE."""
    return Step(
        verb=verb,
        kind=kind,
        side=source.side.other,
        source_id=source.record_id,
        source_fingerprint=source.fingerprint,
        target_id=target.record_id if target else None,
        target_fingerprint=target.fingerprint if target else "",
        fields=(),
        title=title_of(source.now),
        amount=amount_of(source.now),
    )


def pair_step(verb: StepVerb, pair: Pair, source: Side, names: Iterable[str] = ()) -> Step:
    """A step of a pair that starts from its `source` side and carries the fields `names`."""
    wanted = set(names)
    step = step_from(verb, pair.kind, pair.face(source), target=pair.face(source.other))
    ordered = (name for name in field_names(pair.intacct.now) if name in wanted)
    return replace(step, fields=tuple(ordered))


def both_stand(pair: Pair, standing: Standing) -> Decision:
    """Nothing to do, and both records of the pair stand like this."""
    records = (pair.intacct.record_id, pair.re_leased.record_id)
    return Decision(standings=tuple((record_id, standing) for record_id in records))


def changes_of(face: Face) -> frozenset[str]:
    """The fields a linked side changed since both last agreed."""
    if face.agreed is None:
        raise ValueError(f"Record {face.record_id} is linked and has no agreed content.")
    return changed_fields(face.now, face.agreed)
