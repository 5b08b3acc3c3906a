"""Which documents await approval, what has become of those that were put before people, and their history.

Partial indexes hold the drafts and the active approvals, so that the questions cost by their number and not by
the size of the ledgers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from sync.domain.approving.approvals import ASKED_FOR_ANEW
from sync.domain.approving.oddities import PastDocument
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.store.dialects import in_chunks
from sync.store.models import ApprovalRow, PairRow, RecordRow
from sync.store.snapshots import decoded_record
from sync.store.tables.base import SqlTable
from sync.use_cases.ports.approvals import AwaitingPair

_INTACCT = aliased(RecordRow)
_RE_LEASED = aliased(RecordRow)
_OVER = frozenset({DocumentStatus.VOIDED, DocumentStatus.REJECTED})


class SqlAwaiting(SqlTable):
    """The part of `ApprovalTable` that compares approvals with the records as they are now."""

    def awaiting(self, link_id: int, *, limit: int, after: int = 0) -> tuple[AwaitingPair, ...]:
        """Documents that await approval and have not been put before people as they are."""
        told = select(ApprovalRow.id).where(
            ApprovalRow.intacct_record_id == _INTACCT.id,
            or_(
                ApprovalRow.ended_at.is_(None),
                and_(
                    ApprovalRow.state.in_(ASKED_FOR_ANEW),
                    ApprovalRow.intacct_fingerprint == _INTACCT.fingerprint,
                    ApprovalRow.re_leased_fingerprint == _RE_LEASED.fingerprint,
                ),
            ),
        )
        query = (
            select(_INTACCT.kind, _INTACCT.id, _RE_LEASED.id)
            .join(PairRow, PairRow.intacct_record_id == _INTACCT.id)
            .join(_RE_LEASED, _RE_LEASED.id == PairRow.re_leased_record_id)
            .where(
                _INTACCT.link_id == link_id,
                _INTACCT.side == Side.INTACCT,
                _INTACCT.id > after,
                _stands_as_draft(_INTACCT),
                _stands_as_draft(_RE_LEASED),
                ~told.exists(),
            )
            .order_by(_INTACCT.id)
            .limit(limit)
        )
        return tuple(AwaitingPair(*row) for row in self.connection.execute(query))

    def _given_up_ids(self, link_id: int, limit: int) -> Select[Any]:
        """The ids of approvals that ended undone, while their document awaits approval unchanged."""
        later = aliased(ApprovalRow)
        newer = select(later.id).where(
            later.intacct_record_id == _INTACCT.id, later.id > ApprovalRow.id
        )
        return (
            select(ApprovalRow.id)
            .join(_INTACCT, _INTACCT.id == ApprovalRow.intacct_record_id)
            .join(_RE_LEASED, _RE_LEASED.id == ApprovalRow.re_leased_record_id)
            .where(
                ApprovalRow.link_id == link_id,
                _INTACCT.link_id == link_id,
                _INTACCT.side == Side.INTACCT,
                ApprovalRow.state.in_(ASKED_FOR_ANEW),
                ApprovalRow.intacct_fingerprint == _INTACCT.fingerprint,
                ApprovalRow.re_leased_fingerprint == _RE_LEASED.fingerprint,
                _stands_as_draft(_INTACCT),
                _stands_as_draft(_RE_LEASED),
                ~newer.exists(),
            )
            .order_by(ApprovalRow.id)
            .limit(limit)
        )

    def changers(self, intacct_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """By Intacct record: who had entered or changed it whenever it was put before people earlier."""
        found: dict[int, tuple[str, ...]] = {}
        for chunk in in_chunks(intacct_ids):
            query = select(ApprovalRow.intacct_record_id, ApprovalRow.changers).where(
                ApprovalRow.intacct_record_id.in_(chunk)
            )
            for record_id, names in self.connection.execute(query):
                more = msgspec.json.decode(names, type=tuple[str, ...])
                found[record_id] = (*found.get(record_id, ()), *more)
        return found

    def others_of_contacts(
        self, link_id: int, kind: RecordKind, contact_keys: Sequence[str], *, most: int
    ) -> Mapping[str, tuple[tuple[int, PastDocument], ...]]:
        """By contact (Intacct's key): their latest documents in Intacct with our ids, at most `most` each."""
        found: dict[str, list[tuple[int, PastDocument]]] = {}
        for chunk in in_chunks(dict.fromkeys(contact_keys)):
            for row in self.connection.execute(_latest(link_id, kind, chunk, most)):
                document = decoded_record(kind, row.content)
                if isinstance(document, Document) and document.status not in _OVER:
                    past = PastDocument(document.number, document.gross, document.issue_date)
                    found.setdefault(row.contact_key, []).append((row.id, past))
        return {key: tuple(documents) for key, documents in found.items()}

    def _moved_ids(self, link_id: int) -> Select[Any]:
        """The ids of active approvals whose document is not as it was shown any more."""
        return (
            select(ApprovalRow.id)
            .join(_INTACCT, _INTACCT.id == ApprovalRow.intacct_record_id)
            .join(_RE_LEASED, _RE_LEASED.id == ApprovalRow.re_leased_record_id)
            .where(
                ApprovalRow.link_id == link_id,
                ApprovalRow.ended_at.is_(None),
                or_(
                    ApprovalRow.intacct_fingerprint != _INTACCT.fingerprint,
                    ApprovalRow.re_leased_fingerprint != _RE_LEASED.fingerprint,
                    ApprovalRow.workflow != _RE_LEASED.workflow,
                    _INTACCT.gone.is_(True),
                    _RE_LEASED.gone.is_(True),
                    _INTACCT.state == StandingState.UNLINKED,
                    _RE_LEASED.state == StandingState.UNLINKED,
                ),
            )
        )


def _stands_as_draft(record: type[RecordRow]) -> Any:
    """A draft of which nothing else needs a person first; only its tax may be yet to come."""
    in_step = or_(record.state == StandingState.LINKED, record.cause == Cause.TAX_PENDING)
    return and_(record.is_draft.is_(True), record.gone.is_(False), in_step)


def _latest(link_id: int, kind: RecordKind, contact_keys: Sequence[str], most: int) -> Select[Any]:
    rank = func.row_number().over(partition_by=RecordRow.contact_key, order_by=RecordRow.id.desc())
    ranked = (
        select(RecordRow.id, RecordRow.contact_key, RecordRow.content, rank.label("place"))
        .where(
            RecordRow.link_id == link_id,
            RecordRow.side == Side.INTACCT,
            RecordRow.contact_key.is_not(None),
            RecordRow.contact_key.in_(contact_keys),
            RecordRow.kind == kind,
            RecordRow.gone.is_(False),
        )
        .subquery()
    )
    return select(ranked.c.id, ranked.c.contact_key, ranked.c.content).where(ranked.c.place <= most)
