"""Turns at Intacct for all processes together, kept by the database.

Every step is one short transaction; none is open while a request is under way. A slot is taken by
comparing and setting, and for half a minute only: a thread renews it while the request lasts, so that
the slot of a worker that was killed is free again soon after.
"""

import logging
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from sqlalchemy import Connection, Engine

from sync.store.engine import passing_trouble, read_only, writing
from sync.store.tables.base import Clock
from sync.store.tables.gateway_buckets import take_token
from sync.store.tables.gateway_slots import SqlGatewaySlots
from sync.store.tables.gateway_usage import SqlGatewayUsage
from sync.use_cases.ports import CallAllowance, Turn, Usage
from sync.use_cases.ports.call_limits import company_key, no_turn_came

SLOT_SECONDS = 30.0
"""How long a slot is held without renewal: how long the others wait for a worker that was killed."""

_LOOK_AGAIN = (0.020, 0.100)  # seconds; at random, so that waiters do not march in step
_LOOK_AGAIN_AS_NEXT = (0.005, 0.020)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Place:
    """Where one who asks for a turn is.

    Attributes:
        company: The company's key.
        holder: The name under which this turn is asked for.
        slot: The slot that is held; 0 while waiting.
        is_next: Whether the next free slot is kept for it.
    """

    company: str
    holder: str = field(default_factory=lambda: uuid4().hex)
    slot: int = 0
    is_next: bool = False

    def slots(self, connection: Connection) -> SqlGatewaySlots:
        """The company's slots, as this one may have them."""
        return SqlGatewaySlots(connection, self.company, self.holder)

    def pause(self) -> float:
        """Seconds until looking again is worth it."""
        span = _LOOK_AGAIN_AS_NEXT if self.is_next else _LOOK_AGAIN
        return random.uniform(*span)  # noqa: S311 - nothing secret hangs on it


class SqlCallLimits:
    """Keeps `sync.use_cases.ports.CallLimits` for all processes on one database.

    Whoever shares a company must be told the same allowance. Safe to share among threads.

    A process that stands still for longer than `slot_seconds` amid a request loses its slot while the
    request goes on; so does one whose database is away for as long. Nothing here can prevent that.

    Args:
        engine: From `sync.store.engine.open_engine`, on a database that is up to date.
        allowance: How much each company may be asked.
        now: The clock that months go by, aware UTC; slots go by the database's own.
        slot_seconds: How long a slot is held without renewal.
    """

    def __init__(
        self,
        engine: Engine,
        allowance: CallAllowance,
        *,
        now: Clock,
        slot_seconds: float = SLOT_SECONDS,
    ) -> None:
        self._engine = engine
        self._allowance = allowance
        self._now = now
        self._slot_seconds = slot_seconds

    @contextmanager
    def turn(self, company: str) -> Iterator[Turn]:
        """Wait for the company's turn and hold it while the block lasts; then count it.

        Raises:
            RetryLater: No turn came within the patience, or the database is away; nothing was sent.
        """
        place = _Place(company_key(company))
        self._wait_for_slot(place)
        turn = Turn()
        try:
            with self._renewing(place):
                yield turn
        finally:
            self._end(place, turn)

    def usage(self, company: str, month: date) -> Usage:
        """What the company was asked in the UTC month that `month` is a day of.

        Raises:
            RetryLater: The database is away or too busy.
        """
        with passing_trouble(), read_only(self._engine) as connection:
            return SqlGatewayUsage(connection, self._now).of(company, month)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with passing_trouble(), writing(self._engine) as connection:
            yield connection

    def _wait_for_slot(self, place: _Place) -> None:
        deadline = time.monotonic() + self._allowance.patience_seconds
        while not self._look(place):
            if time.monotonic() > deadline:
                with self._transaction() as connection:
                    place.slots(connection).drop_claims()
                raise no_turn_came(place.company, self._allowance)
            time.sleep(place.pause())

    def _look(self, place: _Place) -> bool:
        """Take a slot and a token in one transaction; where there is none, get in line."""
        allowed = self._allowance.requests_in_flight
        with self._transaction() as connection:
            slots = place.slots(connection)
            slot = slots.take(slots=allowed, seconds=self._slot_seconds)
            if slot is None:
                place.is_next = slots.claim(slots=allowed)
                return False
            if place.is_next and allowed > 1:
                slots.drop_claims()
            if not self._may_start(connection, place.company):
                slots.give_back(slot)
                place.is_next = False
                return False
            place.slot = slot
            return True

    def _may_start(self, connection: Connection, company: str) -> bool:
        return not self._allowance.requests_per_minute or take_token(
            connection, company, self._allowance
        )

    @contextmanager
    def _renewing(self, place: _Place) -> Iterator[None]:
        stop = threading.Event()
        keeper = threading.Thread(
            target=self._keep, args=(place, stop), name="gateway slot keeper", daemon=True
        )
        keeper.start()
        try:
            yield
        finally:
            stop.set()
            keeper.join()

    def _keep(self, place: _Place, stop: threading.Event) -> None:
        while not stop.wait(self._slot_seconds / 3):
            try:
                with self._transaction() as connection:
                    renewed = place.slots(connection).renew(place.slot, seconds=self._slot_seconds)
            except Exception as error:  # noqa: BLE001 - whatever is wrong, the next round may work
                _log.warning("A turn at Intacct is not renewed yet: %s", error)
                continue
            if not renewed:
                _log.warning("A turn at Intacct was lost while its request was under way.")
                return

    def _end(self, place: _Place, turn: Turn) -> None:
        """Give the slot back and count, in one transaction. Says what is wrong, and raises nothing."""
        try:
            with self._transaction() as connection:
                place.slots(connection).give_back(place.slot)
                usage = Usage(requests=1, transactions=turn.transactions)
                SqlGatewayUsage(connection, self._now).add(place.company, usage)
        except Exception as error:  # noqa: BLE001 - the request's own outcome must not be hidden
            _log.warning(
                "A request to Intacct with %d API transactions was not counted, and its turn is left to "
                "run out: %s",
                turn.transactions,
                error,
            )
