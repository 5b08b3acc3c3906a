"""Matching: what Re-Leased holds of its own is answered by a person before a new link writes anything."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.document_records import Kind
from sandbox.re_leased.fields import AccountFields, TaxTypeFields
from sandbox.re_leased.reference_records import AccountClass
from sync.domain.errors import FixSetup
from sync.domain.kinds import RecordKind
from sync.domain.matching import AnswerVerb, Question, Strength
from sync.domain.runs import RunState
from sync.store.sql_store import SqlStore
from sync.use_cases.link_companies import confirm_link, propose_link
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.match_records import (
    answer,
    answer_as_suggested,
    answer_several,
    confirm_matching,
    matching_of,
)
from sync.use_cases.unlink import unlinked_records
from tests.sync.use_cases.bridge import COMPANY, SYNC_FROM, TERMINAL, Bridge, unlinked_over
from tests.sync.use_cases.people import customer_in_intacct, tenant_in_re_leased

NAME = "Harbour Property Group Ltd"
SPARE = "4999"
OLD_TAX = "OLD"


@pytest.fixture
def bridge(store: SqlStore) -> Iterator[Bridge]:
    """Linked a moment ago; Re-Leased holds accounts, tax types and contacts of its own."""
    with unlinked_over(store) as world:
        data = world.re_leased.reference_data
        odd = AccountFields(name="Vending income", account_class=AccountClass.REVENUE)
        old = TaxTypeFields(display_name="Old levy", rate=Decimal(3), applies_to=(Kind.INCOME,))
        data.put_tax_type(COMPANY, OLD_TAX, old, by=SYSTEM)
        data.put_account(COMPANY, SPARE, odd, by=SYSTEM)
        proposal = propose_link(world.desk, sync_from=SYNC_FROM, who=TERMINAL)
        link = confirm_link(world.desk, proposal.proposal_id, typed_name=NAME, who=TERMINAL)
        yield Bridge(world.running, store, dict(world.desk.ledgers), link)


def desk(bridge: Bridge) -> LinkDesk:
    return LinkDesk(bridge.store, bridge.ledgers, bridge.roster)


def read(bridge: Bridge) -> None:
    """A run of a link whose matching is open: it reads, plans, and writes nothing."""
    before = bridge.writes()
    view = bridge.sync()
    assert view.run.state is RunState.DONE, view.run.failure
    assert bridge.writes() == before


def questions(bridge: Bridge) -> dict[str, Question]:
    progress = matching_of(desk(bridge), bridge.link.link_id)
    return {question.title: question for question in progress.questions}


def say(bridge: Bridge, title: str, verb: AnswerVerb, *, intacct_key: str = "") -> Question:
    record_id = questions(bridge)[title].re_leased.record_id
    link_id = bridge.link.link_id
    return answer(desk(bridge), link_id, record_id, verb, intacct_key=intacct_key, who=TERMINAL)


def confirm(bridge: Bridge) -> int:
    return confirm_matching(desk(bridge), bridge.link.link_id, who=TERMINAL)


def test_matching__nothing_is_written_before_it_is_confirmed(bridge: Bridge) -> None:
    customer_in_intacct(bridge)
    with pytest.raises(FixSetup, match="not read yet"):
        confirm(bridge)
    read(bridge)
    view = bridge.plan()
    assert view.plan is not None
    assert view.plan.writes > 0
    before = bridge.writes()
    applied = bridge.apply(view.plan.plan_id)
    assert "matching of Harbour Property Group Ltd is not confirmed" in applied.run.failure
    assert bridge.writes() == before
    with pytest.raises(FixSetup, match="have no answer yet"):
        confirm(bridge)


def test_matching__asks_only_what_codes_do_not_settle(bridge: Bridge) -> None:
    read(bridge)
    asked = questions(bridge)
    assert {f"{SPARE} Vending income", f"{OLD_TAX} Old levy"} <= set(asked)
    # An option is found in the dimension whose category is linked by its name at the same time.
    assert RecordKind.DIMENSION_VALUE not in {one.kind for one in asked.values()}
    assert not any(title.startswith("4000 ") for title in asked)
    kinds = {question.kind for question in asked.values()}
    assert RecordKind.CUSTOMER in kinds


def test_matching__suggests_with_a_reason_and_a_strength(bridge: Bridge) -> None:
    customer_in_intacct(bridge, name="Mill Bakery  LTD")
    tenant_in_re_leased(bridge)
    read(bridge)
    (suggestion,) = questions(bridge)["Mill Bakery Ltd"].suggestions
    assert (suggestion.intacct.key, suggestion.reason) == ("C-9001", "same name")
    assert suggestion.strength is Strength.LIKELY


def test_matching__each_intacct_record_is_used_once(bridge: Bridge) -> None:
    customer_in_intacct(bridge, name="Mill Bakery Ltd")
    tenant_in_re_leased(bridge)
    tenant_in_re_leased(bridge, name="Mill Bakery (old)")
    read(bridge)
    say(bridge, "Mill Bakery Ltd", AnswerVerb.MATCH, intacct_key="C-9001")
    with pytest.raises(FixSetup, match="used once"):
        say(bridge, "Mill Bakery (old)", AnswerVerb.MATCH, intacct_key="C-9001")
    assert questions(bridge)["Mill Bakery (old)"].answer is None
    say(bridge, "Mill Bakery Ltd", AnswerVerb.CREATE)
    said = say(bridge, "Mill Bakery (old)", AnswerVerb.MATCH, intacct_key="C-9001")
    assert said.answer is not None


@pytest.mark.parametrize(
    ("verb", "key", "reason"),
    [
        (AnswerVerb.CREATE, "", "match, archive, leave, not with create"),
        (AnswerVerb.MATCH, "nobody", "no account nobody that is free"),
    ],
)
def test_matching__an_answer_that_cannot_be(
    bridge: Bridge, verb: AnswerVerb, key: str, reason: str
) -> None:
    read(bridge)
    with pytest.raises(FixSetup, match=reason):
        say(bridge, f"{SPARE} Vending income", verb, intacct_key=key)


def test_matching__what_was_answered_is_done_and_nothing_else(bridge: Bridge) -> None:
    customer_in_intacct(bridge, name="Quay Deli")
    deli = tenant_in_re_leased(bridge, name="The Quay Deli (Smith)")
    old = tenant_in_re_leased(bridge, name="Gone Long Ago Ltd")
    left = tenant_in_re_leased(bridge, name="Left Alone Ltd")
    read(bridge)
    say(bridge, "The Quay Deli (Smith)", AnswerVerb.MATCH, intacct_key="C-9001")
    say(bridge, "Gone Long Ago Ltd", AnswerVerb.ARCHIVE)
    say(bridge, "Left Alone Ltd", AnswerVerb.LEAVE)
    say(bridge, f"{OLD_TAX} Old levy", AnswerVerb.ARCHIVE)
    answer_as_suggested(desk(bridge), bridge.link.link_id, who=TERMINAL)
    assert confirm(bridge) == 1
    with pytest.raises(FixSetup, match="matching is confirmed"):
        confirm(bridge)
    view = bridge.sync()
    assert view.run.state is RunState.DONE, view.run.failure
    contacts = bridge.re_leased.contacts
    assert contacts.get(COMPANY, deli).name.endswith("Quay Deli")
    assert contacts.get(COMPANY, old).archived
    assert not contacts.get(COMPANY, left).archived
    tax_type = bridge.re_leased.reference_data.tax_types.find(COMPANY, OLD_TAX)
    assert tax_type is not None
    assert tax_type.archived
    names = {customer.name for customer in bridge.intacct.customers}
    assert {"Left Alone Ltd", "Gone Long Ago Ltd", "The Quay Deli (Smith)"}.isdisjoint(names)
    unlinked = unlinked_records(bridge.store, bridge.link.link_id)
    assert "Left Alone Ltd" in {record.title for one in unlinked for record in one.records}
    assert bridge.sync().written == 0


def test_matching__an_account_of_another_number_carries_its_invoices(bridge: Bridge) -> None:
    read(bridge)
    say(bridge, f"{SPARE} Vending income", AnswerVerb.MATCH, intacct_key="4900")
    answer_as_suggested(desk(bridge), bridge.link.link_id, who=TERMINAL)
    confirm(bridge)
    view = bridge.sync()
    assert view.run.state is RunState.DONE, view.run.failure
    account = bridge.re_leased.reference_data.accounts.find(COMPANY, SPARE)
    intacct = bridge.intacct.accounts.named("4900")
    assert account is not None
    assert intacct is not None
    assert account.name == intacct.title


def test_answers__of_several_each_intacct_record_is_used_once_and_the_others_are_kept(
    bridge: Bridge,
) -> None:
    for number in range(2):
        tenant_in_re_leased(bridge, f"Twin Tenant {number}")
    key = customer_in_intacct(bridge)
    read(bridge)
    asked = questions(bridge)
    first, second = (asked[f"Twin Tenant {n}"].re_leased.record_id for n in range(2))
    said = {
        first: (AnswerVerb.MATCH, key),
        second: (AnswerVerb.MATCH, key),
        asked[f"{SPARE} Vending income"].re_leased.record_id: (AnswerVerb.ARCHIVE, ""),
        999_999: (AnswerVerb.LEAVE, ""),
    }
    wrong = answer_several(desk(bridge), bridge.link.link_id, said, who=TERMINAL)
    ((refused, sentence),) = wrong.items()
    assert refused in {first, second}
    assert "is the answer for another record already" in sentence
    answered = {one.re_leased.record_id for one in questions(bridge).values() if one.answer}
    assert answered == said.keys() - {refused, 999_999}
