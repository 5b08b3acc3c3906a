"""Records are found by what people know of them, however both ledgers call them by now."""

import pytest

from sandbox.re_leased.fields import ContactFields
from sync.domain.kinds import RecordKind
from sync.domain.plan import StepVerb
from sync.domain.sides import Side
from sync.use_cases.find_records import FoundBy, FoundRecord, find_records
from sync.use_cases.show_record import NotFound, RecordView, record_called, show_record
from tests.sync.use_cases.bridge import Bridge
from tests.sync.use_cases.deciding import record, unlinked
from tests.sync.use_cases.endings import contact_edited_in_re_leased
from tests.sync.use_cases.people import (
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)

INVOICE = RecordKind.SALES_INVOICE


def found(bridge: Bridge, words: str) -> tuple[FoundRecord, ...]:
    return find_records(bridge.store, bridge.link.link_id, words)


def shown(bridge: Bridge, number: str, kind: RecordKind = INVOICE) -> RecordView:
    record_id = record_called(bridge.store, bridge.link.link_id, kind, number)
    return show_record(bridge.store, record_id)


def renumbered(bridge: Bridge) -> str:
    """An invoice that left Re-Leased as RL-9001 and got a number of Intacct's: that number."""
    bridge.sync()
    bridge.intacct.options.invoice_number_prefix = "HPG-"
    invoice_in_re_leased(bridge, tenant_in_re_leased(bridge), number="RL-9001")
    bridge.sync()
    return next(one for one in bridge.invoices(Side.INTACCT) if one.startswith("HPG-"))


def test_number_replaced_by_intacct__finds_the_invoice_under_both(bridge: Bridge) -> None:
    number = renumbered(bridge)
    for words, found_by in ((number, FoundBy.NAME), ("rl-9001", FoundBy.FORMER_NAME)):
        (one,) = found(bridge, words)
        assert (one.title, one.found_by) == (number, found_by)
        assert one.names == (number, "RL-9001")
        assert one.sides == (Side.INTACCT, Side.RE_LEASED)
    assert shown(bridge, "RL-9001").found == shown(bridge, number).found


def test_part_of_a_name__finds_the_contact_and_its_documents(bridge: Bridge) -> None:
    invoice_in_intacct(bridge, customer_in_intacct(bridge, "C-9001", "Old Dock Bakery Ltd"))
    bridge.sync()
    both = [(one.title, one.kind, one.found_by) for one in found(bridge, "dock bakery")]
    assert both == [
        ("Old Dock Bakery Ltd", RecordKind.CUSTOMER, FoundBy.CONTACT),
        ("INV-9001", INVOICE, FoundBy.CONTACT),
    ]
    assert found(bridge, "C-9001 old")[0].title == "Old Dock Bakery Ltd"


def test_former_name_of_a_contact__finds_it(bridge: Bridge) -> None:
    customer_in_intacct(bridge, name="Dock Ltd")
    bridge.sync()
    contact_edited_in_re_leased(bridge, "C-9001 Dock Ltd", ContactFields(name="Quay Traders"))
    bridge.sync()
    (one,) = found(bridge, "C-9001 dock")
    assert (one.found_by, one.former_names) == (FoundBy.FORMER_NAME, ("C-9001 Dock Ltd",))


@pytest.mark.parametrize("words", ["1,234.56", "£1234.56", "1234.56 GBP"])
def test_amount__finds_the_documents_that_stand_for_it(bridge: Bridge, words: str) -> None:
    invoice_in_intacct(bridge, customer_in_intacct(bridge), net="1234.56")
    bridge.sync()
    assert [(one.title, one.found_by) for one in found(bridge, words)] == [
        ("INV-9001", FoundBy.AMOUNT)
    ]


def test_beginning_of_a_number__finds_all_that_begin_so_and_the_whole_one_first(
    bridge: Bridge,
) -> None:
    customer = customer_in_intacct(bridge)
    for number in ("INV-90012", "INV-9001", "INV-9100"):
        invoice_in_intacct(bridge, customer, number=number)
    bridge.sync()
    assert [one.title for one in found(bridge, "inv-9001")] == ["INV-9001", "INV-90012"]
    assert found(bridge, "nv-9001") == ()
    assert found(bridge, "  ") == ()
    assert found(bridge, "%") == ()


def test_shown_record__tells_both_sides_the_link_and_what_was_done(bridge: Bridge) -> None:
    invoice_in_intacct(bridge, customer_in_intacct(bridge))
    bridge.sync()
    unlinked(bridge, record(bridge, "INV-9001", Side.INTACCT), "Disputed by the tenant")
    view = shown(bridge, "INV-9001")
    intacct, re_leased = view.found.records
    assert (intacct.side, re_leased.side) == (Side.INTACCT, Side.RE_LEASED)
    assert intacct.address.startswith("https://")
    assert intacct.changed_at is not None
    number = next(row for row in view.fields if row.label == "number")
    assert (number.intacct, number.re_leased) == (("INV-9001",), ("INV-9001",))
    (write,) = view.writes
    assert (write.step.verb, write.step.side, write.asked_by.name) == (
        StepVerb.CREATE,
        Side.RE_LEASED,
        "a test",
    )
    (decision,) = view.decisions
    assert (decision.tag, decision.facts["reason"]) == (
        "record:unlinked",
        "Disputed by the tenant",
    )


def test_unknown_number__says_so(bridge: Bridge) -> None:
    with pytest.raises(NotFound, match="There is no sales invoice INV-404"):
        shown(bridge, "INV-404")
