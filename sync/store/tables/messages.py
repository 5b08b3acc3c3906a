"""The messages that stand in Slack, and private answers on their way there."""

from sqlalchemy import insert, select

from sync.store.dialects import upsert
from sync.store.models import AnswerRow, MessageRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import Answer, PostedMessage


class SqlMessages(SqlTable):
    """Keeps `MessageTable`."""

    def get(self, subject: str) -> PostedMessage | None:
        """The message about `subject`, where one was posted."""
        columns = (
            MessageRow.subject,
            MessageRow.channel,
            MessageRow.timestamp,
            MessageRow.digest,
            MessageRow.kept_at,
        )
        row = self.connection.execute(select(*columns).where(MessageRow.subject == subject)).first()
        return None if row is None else PostedMessage(*row)

    def keep(self, message: PostedMessage) -> None:
        """Note a message, posted or updated."""
        place = {
            "channel": message.channel,
            "timestamp": message.timestamp,
            "digest": message.digest,
            "kept_at": self.now(),
        }
        self.connection.execute(
            upsert(self.connection, MessageRow)
            .values(subject=message.subject, **place)
            .on_conflict_do_update(index_elements=["subject"], set_=place)
        )


class SqlAnswers(SqlTable):
    """Keeps `AnswerTable`."""

    def add(self, answer: Answer) -> int:
        """Keep an answer; returns its id."""
        statement = insert(AnswerRow).values(
            channel=answer.channel,
            person_id=answer.person_id,
            text=answer.text,
            blocks=answer.blocks,
            is_shared=answer.is_shared,
            created_at=self.now(),
        )
        return self.connection.execute(statement.returning(AnswerRow.id)).scalar_one()

    def get(self, answer_id: int) -> Answer:
        """The answer with this id. Raises KeyError where there is none."""
        columns = (
            AnswerRow.channel,
            AnswerRow.person_id,
            AnswerRow.text,
            AnswerRow.blocks,
            AnswerRow.is_shared,
        )
        row = self.connection.execute(select(*columns).where(AnswerRow.id == answer_id)).first()
        if row is None:
            raise KeyError(f"There is no answer {answer_id}.")
        return Answer(*row)
