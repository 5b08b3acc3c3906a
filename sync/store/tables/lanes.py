"""Lanes of messages: one under way in each at a time, at the pace that the chat allows."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, null, select, update

from sync.store.dialects import upsert
from sync.store.models import ChannelPaceRow, OutboxRow
from sync.store.tables.base import SqlTable
from sync.store.tables.outbox import COLUMNS, due_and_free, mark_taken, row_of
from sync.use_cases.ports import LaneTurn, OutboxTopic
from sync.use_cases.ports import OutboxRow as Asked

ALL_LANES = "*"
LOOKED_AT = 20
"""How many lanes are tried for a turn; others may take them first."""

_IS_MESSAGE = OutboxRow.topic == OutboxTopic.MESSAGE


class SqlLanes(SqlTable):
    """Keeps `LaneTable`."""

    def unsorted(self, *, limit: int) -> tuple[Asked, ...]:
        """Due messages that are in no lane, in the order in which they were asked for."""
        query = (
            select(*COLUMNS)
            .where(*due_and_free(OutboxTopic.MESSAGE, self.now()), OutboxRow.lane.is_(None))
            .order_by(OutboxRow.id)
            .limit(limit)
        )
        return tuple(map(row_of, self.connection.execute(query)))

    def sort(self, row_id: int, lane: str) -> None:
        """Put a message in a lane."""
        one = update(OutboxRow).where(OutboxRow.id == row_id)
        self.connection.execute(one.values(lane=lane))

    def lane_of(self, subject: str) -> str | None:
        """The lane in which the message about `subject` waits; None where it waits in none."""
        query = select(OutboxRow.lane).where(_IS_MESSAGE, OutboxRow.subject == subject)
        return self.connection.execute(query).scalar_one_or_none()

    def put_aside(self, row_id: int, *, delay_seconds: float, note: str) -> None:
        """Take a message out of its lane, to be sorted anew after a while."""
        due_at = self.now() + timedelta(seconds=delay_seconds)
        self.connection.execute(
            update(OutboxRow)
            .where(OutboxRow.id == row_id)
            .values(lane=null(), due_at=due_at, busy_until=null(), note=note)
        )

    def take(self, holder: str, *, seconds: float) -> LaneTurn | None:
        """The first message of a lane that is free now, if any."""
        if self._free_at(ALL_LANES) > self.now():
            return None
        for head in self._heads_that_may_go():
            if not self._hold(head.lane, holder, seconds=seconds):
                continue  # Somebody else was quicker.
            row = self._first_of(head.lane)
            if row is not None:
                mark_taken(
                    self.connection, [row.id], busy_until=self.now() + timedelta(seconds=seconds)
                )
                return LaneTurn(head.lane, row_of(row), holder)
            self._free(head.lane, holder, at=self.now())
        return None

    def give_back(self, turn: LaneTurn, *, rest_seconds: float) -> None:
        """The lane goes on after a rest."""
        self._free(turn.lane, turn.holder, at=self.now() + timedelta(seconds=rest_seconds))

    def hold_all(self, *, seconds: float) -> None:
        """No lane goes on for so long."""
        free_at = self.now() + timedelta(seconds=seconds)
        self.connection.execute(
            upsert(self.connection, ChannelPaceRow)
            .values(lane=ALL_LANES, holder="", free_at=free_at)
            .on_conflict_do_update(
                index_elements=["lane"],
                set_={"free_at": free_at},
                where=ChannelPaceRow.free_at < free_at,
            )
        )

    def has_work(self, *, within_seconds: float) -> bool:
        """Whether a message is to be sorted now, or may go within so long."""
        if self.unsorted(limit=1):
            return True
        next_at = self.next_at()
        return next_at is not None and next_at <= self.now() + timedelta(seconds=within_seconds)

    def next_at(self) -> datetime | None:
        """When the next message may go, as far as is known now; None where none is in a lane."""
        heads = self._heads()
        free_at = self._free_at(ALL_LANES)
        moments = [
            max(head.due_at, head.busy_until or head.due_at, head.free_at or head.due_at, free_at)
            for head in heads
        ]
        return min(moments, default=None)

    def _heads_that_may_go(self) -> Sequence[Row[*tuple[Any, ...]]]:
        now = self.now()
        return [
            head
            for head in self._heads()
            if head.due_at <= now
            and (head.busy_until is None or head.busy_until <= now)
            and (head.free_at is None or head.free_at <= now)
        ][:LOOKED_AT]

    def _heads(self) -> Sequence[Row[*tuple[Any, ...]]]:
        """The first message of each lane, with when the lane is free."""
        firsts = (
            select(func.min(OutboxRow.id))
            .where(_IS_MESSAGE, OutboxRow.lane.is_not(None))
            .group_by(OutboxRow.lane)
        )
        query = (
            select(OutboxRow.lane, OutboxRow.due_at, OutboxRow.busy_until, ChannelPaceRow.free_at)
            .outerjoin(ChannelPaceRow, ChannelPaceRow.lane == OutboxRow.lane)
            .where(OutboxRow.id.in_(firsts))
            .order_by(OutboxRow.id)
        )
        return self.connection.execute(query).all()

    def _first_of(self, lane: str) -> Row[*tuple[Any, ...]] | None:
        """The lane's first message where it may go now, looked at anew once the lane is ours."""
        first = select(func.min(OutboxRow.id)).where(_IS_MESSAGE, OutboxRow.lane == lane)
        query = select(*COLUMNS).where(
            OutboxRow.id == first.scalar_subquery(),
            *due_and_free(OutboxTopic.MESSAGE, self.now()),
        )
        return self.connection.execute(query).first()

    def _hold(self, lane: str, holder: str, *, seconds: float) -> bool:
        now = self.now()
        held = {"holder": holder, "free_at": now + timedelta(seconds=seconds)}
        taken = self.connection.execute(
            upsert(self.connection, ChannelPaceRow)
            .values(lane=lane, **held)
            .on_conflict_do_update(
                index_elements=["lane"], set_=held, where=ChannelPaceRow.free_at <= now
            )
            .returning(ChannelPaceRow.lane)
        )
        return taken.first() is not None

    def _free(self, lane: str, holder: str, *, at: datetime) -> None:
        self.connection.execute(
            update(ChannelPaceRow)
            .where(ChannelPaceRow.lane == lane, ChannelPaceRow.holder == holder)
            .values(holder="", free_at=at)
        )

    def _free_at(self, lane: str) -> datetime:
        query = select(ChannelPaceRow.free_at).where(ChannelPaceRow.lane == lane)
        free_at = self.connection.execute(query).scalar_one_or_none()
        return free_at if free_at is not None else self.now()
