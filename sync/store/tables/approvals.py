"""Drafts that were put before people, and what people decided."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, Select, bindparam, func, insert, select, update

from sync.domain.approving.approvals import (
    ACTIVE,
    UNDECIDED,
    Approval,
    ApprovalEnding,
    ApprovalState,
    Decided,
)
from sync.domain.approving.drafts import Draft, Oddity
from sync.domain.choices import Person
from sync.store.amounts import minor_units, money_of
from sync.store.dialects import in_chunks, upsert
from sync.store.models import ApprovalDecisionRow, ApprovalRow
from sync.store.models.approvals import ACTIVE_APPROVAL
from sync.store.tables.awaiting import SqlAwaiting
from sync.store.types import ROW_ID

_COLUMNS = tuple(ApprovalRow.__table__.columns)
_ALL = select(*_COLUMNS).order_by(ApprovalRow.id)
_IS_ACTIVE = ApprovalRow.ended_at.is_(None)


class SqlApprovals(SqlAwaiting):
    """Keeps `ApprovalTable`."""

    def open(
        self,
        link_id: int,
        drafts: Sequence[Draft],
        *,
        expires_after: timedelta,
        batch_id: int | None = None,
    ) -> tuple[Approval, ...]:
        """Put drafts before people; those of which an approval is active are left out."""
        statement = upsert(self.connection, ApprovalRow).on_conflict_do_nothing(
            index_elements=["intacct_record_id"], index_where=ACTIVE_APPROVAL
        )
        last: int = self.connection.execute(
            select(func.coalesce(func.max(ApprovalRow.id), 0))
        ).scalar_one()
        now = self.now()
        for chunk in in_chunks(drafts):
            rows = [_columns_of(link_id, one, now, now + expires_after) for one in chunk]
            self.connection.execute(statement, rows)
        made = _ALL.where(ApprovalRow.link_id == link_id, ApprovalRow.batch_id == 0, _IS_ACTIVE)
        opened = self._approvals(made.where(ApprovalRow.id > last))
        if not opened:
            return ()
        batch = opened[0].approval_id if batch_id is None else batch_id
        self._set([one.approval_id for one in opened], batch_id=batch)
        return tuple(replace(one, batch_id=batch) for one in opened)

    def get(self, approval_id: int) -> Approval:
        """The approval with this id. Raises KeyError where there is none."""
        found = self._approvals(_ALL.where(ApprovalRow.id == approval_id))
        if not found:
            raise KeyError(f"There is no approval {approval_id}.")
        return found[0]

    def lock(self, approval_ids: Sequence[int]) -> tuple[Approval, ...]:
        """These approvals, in the order of their ids, held until the transaction ends."""
        return tuple(
            one
            for chunk in in_chunks(sorted(set(approval_ids)))
            for one in self._approvals(_ALL.where(ApprovalRow.id.in_(chunk)).with_for_update())
        )

    def of_batch(self, batch_id: int) -> tuple[Approval, ...]:
        """The approvals that were opened together."""
        return self._approvals(_ALL.where(ApprovalRow.batch_id == batch_id))

    def undecided(self, link_id: int | None = None) -> tuple[Approval, ...]:
        """What waits for people, of one link or of all, the oldest first."""
        return self._active(link_id, UNDECIDED)

    def granted(self, link_id: int | None = None) -> tuple[Approval, ...]:
        """What was decided and is to be carried out, of one link or of all, the oldest first."""
        return self._active(link_id, {ApprovalState.GRANTED})

    def of_record(self, intacct_id: int) -> tuple[Approval, ...]:
        """Every approval of this Intacct record, the latest first."""
        found = self._approvals(_ALL.where(ApprovalRow.intacct_record_id == intacct_id))
        return tuple(reversed(found))

    def decide(
        self, approval: Approval, decided: Decided, state: ApprovalState, run_id: int | None
    ) -> bool:
        """Note a decision and where the approval stands now; False where somebody else was first."""
        is_final = state is ApprovalState.GRANTED
        taken = self.connection.execute(
            update(ApprovalRow)
            .where(ApprovalRow.id == approval.approval_id, ApprovalRow.state == approval.state)
            .where(ApprovalRow.state.in_(UNDECIDED), ApprovalRow.digest == decided.digest)
            .values(state=state, verb=decided.verb if is_final else None, run_id=run_id)
        )
        if not taken.rowcount:
            return False
        behalf = decided.on_behalf_of or Person("")
        self.connection.execute(
            insert(ApprovalDecisionRow).values(
                approval_id=approval.approval_id,
                verb=decided.verb,
                person_id=decided.who.person_id,
                person_name=decided.who.name,
                behalf_id=behalf.person_id,
                behalf_name=behalf.name,
                digest=decided.digest,
                reason=decided.reason,
                decided_at=self.now(),
            )
        )
        return True

    def end(self, endings: Iterable[ApprovalEnding]) -> tuple[Approval, ...]:
        """Note how approvals came to their end; returns those that were active until now, as they ended."""
        ended: list[int] = []
        one_active = ApprovalRow.id == bindparam("approval_id", type_=ROW_ID)
        statement = update(ApprovalRow).where(one_active, ApprovalRow.state.in_(ACTIVE))
        for ending in endings:
            if ending.state.is_active:
                raise ValueError(f"An approval cannot end as {ending.state}.")
            values = {"state": ending.state, "result": ending.result, "ended_at": self.now()}
            one = {"approval_id": ending.approval_id}
            if self.connection.execute(statement.values(values), one).rowcount:
                ended.append(ending.approval_id)
        return tuple(
            one
            for chunk in in_chunks(ended)
            for one in self._approvals(_ALL.where(ApprovalRow.id.in_(chunk)))
        )

    def take_up(self, approval_ids: Sequence[int]) -> None:
        """A run has begun with these."""
        self._set(approval_ids, taken_up_at=self.now())

    def give_to_run(self, approval_ids: Sequence[int], run_id: int) -> None:
        """Another run is to carry these out."""
        self._set(approval_ids, run_id=run_id)

    def posted(self, approval_ids: Sequence[int]) -> None:
        """These were posted in Intacct; Re-Leased follows."""
        self._set(approval_ids, posted_at=self.now())

    def reminded(self, approval_ids: Sequence[int]) -> None:
        """People were reminded of these."""
        self._set(approval_ids, reminded_at=self.now())

    def escalated(self, approval_ids: Sequence[int]) -> None:
        """These were passed on to somebody else."""
        self._set(approval_ids, escalated_at=self.now())

    def not_as_shown(self, link_id: int) -> tuple[Approval, ...]:
        """Active approvals whose document is not as it was shown any more."""
        return self._approvals(_ALL.where(ApprovalRow.id.in_(self._moved_ids(link_id))))

    def asked_for_anew(self, link_id: int, *, limit: int) -> tuple[Approval, ...]:
        """Approvals that expired or could not be carried out, whose document awaits approval unchanged."""
        return self._approvals(_ALL.where(ApprovalRow.id.in_(self._given_up_ids(link_id, limit))))

    def _active(self, link_id: int | None, states: Iterable[ApprovalState]) -> tuple[Approval, ...]:
        query = _ALL.where(_IS_ACTIVE, ApprovalRow.state.in_(states))
        if link_id is not None:
            query = query.where(ApprovalRow.link_id == link_id)
        return self._approvals(query)

    def _set(self, approval_ids: Sequence[int], **values: object) -> None:
        for chunk in in_chunks(approval_ids):
            these = update(ApprovalRow).where(ApprovalRow.id.in_(chunk))
            self.connection.execute(these.values(values))

    def _approvals(self, query: Select[Any]) -> tuple[Approval, ...]:
        rows = self.connection.execute(query).all()
        decisions = self._decisions([row.id for row in rows])
        return tuple(_approval(row, tuple(decisions.get(row.id, ()))) for row in rows)

    def _decisions(self, approval_ids: Sequence[int]) -> dict[int, list[Decided]]:
        found: dict[int, list[Decided]] = {}
        for chunk in in_chunks(approval_ids):
            query = (
                select(*ApprovalDecisionRow.__table__.columns)
                .where(ApprovalDecisionRow.approval_id.in_(chunk))
                .order_by(ApprovalDecisionRow.id)
            )
            for row in self.connection.execute(query):
                found.setdefault(row.approval_id, []).append(_decided(row))
        return found


def _columns_of(
    link_id: int, draft: Draft, now: datetime, expires_at: datetime
) -> dict[str, object]:
    return {
        "link_id": link_id,
        "batch_id": 0,
        "kind": draft.kind,
        "intacct_record_id": draft.intacct_id,
        "re_leased_record_id": draft.re_leased_id,
        "intacct_fingerprint": draft.intacct_fingerprint,
        "re_leased_fingerprint": draft.re_leased_fingerprint,
        "digest": draft.digest,
        "title": draft.title,
        "contact": draft.contact,
        "tags": draft.tags,
        "amount": minor_units(draft.amount),
        "currency": draft.amount.currency,
        "dated": draft.dated,
        "due": draft.due,
        "changers": msgspec.json.encode(draft.changers).decode(),
        "oddities": msgspec.json.encode(draft.oddities).decode(),
        "workflow": draft.workflow,
        "is_tax_pending": draft.is_tax_pending,
        "state": ApprovalState.OPEN,
        "verb": None,
        "opened_at": now,
        "expires_at": expires_at,
        "result": "",
    }


def _approval(row: Row[*tuple[Any, ...]], decisions: tuple[Decided, ...]) -> Approval:
    return Approval(
        approval_id=row.id,
        link_id=row.link_id,
        batch_id=row.batch_id,
        draft=_draft(row),
        state=row.state,
        verb=row.verb,
        opened_at=row.opened_at,
        expires_at=row.expires_at,
        reminded_at=row.reminded_at,
        escalated_at=row.escalated_at,
        run_id=row.run_id,
        taken_up_at=row.taken_up_at,
        posted_at=row.posted_at,
        result=row.result,
        ended_at=row.ended_at,
        decisions=decisions,
    )


def _draft(row: Row[*tuple[Any, ...]]) -> Draft:
    amount = money_of(row.amount, row.currency)
    if amount is None:
        raise ValueError(f"Approval {row.id} has no amount.")
    return Draft(
        kind=row.kind,
        intacct_id=row.intacct_record_id,
        re_leased_id=row.re_leased_record_id,
        intacct_fingerprint=row.intacct_fingerprint,
        re_leased_fingerprint=row.re_leased_fingerprint,
        title=row.title,
        contact=row.contact,
        tags=row.tags,
        amount=amount,
        dated=row.dated,
        due=row.due,
        changers=msgspec.json.decode(row.changers, type=tuple[str, ...]),
        workflow=row.workflow,
        is_tax_pending=row.is_tax_pending,
        oddities=msgspec.json.decode(row.oddities, type=tuple[Oddity, ...]),
    )


def _decided(row: Row[*tuple[Any, ...]]) -> Decided:
    return Decided(
        verb=row.verb,
        who=Person(row.person_name, row.person_id),
        digest=row.digest,
        reason=row.reason,
        on_behalf_of=Person(row.behalf_name, row.behalf_id) if row.behalf_id else None,
        decided_at=row.decided_at,
    )
