"""Looking at records and holding them: typed, pressed and filled in, answered by the running web process."""

import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from sync.domain.runs import SCHEDULE
from sync.domain.sides import Side
from sync.use_cases.ports import OutboxTopic
from sync.use_cases.request_run import request_plan
from sync.use_cases.unlink import unlinked_records
from tests.bot.office import Office, click_payload, payload_body
from tests.bot.test_commands import say, shown
from tests.sync.store.builders import contact, invoice, seen


@pytest.fixture(scope="module")
def invoice_id(running_office: Office) -> int:
    """An invoice that both a search for its number and one for its tenant find."""
    records = (seen("C-1", contact("Rowan Bakery")), seen("7001", invoice("INV-7001", "250.00")))
    with running_office.store.transaction() as transaction:
        transaction.records.see(running_office.link.link_id, Side.INTACCT, records)
        (known,) = transaction.records.called(running_office.link.link_id, "INV-7001")
    return known.record_id


def press(office: Office, action_id: str, value: str, person: str = "U0TOM") -> httpx.Response:
    payload = click_payload(value, person)
    payload["actions"] = [{"type": "button", "action_id": action_id, "value": value}]
    return office.send(payload_body(payload))


def send_off(
    office: Office,
    callback_id: str,
    state: dict[str, str],
    values: dict[str, str],
    person: str = "U0TOM",
) -> dict[str, Any]:
    """Send a dialog off; what the web process answers."""
    filled = {
        name: {"filled_in": {"type": "plain_text_input", "value": text}}
        for name, text in values.items()
    }
    payload = click_payload("", person) | {
        "type": "view_submission",
        "trigger_id": secrets.token_hex(8),
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": json.dumps({"channel": "C0SYNC"} | state),
            "state": {"values": filled},
        },
    }
    for name in ("actions", "container", "channel"):
        del payload[name]
    response = office.send(payload_body(payload))
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize("words", ["INV-70", "rowan", "250.00"])
def test_find__by_number_tenant_or_amount(office: Office, invoice_id: int, words: str) -> None:
    answer = office.command(f"find {words}", person="U0VICTOR")
    assert "*INV-7001*" in shown(answer)
    assert f'"value": "{invoice_id}"' in shown(answer)


def test_find__nothing_says_what_can_be_typed(office: Office) -> None:
    assert office.command("find zzz")["text"].startswith(
        "Nothing found for zzz. Type the beginning"
    )
    assert office.command("find")["text"].startswith("Nothing found for -.")


def test_show__one_record_by_its_number_or_ours(office: Office, invoice_id: int) -> None:
    for name in ("inv-7001", f"#{invoice_id}"):
        answer = office.command(f"show {name}")
        assert answer["text"] == "Sales invoice INV-7001: new."
        assert "*Due date*\\n31 Mar 2026" in shown(answer)
        assert "Unlink…" in shown(answer)


@pytest.mark.parametrize("name", ["INV-70", "#999999999999999999999", "#x", "<!channel>"])
def test_show__nothing_is_called_so(office: Office, name: str) -> None:
    answer = office.command(f"show {name}")
    assert answer["text"].startswith("Nothing is or was called ")
    assert "<!" not in shown(answer)


def test_history__a_line_for_each_run(office: Office) -> None:
    run = request_plan(office.store, office.link.link_id, SCHEDULE).run
    answer = office.command("history", person="U0VICTOR")
    assert f"*Plan {run.run_id}: queued*" in shown(answer)
    assert "Asked for by the schedule." in shown(answer)


def test_unlink__takes_a_reason_and_comes_back(office: Office, invoice_id: int) -> None:
    record = {"record": str(invoice_id)}
    short = send_off(office, "unlink_form", record, {"reason": "why not"})
    assert short["response_action"] == "errors"
    assert "at least 8 characters" in short["errors"]["reason"]
    for expected in ({"response_action": "clear"}, None):
        answer = send_off(office, "unlink_form", record, {"reason": "In dispute with the tenant"})
        if expected is None:
            assert "is unlinked already, by u0tom" in answer["errors"]["reason"]
        else:
            assert answer == expected
    (held,) = unlinked_records(office.store, office.link.link_id)
    assert (held.unlinking.reason, held.unlinking.who.person_id) == (
        "In dispute with the tenant",
        "U0TOM",
    )
    past = shown(office.command("show INV-7001"))
    assert "Unlinked by <@U0TOM>: In dispute with the tenant" in past
    assert "Unlinked for less than a day by u0tom: In dispute" in shown(office.command("unlink"))
    assert send_off(office, "relink_form", record, {}) == {"response_action": "clear"}
    assert unlinked_records(office.store, office.link.link_id) == ()
    assert office.command("relink")["text"].startswith("Nothing is unlinked.")


