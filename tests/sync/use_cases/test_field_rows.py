"""Two records side by side: what a person reads before settling which of them is right."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from sandbox.intacct.forms import InvoiceForm, LineEdit, LineForm
from sandbox.intacct.records import InvoiceState
from sandbox.re_leased.fields import DocumentFields, LineFields
from sync.store.sql_store import SqlStore
from sync.use_cases.field_rows import FieldRow, fields_of
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.deciding import offered
from tests.sync.use_cases.people import RENT, invoice_in_re_leased, tenant_in_re_leased, twin_of

UNITS = ("Unit 1", "Unit 2", "Unit 3")


def charged(second: str) -> tuple[LineFields, ...]:
    """A charge for each of three units, the second for this amount."""
    return tuple(
        LineFields(account_code=RENT, description=unit, net_amount=Decimal(net))
        for unit, net in zip(UNITS, ("100.00", second, "300.00"), strict=True)
    )


@pytest.fixture
def office(sqlite_store: SqlStore) -> Iterator[Bridge]:
    """Draft RL-1 has three lines, and each side changed the second in its own way."""
    with bridge_over(sqlite_store, documents=0) as bridge:
        bridge.sync()
        tenant = tenant_in_re_leased(bridge)
        invoice_in_re_leased(bridge, tenant, number="RL-1", lines=charged("200.00"))
        bridge.sync()
        twin, changed = twin_of(bridge, "RL-1"), DocumentFields(lines=charged("210.00"))
        bridge.re_leased.documents.edit(COMPANY, twin, changed, by=MARCUS)
        (draft,) = (one for one in bridge.intacct.invoices if one.state is InvoiceState.DRAFT)
        dearer = LineEdit(line_num=2, line=LineForm(amount=Decimal("190.00")))
        bridge.intacct.update_invoice(
            draft.record_no, InvoiceForm(), line_edits=[dearer], submit=False, by=FIONA
        )
        bridge.sync()
        yield bridge


def rows(office: Bridge) -> dict[str, FieldRow]:
    offer = offered(office, "RL-1")
    ids = (offer.intacct.record_id, offer.re_leased.record_id)
    return {row.label: row for row in fields_of(office.store, ids)}


def test_lines_that_differ__are_told_without_those_that_are_the_same(office: Bridge) -> None:
    lines = rows(office)["lines"]
    assert lines.differs
    assert lines.intacct[0].startswith("Unit 2: 190.00 to 4000")
    assert lines.re_leased[0].startswith("Unit 2: 210.00 to 4000")
    for said in (lines.intacct, lines.re_leased):
        assert "tax" in said[0]
        assert said[1:] == ("2 others are the same",)


def test_fields_that_are_the_same__are_told_whole(office: Bridge) -> None:
    told = rows(office)
    assert [label for label, row in told.items() if row.differs] == ["lines"]
    assert told["number"] == FieldRow("number", ("RL-1",), ("RL-1",), differs=False)


def test_one_side_alone__leaves_the_other_empty(office: Bridge) -> None:
    record_id = offered(office, "RL-1").re_leased.record_id
    told = {row.label: row for row in fields_of(office.store, [record_id])}
    assert told["number"] == FieldRow("number", (), ("RL-1",), differs=False)
    lines = told["lines"].re_leased
    assert all(line.startswith(unit) for line, unit in zip(lines, UNITS, strict=True))
