"""Pausing and going on, typed in Slack, answered by the running web process."""

from collections.abc import Iterator

import pytest

from bot.commands.pausing import company_and_rest
from bot.messages.pause_message import pause_message
from bot.modals.pause import pause_dialog
from bot.services import NoSuchCompany
from sync.domain.choices import Person
from sync.domain.pausing import Pause
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.bot.fit_to_send import assert_fit_to_open, assert_fit_to_send
from tests.bot.hostile import HOSTILE
from tests.bot.office import Office
from tests.bot.test_commands import shown
from tests.bot.test_record_commands import send_off
from tests.bot.views import NOON, link
from tests.sync.store.builders import HARBOUR, QUAYSIDE


@pytest.fixture
def going(office: Office) -> Iterator[Office]:
    """The running installation, which goes on afterwards."""
    yield office
    office.command("resume")


def test_pause__syncs_are_refused_until_somebody_resumes(going: Office) -> None:
    answer = going.command("pause Month-end close, back on Monday")
    assert answer["text"] == (
        "Harbour Estates is paused: nothing is written until somebody types /sync resume."
    )
    refusal = going.command("now")["text"]
    assert "by u0tom: Month-end close, back on Monday. Nothing is written" in refusal
    assert going.runs() == []
    assert ":double_vertical_bar: *Paused* by <@U0TOM> since" in shown(going.command("status"))
    assert "is paused since" in going.command("pause once more for luck")["text"]
    assert "is on its way" in going.command("plan")["text"]
    assert going.command("resume harbour")["text"].startswith("Harbour Estates goes on.")
    assert going.command("resume")["text"] == "Harbour Estates is not paused."
    assert "is on its way" in going.command("now")["text"]


def test_pause__the_dialog_takes_a_reason(going: Office) -> None:
    state = {"link": str(going.link.link_id)}
    short = send_off(going, "pause_form", state, {"reason": "soon"})
    assert "at least 8 characters" in short["errors"]["reason"]
    assert send_off(going, "pause_form", {"link": "99"}, {"reason": "Month-end close"}) == {
        "response_action": "clear"
    }
    assert going.answers()[-1].startswith("This dialog is broken.")
    send_off(going, "pause_form", state, {"reason": "Month-end close"})
    assert "is paused since" in going.command("now")["text"]


@pytest.mark.parametrize("word", ["pause for a while", "resume"])
@pytest.mark.parametrize("person", ["U0VICTOR", "U0GRACE", "U0NOBODY"])
def test_pause__only_operators_and_administrators_may(
    going: Office, word: str, person: str
) -> None:
    assert "You are not allowed to pause the sync" in going.command(word, person=person)["text"]


@pytest.mark.parametrize(
    ("typed", "company", "rest"),
    [
        ("Harbour Estates month-end close", "Harbour Estates", "month-end close"),
        ("harbour month-end", "Harbour Estates", "month-end"),
        ("quayside", "Quayside Estates", ""),
        ("harb month-end", None, ""),
        ("month-end", None, ""),
        ("", None, ""),
    ],
)
def test_company__is_named_by_whole_words(
    sqlite_url: str, typed: str, company: str | None, rest: str
) -> None:
    store = SqlStore(open_engine(sqlite_url))
    with store.transaction() as transaction:
        for each in (HARBOUR, QUAYSIDE):
            transaction.links.add(each)
    named = company_and_rest(store, typed)
    if isinstance(named, NoSuchCompany):
        assert company is None
        assert named.answer.startswith("Which company?")
    else:
        assert (named[0].name, named[1]) == (company, rest)
    store.close()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_message__takes_no_harm_from_names(text: str) -> None:
    tom = Person(text, "U0TOM")
    for over in (None, NOON):
        pause = Pause(1, 1, text, tom, NOON, ended_by=tom if over else None, ended_at=over)
        assert_fit_to_send(pause_message(pause, text), "message")
    assert_fit_to_open(pause_dialog(link(text), text))
