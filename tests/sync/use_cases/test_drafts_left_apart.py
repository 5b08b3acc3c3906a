"""A draft over which somebody settled that each side keeps its own amount."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from sandbox.intacct.forms import InvoiceForm, LineEdit, LineForm
from sandbox.intacct.records import InvoiceState
from sandbox.re_leased.fields import DocumentFields, LineFields
from sync.domain.approving.drafts import Oddity
from sync.domain.choices import ChoiceVerb
from sync.store.sql_store import SqlStore
from tests.sync.use_cases.approving_desk import ROSTER, open_drafts
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.deciding import pick
from tests.sync.use_cases.people import RENT, invoice_in_re_leased, tenant_in_re_leased, twin_of


@pytest.fixture
def office(sqlite_store: SqlStore) -> Iterator[Bridge]:
    """Invoice RL-1 awaits approval."""
    with bridge_over(sqlite_store, documents=0) as bridge:
        bridge.sync()
        invoice_in_re_leased(bridge, tenant_in_re_leased(bridge), number="RL-1", net="200.10")
        bridge.sync()
        bridge.roster = ROSTER
        yield bridge


def another_amount_on_either_side(office: Bridge) -> None:
    line = LineFields(account_code=RENT, description="Rent", net_amount=Decimal("210.00"))
    twin = twin_of(office, "RL-1")
    office.re_leased.documents.edit(COMPANY, twin, DocumentFields(lines=(line,)), by=MARCUS)
    (draft,) = (one for one in office.intacct.invoices if one.state is InvoiceState.DRAFT)
    dearer = LineEdit(line_num=1, line=LineForm(amount=Decimal("190.00")))
    office.intacct.update_invoice(
        draft.record_no, InvoiceForm(), line_edits=[dearer], submit=False, by=FIONA
    )


def test_both_sides_left_as_they_are__the_approver_sees_that_they_differ(office: Bridge) -> None:
    assert open_drafts(office)["RL-1"].draft.oddities == ()
    another_amount_on_either_side(office)
    office.sync()
    assert open_drafts(office) == {}
    pick(office, ChoiceVerb.LEAVE_BOTH, "RL-1")
    office.sync()
    office.sync()
    draft = open_drafts(office)["RL-1"].draft
    assert draft.amount.amount == Decimal("230.02"), "its tax of 40.02 is as it was"
    assert draft.oddities == (Oddity.OTHER_AMOUNT_IN_RE_LEASED,)
