"""The engine between the two stand-in ledgers, over real HTTP: what the stories of a run work with."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from sandbox.intacct import credentials as intacct_credentials
from sandbox.intacct.book import IntacctBook
from sandbox.re_leased import credentials as re_leased_credentials
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.records import Actor
from sandbox.seed.portfolio import Portfolio
from sandbox.server import RunningWorld, running
from sandbox.world import WorldOptions
from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyLink
from sync.domain.modules import PLAIN, Modules
from sync.domain.records import Document
from sync.domain.roles import Role
from sync.domain.runs import Requester
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.ledgers.re_leased.settings import ReLeasedSettings
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster
from sync.use_cases.ports import Issue, Ledger, Store
from sync.use_cases.request_run import Requested, request_apply, request_plan, request_sync
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from sync.use_cases.run_view import RunView, view_run
from tests.knowing import roster_of

COMPANY = "12"
TERMINAL = Requester(person_id="", name="a test")
FIONA = "fsmith"
MARCUS = Actor(type="user", id="u1", name="Marcus Poe")
NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For plain HTTP to this machine: reading whom to trust takes longer than the call."""

SYNC_FROM = (datetime.now(tz=UTC) - timedelta(days=420)).date()


@dataclass(frozen=True, slots=True)
class SetUp:
    """How the sync is set up to reach both ledgers.

    Attributes:
        modules: What the companies use.
        intacct_changes: Settings of Intacct's that the story is about.
    """

    modules: Modules = PLAIN
    intacct_changes: Mapping[str, Any] = field(default_factory=dict)

    @contextmanager
    def ledgers(self, address: str) -> Iterator[dict[Side, Ledger]]:
        """Both ledgers of the stand-in world at `address`."""
        settings = replace(
            intacct_settings(address),
            sales_definition="Sales Invoice" if self.modules.order_entry else "",
            purchase_definition="Vendor Invoice" if self.modules.purchasing else "",
        )
        intacct = IntacctLedger(replace(settings, **self.intacct_changes))
        re_leased = ReLeasedLedger(replace(re_leased_settings(address), modules=self.modules))
        with closing(intacct), closing(re_leased):
            yield {Side.INTACCT: intacct, Side.RE_LEASED: re_leased}


@dataclass(slots=True)
class Bridge:
    """Two ledgers, a database, and the engine between them."""

    running: RunningWorld
    store: Store
    ledgers: dict[Side, Ledger]
    link: CompanyLink
    roster: Roster = field(default_factory=lambda: Roster({}))
    set_up: SetUp = field(default_factory=SetUp)

    @property
    def intacct(self) -> IntacctBook:
        return self.running.world.intacct

    @property
    def re_leased(self) -> ReLeasedBook:
        return self.running.world.re_leased

    @property
    def bench(self) -> Workbench:
        return Workbench(self.store, self.ledgers, self.roster, owner="a test")

    def sync(self, requester: Requester = TERMINAL) -> RunView:
        return self._carry_out(request_sync(self.store, self.link.link_id, requester))

    def plan(self) -> RunView:
        return self._carry_out(request_plan(self.store, self.link.link_id, TERMINAL))

    def apply(self, plan_id: int) -> RunView:
        return self._carry_out(request_apply(self.store, plan_id, TERMINAL))

    def _carry_out(self, requested: Requested) -> RunView:
        carry_out(self.bench, requested.run.run_id)
        return view_run(self.store, requested.run.run_id)

    def writes(self) -> dict[str, int]:
        """Writes each ledger has counted so far, by its own count."""
        return writes_counted_by(self.running)

    def invoices(self, side: Side) -> dict[str, Document]:
        """A side's invoices by number, read afresh over its interface."""
        return {
            sighting.record.number: sighting.record
            for page in self.ledgers[side].changes({RecordKind.SALES_INVOICE: None})
            for sighting in page.sightings
            if isinstance(sighting.record, Document) and not sighting.gone
        }

    def keys(self, side: Side, kind: RecordKind) -> list[str]:
        return [
            sighting.key
            for page in self.ledgers[side].changes({kind: None})
            for sighting in page.sightings
            if not (sighting.gone or sighting.only_if_known)
        ]

    def issues(self) -> dict[str, Issue]:
        """The open issues by their cause."""
        with self.store.reading() as transaction:
            issues = transaction.issues.open_ones(self.link.link_id)
        return {str(issue.standing.cause): issue for issue in issues}


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A small stand-in world, and what linking works with. No companies are linked."""

    running: RunningWorld
    desk: LinkDesk
    set_up: SetUp

    @property
    def re_leased(self) -> ReLeasedBook:
        return self.running.world.re_leased

    def writes(self) -> dict[str, int]:
        return writes_counted_by(self.running)


@contextmanager
def unlinked_over(
    store: Store,
    *,
    documents: int = 10,
    modules: Modules = PLAIN,
    start: Portfolio | None = None,
    **intacct_changes: Any,
) -> Iterator[Unlinked]:
    """A small stand-in world, or that of `start`; `intacct_changes` are settings of Intacct's for the story."""
    set_up = SetUp(modules, intacct_changes)
    with (
        running(WorldOptions(documents=documents, start=start)) as world,
        set_up.ledgers(world.address) as ledgers,
    ):
        yield Unlinked(world, LinkDesk(store, ledgers, Roster({})), set_up)


@contextmanager
def bridge_over(
    store: Store,
    *,
    documents: int = 10,
    sync_from: date = SYNC_FROM,
    modules: Modules = PLAIN,
    start: Portfolio | None = None,
    **intacct_changes: Any,
) -> Iterator[Bridge]:
    """A small stand-in world, linked and never synced."""
    with unlinked_over(
        store, documents=documents, modules=modules, start=start, **intacct_changes
    ) as world:
        link = link_at_once(world.desk, sync_from=sync_from, who=TERMINAL)
        yield Bridge(world.running, store, dict(world.desk.ledgers), link, set_up=world.set_up)


@contextmanager
def synced_over(store: Store, **options: Any) -> Iterator[Bridge]:
    """A small stand-in world, linked and in step; `options` are those of `bridge_over`."""
    with bridge_over(store, **options) as bridge:
        bridge.sync()
        yield bridge


def writes_counted_by(world: RunningWorld) -> dict[str, int]:
    """Writes each ledger has counted so far, by its own count."""
    asked = httpx.get(f"{world.address}/control/calls", verify=NO_AUTHORITIES)
    totals = asked.json()["totals"]
    return {side.value: totals[side.value]["writes"] for side in Side}


def intacct_settings(address: str) -> IntacctSettings:
    return IntacctSettings(
        url=f"{address}/ia/xml/xmlgw.phtml",
        sender_id=intacct_credentials.SENDER_ID,
        sender_password=intacct_credentials.SENDER_PASSWORD,
        company_id=intacct_credentials.COMPANY_ID,
        entity_id="",
        user_id=intacct_credentials.USER_ID,
        user_password=intacct_credentials.USER_PASSWORD,
        tax_solution="United Kingdom - VAT",
        # Most stories enter lines without a property; those about properties say so.
        property_dimension="",
        first_wait_seconds=0.01,
    )


def re_leased_settings(address: str, company: str = COMPANY) -> ReLeasedSettings:
    return ReLeasedSettings(
        base_url=f"{address}/re-leased/v1",
        api_key=re_leased_credentials.API_KEY,
        company_id=company,
        requests_per_minute=None,
    )


VIEWER = roster_of({"U0VICTOR": Role.VIEWER})
