"""Leases, schedules, deliveries and the audit trail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import DBAPIError

from sync.domain.errors import LeaseLost
from sync.store.models import LeaseRow
from sync.store.sql_store import SqlStore
from sync.store.tables.deliveries import KEPT_FOR
from sync.use_cases.ports import AuditEvent
from tests.sync.store.builders import NOON, Clock

COMPANY = "company:1"
CLOCKS = {
    "sqlite": "SELECT strftime('%s', 'now') + 0.0",
    "postgresql": "SELECT extract(epoch from clock_timestamp())::float",
}


def acquire(store: SqlStore, owner: str = "worker 1", *, seconds: float = 60) -> int | None:
    with store.transaction() as transaction:
        return transaction.leases.acquire(COMPANY, owner, seconds=seconds)


def run_out(engine: Engine) -> None:
    """Leases go by the database's clock: what ran out is made so, instead of waiting for it."""
    with engine.begin() as connection:
        connection.execute(update(LeaseRow).values(expires_at=1.0))


# --- leases ---------------------------------------------------------------------------------------


def test_acquire__nobody_else_gets_it_and_not_the_holder_twice(store: SqlStore) -> None:
    assert acquire(store) == 1
    assert acquire(store, "worker 2") is None
    assert acquire(store) is None
    with store.reading() as transaction:
        assert transaction.leases.is_held(COMPANY)
        assert not transaction.leases.is_held("company:2")


def test_acquire__when_it_ran_out_the_token_grows(store: SqlStore, engine: Engine) -> None:
    acquire(store)
    run_out(engine)
    with store.reading() as transaction:
        assert not transaction.leases.is_held(COMPANY)
    assert acquire(store, "worker 2") == 2


def test_release__it_is_free_at_once_and_the_token_grows(store: SqlStore) -> None:
    with store.transaction() as transaction:
        transaction.leases.acquire(COMPANY, "worker 1", seconds=60)
        transaction.leases.release(COMPANY, 1)
        assert not transaction.leases.is_held(COMPANY)
    assert acquire(store, "worker 2") == 2


def test_release__of_a_lease_that_was_lost_takes_nothing_away(
    store: SqlStore, engine: Engine
) -> None:
    acquire(store)
    run_out(engine)
    acquire(store, "worker 2")
    with store.transaction() as transaction:
        transaction.leases.release(COMPANY, 1)
        assert transaction.leases.is_held(COMPANY)


def test_renew__only_while_it_is_ours(store: SqlStore, engine: Engine) -> None:
    acquire(store, seconds=60)
    with store.transaction() as transaction:
        assert transaction.leases.renew(COMPANY, 1, seconds=3600)
        assert not transaction.leases.renew(COMPANY, 2, seconds=3600)
        assert not transaction.leases.renew("company:2", 1, seconds=3600)
    run_out(engine)
    with store.transaction() as transaction:
        assert not transaction.leases.renew(COMPANY, 1, seconds=3600)


def test_require__passes_for_the_holder(store: SqlStore) -> None:
    acquire(store)
    with store.transaction() as transaction:
        transaction.leases.require(COMPANY, 1)


@pytest.mark.parametrize("loss", ["ran out", "taken over", "never held"])
def test_require__stops_whoever_lost_it(store: SqlStore, engine: Engine, loss: str) -> None:
    if loss != "never held":
        acquire(store)
        run_out(engine)
    if loss == "taken over":
        acquire(store, "worker 2")
    with pytest.raises(LeaseLost, match="company:1"), store.transaction() as transaction:
        transaction.leases.require(COMPANY, 1)


def test_expiry__is_by_the_clock_of_the_database(store: SqlStore, engine: Engine) -> None:
    acquire(store, seconds=100)
    with engine.connect() as connection:
        expires_at = connection.execute(text("SELECT expires_at FROM lease")).scalar_one()
        clock = connection.execute(text(CLOCKS[engine.dialect.name])).scalar_one()
    assert 90 < expires_at - clock <= 101


# --- schedules ------------------------------------------------------------------------------------


