"""Slots at Intacct, step by step: who may take one, keep it, and be next."""

import logging
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, text, update

from sync.store.call_limits import SqlCallLimits
from sync.store.engine import open_engine
from sync.store.models import GatewaySlotRow
from sync.store.sql_store import SqlStore
from sync.store.tables.gateway_slots import SqlGatewaySlots
from sync.use_cases.ports import CallAllowance, Usage
from tests.sync.store.builders import Clock


class Asker:
    """One who asks for slots; every step is a transaction of its own."""

    def __init__(self, engine: Engine, name: str, *, slots: int = 1) -> None:
        self._engine = engine
        self._name = name
        self._slots = slots

    def take(self) -> int | None:
        with self._engine.begin() as connection:
            return self._of(connection).take(slots=self._slots, seconds=60)

    def claim(self) -> bool:
        with self._engine.begin() as connection:
            return self._of(connection).claim(slots=self._slots)

    def drop_claims(self) -> None:
        with self._engine.begin() as connection:
            self._of(connection).drop_claims()

    def renew(self, slot: int) -> bool:
        with self._engine.begin() as connection:
            return self._of(connection).renew(slot, seconds=60)

    def give_back(self, slot: int) -> bool:
        with self._engine.begin() as connection:
            return self._of(connection).give_back(slot)

    def _of(self, connection: Connection) -> SqlGatewaySlots:
        return SqlGatewaySlots(connection, "harbour", self._name)


def run_out(engine: Engine) -> None:
    """Slots go by the database's clock: what ran out is made so, instead of waiting for it."""
    with engine.begin() as connection:
        connection.execute(update(GatewaySlotRow).values(taken_until=1.0, next_until=1.0))


def test_slot__is_one_holder_s_until_it_is_given_back(engine: Engine) -> None:
    first, second = Asker(engine, "first"), Asker(engine, "second")
    assert first.take() == 1
    assert first.take() is None
    assert second.take() is None
    assert first.give_back(1)
    assert second.take() == 1


def test_slot__of_a_holder_who_is_gone_is_taken_over_and_the_old_holder_cannot_touch_it(
    engine: Engine,
) -> None:
    gone, heir, third = Asker(engine, "gone"), Asker(engine, "heir"), Asker(engine, "third")
    gone.take()
    run_out(engine)
    assert heir.take() == 1
    assert not gone.renew(1)
    assert not gone.give_back(1)
    assert third.take() is None


def test_slot__that_ran_out_and_nobody_took_is_renewed(engine: Engine) -> None:
    late, other = Asker(engine, "late"), Asker(engine, "other")
    late.take()
    run_out(engine)
    assert late.renew(1)
    assert other.take() is None


def test_slots__as_many_as_each_asker_is_allowed(engine: Engine) -> None:
    one, two, three = (Asker(engine, name, slots=2) for name in ("one", "two", "three"))
    assert (one.take(), two.take(), three.take()) == (1, 2, None)
    one.give_back(1)
    two.give_back(2)
    careful = Asker(engine, "careful", slots=1)
    assert one.take() == 1
    assert careful.take() is None


def test_claim__the_next_free_slot_is_kept_for_who_came_first(engine: Engine) -> None:
    holder, first, second = (Asker(engine, name) for name in ("holder", "first", "second"))
    holder.take()
    assert first.claim()
    assert first.claim(), "putting the name down again keeps the place"
    assert not second.claim()
    holder.give_back(1)
    assert holder.take() is None
    assert second.take() is None
    assert first.take() == 1
    assert second.claim(), "who took the slot is no longer the next"


def test_claim__of_one_who_went_away_counts_no_longer(engine: Engine) -> None:
    holder, gone, second = (Asker(engine, name) for name in ("holder", "gone", "second"))
    holder.take()
    gone.claim()
    run_out(engine)
    assert second.take() == 1
    second.give_back(1)
    gone.claim()
    gone.drop_claims()
    assert second.take() == 1


def test_claims__one_for_each_slot(engine: Engine) -> None:
    names = ("one", "two", "three", "four", "five")
    one, two, three, four, five = (Asker(engine, name, slots=2) for name in names)
    assert (one.take(), two.take()) == (1, 2)
    assert (three.claim(), four.claim(), five.claim()) == (True, True, False)
    two.give_back(2)
    assert (five.take(), three.take(), four.take()) == (None, None, 2)


def test_usage__the_month_is_utc_s(engine: Engine, clock: Clock) -> None:
    limits = SqlCallLimits(engine, CallAllowance(), now=clock)
    clock.moment = datetime(2026, 3, 31, 23, 59, tzinfo=UTC)
    with limits.turn("HARBOUR") as turn:
        turn.transactions = 3
    clock.advance(120)
    with limits.turn("HARBOUR") as turn:
        turn.transactions = 4
    assert limits.usage("HARBOUR", datetime(2026, 3, 1, tzinfo=UTC)) == Usage(1, 3)
    with SqlStore(engine, now=clock).reading() as transaction:
        assert transaction.usage.this_month("harbour") == Usage(1, 4)


def test_turn__book_keeping_that_fails_hides_nothing_that_the_request_came_to(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(SqlStore(open_engine(sqlite_url))) as store:
        limits = store.call_limits(CallAllowance())
        engine = open_engine(sqlite_url)
        with caplog.at_level(logging.WARNING), limits.turn("HARBOUR") as turn:
            turn.transactions = 12
            with engine.begin() as connection:
                connection.execute(text("DROP TABLE gateway_usage"))
        engine.dispose()
    assert "with 12 API transactions was not counted" in caplog.text
