"""Idempotency keys: the same POST sent again is answered from memory, not carried out again."""

import hashlib
from collections import deque
from datetime import timedelta

import msgspec

from sandbox.clock import Clock
from sandbox.re_leased.moments import Moment, moment
from sandbox.re_leased.refusal import Refusal
from sandbox.storage import Collection, Storage

_REMEMBERED = timedelta(hours=24)
_LONGEST_KEY = 128


class RememberedAnswer(msgspec.Struct, frozen=True):
    """What was answered to a key."""

    key: str
    digest: str
    status: int
    body: bytes
    at: Moment


class IdempotencyMemory:
    """Remembers answers for 24 hours of the ledgers' clock.

    Only answers to calls that were carried out are kept: a refusal has done nothing, so the same
    key may be tried again once its cause is gone. That, and a memory of its own for each API key,
    is assumed.
    """

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._clock = clock
        self._answers = Collection(storage, "re_leased_idempotency", RememberedAnswer)
        self._running: set[str] = set()
        self._in_order = deque(sorted((kept.at, kept.key) for kept in self._answers.values()))

    def recall(self, key: str, *, digest: str) -> RememberedAnswer | None:
        """The answer given to this key before, or None when it is new.

        Raises:
            Refusal: 422 `idempotency_key_reused` for another request under the same key; 409
                `request_in_progress` while the first call still runs; 400 for a key too long.
        """
        if len(key.partition(" ")[2]) > _LONGEST_KEY:
            message = f"An idempotency key has at most {_LONGEST_KEY} characters."
            raise Refusal(400, "malformed_request", message)
        if key in self._running:
            raise Refusal(409, "request_in_progress", "The first call with this key still runs.")
        self._forget_old()
        known = self._answers.get(key)
        if known is not None and known.digest != digest:
            message = "This idempotency key was used for another request."
            raise Refusal(422, "idempotency_key_reused", message)
        return known

    def begin(self, key: str) -> None:
        """A call with this key is being carried out."""
        self._running.add(key)

    def end(self, key: str) -> None:
        """The call is over, however it went."""
        self._running.discard(key)

    def remember(self, key: str, *, digest: str, status: int, body: bytes) -> None:
        """Keep the answer to a call that was carried out."""
        now = moment(self._clock.now())
        answer = RememberedAnswer(key=key, digest=digest, status=status, body=body, at=now)
        self._answers.put(key, answer)
        self._in_order.append((now, key))

    def _forget_old(self) -> None:
        """Looking stops at the first that is young enough: answers stand in order of time."""
        oldest = moment(self._clock.now() - _REMEMBERED)
        while self._in_order and self._in_order[0][0] <= oldest:
            self._answers.remove(self._in_order.popleft()[1])


def digest_of(method: str, path: str, body: bytes) -> str:
    """What tells one request from another."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()


def memory_key(api_key_id: str, key: str) -> str:
    """The name under which an answer is kept: each API key has a memory of its own."""
    return f"{api_key_id} {key}"
