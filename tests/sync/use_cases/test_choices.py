"""A person settles a conflict with both values in view; the next run carries it out if nothing moved."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from sandbox.intacct.forms import ContactForm, InvoiceForm, PartyForm
from sandbox.re_leased.fields import ContactFields, DocumentFields
from sync.domain.choices import ChoiceEnd, ChoiceVerb
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.store.sql_store import SqlStore
from sync.use_cases.choose import CannotChoose, choose, offers
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge, synced_over
from tests.sync.use_cases.deciding import (
    PRIYA,
    TOM,
    audited,
    linked_again,
    offered,
    outcome,
    pick,
    record,
    unlinked,
)
from tests.sync.use_cases.people import (
    customer_in_intacct,
    invoice_in_intacct,
    paid_in_re_leased,
    twin_of,
)
from tests.sync.use_cases.starts import Starts
from tests.sync.use_cases.test_daily_changes import settled

TAKE_INTACCT, TAKE_RE_LEASED = ChoiceVerb.TAKE_INTACCT, ChoiceVerb.TAKE_RE_LEASED
LEAVE_BOTH = ChoiceVerb.LEAVE_BOTH


@contextmanager
def with_a_conflict(store: SqlStore) -> Iterator[Bridge]:
    with synced_over(store) as bridge:
        invoice = invoice_in_intacct(bridge, customer_in_intacct(bridge))
        bridge.sync()
        bridge.intacct.update_invoice(invoice.record_no, InvoiceForm(doc_number="April"), by=FIONA)
        says_in_re_leased(bridge, "May")
        bridge.sync()
        yield bridge


@pytest.fixture
def conflict(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """Invoice INV-9001 says April in Intacct and May in Re-Leased."""
    with starts.go_on("a conflict", with_a_conflict, engine) as bridge:
        yield bridge


def says_in_re_leased(bridge: Bridge, reference: str) -> None:
    twin = twin_of(bridge, "INV-9001")
    bridge.re_leased.documents.edit(COMPANY, twin, DocumentFields(reference=reference), by=MARCUS)


def references(bridge: Bridge) -> dict[Side, str]:
    return {side: bridge.invoices(side)["INV-9001"].reference for side in Side}


@pytest.mark.parametrize(
    ("verb", "after", "result"),
    [
        (TAKE_INTACCT, ["April", "April"], "Changed in Re-Leased: reference: May -> April."),
        (TAKE_RE_LEASED, ["May", "May"], "Changed in Sage Intacct: reference: April -> May."),
        (LEAVE_BOTH, ["April", "May"], "Each side keeps its own: reference."),
    ],
)
def test_choice__is_carried_out_by_the_next_run_and_its_result_kept(
    conflict: Bridge, engine: Engine, verb: ChoiceVerb, after: list[str], result: str
) -> None:
    before = conflict.writes()
    choice = pick(conflict, verb)
    assert (conflict.writes(), outcome(conflict, choice)) == (before, (None, ""))
    conflict.sync()
    assert list(references(conflict).values()) == after
    assert conflict.issues() == {}
    assert outcome(conflict, choice) == (ChoiceEnd.CARRIED_OUT, result)
    subject = "Sales invoice INV-9001"
    assert audited(engine, "record:chosen") == [("Priya U0PRIYA", subject)]
    assert audited(engine, "record:choice_carried_out") == [
        ("Leasebridge", "Sales invoice INV-9001")
    ]
    assert settled(conflict)


def test_conflict__names_both_values_who_changed_them_and_what_may_be_picked(
    conflict: Bridge,
) -> None:
    offer = offered(conflict, "INV-9001")
    assert offer.choices == (TAKE_INTACCT, TAKE_RE_LEASED, LEAVE_BOTH)
    assert offer.intacct.standing.detail == (
        "reference: April in Sage Intacct, May in Re-Leased "
        f"(last changed by {FIONA} in Sage Intacct, by Marcus Poe in Re-Leased)"
    )
    assert offered(conflict, "INV-9001", side=Side.RE_LEASED) == offer


def test_something_moved_between_the_choice_and_the_run__it_lapses_and_is_told_anew(
    conflict: Bridge, engine: Engine
) -> None:
    choice = pick(conflict, TAKE_INTACCT)
    says_in_re_leased(conflict, "June")
    conflict.sync()
    assert references(conflict) == {Side.INTACCT: "April", Side.RE_LEASED: "June"}
    assert outcome(conflict, choice) == (
        ChoiceEnd.LAPSED,
        "Changed in Re-Leased after the choice was made.",
    )
    assert audited(engine, "record:choice_lapsed") == [("Leasebridge", "Sales invoice INV-9001")]
    assert "April in Sage Intacct, June" in conflict.issues()[Cause.CHANGED_ON_BOTH_SIDES].example
    pick(conflict, TAKE_INTACCT)
    conflict.sync()
    assert conflict.issues() == {}


def test_moved_since_it_was_shown__cannot_be_picked(conflict: Bridge) -> None:
    offer = offered(conflict, "INV-9001")
    says_in_re_leased(conflict, "June")
    conflict.sync()
    with pytest.raises(CannotChoose, match="has changed since it was shown"):
        choose(conflict.store, offer, TAKE_INTACCT, who=PRIYA)


def test_choice_replaced__only_the_last_one_counts(conflict: Bridge) -> None:
    first = pick(conflict, TAKE_INTACCT)
    second = pick(conflict, TAKE_RE_LEASED, who=TOM)
    assert offered(conflict, "INV-9001").picked == second
    conflict.sync()
    assert references(conflict) == {Side.INTACCT: "May", Side.RE_LEASED: "May"}
    assert outcome(conflict, first) == (
        ChoiceEnd.REPLACED,
        "Replaced by Tom: take Re-Leased's.",
    )
    assert outcome(conflict, second)[0] is ChoiceEnd.CARRIED_OUT


def test_choice_replaced_after_a_plan_was_shown__the_plan_leaves_it_out(conflict: Bridge) -> None:
    pick(conflict, TAKE_INTACCT)
    plan = conflict.plan().plan
    assert plan is not None
    assert plan.writes == 1
    pick(conflict, TAKE_RE_LEASED)
    conflict.apply(plan.plan_id)
    assert references(conflict) == {Side.INTACCT: "April", Side.RE_LEASED: "May"}
    conflict.sync()
    assert references(conflict) == {Side.INTACCT: "May", Side.RE_LEASED: "May"}


def test_both_left_as_they_are__is_told_again_only_once_both_change_again(conflict: Bridge) -> None:
    pick(conflict, LEAVE_BOTH)
    conflict.sync()
    says_in_re_leased(conflict, "June")
    number = int(record(conflict, "INV-9001", Side.INTACCT).key)
    conflict.intacct.update_invoice(number, InvoiceForm(doc_number="July"), by=FIONA)
    conflict.sync()
    assert "July in Sage Intacct, June" in conflict.issues()[Cause.CHANGED_ON_BOTH_SIDES].example


def test_ledger_refuses_what_was_picked__the_choice_ends_with_its_words(conflict: Bridge) -> None:
    paid_in_re_leased(conflict, twin_of(conflict, "INV-9001"))
    choice = pick(conflict, TAKE_INTACCT)
    conflict.sync()
    end, result = outcome(conflict, choice)
    assert end is ChoiceEnd.REFUSED
    assert "cannot be edited" in result
    conflict.sync()
    assert set(conflict.issues()) == {Cause.CHANGED_ON_BOTH_SIDES}


def test_unlinked_with_a_choice_open__the_choice_is_not_carried_out_later(conflict: Bridge) -> None:
    choice = pick(conflict, TAKE_INTACCT)
    one = record(conflict, "INV-9001", Side.INTACCT)
    unlinked(conflict, one)
    linked_again(conflict, one)
    conflict.sync()
    assert outcome(conflict, choice)[0] is ChoiceEnd.LAPSED
    assert references(conflict) == {Side.INTACCT: "April", Side.RE_LEASED: "May"}


def test_contact_changed_on_both_sides__only_intaccts_values_can_be_taken(synced: Bridge) -> None:
    customer = customer_in_intacct(synced)
    synced.sync()
    form = PartyForm(contact=ContactForm(email1="intacct@dock.test"))
    synced.intacct.update_customer(customer, form, by=FIONA)
    contacts = synced.re_leased.contacts
    twin = next(c for c in contacts.shelf.every(COMPANY) if c.name == "C-9001 Dock Ltd")
    contacts.edit(COMPANY, twin.id, ContactFields(email="re-leased@dock.test"), by=MARCUS)
    synced.sync()
    offer = offered(synced, "Dock Ltd", RecordKind.CUSTOMER)
    assert offer.choices == (TAKE_INTACCT, LEAVE_BOTH)
    with pytest.raises(CannotChoose, match="What can: take Sage Intacct's, leave both"):
        choose(synced.store, offer, TAKE_RE_LEASED, who=PRIYA)
    choose(synced.store, offer, TAKE_INTACCT, who=PRIYA)
    synced.sync()
    assert contacts.get(COMPANY, twin.id).email == "intacct@dock.test"
    assert synced.issues() == {}


def test_nothing_in_conflict__offers_nothing(synced: Bridge) -> None:
    invoice_in_intacct(synced, customer_in_intacct(synced))
    synced.sync()
    assert offers(synced.store, record(synced, "INV-9001", Side.INTACCT).record_id) == ()