def test_unlink__a_viewer_is_refused_at_the_word_and_at_the_form(
    office: Office, invoice_id: int
) -> None:
    refusal = "You are not allowed to settle, unlink or look after records."
    assert office.command("unlink INV-7001", person="U0VICTOR")["text"].startswith(refusal)
    values = {"reason": "I am not allowed to"}
    send_off(office, "unlink_form", {"record": str(invoice_id)}, values, person="U0VICTOR")
    assert office.answers()[-1].startswith(refusal)
    assert unlinked_records(office.store, office.link.link_id) == ()


@pytest.mark.parametrize("state", [{}, {"record": "x"}, {"record": "-1"}, {"record": "9" * 30}])
def test_unlink__a_forged_dialog_does_nothing(office: Office, state: dict[str, str]) -> None:
    answer = send_off(office, "unlink_form", state, {"reason": "for no reason at all"})
    assert answer == {"response_action": "clear"}
    assert office.answers()[-1].startswith("This dialog is broken.")


def test_share__the_same_answer_goes_to_the_channel(office: Office, invoice_id: int) -> None:
    assert '"action_id": "share_answer"' in shown(office.command("show INV-7001"))
    assert press(office, "share_answer", "show INV-7001").status_code == 200
    assert office.answers()[-1] == "Sales invoice INV-7001: new. Shared by u0tom."
    with office.store.reading() as transaction:
        answer = transaction.answers.get(len(office.answers()))
    assert answer.is_shared
    assert answer.channel == "C0SYNC"
    assert f'"{invoice_id}"' not in answer.blocks
    assert office.is_asked_for(OutboxTopic.MESSAGE, f"answer:{len(office.answers())}")


@pytest.mark.parametrize("words", ["now", "pause harbour x", "", "unlink INV-7001", "nonsense"])
@pytest.mark.parametrize("button", ["share_answer", "run_word"])
def test_button__a_word_with_effect_is_never_run_by_one(
    office: Office, words: str, button: str
) -> None:
    assert press(office, button, words).status_code == 200
    assert office.runs() == []
    assert office.answers()[-1].startswith(("This cannot be shared", "This button runs nothing"))


def test_share__a_refusal_is_not_shared(office: Office) -> None:
    press(office, "share_answer", "status", person="U0NOBODY")
    assert office.answers()[-1].startswith("This cannot be shared.")


def test_unknown_word__a_button_runs_what_was_meant(office: Office) -> None:
    answer = shown(office.command("statsu harbour"))
    assert '"value": "status harbour"' in answer
    press(office, "run_word", "status harbour")
    assert office.answers()[-1] == "Harbour Estates: nothing needs a look."
    assert '"run_word"' not in shown(office.command("nwo"))


def test_help__one_word(office: Office) -> None:
    for word in ("now", "NOW", "/sync now", "nwo"):
        assert office.command(f"help {word}")["text"] == (
            "/sync now [company]: Start a sync. Who may: operator or approver or administrator."
        )


def test_unlink__the_dialog_opens_in_slack(office: Office, invoice_id: int) -> None:
    """The stand-in refuses a dialog that Slack would refuse."""
    say(office, "/sync unlink INV-7001")
    (view,) = office.world.world.workspace.modals.stack("U0TOM")
    assert json.loads(view.content["private_metadata"])["record"] == str(invoice_id)
    office.world.world.workspace.modals.clear("U0TOM")


def test_twice_at_once__what_slack_delivers_two_times_is_shared_once(
    office: Office, invoice_id: int
) -> None:
    before = len(office.answers())
    payload = click_payload("", "U0TOM")
    action = {"type": "button", "action_id": "share_answer", "value": f"show #{invoice_id}"}
    body = payload_body(payload | {"actions": [action]})
    with ThreadPoolExecutor(4) as deliveries:
        answered = list(deliveries.map(office.send, [body] * 4))
    assert [one.status_code for one in answered] == [200] * 4
    assert len(office.answers()) == before + 1
