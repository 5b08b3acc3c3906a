"""Records from a terminal: looked at, settled, unlinked and linked again."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.intacct.forms import InvoiceForm
from sandbox.re_leased.fields import DocumentFields
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.leasebridge.terminal import Terminal
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.entered_twice import (
    bill_in_intacct,
    bill_in_re_leased,
    supplier_of,
    vendor_in_intacct,
)
from tests.sync.use_cases.people import customer_in_intacct, invoice_in_intacct, twin_of


@pytest.fixture
def bridge(sqlite_url: str) -> Iterator[Bridge]:
    """In step but for a conflict about INV-9001 and bill PDF-77, which was entered twice."""
    with closing(SqlStore(open_engine(sqlite_url))) as store, bridge_over(store) as made:
        made.sync()
        invoice = invoice_in_intacct(made, customer_in_intacct(made))
        vendor_in_intacct(made)
        made.sync()
        made.intacct.update_invoice(invoice.record_no, InvoiceForm(doc_number="April"), by=FIONA)
        twin = twin_of(made, "INV-9001")
        made.re_leased.documents.edit(COMPANY, twin, DocumentFields(reference="May"), by=MARCUS)
        bill_in_intacct(made)
        bill_in_re_leased(made, supplier_of(made))
        made.sync()
        yield made


@pytest.fixture
def terminal(
    bridge: Bridge,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_url: str,
    tmp_path: Path,
) -> Terminal:
    """A terminal on the bridge's database; no ledger is set up, and none is needed."""
    assert bridge.issues()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    terminal = Terminal(monkeypatch, capsys)
    terminal.sets({})
    return terminal


def test_records_in_the_terminal__from_the_list_to_what_came_of_the_choice(
    terminal: Terminal, bridge: Bridge
) -> None:
    listed = terminal.types("record choices").out
    assert "April in Sage Intacct, May in Re-Leased" in listed
    assert re.search(r"PDF-77 in Re-Leased over \S+ GBP: same contact, number", listed)
    shown = terminal.types("record choices inv-9001").out
    assert [re.findall("Sage Intacct|Re-Leased", line)[0] for line in shown.splitlines()[1:3]] == [
        "Sage Intacct",
        "Re-Leased",
    ]
    assert "--take-re-leased  take Re-Leased's" in shown
    said = terminal.types("record settle INV-9001 --take-re-leased --why agreed")
    assert said.out.startswith("Sales invoice INV-9001: take Re-Leased's. The next sync")
    assert "for the next sync: take Re-Leased's" in terminal.types("record choices INV-9001").out
    assert "they are the same: link them" in terminal.types("record settle PDF-77 --match").out
    bridge.sync()
    assert terminal.types("record choices").out == "Nothing waits for anybody's choice.\n"
    after = terminal.types("record choices INV-9001").out
    assert "take Re-Leased's. Changed in Sage Intacct: reference: April -> May." in after
    told = terminal.types("sync show INV-9001").out
    assert re.search("Chosen by .*: take Re-Leased's; agreed", told)
    assert "Choice carried out by Leasebridge: Changed in Sage Intacct" in told


def test_unlinking_in_the_terminal__is_listed_with_age_and_reason(terminal: Terminal) -> None:
    assert terminal.types("record unlinked").out == "Nothing is unlinked.\n"
    said = terminal.types("record unlink INV-9001 --reason Disputed")
    assert said.out == "Sales invoice INV-9001 is unlinked and stays where it is.\n"
    row = terminal.types("record unlinked").out.splitlines()[1]
    assert re.search(r"sales invoice +INV-9001 +\S+ GBP +0 days +.* Disputed$", row), row
    assert "Disputed" in terminal.types("sync show sales-invoice INV-9001").out
    again = terminal.types("record relink INV-9001")
    assert again.out == "Sales invoice INV-9001 is linked again. The next sync looks at it.\n"
    assert terminal.types("record unlinked").out == "Nothing is unlinked.\n"


def test_what_makes_no_sense__is_answered_in_a_plain_sentence(terminal: Terminal) -> None:
    for line, answer in (
        ("record choices INV-404", "Nothing is called INV-404"),
        ("record relink #999999999999999999999", "no such record"),
        (
            "record unlink PDF-77 --reason x",
            "Several records are called so. Name one by our number",
        ),
        ("record settle INV-9001 --match", "cannot be picked for sales invoice INV-9001"),
        ("record settle INV-9001", "Say what to pick"),
        ("record relink INV-9001", "is not unlinked"),
    ):
        said = terminal.types(line)
        assert said.code != 0, line
        assert answer in said.err, line
    number = re.search(r"#(\d+)", terminal.types("record choices PDF-77").out)
    assert number is not None
    assert "is unlinked" in terminal.types(f"record unlink {number[0]} --reason x").out
