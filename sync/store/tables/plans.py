"""Plans and their steps."""

import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import Integer, bindparam, case, func, insert, select, update

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.plan import PlanRow, Step, StepVerb
from sync.domain.sides import Side
from sync.store import models
from sync.store.amounts import CurrencyRow, added_up, minor_units
from sync.store.dialects import in_chunks
from sync.store.models import PlanStepRow
from sync.store.snapshots import decoded_step, encoded_step
from sync.store.tables.base import SqlTable, currency_of_link
from sync.use_cases.ports import PlanHead

_STEPS_AT_ONCE = 1000
_WRITING = [verb for verb in StepVerb if verb.is_write]
_DOCUMENTS = [
    RecordKind.SALES_INVOICE,
    RecordKind.BILL,
    RecordKind.SALES_CREDIT,
    RecordKind.PURCHASE_CREDIT,
]
_VERB_ORDER = {verb: position for position, verb in enumerate(StepVerb)}

# Made once: a plan asks them for each of its kinds.
_OF_PLAN = PlanStepRow.plan_id == bindparam("plan_id")
_LAST_POSITION = select(func.max(PlanStepRow.position)).where(_OF_PLAN)
_PLAN = select(*models.PlanRow.__table__.columns).where(models.PlanRow.id == bindparam("plan_id"))
_STEPS = (
    select(PlanStepRow.position, PlanStepRow.body)
    .where(
        _OF_PLAN,
        PlanStepRow.kind == bindparam("kind"),
        PlanStepRow.verb == bindparam("verb"),
        PlanStepRow.side == bindparam("side"),
        PlanStepRow.position > bindparam("after"),
    )
    .order_by(PlanStepRow.position)
    .limit(bindparam("size", type_=Integer))
)
_GROUP = (PlanStepRow.kind, PlanStepRow.verb, PlanStepRow.side, PlanStepRow.currency)
_COUNTS = (
    select(*_GROUP, func.count(), func.sum(PlanStepRow.amount)).where(_OF_PLAN).group_by(*_GROUP)
)


