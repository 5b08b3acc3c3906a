"""Issues in Slack: listed, shown and cared for, answered by the running web process."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from sync.domain.issue_care import IssueCare
from sync.domain.sides import Side
from sync.domain.standing import LINKED
from tests.bot.office import Office, click_payload, payload_body
from tests.bot.test_commands import shown
from tests.bot.test_record_commands import press, send_off
from tests.sync.store.builders import invoice, seen
from tests.sync.use_cases.alerting import waits


@pytest.fixture
def issue_id(office: Office) -> Iterator[int]:
    """Invoice ALERT-1 waits for an account; nothing needs a look when the test is over."""
    link_id = office.link.link_id
    with office.store.transaction() as transaction:
        document = invoice("ALERT-1", "120.00")
        transaction.records.see(link_id, Side.INTACCT, [seen("alert-1", document)])
        (known,) = transaction.records.called(link_id, "ALERT-1")
        transaction.records.stand([(known.record_id, waits("4090"))])
        transaction.issues.refresh(link_id)
        (issue,) = transaction.issues.open_ones(link_id)
    yield issue.issue_id
    with office.store.transaction() as transaction:
        transaction.records.stand([(known.record_id, LINKED)])
        transaction.issues.refresh(link_id)


def menu(
    office: Office, action_id: str, issue_id: int | str, picked: dict[str, object], person: str
) -> httpx.Response:
    """Pick something in a menu of the issue's message."""
    payload = click_payload("", person)
    action = {"action_id": action_id, "block_id": f"issue:{issue_id}", **picked}
    return office.send(payload_body(payload | {"actions": [action]}))


def care(office: Office, issue_id: int) -> IssueCare:
    with office.store.reading() as transaction:
        return transaction.care.get(issue_id)


def test_issues__lists_them_by_cause_and_shows_one_with_its_buttons(
    office: Office, issue_id: int
) -> None:
    answer = office.command("issues", person="U0VICTOR")
    assert answer["text"] == "Harbour Estates: 1 issue open. 1 record · 120.00 GBP."
    assert f"`{issue_id}` Waiting for account 4090: 1 sales invoice · 120.00 GBP" in shown(answer)
    one = office.command(f"issues {issue_id}", person="U0VICTOR")
    assert "retry_issue" in shown(one)
    assert "Create or reactivate account 4090" in one["text"]
    assert office.command("issues page 7")["text"] == answer["text"]
    assert "Nothing" not in office.command("issues Harbour page 1")["text"]


def test_issues__unknown_numbers_and_companies_are_told(office: Office) -> None:
    assert office.command("issues")["text"].endswith("no open issue. Nothing needs a look.")
    assert office.command("issues 999999")["text"].startswith("There is no issue 999999.")
    assert office.command("issues nowhere")["text"].startswith("No linked company's name begins")


def test_retry__pressed_many_times_at_once_is_one_sync(office: Office, issue_id: int) -> None:
    payload = click_payload(str(issue_id), "U0TOM")
    action = {"type": "button", "action_id": "retry_issue", "value": str(issue_id)}
    body = payload_body(payload | {"actions": [action]})
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(office.send, [body] * 4))
    assert {answer.status_code for answer in answers} == {200}
    (run,) = office.runs()
    assert run.requester.person_id == "U0TOM"


def test_assign__from_the_menu(office: Office, issue_id: int) -> None:
    picked: dict[str, object] = {"type": "users_select", "selected_user": "U0GRACE"}
    assert menu(office, "assign_issue", issue_id, picked, "U0TOM").status_code == 200
    assert care(office, issue_id).assigned_to == "U0GRACE"
    assert "assigned to <@U0GRACE>" in shown(office.command("issues"))


def test_snooze__from_the_menu_and_nothing_forged(office: Office, issue_id: int) -> None:
    def snooze(value: str, issue: int | str = issue_id) -> None:
        option = {"text": {"type": "plain_text", "text": "x"}, "value": value}
        picked: dict[str, object] = {"type": "static_select", "selected_option": option}
        assert menu(office, "snooze_issue", issue, picked, "U0TOM").status_code == 200

    snooze("for_ever")
    snooze("one_hour", "1; DROP TABLE issue")
    assert care(office, issue_id).snoozed_until is None
    assert all("This button is broken" in text for text in office.answers()[-2:])
    snooze("one_hour")
    assert care(office, issue_id).snoozed_until is not None


def test_mute__asks_for_a_reason_and_is_undone(office: Office, issue_id: int) -> None:
    state = {"issue": str(issue_id)}
    refused = send_off(office, "mute_issue", state, {"reason": "no"})
    assert refused["response_action"] == "errors"
    assert care(office, issue_id).muting is None
    send_off(office, "mute_issue", state, {"reason": "the bank mends it in May"})
    muting = care(office, issue_id).muting
    assert muting is not None
    assert (muting.who.person_id, muting.why) == ("U0TOM", "the bank mends it in May")
    assert press(office, "unmute_issue", str(issue_id)).status_code == 200
    assert care(office, issue_id).muting is None


@pytest.mark.parametrize("person", ["U0VICTOR", "U0NOBODY"])
def test_care__takes_a_role_that_may(office: Office, issue_id: int, person: str) -> None:
    picked: dict[str, object] = {"type": "users_select", "selected_user": "U0GRACE"}
    menu(office, "assign_issue", issue_id, picked, person)
    press(office, "retry_issue", str(issue_id), person)
    send_off(office, "mute_issue", {"issue": str(issue_id)}, {"reason": "I know of it"}, person)
    assert care(office, issue_id) == IssueCare(issue_id)
    assert office.runs() == []
    assert all(text.startswith("You are not allowed to") for text in office.answers()[-3:])


def test_void__explains_shows_the_record_and_waits(office: Office, issue_id: int) -> None:
    answer = office.command("void alert-1", person="U0VICTOR")
    assert answer["text"].startswith(
        "Sales invoice ALERT-1: Documents are voided in Sage Intacct only"
    )
    buttons = [one for block in answer["blocks"] for one in block.get("elements", ())]
    done = next(one for one in buttons if one.get("action_id") == "watch_done")
    press(office, "watch_done", done["value"], "U0TOM")
    assert "only they can change it" in office.answers()[-1]
    press(office, "watch_tomorrow", done["value"], "U0VICTOR")
    assert office.answers()[-1].startswith("You are reminded")
    press(office, "watch_done", done["value"], "U0VICTOR")
    press(office, "watch_done", done["value"], "U0VICTOR")
    assert office.answers()[-1] == "That reminder is over already. Nothing was changed."
    assert office.runs() == []
    assert issue_id


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("void", "Type /sync void and the number"),
        ("void zzz", "No such record is known by “zzz”"),
        ("undo-payment ALERT-1", "No such record is known"),
        ("edit-contact", "Contacts are changed in Sage Intacct only"),
    ],
)
def test_elsewhere__says_the_rule_whatever_is_typed(office: Office, typed: str, says: str) -> None:
    answer = office.command(typed)
    assert says in answer["text"]
    assert "in Sage Intacct" in answer["text"]
    assert "watch" not in json.dumps(answer)
