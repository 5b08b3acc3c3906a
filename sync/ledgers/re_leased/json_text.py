"""From JSON text to the shapes of the interface and back, saying which record could not be read."""

import re
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from sync.domain.errors import BrokenPromise
from sync.ledgers.re_leased.wire_shapes import Shape, Stored, is_of_our_time

ShapeT = TypeVar("ShapeT", bound=Shape)

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_ESCAPES = re.compile(
    rb"""\\(?:
        u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}   # a letter in two halves
        | (?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})                   # one half alone
        | .                                                         # any other escape
    )""",
    re.VERBOSE | re.DOTALL,
)
_NOT_AS_PROMISED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def written(shape: Shape) -> bytes:
    """A body as JSON; Decimals become numbers, digit by digit and never through a float."""
    return _ENCODER.encode(shape)


class Reader(Generic[ShapeT]):
    """Reads one type of object.

    Args:
        shape: The type.
        name: What people call such an object, for the message when it cannot be read.
    """

    def __init__(self, shape: type[ShapeT], name: str) -> None:
        self._decoder = msgspec.json.Decoder(shape)
        self._name = name

    def read(self, json: bytes | msgspec.Raw, *, of_company: str = "") -> ShapeT:
        """The object in `json`.

        Args:
            json: As it came.
            of_company: Whose it must be, where it says whose it is; empty where anybody's will do.

        Raises:
            BrokenPromise: It is not what this interface promises; the message names the record.
        """
        try:
            read = self._decoded(json)
        except _NOT_AS_PROMISED as error:
            raise self._broken(json, f"{error}. {_DIFFERS}") from error
        if isinstance(read, Stored) and _NUL.search(bytes(json)):
            raise self._broken(json, "it holds the character NUL, which no database keeps.")
        owner = read.company_id if isinstance(read, Stored) else None
        if of_company and owner not in {None, of_company}:
            raise self._broken(json, f"it is a record of company {owner}, not of {of_company}.")
        return read

    def _decoded(self, json: bytes | msgspec.Raw) -> ShapeT:
        try:
            return self._decoder.decode(json)
        except _NOT_AS_PROMISED:
            whole = with_whole_letters(bytes(json))
            if whole == json:
                raise
            return self._decoder.decode(whole)

    def name_of(self, json: bytes | msgspec.Raw) -> str:
        """What people call an object that may be unreadable otherwise."""
        return f"{self._name} {_said_of(json).id or '(without an id)'}"

    def _broken(self, json: bytes | msgspec.Raw, why: str) -> BrokenPromise:
        return BrokenPromise(f"Re-Leased's {self.name_of(json)} cannot be read: {why}")


def with_whole_letters(json: bytes) -> bytes:
    """JSON in which each half of a letter, which would make a whole page unreadable, is U+FFFD instead."""
    return _ESCAPES.sub(lambda found: rb"\ufffd" if found["half"] else found[0], json)


def stamp_of(json: bytes | msgspec.Raw) -> datetime | None:
    """When an object was modified that may be unreadable otherwise; None where even that cannot be told."""
    stamp = _said_of(json).modified_at
    return stamp if stamp is not None and is_of_our_time(stamp) else None


_DIFFERS = "Its interface differs from what Leasebridge assumes (sync.ledgers.re_leased.wire)."


class _Identified(Shape, kw_only=True):
    id: str = ""


class _Marked(_Identified, kw_only=True):
    modified_at: datetime | None = None


def _said_of(json: bytes | msgspec.Raw) -> _Marked:
    """As much as can be read of what an object says of itself."""
    try:
        return msgspec.json.decode(json, type=_Marked)
    except _NOT_AS_PROMISED:
        pass
    try:
        return _Marked(id=msgspec.json.decode(json, type=_Identified).id)
    except _NOT_AS_PROMISED:
        return _Marked()
