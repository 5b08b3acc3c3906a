"""Schedules: every linked company syncs by itself, as often as the settings say."""

from sqlalchemy import Engine

from sync.store.sql_store import SqlStore
from sync.use_cases.keep_schedules import keep_schedules
from tests.sync.use_cases.bridge import Bridge


def test_kept_schedule__starts_one_interval_from_now(bridge: Bridge) -> None:
    keep_schedules(bridge.store, every_seconds=3600)
    with bridge.store.transaction() as transaction:
        assert transaction.schedules.take_due() == ()


def test_schedule_of_nought__takes_it_away(bridge: Bridge, store: SqlStore, engine: Engine) -> None:
    keep_schedules(store, every_seconds=1)
    keep_schedules(store, every_seconds=0)
    late = SqlStore(engine, now=lambda: bridge.running.world.clock.now().replace(year=2099))
    with late.transaction() as transaction:
        assert transaction.schedules.take_due() == ()


def test_kept_schedule__is_due_when_its_time_has_come(
    bridge: Bridge, store: SqlStore, engine: Engine
) -> None:
    keep_schedules(store, every_seconds=3600)
    late = SqlStore(engine, now=lambda: bridge.running.world.clock.now().replace(year=2099))
    with late.transaction() as transaction:
        (due,) = transaction.schedules.take_due()
    assert (due.link_id, due.every_seconds) == (bridge.link.link_id, 3600)
