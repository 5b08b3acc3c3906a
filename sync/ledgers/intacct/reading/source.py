"""What a family of records must say so that it can be read: its objects, and what is read with them.

A source is a description without any call in it. `reader` asks the questions of many sources side by
side, in as few requests as there can be.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sync.domain.kinds import RecordKind
from sync.domain.records import Sighting
from sync.ledgers.intacct.reading.query import (
    MOST_VALUES,
    Query,
    any_of,
    changed_since,
    one_of,
    rows_remain,
)
from sync.ledgers.intacct.wire.envelope import Result, Row, records_in
from sync.ledgers.intacct.wire.xml_text import Element

CREATED_MASTER = "WHENCREATED"
"""The audit stamp of creation on master records."""

CREATED_TRANSACTION = "AUWHENCREATED"
"""The same on transactions, where WHENCREATED is the document's own date."""

Found = Mapping[str, Sequence[Row]]
"""What was read along with a batch of rows, by the name of the companion."""


class Companion(Protocol):
    """Rows that are read along with others, such as the items of documents."""

    @property
    def name(self) -> str:
        """Under which the rows are handed to `Source.build`."""
        ...

    @property
    def values(self) -> tuple[str, ...]:
        """What they are asked for by; each once."""
        ...

    @property
    def most_values(self) -> int:
        """How many values one question may hold."""
        ...

    def question(self, values: tuple[str, ...], *, after: str, page_size: int) -> Element:
        """The function that reads those of `values`, beyond the RECORDNO `after`."""
        ...

    def rows(self, result: Result) -> list[Row]:
        """The rows of an answer."""
        ...

    def more(self, result: Result, *, page_size: int) -> bool:
        """Whether the answer leaves some for another page."""
        ...


@dataclass(frozen=True, slots=True)
class RowsWhere:
    """The rows of a query in which a field has one of many values.

    Attributes:
        query: The object and the fields of its rows.
        field: The field.
        values: What it may hold.
        or_fields: Further fields of which any may hold one of the values instead.
        label: What the rows are handed on as; the object's name where it is empty.
    """

    query: Query
    field: str
    values: tuple[str, ...]
    or_fields: tuple[str, ...] = ()
    label: str = ""

    @property
    def name(self) -> str:
        """What the rows are handed on as."""
        return self.label or self.query.object_name

    @property
    def most_values(self) -> int:
        """What one `in` condition holds."""
        return MOST_VALUES

    def question(self, values: tuple[str, ...], *, after: str, page_size: int) -> Element:
        """A page of them."""
        fields = (self.field, *self.or_fields)
        chosen = self.query.narrowed(any_of(*(one_of(name, values) for name in fields)))
        return chosen.page(after=after, page_size=page_size)

    def rows(self, result: Result) -> list[Row]:
        """The rows of an answer."""
        return records_in(result)

    def more(self, result: Result, *, page_size: int) -> bool:
        """Whether the answer leaves some for another page."""
        return rows_remain(result, page_size=page_size)


CompanionOf = Callable[[Sequence[Row], Found], Companion | None]
"""For a batch of rows and what was read along with it so far: what else to read; None for nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    """One object of Intacct, as a source of records of one kind.

    Attributes:
        kind: The kind of record.
        query: The object and the fields of its rows.
        build: Makes records of a batch of rows and what was read along with it.
        companions: What is read along, one after the other; each sees what the earlier ones brought.
        created_field: The audit stamp of creation.
        also_stamped: Further fields with stamps that count as a change of the record, such as
            `DISPLAYCONTACT.WHENMODIFIED`.
        read_whole: Whether its stamps cannot be relied on, so that all rows are read every time.
        only_changes: Whether it only tells of changes that another source of the kind may miss, so that
            it is left out where all there is is read.
    """

    kind: RecordKind
    query: Query
    build: Callable[[Sequence[Row], Found], Iterable[Sighting]]
    companions: Sequence[CompanionOf] = ()
    created_field: str = CREATED_MASTER
    also_stamped: tuple[str, ...] = ()
    read_whole: bool = False
    only_changes: bool = False

    def changed_rows(self, since: datetime | None) -> Query:
        """The query for the rows changed at or after `since` (aware), or for all of them."""
        if since is None or self.read_whole:
            return self.query
        stamped = changed_since(since, created_field=self.created_field, also=self.also_stamped)
        return self.query.narrowed(stamped)
