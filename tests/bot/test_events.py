"""Events: the App Home is asked for; whatever else Slack tells is taken without a word."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sync.domain.runs import Requester
from sync.use_cases.ports import Answer, OutboxTopic
from tests.bot.office import Office, event_body
from tests.knowing import note_everybody


def tell(office: Office, **event: Any) -> int:
    return office.send(event_body(event), content_type="application/json").status_code


def test_home__opening_it_asks_for_its_view(office: Office) -> None:
    assert tell(office, type="app_home_opened", user="U0TOM", tab="home", channel="D0TOM") == 200
    assert office.is_asked_for(OutboxTopic.MESSAGE, "home:U0TOM")


def test_home__the_messages_tab_asks_for_nothing(office: Office) -> None:
    tell(office, type="app_home_opened", user="U0VICTOR", tab="messages", channel="D0")
    assert not office.is_asked_for(OutboxTopic.MESSAGE, "home:U0VICTOR")


@pytest.mark.parametrize("kind", ["reaction_added", "something_new"])
def test_event__of_no_use_is_taken_quietly(office: Office, kind: str) -> None:
    before = office.log.read_text()
    assert tell(office, type=kind, user="U0TOM", text="hello", channel="D0TOM", ts="1.1") == 200
    written = office.log.read_text().removeprefix(before)
    assert "ERROR" not in written
    assert "Traceback" not in written


def test_people__a_change_makes_what_was_noted_count_no_more(office: Office) -> None:
    assert office.command("status", person="U0VICTOR")["text"].startswith("Harbour Estates")
    assert tell(office, type="user_change", user={"id": "U0VICTOR", "deleted": True}) == 200
    assert "Try again in a moment." in office.command("status", person="U0VICTOR")["text"]
    assert office.is_asked_for(OutboxTopic.PEOPLE, "U0VICTOR")
    note_everybody(office.store)
    assert office.command("status", person="U0VICTOR")["text"].startswith("Harbour Estates")


def test_people__a_change_of_status_hinders_nobody(office: Office) -> None:
    user = {"id": "U0VICTOR", "team_id": "T0HARBOUR", "profile": {"status_text": "At lunch"}}
    assert tell(office, type="user_change", user=user) == 200
    assert office.is_asked_for(OutboxTopic.PEOPLE, "U0VICTOR")
    assert office.command("status", person="U0VICTOR")["text"].startswith("Harbour Estates")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "subteam_members_changed", "subteam_id": "S0APPROVERS"},
        {"type": "subteam_updated", "subteam": {"id": "S0APPROVERS"}},
        {"type": "user_change", "user": {"id": "U0STRANGER"}},
        {"type": "user_change", "user": "nonsense"},
        {"type": "subteam_updated"},
    ],
)
def test_people__who_was_never_noted_is_not_looked_up(
    office: Office, event: dict[str, Any]
) -> None:
    assert tell(office, **event) == 200
    for its_id in ("S0APPROVERS", "U0STRANGER", ""):
        assert not office.is_asked_for(OutboxTopic.PEOPLE, its_id)


def answers_to(office: Office, **event: Any) -> list[Answer]:
    """The answers that an event brings about."""
    before = len(office.answers())
    usual = {"user": "U0TOM", "channel": "D0TOM", "channel_type": "im", "ts": "1.1"}
    assert tell(office, **(usual | event)) == 200
    with office.store.reading() as transaction:
        after = len(office.answers())
        return [transaction.answers.get(number) for number in range(before + 1, after + 1)]


@pytest.mark.parametrize("text", ["", "help", "what can you do?", "/sync help"])
def test_direct__whatever_is_written_is_answered(office: Office, text: str) -> None:
    (answer,) = answers_to(office, type="message", text=text)
    assert (answer.channel, answer.person_id) == ("", "U0TOM")
    assert "/sync help" in answer.text


def test_mention__the_same_words_do_the_same_and_only_the_asker_reads_the_answer(
    office: Office,
) -> None:
    (answer,) = answers_to(
        office, type="app_mention", text="<@U0BRIDGE> now", channel="C0SYNC", channel_type="channel"
    )
    assert (answer.channel, answer.is_shared) == ("C0SYNC", False)
    assert "is on its way" in answer.text
    (run,) = office.runs()
    assert run.requester == Requester("U0TOM", "Tom Ashworth", "C0SYNC")


def test_direct__who_may_not_is_refused(office: Office) -> None:
    (answer,) = answers_to(office, type="message", text="now", user="U0VICTOR")
    assert answer.text.startswith("You are not allowed to start a sync")
    assert office.runs() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B0BRIDGE"},
        {"subtype": "message_changed"},
        {"user": None},
        {"channel_type": "channel"},
    ],
)
def test_message__that_is_no_question_is_not_answered(
    office: Office, changes: dict[str, Any]
) -> None:
    assert answers_to(office, **({"type": "message", "text": "help"} | changes)) == []


def test_event__told_twice_and_in_parallel_counts_once(office: Office) -> None:
    body = event_body(
        {
            "type": "message",
            "channel_type": "im",
            "user": "U0TOM",
            "text": "help",
            "channel": "D0TOM",
        }
    )
    before = len(office.answers())
    with ThreadPoolExecutor(4) as posts:
        sent = posts.map(lambda _: office.send(body, content_type="application/json"), range(8))
        assert {each.status_code for each in sent} == {200}
    assert len(office.answers()) == before + 1


def test_event__that_failed_counts_anew_when_it_is_told_again(office: Office) -> None:
    body = event_body({"type": "app_home_opened", "tab": "home", "channel": "D0TOM"})
    for _ in range(2):
        assert office.send(body, content_type="application/json").status_code == 400


def test_taken_away__nothing_is_posted_and_the_operator_is_told_once(office: Office) -> None:
    before = office.log.read_text()
    for _ in range(2):
        tell(office, type="tokens_revoked", tokens={"oauth": [], "bot": ["U0BRIDGE"]})
    tell(office, type="app_uninstalled")
    assert office.log.read_text().removeprefix(before).count("was taken out of the Slack") == 1
    with office.store.transaction() as transaction:
        assert transaction.troubles.about("slack") is not None
        transaction.lanes.sort(transaction.outbox.add(OutboxTopic.MESSAGE, "run:1"), "C0SYNC")
        assert transaction.lanes.take("a test", seconds=1) is None
        transaction.troubles.over("slack")


def test_taken_away__a_persons_own_token_is_none_of_ours(office: Office) -> None:
    tell(office, type="tokens_revoked", tokens={"oauth": ["U0TOM"], "bot": []})
    with office.store.reading() as transaction:
        assert transaction.troubles.about("slack") is None
