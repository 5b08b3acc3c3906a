"""Messages about drafts: fit for Slack whatever is in them, and worth exactly what they show."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.block_rules import objections
from bot.messages.approval_reminders import escalation, reminder
from bot.messages.approvals_card import approvals_card
from bot.messages.blocks import Block, Message
from bot.messages.draft_details import draft_dialog
from bot.messages.drafts_message import drafts_message
from bot.modals.away import away_dialog, end_of
from bot.modals.drafts import reject_dialog
from bot.reactions import Dialog
from bot.shortening import LARGEST_MESSAGE, size
from bot.values import shown_id, shown_ids
from bot.wire import view_of
from sandbox.slack.block_rules import message_problems, view_problems
from sync.domain.approving.approvals import ApprovalState, Delegation
from sync.domain.choices import Person
from tests.bot.drafts import GRACE, all_open, approval, approvals, batch, decided, details, waiting
from tests.bot.hostile import HOSTILE
from tests.bot.views import NOON

MENTION = re.compile(r"<(?!!date)[^>]*>")


def messages(count: int, text: str) -> list[Message]:
    return [
        approvals_card(batch(approvals(count, text), text)),
        approvals_card(batch(all_open(count, text), text)),
        drafts_message(waiting(count, text), waiting(count, text), text),
        reminder(batch(all_open(count, text), text)),
        escalation(batch(all_open(count, text), text)),
    ]


def dialogs(count: int, text: str) -> list[Dialog]:
    away = Delegation(1, GRACE, Person(text, text), NOON, NOON)
    return [
        draft_dialog(details(count, text)),
        reject_dialog(approval(1, text)),
        away_dialog([away]),
    ]


def mentions_in(part: object) -> set[str]:
    """What would be a mention, or a link, in the marked-up texts."""
    if isinstance(part, dict):
        own = set(MENTION.findall(part["text"])) if part.get("type") == "mrkdwn" else set()
        return own | mentions_in(list(part.values()))
    if isinstance(part, list | tuple):
        return {one for each in part for one in mentions_in(each)}
    return set()


def text_of(blocks: tuple[Block, ...]) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def actions_in(message: Message) -> list[str]:
    return re.findall(r'"action_id": "(\w+)"', text_of(message.blocks))


@pytest.mark.parametrize("count", [0, 1, 10, 11, 120, 1000])
def test_message__is_one_that_slack_takes_however_many(count: int) -> None:
    assert_fit(count, "INV-1")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_message__takes_no_harm_from_names(text: str) -> None:
    assert_fit(12, text)


def assert_fit(count: int, text: str) -> None:
    for message in messages(count, text):
        assert objections(message.blocks, "message") == ()
        assert message_problems(list(message.blocks)) == []
        assert size(message.text, message.blocks) <= LARGEST_MESSAGE
        assert mentions_in(message.blocks) <= {"<@U0GRACE>"}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_dialog__is_one_that_slack_takes(text: str) -> None:
    for dialog in dialogs(300, text):
        assert objections(dialog.blocks, "modal") == ()
        assert view_problems(view_of(dialog, "C0SYNC")) == []
        assert mentions_in(dialog.blocks) <= {"<@U0GRACE>"}


def test_card__of_several_says_their_number_and_total_on_one_button() -> None:
    shown = text_of(approvals_card(batch(all_open(2))).blocks)
    assert "Approve all 2 (3,703,703.67 GBP)" in shown


def test_card__of_one_draft_has_no_button_for_all() -> None:
    assert actions_in(approvals_card(batch(all_open(1)))) == [
        "approve_draft",
        "reject_draft",
        "show_draft",
    ]


def test_card__of_many_offers_a_menu_for_those_not_shown() -> None:
    card = approvals_card(batch(all_open(40)))
    assert "pick_draft" in actions_in(card)
    assert actions_in(card).count("show_draft") <= 10


def test_card__of_many_approves_together_only_those_it_shows() -> None:
    card = approvals_card(batch(all_open(40)))
    shown = actions_in(card).count("approve_draft")
    assert f"Approve these {shown} (" in text_of(card.blocks)


def test_card__of_many_keeps_a_trace_of_what_was_decided() -> None:
    decided_one = replace(approval(99, "INV-99", ApprovalState.APPROVED), decisions=(decided(),))
    card = text_of(approvals_card(batch((*all_open(40), decided_one))).blocks)
    assert "INV-99" in card
    assert "Approved by <@U0GRACE>" in card


@pytest.mark.parametrize("state", [one for one in ApprovalState if not one.is_undecided])
def test_card__of_what_is_decided_has_no_buttons(state: ApprovalState) -> None:
    assert actions_in(approvals_card(batch((approval(1, "INV-1", state),)))) == []


def test_card__tells_in_two_steps_what_came_of_an_approval() -> None:
    granted = replace(approval(1, "INV-1", ApprovalState.GRANTED), decisions=(decided(),))
    posted = replace(granted, posted_at=granted.opened_at)
    assert "Approved by <@U0GRACE>" in text_of(approvals_card(batch((granted,))).blocks)
    assert "On its way to both ledgers" in text_of(approvals_card(batch((granted,))).blocks)
    assert "Posted in Sage Intacct; Re-Leased follows" in text_of(
        approvals_card(batch((posted,))).blocks
    )


def test_card__that_a_workflow_decides_can_only_be_looked_at() -> None:
    assert actions_in(approvals_card(batch((approval(3),)))) == ["show_draft"]


def test_card__whose_tax_is_pending_cannot_be_approved() -> None:
    assert actions_in(approvals_card(batch((approval(4),)))) == ["reject_draft", "show_draft"]


@pytest.mark.parametrize(
    "value", ["", "1", "1.", ".abcdef01", "1.xyz", "1.abcdef012 ", "²." + "a" * 12]
)
def test_shown_id__of_anything_else_is_none(value: str) -> None:
    assert shown_id(value) is None


@pytest.mark.parametrize("value", ["", "abcdef012:", ":1", "abcdef012:1,", "xyz:1", "abcdef012:²"])
def test_shown_ids__of_anything_else_is_none(value: str) -> None:
    assert shown_ids(value) is None


def test_list__runs_up_a_total() -> None:
    shown = text_of(drafts_message(waiting(2), (), "").blocks)
    assert "Running total 1,234,567.89 GBP" in shown
    assert "Running total 3,703,703.67 GBP" in shown


@pytest.mark.parametrize(
    ("day", "zone", "moment"),
    [
        (date(2026, 3, 2), "Europe/London", datetime(2026, 3, 3, tzinfo=UTC)),
        (date(2026, 7, 1), "Europe/London", datetime(2026, 7, 1, 23, tzinfo=UTC)),
        (date(2026, 3, 2), "Pacific/Auckland", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        (date(2026, 3, 2), "", datetime(2026, 3, 3, tzinfo=UTC)),
    ],
)
def test_absence__ends_with_the_day_where_the_person_lives(
    day: date, zone: str, moment: datetime
) -> None:
    assert end_of(day, zone) == moment
