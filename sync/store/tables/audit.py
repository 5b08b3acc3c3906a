"""The audit trail: each row carries a digest over itself and the digest of the row before."""

import hashlib
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import msgspec
from sqlalchemy import Row, func, insert, select

from sync.store.dialects import POSTGRESQL
from sync.store.models import AuditRow
from sync.store.snapshots import decoded_facts, encoded_facts
from sync.store.tables.base import SqlTable
from sync.store.types import without_nul
from sync.use_cases.ports import AuditEvent, PastEvent

_CHAIN_LOCK = 7_204_001
_ROWS_AT_ONCE = 1000
_SAID = (
    AuditRow.id,
    AuditRow.at,
    AuditRow.tag,
    AuditRow.link_id,
    AuditRow.actor,
    AuditRow.subject,
    AuditRow.facts,
)
"""What a row's digest is taken over, in this order."""


class SqlAudit(SqlTable):
    """Keeps `AuditTable`.

    A change in the trail, and a row taken out of or put into it, shows. Rows cut off at its end do not:
    against that, keep a copy of the last digest somewhere else.
    """

    def append(self, event: AuditEvent) -> None:
        """Add an event."""
        self._wait_for_turn()
        last = self.connection.execute(
            select(AuditRow.id, AuditRow.digest).order_by(AuditRow.id.desc()).limit(1)
        ).first()
        row_id, previous = (last.id + 1, last.digest) if last is not None else (1, "")
        said = (
            row_id,
            self.now().astimezone(UTC),
            event.tag,
            event.link_id,
            without_nul(event.actor),
            without_nul(event.subject),
            encoded_facts(event.facts),
        )
        values = {column.key: value for column, value in zip(_SAID, said, strict=True)}
        self.connection.execute(insert(AuditRow), values | {"digest": _digest(previous, said)})

    def _wait_for_turn(self) -> None:
        """One at a time, until the transaction ends. On SQLite there is only one writer anyway."""
        if self.connection.dialect.name == POSTGRESQL:
            self.connection.execute(select(func.pg_advisory_xact_lock(_CHAIN_LOCK)))

    def about(self, link_id: int, subjects: Sequence[str], limit: int) -> tuple[PastEvent, ...]:
        """What was done about these subjects, the latest first."""
        query = (
            select(AuditRow.at, AuditRow.tag, AuditRow.actor, AuditRow.facts)
            .where(AuditRow.link_id == link_id, AuditRow.subject.in_(subjects))
            .order_by(AuditRow.id.desc())
            .limit(limit)
        )
        return tuple(
            PastEvent(at, tag, actor, decoded_facts(facts))
            for at, tag, actor, facts in self.connection.execute(query)
        )

    def newest(self) -> int:
        """The id of the latest row; 0 where there is none."""
        return self.connection.execute(select(func.max(AuditRow.id))).scalar() or 0

    def first_broken_row(self) -> int | None:
        """The id of the first row whose chain does not hold; None where all is well."""
        row_id, previous = 0, ""
        while rows := self._rows_after(row_id):
            for row in rows:
                if row.id != row_id + 1 or row.digest != _digest(previous, row[:-1]):
                    # SQLAlchemy's rows are untyped; the column is an integer.
                    return int(row.id)
                row_id, previous = row.id, row.digest
        return None

    def _rows_after(self, row_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
        query = select(*_SAID, AuditRow.digest).where(AuditRow.id > row_id).order_by(AuditRow.id)
        return self.connection.execute(query.limit(_ROWS_AT_ONCE)).all()


def _digest(previous: str, said: Sequence[object]) -> str:
    """The digest of a row: over the one before, and all that the row says, in order."""
    return hashlib.sha256(previous.encode() + msgspec.json.encode(said)).hexdigest()
