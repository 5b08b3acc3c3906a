"""Takes in the body of an answer within limits: nobody at the other end decides what it costs us."""

import httpx

from sync.use_cases.ports import Machine

LARGEST_ANSWER = 64 * 2**20
"""Bytes, unpacked; a full page of 2000 Intacct records is under 4 MB, one of Re-Leased's far less."""

PACKED_AS = "gzip"
"""The one packing that we ask for, and the one that is unpacked: at most a thousandfold, piece by piece."""

_PACKINGS = frozenset({"", "identity", "gzip", "deflate"})


class UnfitBody(Exception):
    """A body was given up while it came in. The message goes on from "...'s answer"."""


def received(response: httpx.Response, *, deadline: float, machine: Machine) -> bytes:
    """The whole body, unpacked.

    Args:
        response: Open for streaming.
        deadline: By the machine's `seconds`. httpx times each read, so an answer that trickles in would
            never end by itself.
        machine: Whose time it is.

    Raises:
        UnfitBody: It is too large, too slow, or packed in a way that we did not ask for; one packed several
            times over could grow without bounds with a single piece.
        httpx.HTTPError: It breaks off, or is not packed as it says.
    """
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in _PACKINGS:
        raise UnfitBody("is packed in a way that was not asked for.")
    pieces = bytearray()
    for piece in response.iter_bytes():
        pieces += piece
        if machine.seconds() > deadline:
            raise UnfitBody("came too slowly and was given up.")
        if len(pieces) > LARGEST_ANSWER:
            raise UnfitBody("was larger than any that is read.")
    return bytes(pieces)
