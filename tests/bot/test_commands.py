"""Every word of `/sync`, typed in Slack and answered by the running web process."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.commands.all_commands import REGISTRY
from sync.domain.runs import RunPurpose
from sync.use_cases.ports import OutboxTopic
from tests.bot.office import Office


def shown(answer: dict[str, Any]) -> str:
    """All the words of an answer."""
    return f"{answer['text']} {json.dumps(answer.get('blocks', []), ensure_ascii=False)}"


def test_now__asks_for_one_sync(office: Office) -> None:
    answer = office.command("now")
    (run,) = office.runs()
    assert run.purpose is RunPurpose.SYNC
    assert answer["text"] == (
        f"Sync {run.run_id} for Harbour Estates is on its way. Its card shows how it goes."
    )
    assert answer["response_type"] == "ephemeral"
    assert (run.requester.person_id, run.requester.name) == ("U0TOM", "u0tom")
    assert run.requester.channel == "C0SYNC"
    assert office.is_asked_for(OutboxTopic.MESSAGE, f"run:{run.run_id}")


def test_now__while_one_waits_that_one_is_enough(office: Office) -> None:
    office.command("now")
    assert re.fullmatch(r"Sync \d+ for .* waits already; .*", office.command("now")["text"])
    assert len(office.runs()) == 1


def test_now__many_at_the_same_moment_make_one_run(office: Office) -> None:
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(office.command, ["now"] * 16))
    assert sum("is on its way" in answer["text"] for answer in answers) == 1
    assert len(office.runs()) == 1


def test_plan__changes_nothing_and_says_so(office: Office) -> None:
    answer = office.command("plan")
    (run,) = office.runs()
    assert run.purpose is RunPurpose.PLAN
    assert answer["text"].startswith(f"Plan {run.run_id} for Harbour Estates is on its way")
    assert "Nothing is changed." in answer["text"]


@pytest.mark.parametrize("text", ["PLAN", "Plan", " plan ", "plan harbour", "plan\tHARBOUR EST"])
def test_word__whatever_its_case_and_spaces(office: Office, text: str) -> None:
    assert "is on its way" in office.command(text)["text"]


def test_company__unknown_is_told_with_those_there_are(office: Office) -> None:
    answer = office.command("plan <!channel> & Co")
    assert answer["text"] == (
        "No linked company's name begins with “&lt;!channel&gt; &amp; Co”. Linked: Harbour Estates."
    )
    assert "<!channel>" not in shown(answer)
    assert office.runs() == []


def test_status__counts_and_runs(office: Office) -> None:
    answer = office.command("status", person="U0VICTOR")
    assert answer["text"] == "Harbour Estates: nothing needs a look."
    assert "Sales invoices" not in shown(answer)  # neither ledger has any yet
    assert "Intacct API transactions this month" in shown(answer)


def test_rules__the_whole_rule_book_for_everybody(office: Office) -> None:
    answer = office.command("rules", person="U0NOBODY")
    for words in ("Sales invoice", "Sage Intacct (void)", "either", "Attachment"):
        assert words in shown(answer)


@pytest.mark.parametrize("text", ["help", "", "   ", "HELP"])
def test_help__lists_every_word(office: Office, text: str) -> None:
    answer = office.command(text, person="U0NOBODY")
    for command in REGISTRY.commands:
        assert f"`/sync {command.word}" in shown(answer)
        assert command.does in shown(answer)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("statsu", "status"),
        ("stats", "status"),
        ("HLEP", "help"),
        ("nwo", "now"),
        ("plna", "plan"),
        ("start", "now"),
        ("preview", "plan"),
        ("rule", "rules"),
    ],
)
def test_unknown_word__the_nearest_is_guessed(office: Office, typed: str, meant: str) -> None:
    answer = office.command(typed)
    assert f"There is no /sync {typed}." in answer["text"]
    assert f"Did you mean /sync {meant}:" in answer["text"]
    assert office.runs() == []


@pytest.mark.parametrize("typed", ["xylophone", "<!channel>", "*", "@everybody", "1" * 3000])
def test_unknown_word__nothing_near_means_help(office: Office, typed: str) -> None:
    answer = office.command(typed)
    assert "Did you mean" not in answer["text"]
    assert answer["text"].endswith("/sync help lists what there is.")
    assert "<!" not in shown(answer)
    assert len(answer["text"]) < 200


@pytest.mark.parametrize("text", ["now", "plan", "status"])
@pytest.mark.parametrize("person", ["U0NOBODY", "U0DANA", "", "u0tom"])
def test_role__nobody_without_one_may_do_anything(office: Office, text: str, person: str) -> None:
    answer = office.command(text, person=person)
    assert answer["text"].startswith("You are not allowed to ")
    assert "administrator" in answer["text"]
    assert office.runs() == []


def test_role__a_viewer_may_plan_and_not_start(office: Office) -> None:
    refusal = office.command("now", person="U0VICTOR")["text"]
    assert refusal == (
        "You are not allowed to start a sync or apply a plan. That takes the role of operator, "
        "approver or administrator; ask Priya Raman, Grace Lim or Tom Ashworth."
    )
    assert office.runs() == []
    assert "is on its way" in office.command("plan", person="U0VICTOR")["text"]


@pytest.mark.parametrize("person", ["U0TOM", "U0GRACE", "U0PRIYA"])
def test_role__operator_approver_and_administrator_may_start(office: Office, person: str) -> None:
    assert "is on its way" in office.command("now", person=person)["text"]


def test_twice_at_once__slack_delivers_a_command_two_times(office: Office) -> None:
    delivery = office.world.world.workspace.delivery
    delivery.duplicates = True
    try:
        say(office, "/sync plan")
    finally:
        delivery.duplicates = False
    assert len(office.runs()) == 1


def test_acknowledgement__never_asks_slack(office: Office) -> None:
    before = len(office.world.world.calls.latest(None))
    for text in ("now", "plan", "status", "rules", "help", "statsu"):
        office.command(text)
    assert len(office.world.world.calls.latest(None)) == before


def test_slack__shows_every_answer_as_it_was_meant(office: Office) -> None:
    """Slack would refuse an answer with faulty blocks; the stand-in then says so to the person."""
    for text in ("now", "plan", "status", "rules", "help", "statsu", "status <!channel>"):
        say(office, f"/sync {text}")
    messages = office.world.world.workspace.messages.seen_by("U0TOM", "C0SYNC")
    own = [message for message in messages if message.ephemeral_for == "U0TOM"][-7:]
    assert all(message.is_from_app and message.blocks for message in own)


def test_another_command__is_answered_in_words(office: Office) -> None:
    answer = office.command("x", command="/other")
    assert answer["text"] == "Leasebridge does not know this command. It answers /sync."


def say(office: Office, text: str, person: str = "U0TOM") -> None:
    """Type something into the workspace page."""
    response = office.http.post(
        f"{office.world.address}/workspace/say",
        json={"channel": "C0SYNC", "text": text},
        headers={"X-Acting-Person": person},
    )
    assert response.json() == {"ok": True}
