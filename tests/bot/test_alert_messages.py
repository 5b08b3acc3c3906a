"""Every message that alerts people: from nothing, the usual, a thousand of everything, and hostile names."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.messages.blocks import Message
from bot.messages.digest_message import digest_message
from bot.messages.issue_lists import (
    PAGE,
    escalation_message,
    issues_answer,
    list_message,
)
from bot.messages.issue_message import assigned_message, issue_message, woken_message
from bot.messages.stoppage_message import stoppage_message
from bot.messages.watch_messages import (
    arrived_message,
    choice_message,
    reminder_message,
    watching_message,
)
from bot.modals.mute import mute_dialog
from bot.wire import view_of
from sandbox.slack.block_rules import view_problems
from sync.domain.runs import SCHEDULE, RunState
from sync.domain.standing import Cause, Standing, StandingState
from sync.domain.stoppage import FailureKind
from sync.domain.watching import Awaited
from sync.use_cases.ports import Issue
from tests.bot.alert_views import (
    care,
    digest,
    findings,
    issue,
    issue_list,
    issue_view,
    record,
    stoppage,
    watch,
    watch_view,
)
from tests.bot.fit_to_send import assert_fit_to_send
from tests.bot.hostile import HOSTILE
from tests.bot.test_messages import lines_of
from tests.bot.views import issues, link, run, view

Builder = Callable[[int, str], Message]

MESSAGES: dict[str, Builder] = {
    "issue": lambda count, text: issue_message(issue_view(issue(count, text), text)),
    "cared for": lambda count, text: issue_message(
        issue_view(issue(count, text), text, cared=care(text))
    ),
    "muted": lambda count, text: issue_message(
        issue_view(issue(count, text), text, cared=care(text, muted=True))
    ),
    "closed": lambda count, text: issue_message(issue_view(issue(count, text, closed=True), text)),
    "assigned": lambda count, text: assigned_message(
        issue_view(issue(count, text), text, cared=care(text))
    ),
    "woken": lambda count, text: woken_message(
        issue_view(issue(count, text), text, cared=care(text))
    ),
    "issues": lambda count, text: issues_answer(
        link(text), issues(count, text), {n: care(text) for n in range(count)}, 1
    ),
    "last page": lambda count, text: issues_answer(link(text), issues(count, text), {}, 10**18),
    "list": lambda count, text: list_message(
        link(text), issue_list(), issues(count, text), continued=False
    ),
    "list over": lambda count, text: list_message(
        link(text), issue_list(ended=True), issues(count, text), continued=False
    ),
    "list goes on": lambda count, text: list_message(
        link(text), issue_list(ended=True), issues(count, text), continued=True
    ),
    "escalation": lambda count, text: escalation_message(link(text), issues(count, text)),
    "digest": lambda count, text: digest_message(digest(count, text)),
    "choice": lambda count, text: choice_message(
        Awaited.REVERSAL, [findings(text) for _ in range(count)]
    ),
    **{
        f"stoppage {kind}": lambda _count, text, kind=kind: stoppage_message(  # type: ignore[misc]  # a default binds it
            link(text), stoppage(text, kind)
        )
        for kind in FailureKind
    },
    "works again": lambda _count, text: stoppage_message(link(text), stoppage(text, works=True)),
    "other stoppage": lambda _count, text: stoppage_message(
        link(text), stoppage(text, works=False)
    ),
    "watching": lambda _count, text: watching_message(findings(text), record(text), watch()),
    "arrived": lambda _count, text: arrived_message(watch_view(text, Awaited.UNDOING)),
    "arrived alone": lambda _count, text: arrived_message(
        watch_view(text, Awaited.EDIT, lone=True)
    ),
    "reminder": lambda _count, text: reminder_message(watch_view(text, Awaited.REVERSAL)),
}


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
@pytest.mark.parametrize("name", MESSAGES)
def test_alert__fits_whatever_the_number(name: str, count: int) -> None:
    assert_fit_to_send(MESSAGES[name](count, "Harbour Estates"), "message")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", MESSAGES)
def test_alert__takes_no_harm_from_names(name: str, text: str) -> None:
    assert_fit_to_send(MESSAGES[name](12, text), "message")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_mute_dialog__is_one_that_slack_takes(text: str) -> None:
    view = view_of(mute_dialog(issue_view(issue(12, text), text)), "C0SYNC")
    assert view_problems(view) == []


def elements(message: Message) -> Iterator[dict[str, Any]]:
    for block in message.blocks:
        if block["type"] == "actions":
            yield from block["elements"]


def test_issue__says_what_happened_what_it_means_and_what_to_do() -> None:
    lines = lines_of(issue_message(issue_view(issue(39))))
    assert lines[0] == "Waiting for account 4090"
    assert lines[1].startswith(":raising_hand: *It concerns 40 sales invoices · 48,148,147.71 GBP")
    assert any(line.startswith(":point_right: Create or reactivate account 4090") for line in lines)
    assert "issue 39 · first seen <!date^" in lines[-1]


def test_issue__has_its_buttons_and_links() -> None:
    made = {one["action_id"]: one for one in elements(issue_message(issue_view(issue())))}
    assert [*made] == [
        "retry_issue",
        "assign_issue",
        "snooze_issue",
        "mute_issue",
        "open:intacct",
        "open:re_leased",
    ]
    assert made["retry_issue"]["value"] == "12"
    assert made["open:intacct"]["url"].startswith("https://")


@pytest.mark.parametrize(
    "cause", [Cause.CHANGED_ON_BOTH_SIDES, Cause.LOOKS_ALIKE, Cause.LOOKS_LIKE_UNLINKED]
)
def test_issue__that_is_a_matter_of_choice_can_be_settled(cause: Cause) -> None:
    standing = Standing(StandingState.CONFLICT, cause, "INV-1")
    one = issue()
    conflict = Issue(
        one.issue_id,
        1,
        standing,
        one.kind,
        1,
        None,
        "",
        one.opened_at,
        None,
    )
    first = next(elements(issue_message(issue_view(conflict))))
    assert (first["action_id"], first["value"]) == ("settle", "12")


def test_issue__that_is_closed_has_no_buttons_left() -> None:
    message = issue_message(issue_view(issue(closed=True)))
    assert list(elements(message)) == []
    assert any("Closed by itself" in line for line in lines_of(message))


def test_issue__that_is_muted_says_who_and_why_and_can_be_unmuted() -> None:
    message = issue_message(issue_view(issue(), cared=care("Tom", muted=True)))
    assert "unmute_issue" in {one["action_id"] for one in elements(message)}
    assert "muted by <@U0TOM>" in json.dumps(message.blocks)
    assert "Why it is muted: Tom" in lines_of(message)


def test_issues__pages_show_every_issue_once() -> None:
    found = issues(53, "account")
    shown: list[str] = []
    for page in (1, 2, 3):
        lines = lines_of(issues_answer(link(), found, {}, page))
        shown += [
            line.split("`")[1]
            for line in lines
            if line.startswith("`") and "issues" not in line.split("`")[1]
        ]
    assert sorted(map(int, shown)) == [*range(53)]
    assert len(shown) == len(set(shown))
    assert (
        "… and 33 more: `/sync issues page 2`." in lines_of(issues_answer(link(), found, {}, 1))[-1]
    )
    assert PAGE == 20


def test_list__of_ten_thousand_says_how_many_and_what_they_come_to() -> None:
    found = tuple(issue(number, f"account {number}") for number in range(1, 40))
    lines = lines_of(list_message(link(), issue_list(), found, continued=False))
    assert lines[0] == "Harbour Estates: 39 issues open besides"
    assert any(line.startswith("Waiting for …: 819 records · ") for line in lines)


def test_stoppage__says_how_often_since_when_and_until_when() -> None:
    lines = lines_of(stoppage_message(link(), stoppage("Sage Intacct is away.")))
    assert lines[0] == "Harbour Estates: scheduled syncs fail"
    assert "7 syncs failed, from <!date^" in lines[-1]
    over = stoppage_message(link(), stoppage("Sage Intacct is away.", works=True))
    assert "Syncs work again" in lines_of(over)[1]


def test_digest__is_worst_first_and_says_what_is_stuck() -> None:
    lines = lines_of(digest_message(digest(7, "Harbour Estates")))
    assert lines[1] == ":red_circle: *Scheduled syncs fail*"
    assert any("7 drafts wait for a decision (1,234,567.89 GBP)" in line for line in lines)
    assert any("7 documents with tax pending" in line for line in lines)
    assert any("7 records are unlinked, the oldest for 7 days" in line for line in lines)
    assert any("… and 2 more issues" in line for line in lines)


def test_digest__of_a_clear_morning_says_so() -> None:
    assert ":large_blue_circle: *Nothing needs a look*" in lines_of(digest_message(digest(0, "x")))


@pytest.mark.parametrize("awaited", Awaited)
def test_watching__never_offers_to_do_it(awaited: Awaited) -> None:
    message = watching_message(findings("INV-7"), record("INV-7"), watch(awaited))
    assert {one["action_id"] for one in elements(message)} == {
        "open:intacct",
        "watch_tomorrow",
        "watch_done",
    }
    assert "Leasebridge never does it" in message.text


def test_arrived__says_what_is_left_in_re_leased() -> None:
    lines = lines_of(arrived_message(watch_view("R-7", Awaited.UNDOING)))
    assert lines[0] == "Sales invoice R-7 is undone in Sage Intacct"
    assert any("reverse the payment, or take the credit off" in line for line in lines)


def test_scheduled_run__has_a_card_only_where_it_wrote_something() -> None:
    scheduled = replace(run(), requester=SCHEDULE)
    assert view(scheduled, 3).is_told_on_its_card
    assert not view(scheduled, 0).is_told_on_its_card
    failed = replace(run(state=RunState.FAILED, failure="Away."), requester=SCHEDULE)
    assert not view(failed, 3).is_told_on_its_card
    assert view(run(state=RunState.FAILED, failure="Away."), 0).is_told_on_its_card
