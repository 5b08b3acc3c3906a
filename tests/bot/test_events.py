"""Events: the App Home is asked for; whatever else Slack tells is taken without a word."""

from typing import Any

import pytest

from sync.use_cases.ports import OutboxTopic
from tests.bot.office import Office, event_body


def tell(office: Office, **event: Any) -> int:
    return office.send(event_body(event), content_type="application/json").status_code


def test_home__opening_it_asks_for_its_view(office: Office) -> None:
    assert tell(office, type="app_home_opened", user="U0TOM", tab="home", channel="D0TOM") == 200
    assert office.is_asked_for(OutboxTopic.MESSAGE, "home:U0TOM")


def test_home__the_messages_tab_asks_for_nothing(office: Office) -> None:
    tell(office, type="app_home_opened", user="U0VICTOR", tab="messages", channel="D0")
    assert not office.is_asked_for(OutboxTopic.MESSAGE, "home:U0VICTOR")


@pytest.mark.parametrize("kind", ["message", "app_mention", "user_change", "something_new"])
def test_event__of_no_use_is_taken_quietly(office: Office, kind: str) -> None:
    before = office.log.read_text()
    assert tell(office, type=kind, user="U0TOM", text="hello", channel="D0TOM", ts="1.1") == 200
    written = office.log.read_text().removeprefix(before)
    assert "ERROR" not in written
    assert "Traceback" not in written
