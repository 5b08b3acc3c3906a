"""Counts that are shared for a moment."""

from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from sync.use_cases.lately_counted import SHARE, LatelyCounted
from tests.sync.store.builders import QUAYSIDE, account, seen


def see(store: SqlStore, link_id: int, key: str) -> None:
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen(key, account(key))])


def counted(lately: LatelyCounted, store: SqlStore, link_id: int) -> int:
    return sum(tally.count for tally in lately.tallies(store, link_id))


def test_counts__are_shared_for_a_moment_by_how_long_they_took(
    store: SqlStore, link_id: int
) -> None:
    times = iter((10.0, 10.5, 10.5 + SHARE * 0.5 - 0.1, 10.5 + SHARE * 0.5, 40.0))
    lately = LatelyCounted(lambda: next(times))
    see(store, link_id, "4000")
    assert counted(lately, store, link_id) == 1
    see(store, link_id, "4010")
    assert counted(lately, store, link_id) == 1, "counted half a second, good for ten"
    assert counted(lately, store, link_id) == 2


def test_counts__of_one_company_are_not_taken_for_anothers(store: SqlStore, link_id: int) -> None:
    lately = LatelyCounted(lambda: 0.0)
    with store.transaction() as transaction:
        other_id = transaction.links.add(QUAYSIDE).link_id
    see(store, link_id, "4000")
    assert counted(lately, store, link_id) == 1
    assert counted(lately, store, other_id) == 0
