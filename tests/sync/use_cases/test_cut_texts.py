"""Text that Intacct cannot keep whole: it stands in the journal, and no later run takes it for a change."""

import logging
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from sandbox.intacct.forms import InvoiceForm, LineEdit, LineForm
from sandbox.re_leased.fields import DocumentFields, LineFields
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.store.models import AuditRow, IntentRow
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.people import RENT, invoice_in_re_leased, tenant_in_re_leased

LONG = "Service charge " * 40
SENTENCE = "Line 1's description has 599 characters; Intacct keeps 500."


def a_line(description: str) -> LineFields:
    return LineFields(account_code=RENT, description=description, net_amount=Decimal("200.10"))


def notes(engine: Engine) -> list[str]:
    """What the journal says of lines that were cut."""
    with engine.connect() as connection:
        lines = select(IntentRow.note).where(IntentRow.note.startswith("Line "))
        return list(connection.scalars(lines))


def last_run_facts(engine: Engine) -> str:
    with engine.connect() as connection:
        tagged = select(AuditRow.facts).where(AuditRow.tag == f"run:{RunState.DONE}")
        return str(connection.scalars(tagged.order_by(AuditRow.id.desc())).first())


def test_text_that_was_cut__is_told_in_journal_log_and_audit(
    synced: Bridge, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    assert notes(engine) == []
    invoice_in_re_leased(synced, tenant_in_re_leased(synced), lines=(a_line(LONG),))
    with caplog.at_level(logging.WARNING, "sync.use_cases.run.apply_plan"):
        synced.sync()
    assert notes(engine) == [SENTENCE]
    assert f"Records with cut texts: 1, such as RL-9001: {SENTENCE}" in caplog.text
    assert '"records with cut texts":"1"' in last_run_facts(engine).replace(": ", ":")


def test_text_that_was_cut__is_no_change_on_either_side(synced: Bridge, engine: Engine) -> None:
    tenant = tenant_in_re_leased(synced)
    document = invoice_in_re_leased(synced, tenant, lines=(a_line(LONG),))
    synced.sync()
    before = synced.writes()
    synced.sync()
    assert synced.writes() == before
    # A change behind what Intacct keeps is none for Intacct.
    longer = DocumentFields(lines=(a_line(f"{LONG}to the end"),))
    synced.re_leased.documents.edit(COMPANY, document.id, longer, by=MARCUS)
    synced.sync()
    assert synced.writes() == before
    (ours,) = synced.invoices(Side.RE_LEASED)["RL-9001"].lines
    (theirs,) = synced.invoices(Side.INTACCT)["RL-9001"].lines
    assert ours.description == f"{LONG}to the end"
    assert theirs.description == LONG[:500].rstrip()
    assert synced.issues() == {}
    assert notes(engine) == [SENTENCE]


@pytest.mark.parametrize("edits", [1, 2], ids=["amount changed", "line added as well"])
def test_text_that_was_cut__stays_whole_in_re_leased_when_another_part_changes_in_intacct(
    synced: Bridge, edits: int
) -> None:
    tenant = tenant_in_re_leased(synced)
    invoice_in_re_leased(synced, tenant, lines=(a_line(LONG),))
    synced.sync()
    made = next(one for one in synced.intacct.invoices if one.record_id == "RL-9001")
    dearer = LineEdit(line_num=1, line=LineForm(amount=Decimal("150.00")))
    postage = LineForm(account_no=RENT, amount=Decimal("5.00"), memo="Postage")
    synced.intacct.update_invoice(
        made.record_no,
        InvoiceForm(),
        line_edits=[dearer, LineEdit(line_num=None, line=postage)][:edits],
        submit=False,
        by=FIONA,
    )
    synced.sync()
    theirs = synced.invoices(Side.RE_LEASED)["RL-9001"].lines
    assert [one.description for one in theirs] == [LONG, "Postage"][:edits]
    assert theirs[0].net.amount == Decimal("150.00")
    before = synced.writes()
    synced.sync()
    assert (synced.writes(), synced.issues()) == (before, {})
