"""The property of a line: what lacks one is told and travels all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from sandbox.intacct.forms import DimensionValueForm, InvoiceForm, LineEdit, LineForm
from sandbox.intacct.options import UserDimension
from sync.domain.kinds import RecordKind
from sync.domain.records import DimensionValue
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.store.sql_store import SqlStore
from tests.sync.use_cases.bridge import COMPANY, FIONA, Bridge, bridge_over
from tests.sync.use_cases.people import DUE, RENT, TODAY, customer_in_intacct
from tests.sync.use_cases.starts import Starts
from tests.sync.use_cases.test_daily_changes import settled


@contextmanager
def with_two_properties(store: SqlStore) -> Iterator[Bridge]:
    with bridge_over(store, property_dimension="LOCATION") as made:
        for code, name in (("Q-1", "Quay House"), ("Q-2", "Mill Yard")):
            form = DimensionValueForm(code=code, name=name)
            made.intacct.create_dimension_value("LOCATION", form, by=FIONA)
        made.sync()
        yield made


@pytest.fixture
def bridge(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """In step, with two properties, and the property-matching dimension as it is unless set."""
    with starts.go_on("in step with two properties", with_two_properties, engine) as made:
        yield made


def enter(bridge: Bridge, *properties: str, number: str = "INV-9001") -> int:
    """An invoice in Intacct with a line of 100.00 for each property; its RECORDNO."""
    lines = tuple(
        LineForm(account_no=RENT, amount=Decimal("100.00"), memo="Rent", location_id=one)
        for one in properties
    )
    form = InvoiceForm(
        customer_id=customer_in_intacct(bridge, f"C-{number}", f"{number} Ltd"),
        record_id=number,
        invoice_date=TODAY,
        due_date=DUE,
        lines=lines,
    )
    return bridge.intacct.create_invoice(form, draft=False, by=FIONA).record_no


def tags_in_re_leased(bridge: Bridge, number: str = "INV-9001") -> list[int]:
    """How many options each line of the invoice carries in Re-Leased."""
    return [len(line.dimensions) for line in bridge.invoices(Side.RE_LEASED)[number].lines]


def test_line_without_a_property__travels_and_is_told_until_it_is_corrected(
    bridge: Bridge,
) -> None:
    number = enter(bridge, "Q-1", "")
    assert enter(bridge, "", number="INV-9002")
    assert not settled(bridge)
    assert tags_in_re_leased(bridge) == [1, 0]
    issue = bridge.issues()[Cause.NO_PROPERTY]
    assert (issue.standing.state, issue.kind) == (
        StandingState.REMINDER,
        RecordKind.SALES_INVOICE,
    )
    assert (issue.count, str(issue.amount)) == (2, "300.00 GBP")
    assert settled(bridge)
    tag = LineEdit(line_num=2, line=LineForm(location_id="Q-2"))
    bridge.intacct.update_invoice(number, InvoiceForm(), line_edits=[tag], by=FIONA)
    bridge.sync()
    assert bridge.issues()[Cause.NO_PROPERTY].count == 1
    assert tags_in_re_leased(bridge) == [1, 1]


def test_several_properties_on_one_document__each_line_keeps_its_own_and_nobody_is_told(
    bridge: Bridge,
) -> None:
    enter(bridge, "Q-1", "Q-2")
    bridge.sync()
    first, second = bridge.invoices(Side.RE_LEASED)["INV-9001"].lines
    assert first.dimensions != second.dimensions
    assert tags_in_re_leased(bridge) == [1, 1]
    assert bridge.issues() == {}


def test_another_dimension__may_be_the_one_that_tells_the_property(store: SqlStore) -> None:
    with bridge_over(store, property_dimension="CLASS") as bridge:
        form = DimensionValueForm(code="Q-1", name="Quay House")
        bridge.intacct.create_dimension_value("LOCATION", form, by=FIONA)
        enter(bridge, "Q-1")
        bridge.sync()
        assert bridge.issues()[Cause.NO_PROPERTY].count == len(bridge.invoices(Side.INTACCT))


def test_dimension_of_the_company_s_own__travels_with_its_values_renamed_and_tagged(
    bridge: Bridge,
) -> None:
    bridge.intacct.options.user_dimensions = (UserDimension("UNIT", "Unit"),)
    unit = bridge.intacct.add_user_dimension_value("UNIT", "Unit 4", by=FIONA)
    number = enter(bridge, "Q-1")
    tag = LineForm(custom_fields={"GLDIMUNIT": str(unit.record_no)})
    bridge.intacct.update_invoice(
        number, InvoiceForm(), line_edits=[LineEdit(line_num=1, line=tag)], by=FIONA
    )
    bridge.sync()
    assert tags_in_re_leased(bridge) == [2]
    assert ("Unit", "Unit 4") in options_in_re_leased(bridge)
    bridge.intacct.options.user_dimensions = (UserDimension("UNIT", "Suite"),)
    bridge.sync()
    assert ("Suite", "Unit 4") in options_in_re_leased(bridge)
    assert settled(bridge)


def test_property_deactivated_in_intacct__is_archived_in_re_leased_and_keeps_its_name(
    bridge: Bridge,
) -> None:
    bridge.intacct.update_dimension_value(
        "LOCATION", "Q-1", DimensionValueForm(name="Quay Point"), by=FIONA
    )
    bridge.intacct.deactivate_dimension_value("LOCATION", "Q-2", by=FIONA)
    bridge.sync()
    pages = bridge.ledgers[Side.RE_LEASED].changes({RecordKind.DIMENSION_VALUE: None})
    values = [one.record for page in pages for one in page.sightings]
    seen = {one.name: one.active for one in values if isinstance(one, DimensionValue)}
    assert (seen["Quay Point"], seen["Mill Yard"]) == (True, False)


def options_in_re_leased(bridge: Bridge) -> set[tuple[str, str]]:
    """The names of all tracking categories with the names of their options."""
    categories = bridge.re_leased.reference_data.categories.every(COMPANY)
    return {(one.name, option.name) for one in categories for option in one.options}
