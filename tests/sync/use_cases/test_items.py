"""Items from Re-Leased's chart of accounts, for companies that use Order Entry or Purchasing and no others."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from sandbox.intacct.forms import AccountForm, ItemForm
from sync.domain.kinds import RecordKind
from sync.domain.modules import Modules
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.store.sql_store import SqlStore
from tests.sync.use_cases.bridge import FIONA, Bridge
from tests.sync.use_cases.orders_at_work import (
    DEPOSITS,
    company_with_modules,
    enter_in_re_leased,
    item_in_intacct,
    items,
    order,
)
from tests.sync.use_cases.people import tenant_in_re_leased
from tests.sync.use_cases.starts import Starts
from tests.sync.use_cases.test_payments import standings


@pytest.fixture
def company(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    with starts.go_on("in step with both modules", company_with_modules, engine) as bridge:
        yield bridge


def test_plain_companies__get_no_items(synced: Bridge) -> None:
    assert synced.keys(Side.INTACCT, RecordKind.ITEM) == []


@pytest.mark.cell("created_in", RecordKind.ITEM)
@pytest.mark.cell("other_side_gets", RecordKind.ITEM)
def test_revenue_is_sold_and_expenses_are_bought__each_with_its_mark(company: Bridge) -> None:
    made = items(company)
    assert {"4000 [s]", "4010 [s]", "5000 [p]", "7000 [p]"} <= set(made)
    assert not {"4000 [p]", "5000 [s]", f"{DEPOSITS} [s]", "1000 [s]"} & set(made)
    rent = company.intacct.items.named("4000 [s]")
    assert rent is not None
    assert (rent.name, rent.income_account_no) == ("Rental Income [s]", "4000")
    assert not company.issues()


def test_one_module_only__has_only_its_items(store: SqlStore) -> None:
    with company_with_modules(store, Modules(purchasing=True)) as company:
        assert items(company, "[s]") == []
        assert "5000 [p]" in items(company, "[p]")


@pytest.mark.parametrize("spelling", ["[S]4000", "4000[s]", "4000 [S]", "[s] 4000", "4000-S"])
def test_an_item_that_is_there_in_any_spelling__is_never_made_a_second_time(
    store: SqlStore, spelling: str
) -> None:
    with company_with_modules(store, rent_item=spelling) as company:
        assert items(company, "4000") == [spelling]
        rent = company.intacct.items.named(spelling)
        assert rent is not None
        assert rent.name == "Rent as we call it"
        enter_in_re_leased(company, tenant_in_re_leased(company), "100.05")
        company.sync()
        assert order(company, "RL-9001").lines[0].item_id == spelling
        assert items(company, "4000") == [spelling]


def test_a_second_run__writes_nothing(company: Bridge) -> None:
    before = company.writes()
    company.sync()
    assert company.writes() == before


def test_an_account_of_another_class__becomes_an_item_when_it_is_first_used(
    company: Bridge,
) -> None:
    tenant = tenant_in_re_leased(company)
    enter_in_re_leased(company, tenant, "500.00", account=DEPOSITS)
    company.sync()
    assert items(company, DEPOSITS) == [f"{DEPOSITS} [s]"]
    assert order(company, "RL-9001").lines[0].item_id == f"{DEPOSITS} [s]"


@pytest.mark.cell("changed_in", RecordKind.ITEM)
@pytest.mark.cell("ended_in", RecordKind.ITEM)
def test_an_account_renamed_and_archived__takes_its_item_along(company: Bridge) -> None:
    company.intacct.update_account("4010", AccountForm(title="Rent on turnover"), by=FIONA)
    company.intacct.update_account("4020", AccountForm(status="inactive"), by=FIONA)
    company.sync()
    renamed, archived = (company.intacct.items.named(f"{code} [s]") for code in ("4010", "4020"))
    assert renamed is not None
    assert archived is not None
    assert renamed.name == "Rent on turnover [s]"
    assert archived.status == "inactive"


@pytest.mark.cell("changed_in", RecordKind.ITEM)
def test_an_item_renamed_in_intacct__keeps_its_name_there(company: Bridge) -> None:
    form = ItemForm(code="4000 [s]", name="Our rent")
    company.intacct.update_item("4000 [s]", form, by=FIONA)
    company.sync()
    rent = company.intacct.items.named("4000 [s]")
    assert rent is not None
    assert rent.name == "Our rent"
    assert not company.issues()


@pytest.mark.cell("created_in", RecordKind.ITEM)
def test_an_item_of_intacct_alone__stays_there(company: Bridge) -> None:
    item_in_intacct(company, "CHAIR-01")
    company.sync()
    assert "CHAIR-01" in items(company)
    only_there = (StandingState.SET_ASIDE, Cause.ONLY_IN_INTACCT)
    assert only_there in standings(company, RecordKind.ITEM)
    assert not company.issues()
    with company.store.reading() as transaction:
        rows = transaction.records.cause_rows(company.link.link_id)
    kept = [row.kind for row in rows if row.standing.cause is Cause.ONLY_IN_INTACCT]
    assert kept == [RecordKind.ITEM]
