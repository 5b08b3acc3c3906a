"""App Home: what waits for the reader, how each company stands, and pages that are kept current."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.messages.blocks import Message
from bot.messages.home_company import freshness
from bot.messages.home_view import home_view
from sync.domain.choices import Person
from sync.domain.pausing import Pause
from sync.domain.roles import Role
from sync.domain.runs import SCHEDULE, RunPurpose
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.home import CompanyAtHome, Home, home_of
from sync.use_cases.keep_homes import EVERY, MOST_PEOPLE, OPENED_WITHIN, home_opened, keep_homes
from sync.use_cases.pause import pause
from sync.use_cases.ports import OutboxTopic
from sync.use_cases.request_run import request_plan
from tests.bot.drafts import waiting
from tests.bot.fit_to_send import assert_fit_to_send
from tests.bot.hostile import HOSTILE
from tests.bot.office import Office, click_payload, payload_body
from tests.bot.views import NOON, issues, link, status
from tests.knowing import roster_of
from tests.sync.store.builders import HARBOUR, Clock

TOM = Person("Tom", "U0TOM")


def company(count: int, text: str, number: int = 1) -> CompanyAtHome:
    paused = Pause(1, number, text, TOM, NOON) if count == 7 else None
    made = replace(status(count, text), pause=paused, link=replace(link(text), link_id=number))
    return CompanyAtHome(made, drafts=count, unlinked=count, is_matching=count % 2 == 1)


def home(role: Role | None, count: int, text: str, companies: int = 1) -> Home:
    return Home(
        role=role,
        drafts=waiting(count, text),
        issues=issues(count, text),
        companies=tuple(company(count, text, number) for number in range(companies)),
        more_companies=count,
        now=NOON,
    )


HOMES: dict[str, Callable[[int, str], Message]] = {
    "of nobody": lambda count, text: home_view(home(None, count, text)),
    "of a viewer": lambda count, text: home_view(home(Role.VIEWER, count, text)),
    "of an administrator": lambda count, text: home_view(home(Role.ADMINISTRATOR, count, text)),
    "of many companies": lambda count, text: home_view(home(Role.APPROVER, count, text, 10)),
    "without companies": lambda count, text: home_view(home(Role.ADMINISTRATOR, count, text, 0)),
    "without any, of a viewer": lambda count, text: home_view(home(Role.VIEWER, count, text, 0)),
}


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
@pytest.mark.parametrize("name", HOMES)
def test_home__fits_whatever_the_number_of_rows(name: str, count: int) -> None:
    assert_fit_to_send(HOMES[name](count, "Harbour Estates"), "home")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", HOMES)
def test_home__takes_no_harm_from_names(name: str, text: str) -> None:
    assert_fit_to_send(HOMES[name](7, text), "home")


def words(message: Message) -> str:
    return json.dumps(message.blocks, ensure_ascii=False)


def test_home__what_waits_for_the_reader_comes_first() -> None:
    view = home_view(home(Role.APPROVER, 2, "Harbour Estates"))
    assert view.summary == "Leasebridge: 4 things wait for you."
    said = words(view)
    assert said.index("2 drafts to approve") < said.index("Harbour Estates: 3 records need a look")
    assert "2 issues assigned to you" in said
    nothing = home_view(home(Role.APPROVER, 0, "Harbour Estates"))
    assert nothing.summary == "Leasebridge: nothing waits for you."


def test_home__offers_what_the_reader_may_do_and_nothing_else() -> None:
    viewer = words(home_view(home(Role.VIEWER, 2, "Harbour Estates")))
    assert '"make_plan"' in viewer
    for action in ("start_sync", "open_settings", "open_match", "open_link"):
        assert f'"{action}"' not in viewer
    administrator = words(home_view(home(Role.ADMINISTRATOR, 1, "Harbour Estates")))
    for action in ("start_sync", "open_settings", "open_match"):
        assert f'"{action}"' in administrator
    paused = words(home_view(home(Role.ADMINISTRATOR, 7, "Harbour Estates")))
    assert "*Paused* by <@U0TOM>" in paused
    assert '"start_sync"' not in paused
    assert '"open_link"' in words(home_view(home(Role.ADMINISTRATOR, 1, "x", 0)))
    assert "An administrator links them first, with /sync link." in words(
        home_view(home(Role.VIEWER, 1, "x", 0))
    )


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=61), "1 minute ago"),
        (timedelta(minutes=12), "12 minutes ago"),
        (timedelta(minutes=119), "119 minutes ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=3), "3 days ago"),
        (-timedelta(seconds=5), "just now"),
    ],
)
def test_freshness__in_words(age: timedelta, said: str) -> None:
    line = freshness(status(1), NOON + age)
    assert line.startswith(f"Both ledgers read {said}, <!date^")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(engine: Engine, clock: Clock) -> SqlStore:
    """A store of linked companies by a clock that stands still."""
    store = SqlStore(engine, now=clock)
    with store.transaction() as transaction:
        transaction.links.add(HARBOUR)
    return store


def asked_for(store: SqlStore) -> set[str]:
    """The pages that the outbox asks for, which are then dealt with."""
    with store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.MESSAGE, limit=999, busy_seconds=1)
        for row in rows:
            transaction.outbox.done(row.row_id, row.generation)
    return {row.subject for row in rows if row.subject.startswith("home:")}


def test_page__is_kept_current_for_whoever_looked_lately(kept: SqlStore, clock: Clock) -> None:
    home_opened(kept, "U0TOM")
    assert asked_for(kept) == {"home:U0TOM"}
    clock.advance(31)
    keep_homes(kept, clock())
    assert asked_for(kept) == set()
    pause(kept, 1, reason="Month-end close", who=TOM)
    for expected in ({"home:U0TOM"}, set()):
        keep_homes(kept, clock())
        assert asked_for(kept) == expected


def test_page__is_made_anew_every_thirty_seconds_at_most(kept: SqlStore, clock: Clock) -> None:
    home_opened(kept, "U0TOM")
    asked_for(kept)
    for seconds, expected in ((29, set()), (1, {"home:U0TOM"}), (29, set()), (1, {"home:U0TOM"})):
        clock.advance(seconds)
        request_plan(kept, 1, SCHEDULE)
        keep_homes(kept, clock())
        assert asked_for(kept) == expected


def test_page__of_those_who_looked_last_and_not_of_everybody(kept: SqlStore, clock: Clock) -> None:
    home_opened(kept, "U0LONGAGO")
    clock.advance(OPENED_WITHIN.total_seconds() + 1)
    people = [f"U{number}" for number in range(MOST_PEOPLE + 10)]
    for person in people:
        clock.advance(1)
        home_opened(kept, person)
    asked_for(kept)
    clock.advance(EVERY.total_seconds())
    request_plan(kept, 1, SCHEDULE)
    keep_homes(kept, clock())
    assert asked_for(kept) == {f"home:{person}" for person in people[-MOST_PEOPLE:]}


def test_home_of__nobody_without_a_role_sees_anything(sqlite_url: str) -> None:
    with closing(SqlStore(open_engine(sqlite_url))) as store:
        with store.transaction() as transaction:
            transaction.links.add(HARBOUR)
        roster = roster_of({"U0TOM": Role.OPERATOR})
        assert home_of(store, roster, "U0DANA", NOON).companies == ()
        (one,) = home_of(store, roster, "U0TOM", NOON).companies
        assert (one.status.link.name, one.drafts, one.unlinked) == ("Harbour Estates", 0, 0)


@pytest.fixture
def at_home(office: Office) -> Callable[[str, str, str], list[str]]:
    """Presses a button on App Home, as somebody; the answers that came of it."""

    def press(action_id: str, value: str, person: str) -> list[str]:
        before = len(office.answers())
        payload = click_payload(value, person)
        payload["actions"] = [{"type": "button", "action_id": action_id, "value": value}]
        payload["view"] = {"id": "V1", "type": "home", "private_metadata": ""}
        payload["container"] = {"type": "view", "view_id": "V1"}
        del payload["channel"]
        assert office.send(payload_body(payload)).status_code == 200
        return office.answers()[before:]

    return press


def test_button__starts_a_sync_makes_a_plan_runs_a_word(
    office: Office, at_home: Callable[[str, str, str], list[str]]
) -> None:
    value = str(office.link.link_id)
    (answer,) = at_home("start_sync", value, "U0TOM")
    assert answer.endswith("for Harbour Estates is on its way.")
    at_home("make_plan", value, "U0VICTOR")
    assert [run.purpose for run in office.runs()] == [RunPurpose.SYNC, RunPurpose.PLAN]
    (refusal,) = at_home("start_sync", value, "U0VICTOR")
    assert refusal.startswith("You are not allowed to start a sync")
    (listed,) = at_home("run_word:history", "history Harbour Estates", "U0VICTOR")
    assert listed.startswith("Harbour Estates: the last ")
    for forged in ("", "x", "99", "-1"):
        assert at_home("start_sync", forged, "U0TOM") == [
            "This company is not linked any more. Open App Home again."
        ]
    assert at_home("run_word:issues", "now", "U0TOM")[0].startswith("This button runs nothing")
