"""Messages and dialogs about records, made from nothing, a thousand of everything, and hostile names."""

import json
from collections.abc import Callable

import pytest

from bot.messages.blocks import Message
from bot.messages.found_message import found_message, unlinked_message
from bot.messages.history_message import history_message
from bot.messages.record_message import record_message
from bot.messages.sharing import shareable, shared
from bot.modals.records import record_dialog, relink_dialog, unlink_dialog
from bot.reactions import Dialog
from sync.domain.runs import Requester, RunState
from tests.bot.fit_to_send import assert_fit_to_open, assert_fit_to_send
from tests.bot.hostile import HOSTILE
from tests.bot.record_views import CONFLICT, found, record_view, unlinked
from tests.bot.views import NOON, link, run

TOM = Requester("U0TOM", "tom", "C0SYNC")

MESSAGES: dict[str, Callable[[int, str], Message]] = {
    "found": lambda count, text: found_message(
        text, (found(text, former=count),) * count, {1: text}
    ),
    "unlinked": lambda count, text: unlinked_message(unlinked(count, text), NOON),
    "history": lambda count, text: history_message(
        link(text),
        [run(state=RunState.FAILED, name=text, failure=text, run_id=n) for n in range(count)],
    ),
    "record": lambda count, text: record_message(record_view(count, text, address=text)),
    "conflict": lambda count, text: record_message(record_view(count, text, standing=CONFLICT)),
    "shared": lambda count, text: shared(
        record_message(record_view(count, text)), Requester("U0TOM", text)
    ),
}
DIALOGS: dict[str, Callable[[int, str], Dialog]] = {
    "record": lambda count, text: record_dialog(record_view(count, text, standing=CONFLICT)),
    "unlink": lambda _count, text: unlink_dialog(found(text)),
    "relink": lambda _count, text: relink_dialog(found(text, standing=CONFLICT)),
}


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
@pytest.mark.parametrize("name", MESSAGES)
def test_message__fits_whatever_the_number_of_rows(name: str, count: int) -> None:
    assert_fit_to_send(shareable(MESSAGES[name](count, "INV-1001"), "find INV", TOM), "message")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", MESSAGES)
def test_message__takes_no_harm_from_names(name: str, text: str) -> None:
    assert_fit_to_send(MESSAGES[name](12, text), "message")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", DIALOGS)
def test_dialog__takes_no_harm_from_names(name: str, text: str) -> None:
    for count in (0, 12, 1000):
        assert_fit_to_open(DIALOGS[name](count, text))


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://a b", "http://x/" * 900])
def test_record__an_address_that_no_browser_should_open_makes_no_button(address: str) -> None:
    assert "open:" not in json.dumps(record_message(record_view(1, address=address)).blocks)


def test_record__opens_in_both_ledgers() -> None:
    message = record_message(record_view(1, address="https://books.example/1"))
    buttons = next(block for block in message.blocks if block["type"] == "actions")["elements"]
    assert [one["text"]["text"] for one in buttons] == [
        "Open in Sage Intacct",
        "Open in Re-Leased",
        "Unlink…",
    ]


def test_shared__nobody_else_is_offered_what_was_private() -> None:
    private = shareable(record_message(record_view(1, standing=CONFLICT)), "show INV-1001", TOM)
    assert "share_answer" in json.dumps(private.blocks)
    public = shared(private, TOM)
    assert all('"value"' not in json.dumps(block) for block in public.blocks)
    assert "Shared by <@U0TOM>." in json.dumps(public.blocks)


def test_shareable__not_where_nobody_else_reads_along() -> None:
    message = record_message(record_view(1))
    for place in ("", "D0TOM"):
        assert shareable(message, "show INV-1001", Requester("U0TOM", "tom", place)) == message


def test_found__the_company_is_named_where_several_are_linked() -> None:
    assert "Harbour" not in json.dumps(found_message("INV", (found(),)).blocks)
    named = found_message("INV", (found(),), {1: "Harbour Estates", 2: "Quayside Estates"})
    assert "\nHarbour Estates, sales invoice, 01 Mar 2026" in str(named.blocks[1]["text"]["text"])
