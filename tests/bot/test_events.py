"""Events: the App Home is asked for; whatever else Slack tells is taken without a word."""

from typing import Any

import pytest

from sync.use_cases.ports import OutboxTopic
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


@pytest.mark.parametrize("kind", ["message", "app_mention", "something_new"])
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
