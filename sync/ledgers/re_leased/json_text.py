"""From JSON text to the shapes of the interface and back, saying which record could not be read."""

from typing import Generic, TypeVar

import msgspec

from sync.domain.errors import BrokenPromise
from sync.ledgers.re_leased.wire_shapes import Shape

ShapeT = TypeVar("ShapeT", bound=Shape)

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

    def read(self, json: bytes | msgspec.Raw) -> ShapeT:
        """The object in `json`.

        Raises:
            BrokenPromise: It is not what this interface promises; the message names the record.
        """
        try:
            return self._decoder.decode(json)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BrokenPromise(
                f"Re-Leased's {self._name} {_id_of(json)} cannot be read: {error}. "
                "Its interface differs from what Leasebridge assumes (sync.ledgers.re_leased.wire)."
            ) from error


class _Identified(Shape, kw_only=True):
    id: str


def _id_of(json: bytes | msgspec.Raw) -> str:
    try:
        return msgspec.json.decode(json, type=_Identified).id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "(without an id)"
