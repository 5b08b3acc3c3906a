"""Every message, made from nothing, the usual, a thousand of everything, and hostile names."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.commands.all_commands import answer_command
from bot.commands.registry import Request
from bot.messages.blocks import Message
from bot.messages.plan_card import plan_card
from bot.messages.rules_message import rules_message
from bot.messages.run_card import result_lines, run_card
from bot.messages.run_details import run_details
from bot.messages.status_message import status_message
from bot.messages.words import sentence_message
from bot.services import Services
from bot.texts import cause_text
from sync.domain.roles import Role
from sync.domain.runs import IntentState, Progress, Requester, RunPhase, RunPurpose, RunState
from sync.domain.standing import Cause, Standing, StandingState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.people import Roster
from sync.use_cases.run_view import OnlyRead
from tests.bot.fit_to_send import assert_fit_to_send, texts_in
from tests.bot.hostile import HOSTILE
from tests.bot.views import plan, result_rows, run, status, view

Builder = Callable[[int, str], Message]

RUNNING = Progress(RunPhase.APPLYING, done=3, total=10, read=50)
READING = Progress(RunPhase.PULLING, read=50)


def of_run(state: RunState, purpose: RunPurpose = RunPurpose.SYNC) -> Builder:
    def build(count: int, text: str) -> Message:
        failure = text if state is RunState.FAILED else ""
        made = run(purpose, state, name=text, failure=failure, needs_a_person=count)
        return run_card(view(made, count, text))

    return build


def of_plan(applied_by_run: int | None) -> Builder:
    def build(count: int, text: str) -> Message:
        made = run(RunPurpose.PLAN, name=text)
        return plan_card(view(made, count, text, with_plan=True, applied_by_run=applied_by_run))

    return build


MESSAGES: dict[str, Builder] = {
    "queued": of_run(RunState.QUEUED),
    "done": of_run(RunState.DONE),
    "failed": of_run(RunState.FAILED),
    "applied": of_run(RunState.DONE, RunPurpose.APPLY),
    "running": lambda _count, text: run_card(
        view(run(state=RunState.RUNNING, progress=RUNNING, name=text), 0, text)
    ),
    "reading": lambda _count, text: run_card(
        view(run(state=RunState.RUNNING, progress=READING, name=text), 0, text)
    ),
    "plan": of_plan(None),
    "plan applied": of_plan(9),
    "plan not made": lambda count, text: plan_card(view(run(RunPurpose.PLAN), count, text)),
    "details": lambda count, text: run_details(view(run(), count, text)),
    "status": lambda count, text: status_message(status(count, text)),
    "rules": lambda _count, _text: rules_message(),
    "sentence": lambda _count, text: sentence_message(text),
}


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
@pytest.mark.parametrize("name", MESSAGES)
def test_message__fits_whatever_the_number_of_rows(name: str, count: int) -> None:
    assert_fit_to_send(MESSAGES[name](count, "Harbour Estates"), "message")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", MESSAGES)
def test_message__takes_no_harm_from_names(name: str, text: str) -> None:
    assert_fit_to_send(MESSAGES[name](12, text), "message")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_answer__to_hostile_words_takes_no_harm(sqlite_url: str, text: str) -> None:
    store = SqlStore(open_engine(sqlite_url))
    roster = Roster({"U0TOM": Role.OPERATOR})
    services = Services(store=store, roster=roster, nudge=lambda: None, team_id="T0")
    for words in (text, f"plan {text}", f"status {text}"):
        request = Request(Requester("U0TOM", "tom", "C0SYNC"), words)
        answer = answer_command(services, request)
        assert isinstance(answer, Message)
        assert_fit_to_send(answer, "message")
    store.close()


def headline(message: Message) -> str:
    return str(message.blocks[0]["text"]["text"])


def lines_of(message: Message) -> list[str]:
    return [line for _, text in texts_in(message.blocks) for line in text.splitlines()]


def test_run_card__says_the_result_first() -> None:
    card = run_card(view(run(needs_a_person=0), 0))
    assert headline(card) == "Sync 7: done"
    assert lines_of(card)[1] == (
        ":large_blue_circle: *Both ledgers were in step already. Nothing was written.*"
    )


def test_run_card__does_not_call_ledgers_in_step_while_records_need_a_look() -> None:
    card = run_card(view(run(needs_a_person=2), 0))
    assert lines_of(card)[1].startswith(":red_circle: *Nothing was written.* *2 records need")


def test_run_card__a_run_that_may_only_read_says_why() -> None:
    matching = view(run(needs_a_person=0), 0, only_read=OnlyRead.MATCHING_OPEN)
    assert "the matching is not confirmed" in lines_of(run_card(matching))[1]
    observing = view(run(needs_a_person=2), 0, only_read=OnlyRead.OBSERVING)
    assert "these companies are only observed" in lines_of(run_card(observing))[1]


def test_run_card__what_needs_a_person_is_told_in_red() -> None:
    card = run_card(view(run(needs_a_person=2), 7))
    assert headline(card) == "Sync 7: done, needs a look"
    assert lines_of(card)[1].startswith(":red_circle: *")
    assert "*2 records need a look:* the thread says which and why." in lines_of(card)[1]


def test_run_card__what_failed_comes_first_then_documents_and_their_money() -> None:
    lines = [line for line in lines_of(run_card(view(run(), 280))) if line.startswith(":x:")]
    assert lines[0].startswith(
        ":x: To create in Sage Intacct, being sent: 12 sales invoices (1,234,567.89 GBP), 12 "
    )
    rows = [row for row in result_rows(280) if row.state is IntentState.DONE]
    assert result_lines(rows)[0].startswith(
        ":white_check_mark: Created in Sage Intacct: 12 sales invoices (1,234,567.89 GBP), 12 "
    )


def test_run_card__a_failure_is_told_in_its_own_words() -> None:
    card = run_card(view(run(state=RunState.FAILED, failure="Sage Intacct is away. Try later.")))
    assert headline(card) == "Sync 7: failed"
    assert lines_of(card)[1] == ":warning: Sage Intacct is away. Try later."
    assert card.text == "Sync 7: failed. Sage Intacct is away. Try later."


def test_run_card__progress_is_drawn() -> None:
    card = MESSAGES["running"](0, "Harbour")
    assert lines_of(card)[1:4] == ["*Writing* …", "▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱  30%", "3 of 10 steps"]


def test_plan_card__the_button_does_exactly_what_is_shown() -> None:
    card = plan_card(view(run(RunPurpose.PLAN), 2, with_plan=True))
    (button,) = next(block for block in card.blocks if block["type"] == "actions")["elements"]
    assert button["value"] == "3"
    assert button["text"]["text"] == f"Apply these {plan(2).writes} writes"
    assert button["confirm"]["text"]["text"].startswith("Exactly these 6 writes will be made")


def test_plan_card__an_applied_plan_has_no_button() -> None:
    card = plan_card(view(run(RunPurpose.PLAN), 2, with_plan=True, applied_by_run=9))
    assert "Applied by run 9." in json.dumps(card.blocks)
    assert all(block["type"] != "actions" for block in card.blocks)
    assert "nothing has been changed" not in json.dumps(card.blocks)


def test_plan_card__nothing_to_do_has_no_button() -> None:
    card = plan_card(view(run(RunPurpose.PLAN), 0, with_plan=True))
    assert headline(card) == "Plan 7: nothing to do"
    assert all(block["type"] != "actions" for block in card.blocks)


def test_status__says_that_both_sums_are_equal() -> None:
    assert ":large_blue_circle: 53 sales invoices in step: *1,234,567.89 GBP* in both ledgers" in (
        lines_of(status_message(status(7)))
    )


def test_status__says_how_many_records_a_rule_keeps_on_one_side() -> None:
    assert any(
        "7 records stay on one side by a rule" in line
        for line in lines_of(status_message(status(7)))
    )
    assert not any("by a rule" in line for line in lines_of(status_message(status(0))))


def test_status__says_when_both_ledgers_were_read() -> None:
    assert "Both ledgers last read <!date^" in lines_of(status_message(status(7)))[-1]
    never = lines_of(status_message(status(0)))[-1]
    assert never.startswith("Not read lately: there was no run yet.")
    failed = replace(status(7), read_at=None)
    assert "none of the latest runs came to its end" in lines_of(status_message(failed))[-1]


def test_status__says_what_asking_intacct_came_to_this_month() -> None:
    footer = lines_of(status_message(status(7)))[-1]
    assert footer.endswith("Intacct API transactions this month: 8,638, in 56 requests.")
    unused = lines_of(status_message(status(0)))[-1]
    assert unused.endswith("Intacct API transactions this month: 0, in 0 requests.")


def test_cause__names_the_record_it_is_about() -> None:
    voided = Standing(StandingState.REMINDER, Cause.VOIDED_IN_RE_LEASED, subject="INV-7")
    waits = Standing(StandingState.WAITING, Cause.MISSING_COUNTERPART, subject="account 4090")
    assert cause_text(voided).title == "Voided in Re-Leased, still open in Sage Intacct (INV-7)"
    assert cause_text(waits).title == "Waiting for account 4090"
    assert "Create or reactivate account 4090" in cause_text(waits).next_step


def test_table__more_rows_than_anybody_reads_are_counted() -> None:
    card = plan_card(view(run(RunPurpose.PLAN), 1000, with_plan=True))
    assert "… and 975 more" in lines_of(card)


def test_status__kinds_of_which_neither_side_has_any_are_left_out() -> None:
    full = status(7)
    bare = replace(full, kinds=(full.kinds[0], replace(full.kinds[1], intacct=0, re_leased=0)))
    (table,) = [block for block in status_message(bare).blocks if block["type"] == "table"]
    assert len(table["rows"]) == 2  # the heads, and the one kind that is there
