"""The portfolio that the stand-in world starts with."""

from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from sandbox.seed.generate import portfolio
from sandbox.seed.portfolio import BornIn, DocumentState, Portfolio

TODAY = date(2026, 3, 18)
LARGE = 15_000
RE_LEASED_ONLY = {DocumentState.PRIVATE_DRAFT, DocumentState.REJECTED}


@pytest.fixture(scope="module")
def usual() -> Portfolio:
    return portfolio(today=TODAY)


@pytest.fixture(scope="module")
def large() -> Portfolio:
    return portfolio(documents=LARGE, today=TODAY)


def test_portfolio__is_the_same_for_the_same_seed(usual: Portfolio) -> None:
    assert portfolio(today=TODAY) == usual
    assert portfolio(today=TODAY, seed=7) != usual


@pytest.mark.parametrize("documents", [0, 1, 7, 400, 3000])
def test_portfolio__has_as_many_documents_as_asked(documents: int) -> None:
    made = portfolio(documents=documents, today=TODAY)
    assert len(made.documents) == documents
    in_re_leased = [one for one in made.documents if one.born_in is BornIn.RE_LEASED]
    assert len(in_re_leased) == documents * 6 // 10


def test_portfolio__grows_with_its_documents_but_more_slowly(
    usual: Portfolio, large: Portfolio
) -> None:
    growth = len(large.documents) / len(usual.documents)
    assert 6 <= len(usual.properties) <= 10 < len(large.properties)
    assert len(usual.leases) < len(large.leases) < growth * len(usual.leases)


def test_numbers__are_unique_and_in_order_of_issue(usual: Portfolio) -> None:
    for born_in, prefix in ((BornIn.RE_LEASED, "RL-"), (BornIn.INTACCT, "INV-")):
        here = [one for one in usual.documents if one.born_in is born_in]
        numbers = [one.number for one in here]
        assert all(number.startswith(prefix) for number in numbers)
        assert len(set(numbers)) == len(numbers)
        assert [one.issued for one in here] == sorted(one.issued for one in here)
    assert len({party.number for party in usual.parties}) == len(usual.parties)


def test_documents__use_only_what_their_own_ledger_knows(usual: Portfolio) -> None:
    parties = {party.number: party for party in usual.parties}
    accounts = {account.number: account.born_in for account in usual.accounts}
    rates = {rate.code: rate.born_in for rate in usual.tax_rates}
    values = {(value.dimension, value.code): value.born_in for value in usual.dimension_values}
    for document in usual.documents:
        known = {document.born_in, BornIn.BOTH}
        assert parties[document.party_number].born_in is document.born_in
        assert not parties[document.party_number].is_supplier
        for line in document.lines:
            assert accounts[line.account_number] in known
            assert rates[line.tax_code] in known
            assert values["LOCATION", line.location] in known
            assert line.department is None or values["DEPARTMENT", line.department] in known


def test_documents__tax_is_rounded_half_up_and_cents_are_awkward(usual: Portfolio) -> None:
    rates = {rate.code: rate.rate for rate in usual.tax_rates}
    lines = [line for document in usual.documents for line in document.lines]
    for line in lines:
        exact = line.net * rates[line.tax_code] / 100
        assert line.tax == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert line.net.as_tuple().exponent == -2
        assert line.net > 0
    assert len({line.net % 1 for line in lines}) > 80


def test_documents__one_to_four_lines(usual: Portfolio) -> None:
    assert {len(document.lines) for document in usual.documents} == {1, 2, 3, 4}


def test_documents__states_in_believable_shares(usual: Portfolio) -> None:
    states = Counter(document.state for document in usual.documents)
    assert set(states) == set(DocumentState)
    assert states[DocumentState.APPROVED] == max(states.values())
    assert states[DocumentState.AWAITING_APPROVAL] > 40
    intacct = {one.state for one in usual.documents if one.born_in is BornIn.INTACCT}
    assert intacct == set(DocumentState) - RE_LEASED_ONLY


def test_documents__none_from_the_future_and_a_handful_old(usual: Portfolio) -> None:
    assert max(document.issued for document in usual.documents) <= TODAY
    old = [one for one in usual.documents if one.issued < TODAY - timedelta(days=425)]
    assert {one.born_in for one in old} == {BornIn.RE_LEASED, BornIn.INTACCT}
    assert 4 <= len(old) <= 20


def test_rent__no_period_is_billed_twice(usual: Portfolio) -> None:
    periods = [
        (document.lease_number, document.due, document.source)
        for document in usual.documents
        if document.source in {"RentTemplate", "Outgoings", "Repeating"}
    ]
    assert len(set(periods)) == len(periods)


def test_properties__each_is_a_location(usual: Portfolio) -> None:
    locations = {value.code for value in usual.dimension_values if value.dimension == "LOCATION"}
    assert {building.reference for building in usual.properties} == locations
    assert len(locations) == len(usual.properties)


def test_leases__each_tenant_in_a_unit_of_its_own(usual: Portfolio) -> None:
    tenants = {party.number for party in usual.parties if party.born_in is BornIn.RE_LEASED}
    units = {(lease.property_number, lease.unit) for lease in usual.leases}
    assert len(units) == len(usual.leases)
    assert {lease.tenant_number for lease in usual.leases} <= tenants


def test_names__are_unique_and_addresses_go_nowhere(large: Portfolio) -> None:
    assert len({party.name for party in large.parties}) == len(large.parties)
    assert all(party.email.endswith(".test") and party.email.isascii() for party in large.parties)


def test_chart__has_the_usual_size(usual: Portfolio) -> None:
    assert len(usual.accounts) == 45
    assert len({account.number for account in usual.accounts}) == 45
    assert 6 <= len(usual.tax_rates) <= 8
