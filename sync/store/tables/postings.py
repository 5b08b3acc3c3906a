"""Messages on their way to Slack, noted before they are posted."""

from sqlalchemy import delete, insert, select, update

from sync.store.models import PostingRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import Posting

_COLUMNS = (
    PostingRow.subject,
    PostingRow.mark,
    PostingRow.channel,
    PostingRow.person_id,
    PostingRow.thread,
    PostingRow.digest,
    PostingRow.begun_at,
    PostingRow.tried_at,
    PostingRow.tries,
)


class SqlPostings(SqlTable):
    """Keeps `PostingTable`."""

    def of(self, subject: str) -> Posting | None:
        """The post about `subject` whose outcome is not known."""
        query = select(*_COLUMNS).where(PostingRow.subject == subject)
        row = self.connection.execute(query).first()
        return None if row is None else Posting(*row)

    def begin(self, posting: Posting) -> None:
        """Note a post before it is sent."""
        self.connection.execute(
            insert(PostingRow).values(
                subject=posting.subject,
                mark=posting.mark,
                channel=posting.channel,
                person_id=posting.person_id,
                thread=posting.thread,
                digest=posting.digest,
                tries=posting.tries,
                begun_at=posting.begun_at,
                tried_at=posting.tried_at,
            )
        )

    def again(self, posting: Posting) -> None:
        """Note that it is sent once more, under the same mark."""
        self.connection.execute(
            update(PostingRow)
            .where(PostingRow.subject == posting.subject)
            .values(digest=posting.digest, tried_at=posting.tried_at, tries=posting.tries)
        )

    def end(self, subject: str) -> None:
        """What became of it is known."""
        self.connection.execute(delete(PostingRow).where(PostingRow.subject == subject))
