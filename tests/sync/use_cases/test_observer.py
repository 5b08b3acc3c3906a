"""An observed company: Re-Leased's own connection carries, we compare and tell, and never write."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sandbox.re_leased.document_records import Status
from sandbox.re_leased.fields import ContactFields, DocumentFields
from sandbox.re_leased.records import Provider
from sync.domain.errors import FixSetup
from sync.domain.links import LinkMode
from sync.domain.runs import RunState
from sync.domain.standing import Cause, StandingState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.link_mode import start_writing
from sync.use_cases.match_records import answer_as_suggested, confirm_matching
from tests.sync.use_cases.bridge import (
    COMPANY,
    MARCUS,
    SYNC_FROM,
    TERMINAL,
    Bridge,
    synced_over,
)
from tests.sync.use_cases.people import (
    DUE,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
    twin_of,
)
from tests.sync.use_cases.starts import Starts


@dataclass(slots=True)
class Observed:
    """A company that another connection keeps in step, and Leasebridge observing it.

    Attributes:
        native: The other connection: an engine with a memory of its own stands for it.
        observer: Leasebridge.
    """

    native: Bridge
    observer: Bridge

    @property
    def desk(self) -> LinkDesk:
        return LinkDesk(self.observer.store, self.observer.ledgers, self.observer.roster)

    def is_carried_over(self) -> None:
        """The other connection's nightly sync, during which the company is its own."""
        companies = self.native.re_leased.companies
        natively = companies.get(COMPANY).accounting_connection
        company = companies.disconnect_natively(COMPANY, by=MARCUS)
        self.native.sync()
        companies.shelf.change(company, by=MARCUS, accounting_connection=natively)


@pytest.fixture
def other_engine(tmp_path: Path, sqlite_template: Path) -> Iterator[Engine]:
    path = tmp_path / "the other connection.db"
    shutil.copy(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def observed(starts: Starts, store: SqlStore, other_engine: Engine) -> Iterator[Observed]:
    with starts.go_on("in step", synced_over, other_engine) as native:
        native.re_leased.companies.connect_natively(
            COMPANY, provider=Provider.SAGE_INTACCT, by=MARCUS
        )
        desk = LinkDesk(store, native.ledgers, native.roster)
        link = link_at_once(desk, sync_from=SYNC_FROM, who=TERMINAL)
        yield Observed(native, Bridge(native.running, store, native.ledgers, link))


def observe(observed: Observed) -> None:
    """A run of the observer, which must have written nothing."""
    before = observed.observer.writes()
    view = observed.observer.sync()
    assert view.run.state is RunState.DONE, view.run.failure
    assert view.written == 0
    assert observed.observer.writes() == before


def standings(observed: Observed) -> dict[str, set[str]]:
    """By state, the kinds of record that stand in it."""
    with observed.observer.store.reading() as transaction:
        tallies = transaction.records.tallies(observed.observer.link.link_id)
    found: dict[str, set[str]] = {}
    for tally in tallies:
        found.setdefault(tally.state.value, set()).add(tally.kind.value)
    return found


def test_observer__links_what_belongs_together_and_writes_nothing(observed: Observed) -> None:
    observe(observed)
    linked = standings(observed)[StandingState.LINKED]
    assert {"account", "tax_detail", "dimension_value", "customer", "sales_invoice"} <= linked
    told = {Cause.NOT_ON_THE_OTHER_SIDE, Cause.DIFFERS, Cause.STATUS_DIFFERS}
    assert told.isdisjoint(observed.observer.issues())


def test_observer__tells_what_is_missing_until_it_is_there(observed: Observed) -> None:
    observe(observed)
    customer = customer_in_intacct(observed.observer)
    tenant = tenant_in_re_leased(observed.observer)
    observe(observed)
    issue = observed.observer.issues()[Cause.NOT_ON_THE_OTHER_SIDE]
    assert issue.count == 1
    observed.is_carried_over()
    invoice_in_intacct(observed.observer, customer)
    invoice_in_re_leased(observed.observer, tenant)
    observe(observed)
    assert observed.observer.issues()[Cause.NOT_ON_THE_OTHER_SIDE].count == 1
    observed.is_carried_over()
    observe(observed)
    assert Cause.NOT_ON_THE_OTHER_SIDE not in observed.observer.issues()


def test_observer__tells_what_differs_with_both_values(observed: Observed) -> None:
    tenant = tenant_in_re_leased(observed.native)
    made = invoice_in_re_leased(observed.native, tenant)
    observed.is_carried_over()
    observe(observed)
    later = DUE + timedelta(days=7)
    observed.native.re_leased.documents.edit(
        COMPANY, made.id, DocumentFields(due_date=later), by=MARCUS
    )
    observe(observed)
    issue = observed.observer.issues()[Cause.DIFFERS]
    assert (issue.standing.subject, issue.count) == ("RL-9001", 1)
    with observed.observer.store.reading() as transaction:
        (row,) = [
            one
            for one in transaction.records.cause_rows(observed.observer.link.link_id)
            if one.standing.cause is Cause.DIFFERS
        ]
    assert row.count == 1
    observed.is_carried_over()
    observe(observed)
    assert Cause.DIFFERS not in observed.observer.issues()


def test_observer__tells_that_one_side_approved(observed: Observed) -> None:
    tenant = tenant_in_re_leased(observed.native)
    made = invoice_in_re_leased(observed.native, tenant, status=Status.AWAITING_APPROVAL)
    observed.is_carried_over()
    observe(observed)
    observed.native.re_leased.documents.approve(COMPANY, made.id, by=MARCUS)
    observe(observed)
    assert observed.observer.issues()[Cause.STATUS_DIFFERS].standing.subject == "RL-9001"


def test_observer__tells_of_a_contact_edited_in_re_leased(observed: Observed) -> None:
    tenant = tenant_in_re_leased(observed.native)
    observed.is_carried_over()
    observe(observed)
    observed.native.re_leased.contacts.edit(
        COMPANY, tenant, ContactFields(email="new@mill.test"), by=MARCUS
    )
    observe(observed)
    assert Cause.CHANGED_WHERE_NOT_ALLOWED in observed.observer.issues()


def test_observer__becomes_an_engine_once_the_native_connection_is_gone(
    observed: Observed,
) -> None:
    observe(observed)
    customer = customer_in_intacct(observed.observer)
    invoice_in_intacct(observed.observer, customer)
    link_id = observed.observer.link.link_id
    with pytest.raises(FixSetup, match="still connected to SageIntacct"):
        start_writing(observed.desk, link_id, reason="We move over", who=TERMINAL)
    observed.native.re_leased.companies.disconnect_natively(COMPANY, by=MARCUS)
    with pytest.raises(FixSetup, match="Say why"):
        start_writing(observed.desk, link_id, reason=" ", who=TERMINAL)
    start_writing(observed.desk, link_id, reason="We move over", who=TERMINAL)
    with pytest.raises(FixSetup, match="already"):
        start_writing(observed.desk, link_id, reason="Again", who=TERMINAL)
    observe(observed)  # The matching comes first: until it is confirmed, this link only reads.
    answer_as_suggested(observed.desk, link_id, who=TERMINAL)
    confirm_matching(observed.desk, link_id, who=TERMINAL)
    assert observed.observer.sync().written > 0
    assert twin_of(observed.observer, "INV-9001")
    with observed.observer.store.reading() as transaction:
        assert transaction.links.mode(link_id) is LinkMode.ENGINE


def test_observer__applies_no_plan(observed: Observed) -> None:
    customer_in_intacct(observed.observer)
    view = observed.observer.plan()
    assert view.plan is not None
    assert view.plan.writes == 0
    before = observed.observer.writes()
    applied = observed.observer.apply(view.plan.plan_id)
    assert applied.run.state is RunState.FAILED
    assert "only observed" in applied.run.failure
    assert observed.observer.writes() == before
