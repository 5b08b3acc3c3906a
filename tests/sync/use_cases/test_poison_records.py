"""A record that cannot be read is set aside and named, and all else goes on; once mended, it goes too."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sandbox.intacct.forms import InvoiceForm, LineForm
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.store.sql_store import SqlStore
from tests.sync.use_cases.bridge import FIONA, Bridge, bridge_over
from tests.sync.use_cases.people import (
    DUE,
    RENT,
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)
from tests.sync.use_cases.poisoning import Fields, spoilt_json, spoilt_on_the_way, spoilt_xml

HEALTHY, HALF_A_LETTER = "RL-9100", "RL-9200"


def with_line(**fields: Any) -> Callable[[Fields], Fields]:
    return lambda record: record | {"lines": [record["lines"][0] | fields]}


POISON_IN_RE_LEASED: dict[str, Callable[[Fields], Fields]] = {
    "RL-1 unknown status": lambda record: record | {"status": "Frozen"},
    "RL-2 no number": with_line(netAmount="NaN"),
    "RL-3 endless": with_line(netAmount="1e400"),
    "RL-4 too fine": with_line(netAmount="0.001"),
    "RL-5 more than anybody has": with_line(netAmount="9" * 20),
    "RL-6 no day": lambda record: record | {"issueDate": "2026-13-32"},
    "RL-7 of another company": lambda record: record | {"companyId": "13"},
    "RL-8 no database keeps it": lambda record: record | {"reference": "nul \x00 here"},
    "RL-10 no contact": lambda record: {k: v for k, v in record.items() if k != "contactId"},
    "RL-11 no moment": lambda record: record | {"modifiedAt": "soon"},
    "RL-12 no time zone": lambda record: record | {"modifiedAt": "2026-03-02T00:00:00"},
    "RL-13 no list": lambda record: record | {"lines": {"a": 1}},
}


def numbers_in(bridge: Bridge, side: Side) -> set[str]:
    return set(bridge.invoices(side))


def test_poison_in_re_leased__is_set_aside_and_the_rest_flows(sqlite_store: SqlStore) -> None:
    with (
        bridge_over(sqlite_store, documents=0) as bridge,
        spoilt_on_the_way(bridge, Side.RE_LEASED) as line,
    ):
        tenant = tenant_in_re_leased(bridge)
        poisoned = [name[:30] for name in POISON_IN_RE_LEASED]
        for number in [*poisoned, HEALTHY, HALF_A_LETTER]:
            invoice_in_re_leased(bridge, tenant, number=number)
        harmless = {HALF_A_LETTER: lambda record: record | {"reference": "half \ud800"}}
        line.spoil = spoilt_json(
            {name[:30]: it for name, it in POISON_IN_RE_LEASED.items()} | harmless
        )

        first, again = bridge.sync(), bridge.sync()

        assert (first.run.state, again.run.state) == (RunState.DONE, RunState.DONE), (
            first.run.failure
        )
        assert {HEALTHY, HALF_A_LETTER} <= numbers_in(bridge, Side.INTACCT)
        assert not numbers_in(bridge, Side.INTACCT) & set(poisoned)
        issue = bridge.issues()[Cause.UNREADABLE]
        assert (issue.count, issue.standing.subject) == (len(poisoned), "Re-Leased")
        assert "cannot be read" in issue.example
        assert again.run.needs_a_person == first.run.needs_a_person

        line.spoil = None
        bridge.sync()

        assert numbers_in(bridge, Side.INTACCT) >= set(poisoned)
        assert Cause.UNREADABLE not in bridge.issues()


POISON_IN_INTACCT: dict[str, dict[str, str | None]] = {
    "INV-1": {"WHENCREATED": "13/32/2026"},
    "INV-2": {"WHENMODIFIED": "soon", "AUWHENCREATED": "soon"},
    "INV-3": {"DOCNUMBER": None},
    "INV-4": {"WHENCREATED": ""},
    "item INV-5": {"TRX_AMOUNT": "1e400"},
    "item INV-6": {"TRX_AMOUNT": "١٢"},
    "item INV-7": {"TRX_AMOUNT": "0.001"},
    "item INV-8": {"TRX_AMOUNT": "9" * 20},
    "item INV-9": {"TRX_AMOUNT": "Infinity"},
}


def entered(bridge: Bridge, customer: str, number: str) -> None:
    """An invoice whose one line names it."""
    line = LineForm(account_no=RENT, amount=Decimal(90), memo=f"item {number}")
    form = InvoiceForm(
        customer_id=customer, record_id=number, invoice_date=TODAY, due_date=DUE, lines=(line,)
    )
    bridge.intacct.create_invoice(form, draft=False, by=FIONA)


def test_poison_in_intacct__is_set_aside_and_the_rest_flows(sqlite_store: SqlStore) -> None:
    with (
        bridge_over(sqlite_store, documents=0) as bridge,
        spoilt_on_the_way(bridge, Side.INTACCT) as line,
    ):
        customer = customer_in_intacct(bridge)
        poisoned = [name.removeprefix("item ") for name in POISON_IN_INTACCT]
        for number in poisoned:
            entered(bridge, customer, number)
        invoice_in_intacct(bridge, customer, number="INV-100")
        line.spoil = spoilt_xml(POISON_IN_INTACCT)

        first, again = bridge.sync(), bridge.sync()

        assert (first.run.state, again.run.state) == (RunState.DONE, RunState.DONE), (
            first.run.failure
        )
        assert numbers_in(bridge, Side.RE_LEASED) == {"INV-100"}
        issue = bridge.issues()[Cause.UNREADABLE]
        assert (issue.count, issue.standing.subject) == (len(poisoned), "Sage Intacct")
        assert "invoice with RECORDNO" in issue.example

        line.spoil = None
        bridge.sync()

        assert numbers_in(bridge, Side.RE_LEASED) == {"INV-100", *poisoned}
        assert Cause.UNREADABLE not in bridge.issues()


@pytest.mark.parametrize("poison", ["RL-1 unknown status", "RL-11 no moment"])
def test_poison__is_read_again_however_much_later_it_is_mended(
    sqlite_store: SqlStore, poison: str
) -> None:
    with (
        bridge_over(sqlite_store, documents=0) as bridge,
        spoilt_on_the_way(bridge, Side.RE_LEASED) as line,
    ):
        tenant = tenant_in_re_leased(bridge)
        invoice_in_re_leased(bridge, tenant, number="RL-1")
        line.spoil = spoilt_json({"RL-1": POISON_IN_RE_LEASED[poison]})
        bridge.sync()
        for number in ("RL-2", "RL-3"):
            bridge.re_leased.clock.advance(timedelta(hours=6))
            invoice_in_re_leased(bridge, tenant, number=number)
            bridge.sync()
        told = bridge.issues()[Cause.UNREADABLE]
        line.spoil = None
        bridge.sync()

        assert told.count == 1
        assert {"RL-1", "RL-2", "RL-3"} <= numbers_in(bridge, Side.INTACCT)
        assert Cause.UNREADABLE not in bridge.issues()


def test_stamp_in_the_far_future__hides_nothing_that_changes_later(sqlite_store: SqlStore) -> None:
    def tomorrow_never_comes(record: Fields) -> Fields:
        return record | {"modifiedAt": "9000-01-01T00:00:00.000Z"}

    with (
        bridge_over(sqlite_store, documents=0) as bridge,
        spoilt_on_the_way(bridge, Side.RE_LEASED) as line,
    ):
        tenant = tenant_in_re_leased(bridge)
        invoice_in_re_leased(bridge, tenant, number="RL-FUTURE")
        line.spoil = spoilt_json({"RL-FUTURE": tomorrow_never_comes})
        bridge.sync()
        with sqlite_store.reading() as transaction:
            marks = transaction.watermarks.all(bridge.link.link_id, Side.RE_LEASED)
        line.spoil = None
        invoice_in_re_leased(bridge, tenant, number="RL-LATER")
        bridge.sync()

        assert max(marks.values()).year <= datetime.now(tz=UTC).year + 1
        assert {"RL-FUTURE", "RL-LATER"} <= numbers_in(bridge, Side.INTACCT)
