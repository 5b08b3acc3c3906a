"""One thing a caller can ask of Re-Leased: where it stands, and what it does with the book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.re_leased import wire
from sandbox.re_leased.listing import Lister
from sandbox.re_leased.records import Actor, Record
from sandbox.re_leased.refusal import Refusal

_Fields = TypeVar("_Fields")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: a status, and records or plain data, or nothing at all."""

    value: Any
    status: int = 200


NOTHING = Answer(value=None, status=204)


@dataclass(frozen=True, slots=True)
class Call:
    """One request, past the door."""

    by: Actor
    parameters: Mapping[str, str]  # from the path
    query: Mapping[str, str]
    body: bytes
    if_match: str | None
    visible_companies: frozenset[str] | None = None  # None: every company

    @property
    def company_id(self) -> str:
        """The company in the path."""
        return self.parameters["company_id"]

    @property
    def record_id(self) -> str:
        """The record in the path."""
        return self.parameters["record_id"]

    def read(self, wanted: type[_Fields]) -> _Fields:
        """The body; 400 or 422 when it cannot be read."""
        return wire.decode(self.body, wanted)

    def require_version(self, record: Record | None) -> None:
        """If-Match holds a write back when somebody was quicker; without it there is no check.

        Raises:
            Refusal: 412 `version_mismatch`.
        """
        if self.if_match is None or record is None:
            return
        if self.if_match.strip().strip('"') != str(record.version):
            raise Refusal(
                412,
                "version_mismatch",
                f"{record.id} has version {record.version}, not {self.if_match}; read it again.",
            )


Act = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method and a path below the interface's root."""

    method: str
    path: str
    act: Act


def list_of(path: str, lister: Lister[Any]) -> Endpoint:
    """The list of one kind of record in a company."""

    def act(call: Call) -> Answer:
        return Answer(lister.answer(call.company_id, call.query))

    return Endpoint("GET", f"/companies/{{company_id}}/{path}", act)


def one_of(path: str, get: Callable[[str, str], Record]) -> Endpoint:
    """One record of a company by its id."""

    def act(call: Call) -> Answer:
        return Answer(get(call.company_id, call.record_id))

    return Endpoint("GET", f"/companies/{{company_id}}/{path}/{{record_id}}", act)
