"""The outbox: what is to be done outside, written in the same transaction as its reason."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    case,
    delete,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from sync.store import models
from sync.store.dialects import upsert_in
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import OutboxRow, OutboxTopic

_ROW = models.OutboxRow
COLUMNS = (_ROW.id, _ROW.topic, _ROW.subject, _ROW.due_at, _ROW.attempts, _ROW.generation)


class SqlOutbox(SqlTable):
    """Keeps `OutboxTable`.

    There is one row for each topic and subject. Its generation grows each time it is asked for, and
    whoever takes it up notes the generation: what was asked for meanwhile is then done once more.
    """

    def add(self, topic: OutboxTopic, subject: str, *, delay_seconds: float = 0) -> int:
        """Ask for something; returns the row's id."""
        now = self.now()
        row = {
            "topic": topic,
            "subject": subject,
            "due_at": now + timedelta(seconds=delay_seconds),
            "attempts": 0,
            "generation": 1,
            "claimed_generation": 0,
            "note": "",
        }
        statement = _asking(self.connection.dialect.name)
        return self.connection.execute(statement, row | {"now": now}).scalar_one()

    def claim(
        self, topic: OutboxTopic, *, limit: int, busy_seconds: float
    ) -> tuple[OutboxRow, ...]:
        """Take due rows, oldest first; nobody else gets them for `busy_seconds`."""
        now = self.now()
        due = (
            select(*COLUMNS)
            .where(*due_and_free(topic, now))
            .order_by(_ROW.due_at, _ROW.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        found = self.connection.execute(due).all()
        busy_until = now + timedelta(seconds=busy_seconds)
        mark_taken(self.connection, [row.id for row in found], busy_until=busy_until)
        return tuple(map(row_of, found))

    def done(self, row_id: int, generation: int) -> None:
        """The row is dealt with, unless it was asked for again since: then that is done when it is due."""
        one_row = _ROW.id == row_id
        self.connection.execute(delete(_ROW).where(one_row, _ROW.generation == generation))
        self.connection.execute(
            update(_ROW)
            .where(one_row, _ROW.claimed_generation == generation)
            .values(busy_until=null(), attempts=0, note="", lane=null())
        )

    def later(self, row_id: int, *, delay_seconds: float, note: str) -> None:
        """Try the row again after a while."""
        self.connection.execute(
            update(_ROW)
            .where(_ROW.id == row_id)
            .values(
                due_at=self.now() + timedelta(seconds=delay_seconds), busy_until=null(), note=note
            )
        )

    def has_due(self, topic: OutboxTopic) -> bool:
        """Whether anything of this topic is due and not claimed."""
        query = select(_ROW.id).where(*due_and_free(topic, self.now())).limit(1)
        return self.connection.execute(query).first() is not None

    def is_waiting(self, topic: OutboxTopic, subject: str) -> bool:
        """Whether a row says this already, due or not, claimed or not."""
        query = select(_ROW.id).where(_ROW.topic == topic, _ROW.subject == subject)
        return self.connection.execute(query).first() is not None


def row_of(found: Row[*tuple[Any, ...]]) -> OutboxRow:
    """A row of the outbox as it is once taken up."""
    return OutboxRow(
        row_id=found.id,
        topic=found.topic,
        subject=found.subject,
        due_at=found.due_at,
        attempts=found.attempts + 1,
        generation=found.generation,
    )


def mark_taken(connection: Connection, row_ids: Sequence[int], *, busy_until: datetime) -> None:
    """Note that rows are being dealt with, in the generation they are in now."""
    connection.execute(
        update(_ROW)
        .where(_ROW.id.in_(row_ids))
        .values(
            busy_until=busy_until,
            attempts=_ROW.attempts + 1,
            claimed_generation=_ROW.generation,
        )
    )


def due_and_free(topic: OutboxTopic, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What holds of rows that may be taken up now."""
    is_free = or_(_ROW.busy_until.is_(None), _ROW.busy_until <= now)
    return _ROW.topic == topic, _ROW.due_at <= now, is_free


@cache
def _asking(dialect: str) -> ReturningInsert[int]:
    statement = upsert_in(dialect, _ROW)
    asked_for = statement.excluded.due_at
    # Somebody has taken the row up, and nothing new was asked for since.
    being_dealt_with = and_(
        _ROW.busy_until > bindparam("now"), _ROW.claimed_generation == _ROW.generation
    )
    # The due moment of a row that is being dealt with belongs to the past: only the new one counts.
    keeps_earlier = and_(~being_dealt_with, _ROW.due_at < asked_for)
    return statement.on_conflict_do_update(
        index_elements=["topic", "subject"],
        set_={
            "generation": _ROW.generation + 1,
            "due_at": case((keeps_earlier, _ROW.due_at), else_=asked_for),
        },
    ).returning(_ROW.id)
