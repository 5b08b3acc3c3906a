"""WebSocket frames (RFC 6455), as far as Socket Mode needs them: whole messages, no extensions."""

import base64
import hashlib
import struct
from asyncio import IncompleteReadError, StreamReader
from enum import IntEnum

import msgspec

LARGEST_FRAME = 1_000_000
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_WHOLE = 0x80
_MASKED = 0x80
_TWO_BYTES, _EIGHT_BYTES = 126, 127
_SIXTEEN_BITS = 0xFFFF


class Opcode(IntEnum):
    """What a frame is."""

    TEXT = 0x1
    CLOSE = 0x8
    PING = 0x9
    PONG = 0xA


class Frame(msgspec.Struct, frozen=True):
    """One frame: its opcode, and its payload unmasked."""

    opcode: int
    payload: bytes


def accept_key(key: str) -> str:
    """What the server answers to the client's `Sec-WebSocket-Key`."""
    digest = hashlib.sha1(key.encode() + _GUID).digest()  # noqa: S324 - the protocol's own choice
    return base64.b64encode(digest).decode()


def frame_bytes(opcode: Opcode, payload: bytes) -> bytes:
    """A frame as a server sends it: whole, and not masked."""
    length = len(payload)
    if length < _TWO_BYTES:
        size = bytes([length])
    elif length <= _SIXTEEN_BITS:
        size = struct.pack("!BH", _TWO_BYTES, length)
    else:
        size = struct.pack("!BQ", _EIGHT_BYTES, length)
    return bytes([_WHOLE | opcode]) + size + payload


async def read_frame(reader: StreamReader) -> Frame | None:
    """The next frame of a client; None where the connection ended, or does not keep the protocol."""
    try:
        first, second = await reader.readexactly(2)
        if not first & _WHOLE or not second & _MASKED:
            return None
        length = await _length(reader, second & ~_MASKED)
        if length > LARGEST_FRAME:
            return None
        mask = await reader.readexactly(4)
        masked = await reader.readexactly(length)
    except (IncompleteReadError, ConnectionError):
        return None
    return Frame(first & 0x0F, bytes(byte ^ mask[at % 4] for at, byte in enumerate(masked)))


async def _length(reader: StreamReader, told: int) -> int:
    if told == _TWO_BYTES:
        return int.from_bytes(await reader.readexactly(2))
    if told == _EIGHT_BYTES:
        return int.from_bytes(await reader.readexactly(8))
    return told
