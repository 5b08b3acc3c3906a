"""Settling in Slack: both values in view, bound to what was shown, one matter after the other."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

import pytest

from bot.buttons.settle import settle
from bot.messages.record_message import OF_RECORD
from bot.modals.settle import FORMS, NOTHING_LEFT, input_id, settle_dialog
from bot.reactions import Click, Dialog, Done, Outcome, Submission, Wrong
from bot.services import Services
from sandbox.intacct.forms import InvoiceForm
from sandbox.re_leased.fields import DocumentFields
from sync.domain.choices import ChoiceVerb
from sync.domain.runs import Requester
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.choose import choices_made
from sync.use_cases.people import Roster
from sync.use_cases.settle import Matter
from tests.bot.fit_to_send import assert_fit_to_open
from tests.bot.hostile import HOSTILE
from tests.bot.record_views import offer, picked, record_view
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.people import customer_in_intacct, invoice_in_intacct, twin_of

TOM = Requester("U0TOM", "tom", "C0SYNC")
FORM = FORMS[0]


def matter(count: int, text: str) -> Matter:
    made = offer(text, verbs=tuple(ChoiceVerb))
    return Matter(replace(made, picked=picked(text)), record_view(count, text).fields)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("count", [0, 1000])
def test_dialog__takes_no_harm_from_names(count: int, text: str) -> None:
    assert_fit_to_open(settle_dialog(matter(count, text), issue_id=2**53, note=text))


def test_dialog__what_was_filled_in_for_one_record_is_not_there_for_the_next() -> None:
    one = settle_dialog(Matter(offer("INV-1"), ()))
    other = dict(one.state) | {"seen_re_leased": "c" * 64}
    assert input_id("choice", one.state) != input_id("choice", other)


@pytest.fixture
def conflict(sqlite_url: str) -> Iterator[Bridge]:
    """Invoice INV-9001 says April in Intacct and May in Re-Leased."""
    with closing(SqlStore(open_engine(sqlite_url))) as store, bridge_over(store) as bridge:
        made = invoice_in_intacct(bridge, customer_in_intacct(bridge))
        bridge.sync()
        bridge.intacct.update_invoice(made.record_no, InvoiceForm(doc_number="April"), by=FIONA)
        say_in_re_leased(bridge, "INV-9001", "May")
        bridge.sync()
        yield bridge


def say_in_re_leased(bridge: Bridge, number: str, reference: str) -> None:
    twin = twin_of(bridge, number)
    bridge.re_leased.documents.edit(COMPANY, twin, DocumentFields(reference=reference), by=MARCUS)


def services_of(bridge: Bridge) -> Services:
    return Services(bridge.store, Roster({}), lambda: None, "T0")


def pressed(bridge: Bridge, value: str) -> Dialog:
    dialog = settle(services_of(bridge), Click(TOM, "settle", value))
    assert isinstance(dialog, Dialog), dialog
    assert_fit_to_open(dialog)
    return dialog


def sent_off(bridge: Bridge, dialog: Dialog, verb: str, why: str = "") -> Outcome:
    values = {input_id("choice", dialog.state): verb, input_id("why", dialog.state): why}
    return answered(bridge, dialog.state, values)


def answered(bridge: Bridge, state: Mapping[str, str], values: Mapping[str, str]) -> Outcome:
    return FORM.submit(services_of(bridge), Submission(TOM, state, values, "V1"))


def picks(bridge: Bridge, dialog: Dialog) -> list[str]:
    return [one.verb.value for one in choices_made(bridge.store, int(dialog.state["intacct"]))]


def test_settle__the_next_sync_carries_out_what_was_picked_for_an_issue(conflict: Bridge) -> None:
    (issue,) = conflict.issues().values()
    dialog = pressed(conflict, str(issue.issue_id))
    words = json.dumps(dialog.blocks)
    assert "*Reference* in Sage Intacct\\nApril" in words
    assert "*Reference* in Re-Leased\\nMay" in words
    assert words.count(" in Re-Leased\\n") == 1  # all else is the same, and said once
    assert "Take Re-Leased's" in words
    assert "by Marcus Poe" in words
    assert sent_off(conflict, dialog, "take_re_leased", "The tenant said so") == Done(
        "Sales invoice INV-9001: take Re-Leased's. The next sync carries it out, if nothing moves "
        "until then."
    )
    (made,) = choices_made(conflict.store, int(dialog.state["intacct"]))
    assert (made.verb, made.who.person_id, made.why) == (
        ChoiceVerb.TAKE_RE_LEASED,
        "U0TOM",
        "The tenant said so",
    )
    again = pressed(conflict, f"{OF_RECORD}{dialog.state['intacct']}")
    assert "Picked by tom, for the next sync: take Re-Leased's." in json.dumps(again.blocks)
    conflict.sync()
    assert conflict.issues() == {}
    for value in (str(issue.issue_id), f"{OF_RECORD}{dialog.state['re_leased']}"):
        assert settle(services_of(conflict), Click(TOM, "settle", value)) == NOTHING_LEFT


def test_settle__what_has_moved_since_it_was_shown_is_refused_and_shown_anew(
    conflict: Bridge,
) -> None:
    (issue,) = conflict.issues().values()
    stale = pressed(conflict, str(issue.issue_id))
    say_in_re_leased(conflict, "INV-9001", "June")
    conflict.sync()
    anew = sent_off(conflict, stale, "take_re_leased")
    assert isinstance(anew, Dialog)
    assert "has changed since it was shown. Look at both values again." in json.dumps(anew.blocks)
    assert "June" in json.dumps(anew.blocks)
    assert picks(conflict, stale) == []
    assert anew.state == pressed(conflict, str(issue.issue_id)).state
    assert isinstance(sent_off(conflict, anew, "take_re_leased"), Done)
    assert picks(conflict, stale) == ["take_re_leased"]


def test_settle__nothing_forged_is_taken(conflict: Bridge) -> None:
    (issue,) = conflict.issues().values()
    dialog = pressed(conflict, str(issue.issue_id))
    for verb in ("", "match", "delete", "take_everything"):
        outcome = sent_off(conflict, dialog, verb)
        assert isinstance(outcome, Wrong | Dialog)
    for state in ({}, {"intacct": "1"}, {"intacct": "x", "re_leased": "1"}):
        assert isinstance(answered(conflict, state, {}), Done)
    blind = {name: dialog.state[name] for name in ("intacct", "re_leased")}
    outcome = answered(conflict, blind, {input_id("choice", blind): "take_intacct"})
    assert isinstance(outcome, Dialog)
    assert picks(conflict, dialog) == []
    for value in ("", "x", "record:", "record:x", "-1", "record:999999", "999999"):
        assert isinstance(settle(services_of(conflict), Click(TOM, "settle", value)), str)
