"""The pre-flight check, over HTTP against both stand-ins: what would go wrong later is told now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sandbox.intacct.settings import change_settings
from sandbox.re_leased.faults import Fault, FaultKind
from sandbox.re_leased.records import Provider
from sync.domain.errors import FixSetup
from sync.domain.modules import Modules
from sync.domain.pre_flight import Check, CheckResult, stops
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.store.sql_store import SqlStore
from sync.use_cases.link_companies import confirm_link, propose_link
from sync.use_cases.pre_flight import check_before_linking
from tests.sync.use_cases.bridge import (
    COMPANY,
    MARCUS,
    SYNC_FROM,
    TERMINAL,
    Unlinked,
    intacct_settings,
    re_leased_settings,
    unlinked_over,
)

NAME = "Harbour Property Group Ltd"
INTACCT, RE_LEASED = Side.INTACCT.label, Side.RE_LEASED.label


@pytest.fixture
def world(sqlite_store: SqlStore) -> Iterator[Unlinked]:
    with unlinked_over(sqlite_store) as made:
        yield made


def checked(world: Unlinked) -> dict[tuple[str, str], Check]:
    before = world.writes()
    checks = check_before_linking(world.desk)
    assert world.writes() == before
    assert all(check.next_step for check in checks if check.result is not CheckResult.OK)
    return {(check.where, check.subject): check for check in checks}


def with_options(world: Unlinked, **changes: Any) -> None:
    change_settings(world.running.world.intacct, changes)


def test_pre_flight__a_sound_set_up_stops_nothing(world: Unlinked) -> None:
    checks = checked(world)
    assert stops(tuple(checks.values())) == ()
    noted = {key for key, one in checks.items() if one.result is not CheckResult.OK}
    assert noted == {(INTACCT, "Rights to write"), (RE_LEASED, "Rights to write")}
    assert "GBP in both" in checks["Both", "Currency"].found


@pytest.mark.parametrize(
    ("denied", "area"),
    [
        ("APBILL", "Accounts Payable"),
        ("ARPYMT", "Accounts Receivable"),
        ("CHECKINGACCOUNT", "Cash Management"),
        ("TAXDETAIL", "Taxes"),
        ("GLACCOUNT", "General Ledger"),
    ],
)
def test_pre_flight__an_object_that_may_not_be_read(
    world: Unlinked, denied: str, area: str
) -> None:
    with_options(world, denied_objects=[denied])
    check = checked(world)[INTACCT, area]
    assert check.result is CheckResult.STOP
    assert check.found == f"{denied} cannot be read."
    assert "may not subscribe to it" in check.next_step


def test_pre_flight__modules_are_looked_at_only_where_they_are_asked_for(world: Unlinked) -> None:
    with_options(world, denied_objects=["SODOCUMENT"])
    assert (INTACCT, "Order Entry") not in checked(world)
    settings = replace(intacct_settings(world.running.address), sales_definition="Sales Invoice")
    intacct = IntacctLedger(settings)
    desk = replace(world.desk, ledgers={**world.desk.ledgers, Side.INTACCT: intacct})
    checks = {check.subject: check for check in check_before_linking(desk)}
    intacct.close()
    assert checks["Order Entry"].result is CheckResult.STOP


def test_pre_flight__the_audit_trail_may_not_be_read(world: Unlinked) -> None:
    with_options(world, denied_objects=["AUDITHISTORY"])
    check = checked(world)[INTACCT, "Audit trail"]
    assert check.result is CheckResult.ATTENTION
    assert "view audit history" in check.next_step


def test_pre_flight__the_users_may_not_be_read(world: Unlinked) -> None:
    assert checked(world)[INTACCT, "Users"].result is CheckResult.OK
    with_options(world, denied_objects=["USERINFO"])
    check = checked(world)[INTACCT, "Users"]
    assert check.result is CheckResult.ATTENTION
    assert "approving a draft that they entered there" in check.found


def test_pre_flight__the_users_formats_cannot_be_read(world: Unlinked) -> None:
    with_options(world, users={"xmluser": {"date_format": "/dmY"}})
    check = checked(world)[INTACCT, "Company"]
    assert check.result is CheckResult.STOP
    assert "date format to /mdY" in check.found


def test_pre_flight__a_tax_solution_that_is_not_installed(world: Unlinked) -> None:
    settings = replace(intacct_settings(world.running.address), tax_solution="Australia - GST")
    assert of_tax(world, IntacctLedger(settings)).result is CheckResult.STOP


def test_pre_flight__a_tax_solution_that_is_not_named(world: Unlinked) -> None:
    settings = replace(intacct_settings(world.running.address), tax_solution="")
    check = of_tax(world, IntacctLedger(settings))
    assert check.result is CheckResult.ATTENTION
    assert "Set INTACCT_TAX_SOLUTION" in check.next_step


def of_tax(world: Unlinked, intacct: IntacctLedger) -> Check:
    desk = replace(world.desk, ledgers={**world.desk.ledgers, Side.INTACCT: intacct})
    checks = {check.subject: check for check in check_before_linking(desk)}
    intacct.close()
    return checks["Tax set-up"]


def test_pre_flight__dimensions_that_accounts_require(world: Unlinked) -> None:
    book = world.running.world.intacct
    account = book.accounts.named("4000")
    assert account is not None
    fields = {name: getattr(account, name) for name in account.__struct_fields__}
    book.accounts.put(type(account)(**{**fields, "require_location": True}))
    check = checked(world)[INTACCT, "Required dimensions"]
    assert check.result is CheckResult.ATTENTION
    assert "Location by 1 account" in check.found


def test_pre_flight__a_company_of_entities_without_one_named(world: Unlinked) -> None:
    world.running.world.intacct.create_entity("E200", "Quay", by="admin")
    check = checked(world)[INTACCT, "Entities"]
    assert check.result is CheckResult.ATTENTION
    assert "INTACCT_ENTITY_ID" in check.next_step


def test_pre_flight__clocks_that_differ(world: Unlinked) -> None:
    world.running.world.clock.advance(timedelta(minutes=10))
    checks = checked(world)
    for side in (INTACCT, RE_LEASED):
        assert checks[side, "Clock"].result is CheckResult.ATTENTION
        assert "seconds ahead of ours" in checks[side, "Clock"].found


def test_pre_flight__a_key_that_may_not_read(world: Unlinked) -> None:
    fault = Fault(FaultKind.FORBIDDEN, path=f"/companies/{COMPANY}/payments*", times=None)
    world.running.world.re_leased_faults.add(fault)
    check = checked(world)[RE_LEASED, "Payments"]
    assert check.result is CheckResult.STOP


def test_pre_flight__a_native_connection(world: Unlinked) -> None:
    world.re_leased.companies.connect_natively(COMPANY, provider=Provider.XERO, by=MARCUS)
    check = checked(world)[RE_LEASED, "Native connection"]
    assert check.result is CheckResult.ATTENTION
    assert "Connected to Xero" in check.found


def test_pre_flight__currencies_that_differ(world: Unlinked) -> None:
    shelf = world.re_leased.companies.shelf
    shelf.change(shelf.get("group", COMPANY, what="company"), by=MARCUS, currency="EUR")
    assert checked(world)["Both", "Currency"].result is CheckResult.STOP


def test_pre_flight__a_key_that_is_refused_is_told_as_one_check(world: Unlinked) -> None:
    fault = Fault(FaultKind.UNAUTHENTICATED, times=None)
    world.running.world.re_leased_faults.add(fault)
    checks = checked(world)
    assert checks[RE_LEASED, "Company"].result is CheckResult.STOP
    assert (RE_LEASED, "Contacts") not in checks


def test_proposal__stands_in_its_own_way_while_a_check_stopped(world: Unlinked) -> None:
    with_options(world, denied_objects=["APBILL"])
    checks = check_before_linking(world.desk)
    proposal = propose_link(world.desk, sync_from=SYNC_FROM, who=TERMINAL, checks=checks)
    with pytest.raises(FixSetup, match="stopped at Sage Intacct: Accounts Payable"):
        confirm_link(world.desk, proposal.proposal_id, typed_name=NAME, who=TERMINAL)
    with_options(world, denied_objects=[])
    checks = check_before_linking(world.desk)
    proposal = propose_link(world.desk, sync_from=SYNC_FROM, who=TERMINAL, checks=checks)
    assert confirm_link(world.desk, proposal.proposal_id, typed_name=NAME, who=TERMINAL).link_id


def test_pre_flight__modules_need_their_tax_type_and_both_ledgers_set_up_alike(
    world: Unlinked,
) -> None:
    orders = Modules(order_entry=True)
    settings = replace(re_leased_settings(world.running.address), modules=orders)
    settings = replace(settings, external_tax_type="NOWHERE")
    re_leased = ReLeasedLedger(settings)
    desk = replace(world.desk, ledgers={**world.desk.ledgers, Side.RE_LEASED: re_leased})
    checks = {check.subject: check for check in check_before_linking(desk)}
    re_leased.close()
    assert checks["Externally Calculated Tax"].result is CheckResult.STOP
    assert checks["Modules"].result is CheckResult.STOP
    assert (RE_LEASED, "Externally Calculated Tax") not in checked(world)
