"""Every cell of the rule book, as the engine keeps it between the two stand-in ledgers.

What is expected stands here in words of its own, not in those of the product's table.
"""

from dataclasses import dataclass

import pytest

from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.rule_book import RULE_BOOK
from sync.domain.sides import Side
from sync.domain.standing import Cause
from tests.rule_book.contact_works import ContactWork
from tests.rule_book.document_works import DocumentWork
from tests.rule_book.reference_works import (
    AccountWork,
    DimensionValueWork,
    DimensionWork,
    TaxDetailWork,
)
from tests.rule_book.works import Work
from tests.sync.use_cases.bridge import Bridge

INTACCT, RE_LEASED = frozenset({Side.INTACCT}), frozenset({Side.RE_LEASED})
EITHER = INTACCT | RE_LEASED


@dataclass(frozen=True)
class Expected:
    """One row of the rule book, as the design has it."""

    created_in: frozenset[Side]
    changed_in: frozenset[Side]
    ended_in: frozenset[Side]


ONLY_INTACCT = Expected(INTACCT, INTACCT, INTACCT)
A_CONTACT = Expected(EITHER, INTACCT, INTACCT)
A_DOCUMENT = Expected(EITHER, EITHER, INTACCT)

ROWS: dict[Work, Expected] = {
    DimensionWork(): ONLY_INTACCT,
    DimensionValueWork(): ONLY_INTACCT,
    TaxDetailWork(): ONLY_INTACCT,
    AccountWork(): ONLY_INTACCT,
    ContactWork(RecordKind.CUSTOMER, Category.TENANT): A_CONTACT,
    ContactWork(RecordKind.VENDOR, Category.CREDITOR): A_CONTACT,
    DocumentWork(RecordKind.SALES_INVOICE): A_DOCUMENT,
    DocumentWork(RecordKind.BILL): A_DOCUMENT,
    DocumentWork(RecordKind.SALES_CREDIT): A_DOCUMENT,
    DocumentWork(RecordKind.PURCHASE_CREDIT): A_DOCUMENT,
}

EVERY_WORK = pytest.mark.parametrize("work", ROWS, ids=str)
TRAVELS = [(work, side) for work, row in ROWS.items() for side in sorted(row.created_in)]
EVERY_SIDE = pytest.mark.parametrize("side", Side, ids=lambda side: side.value)


def nothing_more_is_written(bridge: Bridge) -> bool:
    before = bridge.writes()
    bridge.sync()
    return bridge.writes() == before


@pytest.mark.cell("created_in")
@EVERY_WORK
@EVERY_SIDE
def test_created_in(synced: Bridge, work: Work, side: Side) -> None:
    """A record made where the rule book allows it arrives; made elsewhere, it stays where it is."""
    work.create(synced, side)
    synced.sync()
    travels = side in ROWS[work].created_in
    assert (work.on(synced, side.other) is not None) is travels
    assert nothing_more_is_written(synced)


@pytest.mark.cell("changed_in")
@EVERY_WORK
@EVERY_SIDE
def test_changed_in(synced: Bridge, work: Work, side: Side) -> None:
    """A change made where the rule book allows it is carried over; made elsewhere, somebody is reminded."""
    work.create(synced, Side.INTACCT)
    synced.sync()
    before = work.shown(synced, side.other)
    work.change(synced, side)
    changed = work.shown(synced, side)
    assert changed != before
    synced.sync()
    if side in ROWS[work].changed_in:
        assert work.shown(synced, side.other) == changed
        assert synced.issues() == {}
    else:
        assert work.shown(synced, side.other) == before
        assert synced.issues()[Cause.CHANGED_WHERE_NOT_ALLOWED].count == 1
    assert nothing_more_is_written(synced)


@pytest.mark.cell("ended_in")
@EVERY_WORK
@EVERY_SIDE
def test_ended_in(synced: Bridge, work: Work, side: Side) -> None:
    """Ended where the rule book allows it, it ends on the other side; elsewhere, somebody is reminded."""
    work.create(synced, Side.INTACCT)
    synced.sync()
    work.end(synced, side)
    synced.sync()
    other = work.on(synced, side.other)
    assert other is not None
    assert work.has_ended(other) is (side in ROWS[work].ended_in)
    assert (synced.issues() == {}) is (side in ROWS[work].ended_in)
    assert nothing_more_is_written(synced)


@pytest.mark.cell("other_side_gets")
@pytest.mark.parametrize(("work", "side"), TRAVELS, ids=str)
def test_other_side_gets(synced: Bridge, work: Work, side: Side) -> None:
    """What arrives says the same, to the cent."""
    work.create(synced, side)
    synced.sync()
    assert work.shown(synced, side.other) == work.shown(synced, side)


def test_rule_book__says_what_the_design_says() -> None:
    said = {
        kind: Expected(rule.created_in, rule.changed_in, rule.ended_in)
        for rule in RULE_BOOK
        for kind in rule.kinds
    }
    assert {work.kind: expected for work, expected in ROWS.items()}.items() <= said.items()
