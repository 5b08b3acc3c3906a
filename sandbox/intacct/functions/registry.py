"""Finds functions by name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import Catalogue, ObjectDefinition
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.sessions import Session, Sessions
from sandbox.intacct.wire.tree import Element, WrittenParts
from sandbox.intacct.wire.user_format import UserFormat


@dataclass(frozen=True, slots=True)
class BareAnswer:
    """An answer that goes out as it is, as `query` gives for JSON and CSV."""

    body: str
    media_type: str


@dataclass(slots=True)
class ResultSet:
    """What is left of a readByQuery: the numbers of its rows, as they were when it was asked.

    Attributes:
        session: The session that asked, to which it is tied (a guess); None for a single log-in.
    """

    object_name: str
    fields: tuple[str, ...]
    numbers: list[int]
    total: int
    page_size: int
    user_id: str
    session: str | None = None


ResultSets = dict[str, ResultSet]
"""The result sets that are not read to the end, by resultId."""


@dataclass(frozen=True, slots=True)
class Call:
    """One function call.

    Attributes:
        element: The function's own element, for example `query`.
        endpoint: The address the request came to.
        results: Result sets of readByQuery that are not read to the end.
        bare: Where a function puts an answer that goes out without an envelope.
        failures: Where `create` puts the refusals of records that it could not make.
        visibility_delay: How long a change stays unseen by queries; for faults.
        written: Where a function puts rows that it wrote as text.
    """

    element: Element
    book: IntacctBook
    catalogue: Catalogue
    session: Session
    sessions: Sessions
    endpoint: str
    results: ResultSets
    bare: list[BareAnswer]
    visibility_delay: timedelta = timedelta()
    written: WrittenParts = field(default_factory=list)
    failures: list[Refusal] = field(default_factory=list)

    @property
    def user_id(self) -> str:
        """The acting user's log-in name."""
        return self.session.user_id

    @property
    def form(self) -> UserFormat:
        """How the acting user sees dates and times."""
        user = self.book.user(self.user_id)
        offset = timedelta(minutes=user.gmt_offset_minutes)
        return UserFormat(offset, user.date_format, user.clock)

    def definition(self, object_name: str, errorno: str) -> ObjectDefinition:
        """The object of that name.

        Raises:
            Refusal: Under `errorno`, when there is none.
        """
        found = self.catalogue.get(object_name.upper())
        if found is None:
            raise Refusal(errorno, f"Object definition {object_name} not found")
        return found

    def to_read(self, object_name: str, errorno: str, operation: str) -> ObjectDefinition:
        """The object of that name, if the user may read it.

        Raises:
            Refusal: PL04000005, or for the audit trail one without a number, when he may not;
                under `errorno` when there is no such object.
        """
        name = object_name.upper()
        if name in self.book.options.denied_objects:
            if name == "AUDITHISTORY":
                raise Refusal("", "You do not have permission to view audit history")
            raise _not_permitted(operation, name)
        return self.definition(object_name, errorno)

    def may_write(self, object_name: str, operation: str) -> None:
        """Refuse with PL04000005 what the user may only read; the operation as CREATE, REVERSE.

        Only the wording for reading is known; that writing is refused in the same words is a guess.
        """
        if object_name.upper() in self.book.options.read_only_objects:
            raise _not_permitted(operation, object_name.upper())

    def check_owner(self, record: Any) -> None:
        """Refuse to change a record from another level than the one that owns it (a guess)."""
        owner = getattr(record, "entity", "")
        concerns = record is not None and self.book.options.only_owners_change
        if concerns and len(self.book.entities) and owner != self.session.entity:
            place = f"entity {owner}" if owner else "the top level"
            raise business_rule(
                f"The record {record.record_no} belongs to {place}.", "Change it from there."
            )

    def readable(self, rows: Iterable[Any]) -> list[Any]:
        """The rows that may be read by key from where the user works (a guess, see the option)."""
        visible = self.visibility(show_private=self.book.options.read_shows_private)
        return [row for row in rows if visible is None or visible(row)]

    def visibility(self, *, show_private: bool) -> Callable[[Any], bool] | None:
        """Which rows a query sees from where the user works; None for all of them.

        At the top level records of entities are private; in an entity its own and the shared ones
        are seen.
        """
        entity = self.session.entity
        sees_all = not len(self.book.entities) or (show_private and not entity)
        if sees_all and not self.visibility_delay:
            return None
        latest = self.book.now() - self.visibility_delay

        def visible(row: Any) -> bool:
            record = getattr(row, "owner", row)
            if not sees_all and getattr(record, "entity", "") not in {"", entity}:
                return False
            stamp = getattr(record, "modified_at", None) or getattr(record, "created_at", None)
            return not self.visibility_delay or stamp is None or stamp <= latest

        return visible


def _not_permitted(operation: str, object_name: str) -> Refusal:
    return Refusal(
        "PL04000005",
        f"You do not have permission for API operation {operation} on object {object_name}",
    )


Handler = Callable[[Call], list[Element]]
"""Does the work and gives what follows `controlid` in the result: a `data`, a `key`, or nothing."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the gateway.

    Attributes:
        writes: Whether it changes records; decides how a call is counted.
        wrapper: The general sentence that follows the reason when it fails, if there is one.
        free: Whether Sage charges nothing for it.
        object_name: The object that a legacy function changes.
        alone: Whether it must be the only function of its request.
    """

    handle: Handler
    writes: bool = False
    wrapper: str | None = None
    alone: bool = False
    free: bool = False
    object_name: str = ""


Registry = Mapping[str, Function]
