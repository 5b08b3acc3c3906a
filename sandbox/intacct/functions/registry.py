"""Finds functions by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import Catalogue, ObjectDefinition
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.sessions import Session, Sessions
from sandbox.intacct.wire.tree import Element


@dataclass(frozen=True, slots=True)
class Call:
    """One function call.

    Attributes:
        element: The function's own element, for example `query`.
        endpoint: The address the request came to.
    """

    element: Element
    book: IntacctBook
    catalogue: Catalogue
    session: Session
    sessions: Sessions
    endpoint: str

    @property
    def user_id(self) -> str:
        """The acting user's log-in name."""
        return self.session.user_id

    @property
    def gmt_offset(self) -> timedelta:
        """How far the acting user's time is from GMT."""
        return timedelta(minutes=self.book.user(self.user_id).gmt_offset_minutes)

    def definition(self, object_name: str, errorno: str) -> ObjectDefinition:
        """The object of that name.

        Raises:
            Refusal: Under `errorno`, when there is none.
        """
        found = self.catalogue.get(object_name.upper())
        if found is None:
            raise Refusal(errorno, f"Object definition {object_name} not found")
        return found


Handler = Callable[[Call], list[Element]]
"""Does the work and gives what follows `controlid` in the result: a `data`, a `key`, or nothing."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the gateway.

    Attributes:
        writes: Whether it changes records; decides how a call is counted.
        wrapper: The general sentence that follows the reason when it fails, if there is one.
        alone: Whether it must be the only function of its request.
    """

    handle: Handler
    writes: bool = False
    wrapper: str | None = None
    alone: bool = False


Registry = Mapping[str, Function]
