"""What people read, and may press, when a run stopped before it wrote far more than usual."""

from dataclasses import replace

import pytest

from bot.messages.blocks import Message
from bot.messages.held_plan import held_plan_message
from bot.messages.hold_message import GO_AHEAD, LEAVE_IT, SHOW_HELD_PLAN, hold_message
from bot.messages.plan_card import plan_card
from bot.messages.run_card import run_card
from sync.domain.choices import Person
from sync.domain.holds import Hold, HoldState
from sync.domain.runs import RunPurpose, RunState
from tests.bot.fit_to_send import assert_fit_to_send, texts_in
from tests.bot.hostile import HOSTILE
from tests.bot.views import NOON, link, plan, run, view

WHAT = "This would void 312 sales invoices worth 1,204,332.10 GBP in Sage Intacct (usually up to 5 a day)."


def hold(state: HoldState = HoldState.OPEN, *, what: str = WHAT, plan_id: int | None = 3) -> Hold:
    is_answered = state in {HoldState.LEFT, HoldState.RELEASED}
    return Hold(
        hold_id=2,
        link_id=1,
        run_id=7,
        plan_id=plan_id,
        digest="8cbebd7501234567aaaaaaaaaaaaaaaa",
        what=what,
        times=3,
        since=NOON,
        last_at=NOON,
        state=state,
        who=Person("Grace Lim", "U0GRACE") if is_answered else None,
        answered_at=NOON if is_answered else None,
        released_run_id=9 if state is HoldState.RELEASED else None,
    )


def pressable(message: Message) -> dict[str, str]:
    """The buttons by their name, with what they carry."""
    return {
        element["action_id"]: element["value"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    }


def said(message: Message) -> str:
    return "\n".join(text for _, text in texts_in(message.blocks))


def stopped(of: Hold | None) -> Message:
    made = run(state=RunState.STOPPED, failure=f"Stopped before writing. {WHAT}")
    return run_card(replace(view(made), hold=of))


@pytest.mark.parametrize("plan_id", [3, None], ids=["a plan", "records gone"])
@pytest.mark.parametrize("state", HoldState)
def test_hold_message__fits_in_every_state(state: HoldState, plan_id: int | None) -> None:
    assert_fit_to_send(hold_message(link(), hold(state, plan_id=plan_id)), "message")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hold_message__takes_no_harm_from_names(text: str) -> None:
    of = replace(hold(HoldState.LEFT, what=text), who=Person(text, "U0GRACE"))
    assert_fit_to_send(hold_message(link(text), of), "message")
    assert_fit_to_send(stopped(of), "message")


@pytest.mark.parametrize("count", [0, 1, 1000])
def test_held_plan__fits_whatever_is_in_it(count: int) -> None:
    assert_fit_to_send(held_plan_message(link(), plan(count)), "message")


def test_open__says_what_and_offers_three_answers_to_exactly_that() -> None:
    message = hold_message(link(), hold())
    assert WHAT in said(message)
    assert "Nothing is written to either ledger meanwhile" in said(message)
    assert set(pressable(message)) == {SHOW_HELD_PLAN, GO_AHEAD, LEAVE_IT}
    assert set(pressable(message).values()) == {"2.8cbebd7501234567"}


def test_left__says_by_whom_and_may_still_go_ahead() -> None:
    message = hold_message(link(), hold(HoldState.LEFT))
    assert "Left by Grace Lim" in said(message)
    assert set(pressable(message)) == {SHOW_HELD_PLAN, GO_AHEAD}


@pytest.mark.parametrize("state", [HoldState.RELEASED, HoldState.OVER])
def test_answered_or_over__has_no_buttons(state: HoldState) -> None:
    assert pressable(hold_message(link(), hold(state))) == {}


def test_released__names_who_and_the_run() -> None:
    message = hold_message(link(), hold(HoldState.RELEASED))
    assert "Grace Lim said go ahead: run 9 carries it out" in said(message)


def test_records_gone__has_no_plan_to_see() -> None:
    assert set(pressable(hold_message(link(), hold(plan_id=None)))) == {GO_AHEAD, LEAVE_IT}


def test_run_card__asks_the_same_on_the_latest_run_that_stopped() -> None:
    card = stopped(hold())
    assert "Stopped before writing. This would void 312 sales invoices" in said(card)
    assert set(pressable(card)) == {SHOW_HELD_PLAN, GO_AHEAD, LEAVE_IT}


def test_run_card__of_an_earlier_run_asks_nothing_any_more() -> None:
    assert pressable(stopped(None)) == {}


def test_plan_card__warns_before_somebody_applies_what_is_far_beyond_the_usual() -> None:
    shown = replace(view(run(RunPurpose.PLAN), 3, with_plan=True), beyond=WHAT)
    assert f"Far more than usual. {WHAT}" in said(plan_card(shown))
    assert "Far more than usual" not in said(plan_card(replace(shown, beyond="")))
