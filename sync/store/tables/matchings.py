"""The matching that follows a link, and what people answered."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from sync.domain.matching import Answer, AnswerVerb
from sync.store.models import MatchingAnswerRow, MatchingRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import AlreadyUsed

_COLUMNS = (
    MatchingAnswerRow.re_leased_record_id,
    MatchingAnswerRow.kind,
    MatchingAnswerRow.verb,
    MatchingAnswerRow.intacct_record_id,
    MatchingAnswerRow.answered_by,
    MatchingAnswerRow.answered_at,
)


class SqlMatchings(SqlTable):
    """Keeps `MatchingTable`."""

    def open(self, link_id: int) -> None:
        """From now on runs of the link only read, until it is confirmed."""
        values = {"link_id": link_id, "opened_at": self.now(), "confirmed_by": ""}
        self.connection.execute(insert(MatchingRow).values(**values))

    def is_open(self, link_id: int) -> bool:
        """Whether it still is to be confirmed."""
        query = select(MatchingRow.link_id).where(
            MatchingRow.link_id == link_id, MatchingRow.confirmed_at.is_(None)
        )
        return self.connection.execute(query).first() is not None

    def confirm(self, link_id: int, *, by: str) -> None:
        """It is confirmed; runs may write."""
        statement = update(MatchingRow).where(MatchingRow.link_id == link_id)
        self.connection.execute(statement.values(confirmed_at=self.now(), confirmed_by=by))

    def answer(self, link_id: int, answer: Answer) -> None:
        """Keep an answer, instead of an earlier one for the same record."""
        same = MatchingAnswerRow.re_leased_record_id == answer.re_leased_id
        self.connection.execute(delete(MatchingAnswerRow).where(same))
        statement = insert(MatchingAnswerRow).values(
            link_id=link_id,
            kind=answer.kind,
            re_leased_record_id=answer.re_leased_id,
            verb=answer.verb,
            intacct_record_id=answer.intacct_id,
            answered_by=answer.answered_by,
            answered_at=self.now(),
        )
        try:
            self.connection.execute(statement)
        except IntegrityError as error:
            raise AlreadyUsed(f"Record {answer.intacct_id} is an answer already.") from error

    def answers(self, link_id: int) -> Sequence[Answer]:
        """Every answer, in the order they were given."""
        query = select(*_COLUMNS).where(MatchingAnswerRow.link_id == link_id)
        rows = self.connection.execute(query.order_by(MatchingAnswerRow.id))
        return [_answer(row) for row in rows]

    def to_archive(self, link_id: int) -> Sequence[Answer]:
        """The answers to archive that no run has carried out yet."""
        query = select(*_COLUMNS).where(
            MatchingAnswerRow.link_id == link_id,
            MatchingAnswerRow.verb == AnswerVerb.ARCHIVE,
            MatchingAnswerRow.archived_at.is_(None),
        )
        rows = self.connection.execute(query.order_by(MatchingAnswerRow.id))
        return [_answer(row) for row in rows]

    def archived(self, re_leased_ids: Sequence[int]) -> None:
        """These have been archived."""
        done = MatchingAnswerRow.re_leased_record_id.in_(re_leased_ids)
        statement = update(MatchingAnswerRow).where(done)
        self.connection.execute(statement.values(archived_at=self.now()))


def _answer(row: Row[*tuple[Any, ...]]) -> Answer:
    return Answer(
        re_leased_id=row.re_leased_record_id,
        kind=row.kind,
        verb=row.verb,
        intacct_id=row.intacct_record_id,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )
