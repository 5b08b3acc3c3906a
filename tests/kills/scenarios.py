"""The golden scenarios: what both ledgers hold, what people did, and which run was asked for just now."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sandbox.intacct.forms import InvoiceForm, PartyForm
from sandbox.re_leased.fields import DocumentFields
from sync.domain.choices import ChoiceVerb
from sync.store.sql_store import SqlStore
from sync.use_cases.request_run import request_sync
from tests.kills.small_company import small_company
from tests.sync.use_cases.approving_desk import ROSTER, all_approved
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, TERMINAL, Bridge, bridge_over
from tests.sync.use_cases.deciding import pick
from tests.sync.use_cases.orders_at_work import (
    company_with_modules,
    enter_in_re_leased,
    enter_order,
)
from tests.sync.use_cases.payers import DISBURSEMENTS, RECEIPTS
from tests.sync.use_cases.people import (
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
    twin_of,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A golden scenario.

    Attributes:
        name: What it is called.
        come: Comes to where both ledgers and the database stand when the run is asked for.
        ask: Asks for it.
        parts: In how many parts its points are tested, so that several processes share them.
    """

    name: str
    come: Callable[[SqlStore], AbstractContextManager[Bridge]]
    ask: Callable[[Bridge], object]
    parts: int


@contextmanager
def first_sync(store: SqlStore) -> Iterator[Bridge]:
    """Two companies linked a moment ago, with records of each sort on either side."""
    with bridge_over(store, start=small_company(documents=True)) as bridge:
        yield bridge


@contextmanager
def in_step(store: SqlStore) -> Iterator[Bridge]:
    """Two companies in step; no document is there yet."""
    with bridge_over(store, start=small_company(documents=False)) as bridge:
        bridge.sync()
        yield bridge


@contextmanager
def daily_delta(store: SqlStore) -> Iterator[Bridge]:
    """A day's work on either side: new contacts and documents, one changed, one posted, one reversed."""
    with in_step(store) as bridge:
        customer = customer_in_intacct(bridge)
        changed = invoice_in_intacct(bridge, customer, number="INV-1")
        invoice_in_intacct(bridge, customer, number="INV-2", draft=True)
        to_reverse = invoice_in_intacct(bridge, customer, number="INV-3")
        bridge.sync()
        bridge.intacct.update_customer(customer, PartyForm(name="Dock & Sons Ltd"), by=FIONA)
        bridge.intacct.update_invoice(changed.record_no, InvoiceForm(doc_number="April"), by=FIONA)
        bridge.re_leased.documents.approve(COMPANY, twin_of(bridge, "INV-2"), by=MARCUS)
        bridge.intacct.reverse_invoice(to_reverse.record_no, on=TODAY, by=FIONA)
        invoice_in_intacct(bridge, customer_in_intacct(bridge, "C-9002", "Quay Ltd"))
        invoice_in_re_leased(bridge, tenant_in_re_leased(bridge))
        yield bridge


@contextmanager
def drafts_decided(store: SqlStore) -> Iterator[Bridge]:
    """Drafts that both sides hold and that people may decide about."""
    with in_step(store) as bridge:
        bridge.roster = ROSTER
        tenant = tenant_in_re_leased(bridge)
        for number, net in (("RL-1", "200.10"), ("RL-2", "80.00")):
            invoice_in_re_leased(bridge, tenant, number=number, net=net)
        bridge.sync()
        yield bridge


@contextmanager
def payments_back(store: SqlStore) -> Iterator[Bridge]:
    """Documents in step, and money entered on either side."""
    with in_step(store) as bridge:
        customer = RECEIPTS.party(bridge)
        invoice = RECEIPTS.document(bridge, customer)
        vendor = DISBURSEMENTS.party(bridge, "V-9001")
        bill = DISBURSEMENTS.document(bridge, vendor, number="B-1")
        enter = RECEIPTS.document_in_re_leased(bridge, number="DOC-2")
        bridge.sync()
        RECEIPTS.pay(bridge, customer, {invoice: "100.05"})
        DISBURSEMENTS.pay(bridge, vendor, {bill: "33.35"})
        RECEIPTS.pay_in_re_leased(bridge, enter)
        yield bridge


@contextmanager
def order_entry(store: SqlStore) -> Iterator[Bridge]:
    """Order Entry and Purchasing with tax that Intacct works out, and a document entered on either side."""
    with company_with_modules(store, start=small_company(documents=False)) as bridge:
        customer = customer_in_intacct(bridge)
        tenant = tenant_in_re_leased(bridge)
        bridge.sync()
        enter_order(bridge, customer, "100.05")
        enter_in_re_leased(bridge, tenant, "0.03", "33.33")
        yield bridge


@contextmanager
def conflict(store: SqlStore) -> Iterator[Bridge]:
    """An invoice says April in Intacct and May in Re-Leased; a person is asked."""
    with in_step(store) as bridge:
        invoice = invoice_in_intacct(bridge, customer_in_intacct(bridge))
        bridge.sync()
        bridge.intacct.update_invoice(invoice.record_no, InvoiceForm(doc_number="April"), by=FIONA)
        bridge.re_leased.documents.edit(
            COMPANY, twin_of(bridge, "INV-9001"), DocumentFields(reference="May"), by=MARCUS
        )
        bridge.sync()
        yield bridge


def _sync(bridge: Bridge) -> None:
    request_sync(bridge.store, bridge.link.link_id, TERMINAL)


def _pick_and_sync(bridge: Bridge) -> None:
    pick(bridge, ChoiceVerb.TAKE_INTACCT)
    _sync(bridge)


SCENARIOS = (
    Scenario("first sync", first_sync, _sync, parts=6),
    Scenario("daily delta", daily_delta, _sync, parts=4),
    Scenario("bulk approve", drafts_decided, all_approved, parts=3),
    Scenario("payments back", payments_back, _sync, parts=3),
    Scenario("order entry with tax", order_entry, _sync, parts=3),
    Scenario("conflict resolved", conflict, _pick_and_sync, parts=2),
)
