"""The link in two steps, over HTTP against both stand-ins: seen, typed, for ever."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sandbox.re_leased.fields import ConnectionFields
from sandbox.re_leased.records import Actor, Provider
from sync.domain.errors import FixSetup
from sync.domain.linking import LinkProposal
from sync.domain.links import LinkMode
from sync.domain.roles import Role
from sync.domain.runs import Requester
from sync.domain.sides import Side
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.store.sql_store import SqlStore
from sync.use_cases.link_companies import PROPOSAL_LASTS, confirm_link, propose_link
from sync.use_cases.link_desk import LinkDesk
from tests.knowing import roster_of
from tests.sync.use_cases.bridge import (
    COMPANY,
    MARCUS,
    SYNC_FROM,
    TERMINAL,
    Unlinked,
    re_leased_settings,
    unlinked_over,
)

NAME = "Harbour Property Group Ltd"
PRIYA = Requester("U0PRIYA", "priya")
TOM = Requester("U0TOM", "tom")
ANOTHER_KEY = Actor(type="api", id="key-of-another-program", name="Another program")


@pytest.fixture
def world(store: SqlStore) -> Iterator[Unlinked]:
    with unlinked_over(store) as made:
        yield made


def proposed(desk: LinkDesk) -> LinkProposal:
    return propose_link(desk, sync_from=SYNC_FROM, who=TERMINAL)


def links(desk: LinkDesk) -> int:
    with desk.store.reading() as transaction:
        return len(transaction.links.all())


def assert_refused(
    desk: LinkDesk, proposal: LinkProposal, reason: str, *, name: str = NAME
) -> None:
    with pytest.raises(FixSetup, match=reason):
        confirm_link(desk, proposal.proposal_id, typed_name=name, who=TERMINAL)
    assert links(desk) == 0


def test_link__proposed_then_confirmed(world: Unlinked) -> None:
    proposal = proposed(world.desk)
    assert (proposal.intacct.company_id, proposal.re_leased.name) == ("HARBOUR", NAME)
    assert proposal.mode is LinkMode.ENGINE
    assert links(world.desk) == 0
    before = world.writes()
    link = confirm_link(world.desk, proposal.proposal_id, typed_name=f" {NAME}  ", who=TERMINAL)
    assert (link.name, link.terms.sync_from) == (NAME, SYNC_FROM)
    assert world.writes() == {**before, "re_leased": before["re_leased"] + 1}
    with world.desk.store.reading() as transaction:
        assert transaction.links.mode(link.link_id) is LinkMode.ENGINE
        assert transaction.proposals.get(proposal.proposal_id).link_id == link.link_id
        assert transaction.audit.first_broken_row() is None


def test_link__registers_our_key_in_re_leased(world: Unlinked) -> None:
    confirm_link(world.desk, proposed(world.desk).proposal_id, typed_name=NAME, who=TERMINAL)
    connection = world.re_leased.companies.get(COMPANY).accounting_connection
    assert connection.provider is Provider.EXTERNAL_API
    assert (connection.external_company_id, connection.sync_from_date) == ("HARBOUR", SYNC_FROM)


def test_link__registered_elsewhere_by_then_is_refused(world: Unlinked) -> None:
    proposal = proposed(world.desk)
    fields = ConnectionFields(external_company_id="OTHER", sync_from_date=SYNC_FROM)
    world.re_leased.companies.connect(COMPANY, fields, by=ANOTHER_KEY)
    assert_refused(world.desk, proposal, "linked to OTHER")


def test_link__a_lost_answer_is_made_good_by_confirming_again(world: Unlinked) -> None:
    proposal = proposed(world.desk)
    # As after a crash: Re-Leased has registered the link, and we have not noted it.
    fields = ConnectionFields(external_company_id="HARBOUR", sync_from_date=SYNC_FROM)
    key = Actor(type="api", id="key-1", name="Leasebridge")
    world.re_leased.companies.connect(COMPANY, fields, by=key)
    confirm_link(world.desk, proposal.proposal_id, typed_name=NAME, who=TERMINAL)
    assert links(world.desk) == 1


def test_confirm__another_name_typed(world: Unlinked) -> None:
    assert_refused(world.desk, proposed(world.desk), "type that name exactly", name="Harbour")


def test_confirm__the_name_changed_meanwhile(world: Unlinked) -> None:
    proposal = proposed(world.desk)
    shelf = world.re_leased.companies.shelf
    shelf.change(shelf.get("group", COMPANY, what="company"), by=MARCUS, name="Harbour Estates Ltd")
    assert_refused(world.desk, proposal, "name of Re-Leased company 12 changed")


def test_confirm__a_native_connection_appeared_meanwhile(world: Unlinked) -> None:
    proposal = proposed(world.desk)
    world.re_leased.companies.connect_natively(COMPANY, provider=Provider.XERO, by=MARCUS)
    assert_refused(world.desk, proposal, "native accounting connection .* from none to Xero")


def test_confirm__the_credentials_answer_for_another_company(world: Unlinked) -> None:
    proposal = proposed(world.desk)
    with desk_of_another_company(world) as desk:
        assert_refused(desk, proposal, "answer for company 13 now; the proposal is about 12")


def test_confirm__expired(world: Unlinked) -> None:
    proposal = proposed(world.desk)
    past = datetime.now(tz=UTC) - timedelta(minutes=1)
    stale = replace(proposal, proposed_at=past - PROPOSAL_LASTS, expires_at=past)
    with world.desk.store.transaction() as transaction:
        stale = transaction.proposals.add(stale)
    assert_refused(world.desk, stale, "expired")


def test_confirm__used_already(world: Unlinked) -> None:
    proposal = proposed(world.desk)
    confirm_link(world.desk, proposal.proposal_id, typed_name=NAME, who=TERMINAL)
    with pytest.raises(FixSetup, match="confirmed already"):
        confirm_link(world.desk, proposal.proposal_id, typed_name=NAME, who=TERMINAL)


def test_confirm__two_proposals_of_one_company_make_one_link(world: Unlinked) -> None:
    first, second = proposed(world.desk), proposed(world.desk)
    confirm_link(world.desk, second.proposal_id, typed_name=NAME, who=TERMINAL)
    with pytest.raises(FixSetup, match="linked already"):
        confirm_link(world.desk, first.proposal_id, typed_name=NAME, who=TERMINAL)
    with pytest.raises(FixSetup, match="linked already"):
        proposed(world.desk)
    assert links(world.desk) == 1


def test_propose__the_intacct_company_cannot_have_a_second_re_leased_company(
    world: Unlinked,
) -> None:
    confirm_link(world.desk, proposed(world.desk).proposal_id, typed_name=NAME, who=TERMINAL)
    with desk_of_another_company(world) as desk, pytest.raises(FixSetup, match="linked already"):
        proposed(desk)


def test_propose__in_other_currencies_is_refused(world: Unlinked) -> None:
    shelf = world.re_leased.companies.shelf
    shelf.change(shelf.get("group", COMPANY, what="company"), by=MARCUS, currency="EUR")
    with pytest.raises(FixSetup, match="same currency"):
        proposed(world.desk)


def test_propose__a_date_before_2018_is_refused(world: Unlinked) -> None:
    with pytest.raises(FixSetup, match="2018-01-01 or later"):
        propose_link(world.desk, sync_from=date(2017, 12, 31), who=TERMINAL)


def test_link__takes_an_administrator_where_the_person_came_from_slack(world: Unlinked) -> None:
    roster = roster_of({"U0PRIYA": Role.ADMINISTRATOR, "U0TOM": Role.OPERATOR})
    desk = replace(world.desk, roster=roster)
    with pytest.raises(FixSetup, match="takes the role of administrator"):
        propose_link(desk, sync_from=SYNC_FROM, who=TOM)
    proposal = propose_link(desk, sync_from=SYNC_FROM, who=PRIYA)
    with pytest.raises(FixSetup, match="takes the role of administrator"):
        confirm_link(desk, proposal.proposal_id, typed_name=NAME, who=TOM)
    confirm_link(desk, proposal.proposal_id, typed_name=NAME, who=PRIYA)
    assert links(desk) == 1


def test_natively_connected_company__is_linked_as_an_observer_and_not_registered(
    world: Unlinked,
) -> None:
    world.re_leased.companies.connect_natively(COMPANY, provider=Provider.SAGE_INTACCT, by=MARCUS)
    proposal = proposed(world.desk)
    assert proposal.mode is LinkMode.OBSERVER
    before = world.writes()
    link = confirm_link(world.desk, proposal.proposal_id, typed_name=NAME, who=TERMINAL)
    assert world.writes() == before
    with world.desk.store.reading() as transaction:
        assert transaction.links.mode(link.link_id) is LinkMode.OBSERVER


@contextmanager
def desk_of_another_company(world: Unlinked) -> Iterator[LinkDesk]:
    """The same Intacct company, and the key of the billing group's other Re-Leased company."""
    other = ReLeasedLedger(re_leased_settings(world.running.address, company="13"))
    with closing(other):
        yield replace(world.desk, ledgers={**world.desk.ledgers, Side.RE_LEASED: other})
