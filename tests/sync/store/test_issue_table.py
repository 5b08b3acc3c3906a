"""Issues mirror the records' standings: one for each root cause, opened, kept current and closed."""

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, Standing, StandingState
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import IssueChanges
from tests.sync.store.builders import (
    NOON,
    Clock,
    account,
    invoice,
    pounds,
    seen,
    settlement,
)

NOTHING = IssueChanges(opened=(), closed=())
MISSING = Standing(StandingState.WAITING, Cause.MISSING_COUNTERPART, "account 4090", "account 4090")


@pytest.fixture
def ids(store: SqlStore, link_id: int) -> list[int]:
    """The ids of three invoices in Intacct over 10, 20 and 30 pounds."""
    with store.transaction() as transaction:
        sightings = [seen(str(n), invoice(f"INV-{n}", f"{n}0.00")) for n in (1, 2, 3)]
        transaction.records.see(link_id, Side.INTACCT, sightings)
    (batch,) = store.candidates(link_id, RecordKind.SALES_INVOICE, size=10)
    return [each.intacct.record_id for each in batch if each.intacct is not None]


def stand(store: SqlStore, standing: Standing, *record_ids: int) -> None:
    with store.transaction() as transaction:
        transaction.records.stand([(record_id, standing) for record_id in record_ids])


def refresh(store: SqlStore, link_id: int) -> IssueChanges:
    with store.transaction() as transaction:
        return transaction.issues.refresh(link_id)


def test_refresh__one_root_cause_is_one_issue(
    store: SqlStore, link_id: int, ids: list[int]
) -> None:
    stand(store, MISSING, ids[0], ids[1])
    changes = refresh(store, link_id)
    (issue,) = changes.opened
    assert (issue.count, issue.amount, issue.kind) == (2, pounds("30.00"), RecordKind.SALES_INVOICE)
    assert issue.standing == Standing(MISSING.state, MISSING.cause, MISSING.subject)
    assert issue.example == "INV-1: account 4090"
    assert (issue.opened_at, issue.closed_at) == (NOON, None)
    assert changes.closed == ()
    with store.reading() as transaction:
        assert transaction.issues.open_ones(link_id) == (issue,)


def test_refresh__again_changes_nothing(store: SqlStore, link_id: int, ids: list[int]) -> None:
    stand(store, MISSING, *ids)
    refresh(store, link_id)
    assert refresh(store, link_id) == NOTHING


def test_refresh__counts_follow_without_a_new_issue(
    store: SqlStore, link_id: int, ids: list[int], clock: Clock
) -> None:
    stand(store, MISSING, *ids)
    (opened,) = refresh(store, link_id).opened
    stand(store, LINKED, ids[0])
    clock.advance(60)
    assert refresh(store, link_id) == NOTHING
    with store.reading() as transaction:
        (issue,) = transaction.issues.open_ones(link_id)
    assert (issue.issue_id, issue.opened_at) == (opened.issue_id, NOON)
    assert (issue.count, issue.amount, issue.example[:5]) == (2, pounds("50.00"), "INV-2")


def test_refresh__closes_what_is_gone_and_opens_it_anew_when_it_comes_back(
    store: SqlStore, link_id: int, ids: list[int], clock: Clock
) -> None:
    stand(store, MISSING, ids[0])
    (first,) = refresh(store, link_id).opened
    stand(store, LINKED, ids[0])
    closed_at = clock.advance(60)
    (closed,) = refresh(store, link_id).closed
    assert (closed.issue_id, closed.closed_at) == (first.issue_id, closed_at)
    stand(store, MISSING, ids[0])
    (second,) = refresh(store, link_id).opened
    assert second.issue_id != first.issue_id


@pytest.mark.parametrize("state", list(StandingState))
def test_refresh__issues_are_for_what_needs_a_person(
    store: SqlStore, link_id: int, ids: list[int], state: StandingState
) -> None:
    stand(store, Standing(state, Cause.PRIVATE_DRAFT), ids[0])
    assert len(refresh(store, link_id).opened) == state.needs_a_person


def test_refresh__a_linked_pair_counts_once(store: SqlStore, link_id: int, ids: list[int]) -> None:
    conflict = Standing(StandingState.CONFLICT, Cause.CHANGED_ON_BOTH_SIDES, "INV-1")
    with store.transaction() as transaction:
        made = settlement(ids[0], invoice("INV-1", "10.00"), target_key="r1")
        transaction.records.settle(link_id, [made])
        (partner,) = transaction.records.pair_partner([ids[0]]).values()
    stand(store, conflict, ids[0], partner)
    (issue,) = refresh(store, link_id).opened
    assert (issue.count, issue.amount) == (1, pounds("10.00"))


def test_open_ones__most_money_first(store: SqlStore, link_id: int, ids: list[int]) -> None:
    for record_id, subject in zip(ids, ("one", "two", "three"), strict=True):
        standing = Standing(StandingState.REFUSED, Cause.REFUSED_BY_LEDGER, subject)
        stand(store, standing, record_id)
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen("4000", account())])
    (batch,) = store.candidates(link_id, RecordKind.ACCOUNT, size=10)
    assert batch[0].intacct is not None
    stand(store, MISSING, batch[0].intacct.record_id)
    opened = refresh(store, link_id).opened
    assert [issue.standing.subject for issue in opened] == ["three", "two", "one", "account 4090"]
    assert opened[-1].amount is None
