"""What people pick for records that the sync cannot settle by itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, insert, or_, select, update

from sync.domain.choices import Choice, ChoiceEnd, ChoiceEnding, ChoiceVerb, Person
from sync.store.dialects import in_chunks
from sync.store.models import ChoiceRow
from sync.store.tables.base import SqlTable
from sync.store.types import ROW_ID

_COLUMNS = tuple(ChoiceRow.__table__.columns)


class SqlChoices(SqlTable):
    """Keeps `ChoiceTable`."""

    def add(self, choice: Choice) -> Choice:
        """Keep a new choice; an open one for the same two records is replaced by it."""
        same = and_(
            ChoiceRow.intacct_record_id == choice.intacct_id,
            ChoiceRow.re_leased_record_id == choice.re_leased_id,
            ChoiceRow.ended_at.is_(None),
        )
        self.connection.execute(
            update(ChoiceRow)
            .where(same)
            .values(
                ending=ChoiceEnd.REPLACED,
                result=f"Replaced by {choice.who.name}: {choice.verb.label}.",
                ended_at=self.now(),
            )
        )
        statement = insert(ChoiceRow).values(
            link_id=choice.link_id,
            kind=choice.kind,
            verb=choice.verb,
            intacct_record_id=choice.intacct_id,
            re_leased_record_id=choice.re_leased_id,
            intacct_fingerprint=choice.intacct_fingerprint,
            re_leased_fingerprint=choice.re_leased_fingerprint,
            person_id=choice.who.person_id,
            person_name=choice.who.name,
            why=choice.why,
            chosen_at=self.now(),
            ending=None,
            result="",
            ended_at=None,
        )
        made = self.connection.execute(statement.returning(ChoiceRow.id)).scalar_one()
        row = self.connection.execute(select(*_COLUMNS).where(ChoiceRow.id == made)).one()
        return _choice(row)

    def end(self, endings: Iterable[ChoiceEnding]) -> tuple[ChoiceEnding, ...]:
        """Note how choices came to their end; returns those that were open until now."""
        ended: list[ChoiceEnding] = []
        one_open = and_(
            ChoiceRow.id == bindparam("choice_id", type_=ROW_ID), ChoiceRow.ended_at.is_(None)
        )
        for ending in endings:
            values = {"ending": ending.end, "result": ending.result, "ended_at": self.now()}
            statement = update(ChoiceRow).where(one_open).values(values)
            result = self.connection.execute(statement, {"choice_id": ending.choice_id})
            if result.rowcount:
                ended.append(ending)
        return tuple(ended)

    def still_open(self, choice_ids: Sequence[int]) -> frozenset[int]:
        """Those of `choice_ids` that have not come to an end."""
        return frozenset(
            choice_id
            for chunk in in_chunks(choice_ids)
            for choice_id in self.connection.execute(
                select(ChoiceRow.id).where(ChoiceRow.id.in_(chunk), ChoiceRow.ended_at.is_(None))
            ).scalars()
        )

    def of_records(self, record_ids: Sequence[int]) -> tuple[Choice, ...]:
        """Every choice ever made for any of these records, the newest first."""
        found = {
            row.id: _choice(row)
            for chunk in in_chunks(record_ids)
            for row in self.connection.execute(select(*_COLUMNS).where(_is_of(chunk)))
        }
        return tuple(found[choice_id] for choice_id in sorted(found, reverse=True))


def choices_in_force(connection: Connection, record_ids: Sequence[int]) -> list[Choice]:
    """What people picked for these records and a run is to obey, or what keeps two apart for good."""
    lasting = and_(
        ChoiceRow.verb == ChoiceVerb.KEEP_APART, ChoiceRow.ending == ChoiceEnd.CARRIED_OUT
    )
    in_force = or_(ChoiceRow.ended_at.is_(None), lasting)
    found = {
        row.id: _choice(row)
        for chunk in in_chunks(record_ids)
        for row in connection.execute(select(*_COLUMNS).where(_is_of(chunk), in_force))
    }
    return list(found.values())


def _is_of(record_ids: Sequence[int]) -> Any:
    return or_(
        ChoiceRow.intacct_record_id.in_(record_ids), ChoiceRow.re_leased_record_id.in_(record_ids)
    )


def _choice(row: Row[*tuple[Any, ...]]) -> Choice:
    return Choice(
        choice_id=row.id,
        link_id=row.link_id,
        kind=row.kind,
        verb=row.verb,
        intacct_id=row.intacct_record_id,
        re_leased_id=row.re_leased_record_id,
        intacct_fingerprint=row.intacct_fingerprint,
        re_leased_fingerprint=row.re_leased_fingerprint,
        who=Person(row.person_name, row.person_id),
        why=row.why,
        chosen_at=row.chosen_at,
        end=row.ending,
        result=row.result,
        ended_at=row.ended_at,
    )
