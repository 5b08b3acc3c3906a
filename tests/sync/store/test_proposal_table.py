"""Proposals of links: kept as they were seen, and used once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sync.domain.linking import LinkProposal
from sync.domain.links import CompanyIdentity, LinkMode
from sync.domain.pre_flight import Check, CheckResult
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import NOON

PROPOSAL = LinkProposal(
    proposal_id=0,
    intacct=CompanyIdentity("HARBOUR", "QUAY", "Harbour Property", "GBP"),
    re_leased=CompanyIdentity("12", "", "Harbour Property Group Ltd", "GBP", "Xero"),
    sync_from=date(2026, 1, 1),
    mode=LinkMode.OBSERVER,
    proposed_by="priya U0PRIYA",
    proposed_at=NOON,
    expires_at=NOON + timedelta(hours=24),
    checks=(
        Check("Re-Leased", "Clock", CheckResult.ATTENTION, "300 seconds behind ours.", "Set it."),
    ),
)


def test_add__keeps_what_was_seen(store: SqlStore) -> None:
    with store.transaction() as transaction:
        made = transaction.proposals.add(PROPOSAL)
    with store.reading() as transaction:
        assert transaction.proposals.get(made.proposal_id) == made
    assert replace(made, proposal_id=0) == PROPOSAL


def test_confirm__notes_the_link(store: SqlStore, link_id: int) -> None:
    with store.transaction() as transaction:
        made = transaction.proposals.add(PROPOSAL)
        transaction.proposals.confirm(made.proposal_id, link_id)
        assert transaction.proposals.get(made.proposal_id) == replace(made, link_id=link_id)


def test_get__an_unknown_proposal(store: SqlStore) -> None:
    with store.reading() as transaction, pytest.raises(KeyError, match="no proposal 7"):
        transaction.proposals.get(7)
