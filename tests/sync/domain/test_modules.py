"""Order Entry and Purchasing: which kinds they bring, which records they keep back, and what items are."""

from dataclasses import replace

import pytest

from sync.domain.kinds import SYNCED_KINDS, RecordKind
from sync.domain.modules import PLAIN, Modules, synced_kinds
from sync.domain.plan import Decision, StepVerb
from sync.domain.planner import decide
from sync.domain.records import (
    Account,
    AccountClass,
    Allocation,
    Item,
    ItemUse,
    Record,
    Reference,
    item_of_account,
    use_of_account,
)
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    TERMS,
    credit_allocation,
    engine_taxed,
    invoice,
    line,
    lone,
    pounds,
    receipt,
    standing_of,
)

BOTH = Modules(order_entry=True, purchasing=True)
SALES, BILL, CREDIT = RecordKind.SALES_INVOICE, RecordKind.BILL, RecordKind.SALES_CREDIT


def decided(
    record: Record, *, side: Side, kind: RecordKind = SALES, modules: Modules = BOTH, key: str = ""
) -> Decision:
    own = {"key": key} if key else {}
    terms = replace(TERMS, modules=modules)
    return decide(lone(side, kind, record, **own), replace(CONTEXT, terms=terms))


@pytest.mark.parametrize("modules", [Modules(order_entry=True), Modules(purchasing=True), BOTH])
def test_items__are_carried_where_a_module_is_used_and_before_documents(modules: Modules) -> None:
    kinds = synced_kinds(modules)
    assert set(kinds) - set(SYNCED_KINDS) == {RecordKind.ITEM}
    assert [kind.rank for kind in kinds] == sorted(kind.rank for kind in kinds)
    assert synced_kinds(PLAIN) == SYNCED_KINDS


def test_modules__keep_invoices_and_bills_and_never_credits() -> None:
    assert [BOTH.keep(kind) for kind in (SALES, BILL, CREDIT)] == [True, True, False]
    assert BOTH.items_on(SALES) is ItemUse.SALES
    assert BOTH.items_on(BILL) is ItemUse.PURCHASES
    assert PLAIN.items_on(SALES) is None
    assert Modules(purchasing=True).serve(RecordKind.RECEIPT) is False


def test_externally_calculated_tax__needs_no_counterpart() -> None:
    decision = decided(invoice(Side.RE_LEASED, lines=(engine_taxed(None),)), side=Side.RE_LEASED)
    assert [step.verb for step in decision.steps] == [StepVerb.CREATE]


@pytest.mark.parametrize(
    ("tax", "named"),
    [(Reference(RecordKind.TAX_DETAIL, "UK Sale Standard"), "UK Sale Standard"), (None, "(none)")],
)
def test_another_tax_type__is_refused_where_a_module_keeps_the_document(
    tax: Reference | None, named: str
) -> None:
    lines = (engine_taxed(None), line(tax_detail=tax, description="Parking"))
    standing = standing_of(decided(invoice(Side.RE_LEASED, lines=lines), side=Side.RE_LEASED))
    assert (standing.state, standing.cause) == (StandingState.REFUSED, Cause.TAX_NOT_EXTERNAL)
    assert (standing.subject, standing.detail) == (named, "Parking")


@pytest.mark.parametrize(("kind", "modules"), [(CREDIT, BOTH), (SALES, Modules(purchasing=True))])
def test_externally_calculated_tax__is_refused_where_nothing_calculates_it(
    kind: RecordKind, modules: Modules
) -> None:
    document = invoice(Side.RE_LEASED, lines=(engine_taxed(None),))
    decision = decided(document, side=Side.RE_LEASED, kind=kind, modules=modules)
    assert standing_of(decision).cause is Cause.TAX_ONLY_EXTERNAL


def test_a_document_of_a_module__is_refused_where_the_company_does_not_use_it() -> None:
    decision = decided(invoice(), side=Side.INTACCT, modules=PLAIN, key="SO:Sales Invoice-INV-1")
    standing = standing_of(decision)
    assert (standing.state, standing.cause) == (StandingState.REFUSED, Cause.FROM_A_MODULE)
    assert (standing.subject, standing.detail) == ("Order Entry", "Sales Invoice-INV-1")
    with_module = decided(invoice(), side=Side.INTACCT, key="SO:Sales Invoice-INV-1")
    assert [step.verb for step in with_module.steps] == [StepVerb.CREATE]


def test_a_payment_of_such_a_document__is_refused_with_the_same_reason() -> None:
    order = Reference(SALES, "SO:Sales Invoice-INV-1")
    paid = receipt(allocations=(Allocation(order, pounds("1440.00")),))
    allocated = credit_allocation(document=order)
    for kind, record in (
        (RecordKind.RECEIPT, paid),
        (RecordKind.SALES_CREDIT_ALLOCATION, allocated),
    ):
        decision = decided(record, side=Side.INTACCT, kind=kind, modules=PLAIN)
        assert standing_of(decision).cause is Cause.PAYS_FROM_A_MODULE


def test_an_item_of_intacct_without_an_account__stays_there() -> None:
    item = Item("CHAIR-01", "Chair", ItemUse.SALES, active=True)
    decision = decided(item, side=Side.INTACCT, kind=RecordKind.ITEM)
    assert standing_of(decision).cause is Cause.ONLY_IN_INTACCT


@pytest.mark.parametrize(
    ("number", "account_class", "use"),
    [
        ("4000", AccountClass.REVENUE, ItemUse.SALES),
        ("5000", AccountClass.EXPENSE, ItemUse.PURCHASES),
        ("2150", AccountClass.LIABILITY, None),
        ("4000 [S]", AccountClass.OTHER, ItemUse.SALES),
        ("[p]5000", AccountClass.OTHER, ItemUse.PURCHASES),
    ],
)
def test_use_of_an_account__follows_its_mark_and_then_its_class(
    number: str, account_class: AccountClass, use: ItemUse | None
) -> None:
    account = Account(number, "Rental income", account_class, active=True)
    assert use_of_account(account) is use


@pytest.mark.parametrize("number", ["4000", "4000 [s]", "[S]4000"])
@pytest.mark.parametrize("name", ["Rental income", "Rental income [S]"])
def test_an_item__carries_one_mark_however_its_account_is_spelled(number: str, name: str) -> None:
    account = Account(number, name, AccountClass.REVENUE, active=True)
    item = item_of_account(account, ItemUse.SALES)
    assert (item.code, item.name.casefold()) == ("4000 [s]", "rental income [s]")
