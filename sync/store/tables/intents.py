"""The journal of outgoing writes."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, Row, Select, bindparam, func, select, update

from sync.domain.plan import Step, StepVerb
from sync.domain.runs import IntentState, Requester, ResultRow
from sync.domain.standing import UNTIL_ITS_COUNTERPART_MOVES, StandingState
from sync.store.amounts import CurrencyRow, added_up, minor_units
from sync.store.dialects import in_chunks, upsert
from sync.store.models import IntentRow, RecordRow, RunRow
from sync.store.snapshots import (
    decoded_record,
    decoded_step,
    decoded_write,
    encoded_record,
    encoded_step,
    encoded_write,
)
from sync.store.tables.base import SqlTable, currency_of_link
from sync.use_cases.ports import Intent, PastWrite

_INTENTS_AT_ONCE = 1000
_VERB_ORDER = {verb: position for position, verb in enumerate(StepVerb)}
_STATE_ORDER = {state: position for position, state in enumerate(IntentState)}
_COLUMNS = (
    IntentRow.link_id,
    IntentRow.run_id,
    IntentRow.side,
    IntentRow.kind,
    IntentRow.step,
    IntentRow.write,
    IntentRow.source,
    IntentRow.state,
    IntentRow.note,
)


def _in_states(*states: IntentState) -> Select[*tuple[Any, ...]]:
    """The oldest intents. The states stand in the statement as they are, so that the index over them serves."""
    in_states = IntentRow.state.in_(
        bindparam("states", states, literal_execute=True, expanding=True)
    )
    size = bindparam("size", type_=Integer)
    return select(*_COLUMNS).where(in_states).order_by(IntentRow.id).limit(size)


_UNRESOLVED = _in_states(IntentState.SENDING, IntentState.UNKNOWN).where(
    IntentRow.link_id == bindparam("link_id")
)
_REFUSED = _in_states(IntentState.REFUSED).where(IntentRow.run_id == bindparam("run_id"))


class SqlIntents(SqlTable):
    """Keeps `IntentTable`."""

    def refusals(self, step_digests: Sequence[str]) -> Mapping[str, int]:
        """How often each of these steps has been refused so far (absent: never)."""
        return {
            digest: count
            for chunk in in_chunks(dict.fromkeys(step_digests))
            for digest, count in self.connection.execute(
                select(IntentRow.step_digest, func.count())
                .where(IntentRow.step_digest.in_(chunk), IntentRow.state == IntentState.REFUSED)
                .group_by(IntentRow.step_digest)
            )
        }

    def refused_versions(self, step_digests: Sequence[str]) -> Mapping[str, str]:
        """The counterpart's version at which each step was last refused, where its record still stands so."""
        return {
            digest: decoded_write(write).version
            for chunk in in_chunks(dict.fromkeys(step_digests))
            for digest, write in self.connection.execute(
                select(IntentRow.step_digest, IntentRow.write)
                .join(RecordRow, RecordRow.id == IntentRow.source_id)
                .where(
                    IntentRow.step_digest.in_(chunk),
                    IntentRow.state == IntentState.REFUSED,
                    RecordRow.state == StandingState.REFUSED,
                    RecordRow.cause.in_(UNTIL_ITS_COUNTERPART_MOVES),
                )
                .order_by(IntentRow.id)
            )
        }

    def add(self, intents: Sequence[Intent]) -> None:
        """Note intents before they are sent. A key that is there already is left as it is."""
        statement = upsert(self.connection, IntentRow).on_conflict_do_nothing(
            index_elements=["key"]
        )
        now = self.now()
        rows = ({**_columns_of(intent), "created_at": now} for intent in intents)
        for batch in in_chunks(rows, _INTENTS_AT_ONCE):
            self.connection.execute(statement, list(batch))

    def record(self, outcomes: Sequence[tuple[str, IntentState, str]]) -> None:
        """Note outcomes: intent key, new state, the ledger's words."""
        now = self.now()
        rows: list[dict[str, object]] = [
            {"intent_key": key, "state": state, "note": note, "decided_at": now}
            for key, state, note in outcomes
        ]
        if rows:
            one_intent = IntentRow.key == bindparam("intent_key")
            self.connection.execute(update(IntentRow).where(one_intent), rows)

    def give_up(self, record_ids: Sequence[int], note: str) -> None:
        """End unknown creations that started from these records as refused."""
        unknown = IntentRow.state == IntentState.UNKNOWN, IntentRow.verb == StepVerb.CREATE
        for chunk in in_chunks(record_ids):
            self.connection.execute(
                update(IntentRow)
                .where(IntentRow.source_id.in_(chunk), *unknown)
                .values(state=IntentState.REFUSED, note=note, decided_at=self.now())
            )

    def unresolved(self, link_id: int, limit: int) -> tuple[Intent, ...]:
        """Intents SENDING or UNKNOWN, oldest first."""
        return self._intents(_UNRESOLVED, {"link_id": link_id, "size": limit})

    def refused(self, run_id: int, limit: int) -> tuple[Intent, ...]:
        """The run's refused intents, oldest first."""
        return self._intents(_REFUSED, {"run_id": run_id, "size": limit})

    def of_records(self, record_ids: Sequence[int], limit: int) -> tuple[PastWrite, ...]:
        """The writes that started from these records, the latest first."""
        columns = (
            IntentRow.step,
            IntentRow.state,
            IntentRow.note,
            IntentRow.run_id,
            RunRow.person_id,
            RunRow.person_name,
            IntentRow.created_at,
        )
        query = (
            select(*columns)
            .join(RunRow, RunRow.id == IntentRow.run_id)
            .where(IntentRow.source_id.in_(record_ids))
            .order_by(IntentRow.id.desc())
            .limit(limit)
        )
        return tuple(
            PastWrite(decoded_step(step), state, note, run_id, Requester(person_id, name), noted_at)
            for step, state, note, run_id, person_id, name, noted_at in self.connection.execute(
                query
            )
        )

    def _intents(
        self, query: Select[*tuple[Any, ...]], asked: Mapping[str, int]
    ) -> tuple[Intent, ...]:
        return tuple(_intent(row) for row in self.connection.execute(query, asked))

    def results(self, run_id: int) -> tuple[ResultRow, ...]:
        """What became of a run's writes, in the order of work."""
        group = (IntentRow.kind, IntentRow.verb, IntentRow.side, IntentRow.state)
        query = (
            select(*group, IntentRow.currency, func.count(), func.sum(IntentRow.amount))
            .where(IntentRow.run_id == run_id)
            .group_by(*group, IntentRow.currency)
        )
        rows = (
            CurrencyRow((kind, verb, side, state), currency, count, units)
            for kind, verb, side, state, currency, count, units in self.connection.execute(query)
        )
        sums = added_up(rows, own_currency=self._currency_of_run(run_id))
        results = (
            ResultRow(
                verb=verb, kind=kind, side=side, state=state, count=each.count, amount=each.amount
            )
            for (kind, verb, side, state), each in sums.items()
        )
        return tuple(sorted(results, key=_order_of_work))

    def _currency_of_run(self, run_id: int) -> str:
        query = select(RunRow.link_id).where(RunRow.id == run_id)
        link_id = self.connection.execute(query).scalar_one()
        return currency_of_link(self.connection, link_id)


def _columns_of(intent: Intent) -> dict[str, object]:
    step: Step = intent.step
    return {
        "key": intent.write.intent_key,
        "link_id": intent.link_id,
        "run_id": intent.run_id,
        "side": intent.side,
        "verb": step.verb,
        "kind": step.kind,
        "step_digest": step.digest,
        "source_id": step.source_id,
        "amount": minor_units(step.amount),
        "currency": step.amount.currency if step.amount is not None else None,
        "step": encoded_step(step),
        "write": encoded_write(intent.write),
        "source": encoded_record(intent.source).decode(),
        "state": intent.state,
        "note": intent.note,
    }


def _intent(row: Row[*tuple[Any, ...]]) -> Intent:
    return Intent(
        link_id=row.link_id,
        run_id=row.run_id,
        side=row.side,
        step=decoded_step(row.step),
        write=decoded_write(row.write),
        source=decoded_record(row.kind, row.source),
        state=row.state,
        note=row.note,
    )


def _order_of_work(row: ResultRow) -> tuple[int, int, str, int]:
    return row.kind.rank, _VERB_ORDER[row.verb], row.side, _STATE_ORDER[row.state]
