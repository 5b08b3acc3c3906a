"""What is told of documents that are in step all the same: files on one side only, lines without a property.

Both are no part of a document's content, so nothing is planned for them. They are read from the records as they
stand whenever the issues are refreshed, from indexes that hold the few documents concerned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select, text, update
from sqlalchemy.orm import aliased

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.store.dialects import in_chunks
from sync.store.models import PairRow, RecordRow
from sync.store.models.records import LACKS_PROPERTY, WITH_FILES
from sync.store.tables.base import SqlTable

_OWN, _OTHER = aliased(RecordRow, name="record"), aliased(RecordRow, name="other")


@dataclass(frozen=True, slots=True)
class Remark:
    """So many documents of which the same is to be told.

    Attributes:
        kind: What the issue is about.
        standing: The reminder.
        count: How many documents.
        units: Their sum in minor units; None where money has nothing to do with it.
        currency: Of the sum.
        first_id: Our id of one of them.
    """

    kind: RecordKind
    standing: Standing
    count: int
    units: int | None
    currency: str | None
    first_id: int


class SqlRemarks(SqlTable):
    """Keeps `RemarkTable`."""

    def all(self, link_id: int) -> tuple[Remark, ...]:
        """All remarks of a link, added up."""
        return (*self._attachments(link_id), *self._without_property(link_id))

    def with_attachments(self, link_id: int, limit: int) -> tuple[int, ...]:
        """Documents with files that the other side does not have and that nobody has seen to."""
        query = _one_sided(link_id, _OWN.id).order_by(_OWN.id).limit(limit)
        return tuple(self.connection.execute(query).scalars())

    def attachments_seen(self, record_ids: Sequence[int]) -> None:
        """Somebody has seen to the files that these documents have now."""
        for chunk in in_chunks(record_ids):
            self.connection.execute(
                update(RecordRow)
                .where(RecordRow.id.in_(chunk))
                .values(attachments_told=RecordRow.attachments)
            )

    def _attachments(self, link_id: int) -> list[Remark]:
        query = _one_sided(link_id, _OWN.side, func.count(), func.min(_OWN.id))
        return [
            Remark(
                RecordKind.ATTACHMENT,
                Standing(StandingState.REMINDER, Cause.ATTACHMENT_NOT_COPIED, Side(side).label),
                count,
                None,
                None,
                first_id,
            )
            for side, count, first_id in self.connection.execute(query.group_by(_OWN.side))
        ]

    def _without_property(self, link_id: int) -> list[Remark]:
        sums = (func.count(), func.sum(RecordRow.amount), func.min(RecordRow.id))
        query = (
            select(RecordRow.kind, RecordRow.currency, *sums)
            .where(
                text(LACKS_PROPERTY[self.connection.dialect.name]),
                RecordRow.link_id == link_id,
                RecordRow.gone.is_(False),
                RecordRow.pair_id.is_not(None),
            )
            .group_by(RecordRow.kind, RecordRow.currency)
        )
        reminder = Standing(StandingState.REMINDER, Cause.NO_PROPERTY)
        return [
            Remark(kind, reminder, count, int(units or 0), currency, first_id)
            for kind, currency, count, units, first_id in self.connection.execute(query)
        ]


def _one_sided(link_id: int, *columns: Any) -> Select[Any]:
    """Of linked documents with files that nobody has seen to: those whose counterpart has none."""
    counterpart = case(
        (_OWN.side == Side.INTACCT, PairRow.re_leased_record_id),
        else_=PairRow.intacct_record_id,
    )
    both_there: ColumnElement[bool] = and_(_OWN.gone.is_(False), _OTHER.gone.is_(False))
    return (
        select(*columns)
        .select_from(_OWN)
        .join(PairRow, PairRow.id == _OWN.pair_id)
        .join(_OTHER, _OTHER.id == counterpart)
        .where(
            # As it stands in the index, so that the index serves.
            text(f"record.{WITH_FILES}".replace("> ", "> record.")),
            _OWN.link_id == link_id,
            both_there,
            _OTHER.attachments == 0,
        )
    )