class SqlPlans(SqlTable):
    """Keeps `PlanTable`."""

    def open(self, run_id: int, link_id: int) -> int:
        """A new, empty plan; returns its id."""
        statement = insert(models.PlanRow).values(
            run_id=run_id, link_id=link_id, digest="", created_at=self.now()
        )
        return self.connection.execute(statement.returning(models.PlanRow.id)).scalar_one()

    def add_steps(self, plan_id: int, steps: Sequence[Step]) -> None:
        """Append steps, in order. Raises BrokenPromise where the plan is closed."""
        self._require_open(plan_id)
        first = self._next_position(plan_id)
        rows = (
            _step_columns(plan_id, position, step)
            for position, step in enumerate(steps, start=first)
        )
        for batch in in_chunks(rows, _STEPS_AT_ONCE):
            self.connection.execute(insert(PlanStepRow), list(batch))

    def _require_open(self, plan_id: int) -> None:
        if self.get(plan_id).digest:
            raise BrokenPromise(f"Plan {plan_id} is closed; it takes no more steps.")

    def _next_position(self, plan_id: int) -> int:
        last: int | None = self.connection.execute(_LAST_POSITION, {"plan_id": plan_id}).scalar()
        return 0 if last is None else last + 1

    def close(self, plan_id: int) -> PlanHead:
        """Work out the digest; the plan takes no more steps."""
        self._require_open(plan_id)
        digest = hashlib.sha256()
        for step_digest in self._step_digests(plan_id):
            digest.update(step_digest.encode())
        self.connection.execute(
            update(models.PlanRow)
            .where(models.PlanRow.id == plan_id)
            .values(digest=digest.hexdigest()[:32])
        )
        return self.get(plan_id)

    def _step_digests(self, plan_id: int) -> Iterator[str]:
        query = (
            select(PlanStepRow.digest)
            .where(PlanStepRow.plan_id == plan_id)
            .order_by(PlanStepRow.position)
            .execution_options(yield_per=_STEPS_AT_ONCE)
        )
        return iter(self.connection.execute(query).scalars())

    def get(self, plan_id: int) -> PlanHead:
        """The plan's head. Raises KeyError where there is none."""
        row = self.connection.execute(_PLAN, {"plan_id": plan_id}).first()
        if row is None:
            raise KeyError(f"There is no plan {plan_id}.")
        return PlanHead(
            plan_id=row.id,
            run_id=row.run_id,
            link_id=row.link_id,
            digest=row.digest,
            applied_by_run=row.applied_by_run,
            created_at=row.created_at,
        )

    def claim(self, plan_id: int, run_id: int) -> bool:
        """Mark the plan as applied by `run_id`; False where another run has it already."""
        self.connection.execute(
            update(models.PlanRow)
            .where(models.PlanRow.id == plan_id, models.PlanRow.applied_by_run.is_(None))
            .values(applied_by_run=run_id)
        )
        return self.get(plan_id).applied_by_run == run_id

    def count(self, plan_id: int) -> int:
        """How many steps it has."""
        # Positions have no gaps.
        return self._next_position(plan_id)

    def steps(
        self, plan_id: int, *, kind: RecordKind, verb: StepVerb, side: Side, after: int, limit: int
    ) -> tuple[tuple[int, Step], ...]:
        """Steps of one sort behind position `after` (-1 for the first), with their positions."""
        asked = {
            "plan_id": plan_id,
            "kind": kind,
            "verb": verb,
            "side": side,
            "after": after,
            "size": limit,
        }
        found = self.connection.execute(_STEPS, asked)
        return tuple((position, decoded_step(body)) for position, body in found)

    def rows(self, plan_id: int) -> tuple[PlanRow, ...]:
        """Counts and totals of all steps, in the order of work."""
        found = self.connection.execute(_COUNTS, {"plan_id": plan_id})
        rows = (
            CurrencyRow((kind, verb, side), currency, count, units)
            for kind, verb, side, currency, count, units in found
        )
        own_currency = currency_of_link(self.connection, self.get(plan_id).link_id)
        sums = added_up(rows, own_currency=own_currency)
        plan_rows = (
            PlanRow(verb=verb, kind=kind, side=side, count=each.count, amount=each.amount)
            for (kind, verb, side), each in sums.items()
        )
        return tuple(sorted(plan_rows, key=_order_of_work))

    def examples(self, plan_id: int, limit: int) -> tuple[Step, ...]:
        """The first writing steps, documents before everything else."""
        documents_first = case((PlanStepRow.kind.in_(_DOCUMENTS), 0), else_=1)
        # The positions come out of an index; only the few chosen bodies are read.
        positions = (
            select(PlanStepRow.position)
            .where(PlanStepRow.plan_id == plan_id, PlanStepRow.verb.in_(_WRITING))
            .order_by(documents_first, PlanStepRow.position)
            .limit(limit)
        )
        chosen = (
            select(PlanStepRow.body)
            .where(PlanStepRow.plan_id == plan_id, PlanStepRow.position.in_(positions))
            .order_by(documents_first, PlanStepRow.position)
        )
        return tuple(decoded_step(body) for body in self.connection.execute(chosen).scalars())


def _step_columns(plan_id: int, position: int, step: Step) -> dict[str, object]:
    return {
        "plan_id": plan_id,
        "position": position,
        "verb": step.verb,
        "kind": step.kind,
        "side": step.side,
        "source_id": step.source_id,
        "target_id": step.target_id,
        "digest": step.digest,
        "amount": minor_units(step.amount),
        "currency": step.amount.currency if step.amount is not None else None,
        "title": step.title,
        "body": encoded_step(step),
    }


def _order_of_work(row: PlanRow) -> tuple[int, int, Side]:
    return row.kind.rank, _VERB_ORDER[row.verb], row.side