def test_schedule__first_start_is_one_interval_away(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    with store.transaction() as transaction:
        transaction.schedules.put("sync:1", link_id=link_id, every_seconds=600)
        assert transaction.schedules.take_due() == ()
        clock.advance(600)
        (due,) = transaction.schedules.take_due()
        assert transaction.schedules.take_due() == ()
    assert (due.name, due.link_id, due.every_seconds) == ("sync:1", link_id, 600)
    assert due.next_at == NOON + timedelta(seconds=1200)


def test_schedule__missed_starts_are_made_up_for_by_one_in_the_same_rhythm(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    with store.transaction() as transaction:
        transaction.schedules.put("sync:1", link_id=link_id, every_seconds=600)
        clock.advance(6 * 600 + 7)
        (due,) = transaction.schedules.take_due()
        assert transaction.schedules.take_due() == ()
    assert due.next_at == NOON + timedelta(seconds=7 * 600)


def test_schedule__put_again_keeps_its_time_unless_the_interval_changed(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    with store.transaction() as transaction:
        put, take_due = transaction.schedules.put, transaction.schedules.take_due
        put("sync:1", link_id=link_id, every_seconds=600)
        clock.advance(500)
        put("sync:1", link_id=link_id, every_seconds=600)
        clock.advance(100)
        assert len(take_due()) == 1
        put("sync:1", link_id=link_id, every_seconds=60)
        clock.advance(60)
        assert len(take_due()) == 1


def test_schedule__removed_is_gone(store: SqlStore, link_id: int, clock: Clock) -> None:
    with store.transaction() as transaction:
        transaction.schedules.put("sync:1", link_id=link_id, every_seconds=60)
        transaction.schedules.remove("sync:1")
        clock.advance(60)
        assert transaction.schedules.take_due() == ()


# --- deliveries -----------------------------------------------------------------------------------


def test_delivery__counts_once(store: SqlStore) -> None:
    with store.transaction() as transaction:
        assert transaction.deliveries.is_first("Ev1")
        assert transaction.deliveries.is_first("Ev2")
        assert not transaction.deliveries.is_first("Ev1")


def test_delivery__is_forgotten_in_the_end(store: SqlStore, clock: Clock) -> None:
    with store.transaction() as transaction:
        assert transaction.deliveries.is_first("Ev1")
        clock.advance(KEPT_FOR.total_seconds() + 1)
        assert transaction.deliveries.is_first("Ev1")


# --- audit ----------------------------------------------------------------------------------------


def write_trail(store: SqlStore, link_id: int, rows: int = 5) -> None:
    with store.transaction() as transaction:
        for number in range(rows):
            transaction.audit.append(
                AuditEvent(
                    tag="run:requested",
                    link_id=link_id if number % 2 else None,
                    actor="Fiona Smith (U0FIONA)",
                    subject=f"run {number}",
                    facts={"purpose": "sync", "channel": "C\0FINANCE"},
                )
            )


def first_broken_row(store: SqlStore) -> int | None:
    with store.reading() as transaction:
        return transaction.audit.first_broken_row()


def test_audit__an_untouched_trail_holds(store: SqlStore, link_id: int) -> None:
    assert first_broken_row(store) is None
    write_trail(store, link_id)
    write_trail(store, link_id, rows=1200)
    assert first_broken_row(store) is None


@pytest.mark.parametrize(
    "change", ["UPDATE audit SET actor = 'Nobody'", "DELETE FROM audit"], ids=["update", "delete"]
)
def test_audit__rows_can_neither_be_changed_nor_deleted(
    store: SqlStore, engine: Engine, link_id: int, change: str
) -> None:
    write_trail(store, link_id)
    with (
        pytest.raises(DBAPIError, match="never changed or deleted"),
        engine.begin() as connection,
    ):
        connection.execute(text(change))


@pytest.fixture
def without_guard(engine: Engine) -> Callable[[str], None]:
    """Changes the trail as somebody with all rights on the database could."""

    def change(statement: str) -> None:
        drop = "DROP TRIGGER audit_never_{}"
        if engine.dialect.name == "postgresql":
            unguard = ["ALTER TABLE audit DISABLE TRIGGER USER"]
        else:
            unguard = [drop.format("changed"), drop.format("deleted")]
        with engine.begin() as connection:
            for each in (*unguard, statement):
                connection.execute(text(each))

    return change


@pytest.mark.parametrize(
    ("tampering", "found_at"),
    [
        ("UPDATE audit SET actor = 'Nobody' WHERE id = 3", 3),
        ("UPDATE audit SET facts = '{}' WHERE id = 3", 3),
        ("UPDATE audit SET link_id = NULL WHERE id = 4", 4),
        ("UPDATE audit SET at = '2026-03-02 12:00:01' WHERE id = 1", 1),
        ("UPDATE audit SET id = 9 WHERE id = 3", 4),
        ("DELETE FROM audit WHERE id = 2", 3),
        ("DELETE FROM audit WHERE id = 1", 2),
    ],
)
def test_audit__tampering_is_found(
    store: SqlStore,
    link_id: int,
    without_guard: Callable[[str], None],
    tampering: str,
    found_at: int,
) -> None:
    write_trail(store, link_id)
    without_guard(tampering)
    assert first_broken_row(store) == found_at


def test_audit__rows_written_anew_do_not_fit_those_that_follow(
    store: SqlStore, engine: Engine, link_id: int, without_guard: Callable[[str], None]
) -> None:
    write_trail(store, link_id, rows=5)
    without_guard("CREATE TABLE kept AS SELECT * FROM audit WHERE id = 5")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE id >= 3"))
    write_trail(store, link_id, rows=2)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO audit SELECT * FROM kept"))
        connection.execute(text("DROP TABLE kept"))
    assert first_broken_row(store) == 5
