"""Approvals in the database: one active for a pair, decided once, ended once, and found by what moved."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import DBAPIError

from sync.domain.approving.approvals import ApprovalEnding, ApprovalState
from sync.domain.approving.drafts import Oddity
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.store.models import ApprovalDecisionRow
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import NOON, Clock, invoice, seen
from tests.sync.store.drafts import (
    GRACE,
    HENRY,
    POSTED,
    approves,
    awaiting,
    linked_draft,
    opened,
    seen_again,
)


def test_awaiting__is_a_linked_draft_that_was_not_put_forward(
    store: SqlStore, link_id: int
) -> None:
    draft = linked_draft(store, link_id)
    (pair,) = awaiting(store, link_id)
    assert (pair.intacct_id, pair.re_leased_id) == (draft.intacct_id, draft.re_leased_id)
    opened(store, link_id, draft)
    assert awaiting(store, link_id) == []


def test_awaiting__leaves_out_lone_posted_and_gone_documents(store: SqlStore, link_id: int) -> None:
    linked_draft(store, link_id, "INV-2")
    seen_again(store, link_id, "INV-2", status=POSTED)
    linked_draft(store, link_id, "INV-3")
    gone = seen("i-INV-3", invoice("INV-3"), gone=True)
    lone = seen("i-INV-4", invoice("INV-4"))
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [gone, lone])
    assert awaiting(store, link_id) == []


def test_opened__is_read_back_as_it_was_put_forward(store: SqlStore, link_id: int) -> None:
    draft = replace(linked_draft(store, link_id), oddities=tuple(Oddity), workflow="Large bills")
    other = linked_draft(store, link_id, "INV-2")
    first, second = opened(store, link_id, draft, other)
    assert (first.draft, second.draft) == (draft, other)
    assert first.batch_id == second.batch_id == first.approval_id
    assert (first.opened_at, first.state) == (NOON, ApprovalState.OPEN)
    with store.reading() as transaction:
        assert transaction.approvals.of_batch(first.batch_id) == (first, second)
        assert transaction.approvals.undecided(link_id) == (first, second)


def test_opened__a_pair_has_one_active_approval(store: SqlStore, link_id: int) -> None:
    draft = linked_draft(store, link_id)
    assert len(opened(store, link_id, draft)) == 1
    assert opened(store, link_id, draft) == ()


def test_decided__of_two_only_the_first_counts(store: SqlStore, link_id: int) -> None:
    (approval,) = opened(store, link_id, linked_draft(store, link_id))
    granted = ApprovalState.GRANTED
    with store.transaction() as transaction:
        decide = transaction.approvals.decide
        assert decide(approval, approves(approval), granted, 7)
        assert not decide(approval, approves(approval, HENRY), granted, 7)
        (found,) = transaction.approvals.granted(link_id)
    assert [one.who for one in found.decisions] == [GRACE]
    assert (found.run_id, found.grant.shown.is_posted) == (7, False)


def test_decided__about_another_content_does_not_count(store: SqlStore, link_id: int) -> None:
    (approval,) = opened(store, link_id, linked_draft(store, link_id))
    decision = replace(approves(approval), digest="of something else")
    with store.transaction() as transaction:
        assert not transaction.approvals.decide(approval, decision, ApprovalState.GRANTED, 7)


def test_decisions__are_never_changed_or_deleted(
    store: SqlStore, link_id: int, engine: Engine
) -> None:
    (approval,) = opened(store, link_id, linked_draft(store, link_id))
    with store.transaction() as transaction:
        transaction.approvals.decide(approval, approves(approval), ApprovalState.GRANTED, 7)
    for statement in (
        update(ApprovalDecisionRow).values(person_id="U0NOBODY"),
        delete(ApprovalDecisionRow),
    ):
        with pytest.raises(DBAPIError, match="never changed"), engine.begin() as connection:
            connection.execute(statement)


def test_ended__once_and_as_it_ended_first(store: SqlStore, link_id: int, clock: Clock) -> None:
    (approval,) = opened(store, link_id, linked_draft(store, link_id))
    ending = ApprovalEnding(approval.approval_id, ApprovalState.LAPSED, "It changed.")
    later = replace(ending, state=ApprovalState.APPROVED)
    clock.advance(60)
    with store.transaction() as transaction:
        (ended,) = transaction.approvals.end([ending])
        assert transaction.approvals.end([later]) == ()
    assert (ended.state, ended.result, ended.ended_at) == (
        ApprovalState.LAPSED,
        "It changed.",
        clock(),
    )


def test_ended__as_lapsed_is_put_forward_again_and_as_expired_only_if_asked(
    store: SqlStore, link_id: int
) -> None:
    for number, state in (("INV-1", ApprovalState.LAPSED), ("INV-2", ApprovalState.EXPIRED)):
        (approval,) = opened(store, link_id, linked_draft(store, link_id, number))
        with store.transaction() as transaction:
            transaction.approvals.end([ApprovalEnding(approval.approval_id, state, "")])
    with store.reading() as transaction:
        (given_up,) = transaction.approvals.asked_for_anew(link_id, limit=10)
    (pair,) = awaiting(store, link_id)
    assert given_up.draft.title == "INV-2"
    assert pair.intacct_id != given_up.draft.intacct_id
    seen_again(store, link_id, "INV-2", reference="Corrected")
    with store.reading() as transaction:
        assert transaction.approvals.asked_for_anew(link_id, limit=10) == ()


def test_not_as_shown__is_what_changed_was_unlinked_or_is_held_now(
    store: SqlStore, link_id: int
) -> None:
    drafts = [linked_draft(store, link_id, f"INV-{number}") for number in range(1, 5)]
    opened(store, link_id, *drafts)
    seen_again(store, link_id, "INV-2", reference="Corrected")
    with store.transaction() as transaction:
        held = replace(seen("r-INV-3", invoice("INV-3")), workflow="Large bills")
        gone = replace(seen("r-INV-4", invoice("INV-4")), gone=True)
        transaction.records.see(link_id, Side.RE_LEASED, [held, gone])
        moved = transaction.approvals.not_as_shown(link_id)
    assert [one.draft.title for one in moved] == ["INV-2", "INV-3", "INV-4"]


def test_others_of_contacts__are_their_latest_documents(store: SqlStore, link_id: int) -> None:
    for number in range(1, 6):
        linked_draft(store, link_id, f"INV-{number}", net=f"{number}.00")
    linked_draft(store, link_id, "INV-9", customer="C-2")
    with store.reading() as transaction:
        found = transaction.approvals.others_of_contacts(
            link_id, RecordKind.SALES_INVOICE, ["C-1", "C-3"], most=3
        )
    assert set(found) == {"C-1"}
    assert {past.title for _, past in found["C-1"]} == {"INV-3", "INV-4", "INV-5"}


def test_changers__are_remembered_from_one_approval_to_the_next(
    store: SqlStore, link_id: int
) -> None:
    draft = linked_draft(store, link_id)
    (approval,) = opened(store, link_id, draft)
    with store.transaction() as transaction:
        transaction.approvals.end([ApprovalEnding(approval.approval_id, ApprovalState.LAPSED, "")])
        known = transaction.approvals.changers([draft.intacct_id])
    assert known == {draft.intacct_id: ("Marcus Poe",)}


def test_delegation__holds_between_its_moments_and_ends_with_the_next(
    store: SqlStore, clock: Clock
) -> None:
    begin = clock.moment
    end = clock.advance(3600)
    with store.transaction() as transaction:
        made = transaction.delegations.add(GRACE, HENRY, begins_at=begin, ends_at=end)
    clock.moment = begin
    with store.transaction() as transaction:
        assert transaction.delegations.to("U0HENRY") == (made,)
        assert transaction.delegations.by("U0GRACE") == (made,)
        assert transaction.delegations.to("U0GRACE") == ()
    clock.moment = end
    with store.transaction() as transaction:
        assert transaction.delegations.to("U0HENRY") == ()
    clock.moment = begin
    with store.transaction() as transaction:
        assert transaction.delegations.end("U0GRACE") == (made,)
    clock.advance(1)
    with store.transaction() as transaction:
        assert transaction.delegations.to("U0HENRY") == ()
