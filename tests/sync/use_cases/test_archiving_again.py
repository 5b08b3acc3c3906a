"""Archives that people asked for in a matching: sent again after a lost answer or a killed worker, harmless."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from sandbox.re_leased.faults import Fault, FaultKind
from sync.domain.matching import AnswerVerb
from sync.domain.records import Contact
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from sync.use_cases.link_companies import confirm_link, propose_link
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.match_records import (
    answer,
    answer_as_suggested,
    confirm_matching,
    matching_of,
)
from sync.use_cases.ports import Response, Write
from tests.sync.use_cases.bridge import COMPANY, SYNC_FROM, TERMINAL, Bridge, unlinked_over
from tests.sync.use_cases.in_between import between_ledger
from tests.sync.use_cases.people import tenant_in_re_leased

NAME = "Harbour Property Group Ltd"
GONE = "Gone Long Ago Ltd"


class KilledError(BaseException):
    """The worker's process ends here."""


@pytest.fixture
def answered(sqlite_store: SqlStore) -> Iterator[Bridge]:
    """A matching that is confirmed, in which somebody said that a tenant is to be archived."""
    with unlinked_over(sqlite_store, documents=0) as world:
        proposal = propose_link(world.desk, sync_from=SYNC_FROM, who=TERMINAL)
        link = confirm_link(world.desk, proposal.proposal_id, typed_name=NAME, who=TERMINAL)
        bridge = Bridge(world.running, sqlite_store, dict(world.desk.ledgers), link)
        tenant_in_re_leased(bridge, name=GONE)
        bridge.sync()
        desk = LinkDesk(bridge.store, bridge.ledgers, bridge.roster)
        asked = {one.title: one for one in matching_of(desk, link.link_id).questions}
        tenant = asked[GONE].re_leased.record_id
        answer(desk, link.link_id, tenant, AnswerVerb.ARCHIVE, who=TERMINAL)
        answer_as_suggested(desk, link.link_id, who=TERMINAL)
        confirm_matching(desk, link.link_id, who=TERMINAL)
        yield bridge


def is_archived(bridge: Bridge) -> bool:
    contacts = bridge.re_leased.contacts.shelf.every(COMPANY)
    return next(one.archived for one in contacts if one.name == GONE)


def archivings(portions: Sequence[Sequence[Write]]) -> int:
    """How many archives of the tenant were sent."""
    return sum(
        isinstance(one.record, Contact) and one.record.name == GONE and not one.record.active
        for portion in portions
        for one in portion
    )


def as_it_is(
    writes: Sequence[Write],  # noqa: ARG001 - whatever they are
    carry_out: Callable[[], Sequence[Response]],
) -> Sequence[Response]:
    return carry_out()


def expect_archived_and_over(bridge: Bridge) -> None:
    """One more run finds it done: it is asked of Re-Leased no more, and nobody is told anything."""
    between = between_ledger(bridge, Side.RE_LEASED, as_it_is)
    for _ in range(2):
        assert bridge.sync().run.state is RunState.DONE
    assert archivings(between.portions) == 0
    assert is_archived(bridge)
    with bridge.store.reading() as transaction:
        assert transaction.matchings.to_archive(bridge.link.link_id) == []


def test_lost_answer__the_next_run_sees_that_it_was_done(answered: Bridge) -> None:
    fault = Fault(kind=FaultKind.LOST_REPLY, method="POST", path="*/contacts/*/archive", times=1)
    answered.running.world.re_leased_faults.add(fault)
    answered.sync()
    assert fault.is_spent
    expect_archived_and_over(answered)


def test_killed_before_it_is_noted__the_next_run_sees_that_it_was_done(answered: Bridge) -> None:
    def killed(
        writes: Sequence[Write], carry_out: Callable[[], Sequence[Response]]
    ) -> Sequence[Response]:
        carry_out()
        if archivings([writes]):
            raise KilledError
        return carry_out()

    ledger = answered.ledgers[Side.RE_LEASED]
    between_ledger(answered, Side.RE_LEASED, killed)
    with pytest.raises(KilledError):
        answered.sync()
    answered.ledgers[Side.RE_LEASED] = ledger
    expect_archived_and_over(answered)


def test_sent_twice__changes_nothing_more(answered: Bridge) -> None:
    def twice(
        writes: Sequence[Write],  # noqa: ARG001 - whatever they are
        carry_out: Callable[[], Sequence[Response]],
    ) -> Sequence[Response]:
        carry_out()
        return carry_out()

    ledger = answered.ledgers[Side.RE_LEASED]
    between_ledger(answered, Side.RE_LEASED, twice)
    answered.sync()
    answered.ledgers[Side.RE_LEASED] = ledger
    expect_archived_and_over(answered)
