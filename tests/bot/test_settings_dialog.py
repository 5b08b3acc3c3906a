"""What an administrator sets in Slack: every value is checked, and nobody overwrites what somebody else set."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from bot.modals.settings import FORMS, settings_dialog
from bot.reactions import Dialog, Done, Filled, Outcome, Submission, Wrong
from bot.services import Services
from sync.domain.choices import Person
from sync.domain.company_settings import ApprovalPolicy, Channels, CompanySettings, Route
from sync.domain.kinds import RecordKind
from sync.domain.mass_change import GuardPolicy
from sync.domain.roles import Permission
from sync.domain.runs import Requester
from sync.domain.working_hours import WorkingHours
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.change_settings import change_settings, settings_of
from sync.use_cases.people import Roster
from tests.bot.fit_to_send import assert_fit_to_open
from tests.bot.hostile import HOSTILE
from tests.bot.office import Office
from tests.bot.test_commands import say
from tests.bot.views import link
from tests.sync.store.builders import HARBOUR

PRIYA = Requester("U0PRIYA", "priya", "C0SYNC")
FILLED: dict[str, Filled] = {
    "channels.approvals": "C0APPROVALS",
    "approval.approver_limit": "£10,000.00",
    "approval.expires_after_hours": "48",
    "approval.remind_after_hours": "4",
    "approval.escalate_after_hours": "8",
    "approval.escalate_to": "U0PRIYA",
    "alerts.escalate_after_hours": "8",
    "alerts.digest_at": "07:30",
    "hours.time_zone": "Europe/Dublin",
    "hours.days": ("0", "1", "4"),
    "hours.begin": "08:30",
    "hours.end": "17:00",
    "guards.voids": "25",
    "guards.creations": "300",
    "guards.changes": "300",
    "guards.gone": "10",
    "guards.gone_percent": "30",
}


@pytest.fixture
def services(sqlite_url: str) -> Iterator[Services]:
    with closing(SqlStore(open_engine(sqlite_url))) as store:
        with store.transaction() as transaction:
            transaction.links.add(HARBOUR)
        yield Services(store, Roster({}), lambda: None, "T0")


def opened(services: Services) -> Dialog:
    with services.store.reading() as transaction:
        (made,) = transaction.links.all()
    return settings_dialog(made, settings_of(services.store, made.link_id))


def sent_off(services: Services, dialog: Dialog, **changes: Filled) -> Outcome:
    """`changes` name inputs with a double underscore for the dot."""
    filled = FILLED | {name.replace("__", "."): value for name, value in changes.items()}
    given = {name: value for name, value in filled.items() if value}
    return FORMS[0].submit(services, Submission(PRIYA, dialog.state, given, "V1"))


def test_settings__are_kept_as_they_were_filled_in(services: Services) -> None:
    outcome = sent_off(services, opened(services))
    assert isinstance(outcome, Done)
    assert outcome.text.startswith(
        "Harbour Estates: saved. Changed: approvals (channels), approver limit (approval)"
    )
    assert settings_of(services.store, 1) == CompanySettings(
        channels=Channels(approvals="C0APPROVALS"),
        approval=ApprovalPolicy(
            approver_limit=Decimal("10000.00"), expires_after_hours=48, escalate_to="U0PRIYA"
        ),
        hours=WorkingHours("Europe/Dublin", (0, 1, 4), time(8, 30), time(17)),
    )
    assert sent_off(services, opened(services)) == Done("Harbour Estates: nothing was changed.")


def test_settings__beyond_which_a_sync_asks_is_kept_and_audited(services: Services) -> None:
    sent_off(services, opened(services))
    outcome = sent_off(services, opened(services), guards__voids="5", guards__gone_percent="50")
    assert outcome == Done(
        "Harbour Estates: saved. Changed: voids (guards), gone percent (guards)."
    )
    assert settings_of(services.store, 1).guards == GuardPolicy(voids=5, gone_percent=50)
    with services.store.reading() as transaction:
        event = transaction.audit.about(1, ["settings"], 1)[0]
    assert event.facts["guards.voids"] == "25 -> 5"


def test_settings__routes_are_added_and_taken_away(services: Services) -> None:
    routed = {"routes__kind__0": "bill", "routes__channel__0": "C0BILLS"}
    sent_off(services, opened(services), **routed)
    assert settings_of(services.store, 1).channels.routes == (Route(RecordKind.BILL, "C0BILLS"),)
    twice = routed | {"routes__kind__1": "bill", "routes__channel__1": "C0OTHER"}
    assert sent_off(services, opened(services), **twice) == Wrong(
        {"routes.kind.1": "Bills are told in one channel only."}
    )
    sent_off(services, opened(services), routes__kind__0="bill")
    assert settings_of(services.store, 1).channels.routes == ()


@pytest.mark.parametrize(
    ("block_id", "value", "sentence"),
    [
        ("approval.approver_limit", "lots", "Type an amount in GBP"),
        ("approval.approver_limit", "-5", "Type an amount in GBP"),
        ("approval.second_approver_above", "0", "Type an amount in GBP"),
        ("approval.second_approver_above", "1e9", "Type an amount in GBP"),
        ("approval.expires_after_hours", "0", "Type a whole number of hours, from 1 to 720."),
        ("approval.expires_after_hours", "", "Type a whole number of hours"),
        ("approval.expires_after_hours", "9" * 5000, "Type a whole number of hours"),
        ("approval.expires_after_hours", "1.5", "Type a whole number of hours"),
        ("approval.escalate_after_hours", "2", "People are reminded first"),
        ("approval.escalate_to", "<!channel>", "Pick a person."),
        ("channels.approvals", "#general", "Pick a channel."),
        ("routes.channel.0", "C0BILLS", "Pick what is told in this channel"),
        ("alerts.digest_at", "25:00", "Choose a time of day"),
        ("hours.time_zone", "../../etc/passwd", "No time zone is called so."),
        ("hours.time_zone", "Mars/Olympus", "No time zone is called so."),
        ("hours.days", ("9",), "Tick at least one working day."),
        ("hours.days", (), "Tick at least one working day."),
        ("hours.end", "08:30", "Working hours end later"),
        ("guards.voids", "", "Type a whole number of records, from 0 to 99999."),
        ("guards.creations", "-1", "Type a whole number of records"),
        ("guards.gone_percent", "0", "Type a whole number of percent, from 1 to 100."),
        ("guards.gone_percent", "101", "Type a whole number of percent"),
    ],
)
def test_settings__what_will_not_do_is_told_by_its_input(
    services: Services, block_id: str, value: Filled, sentence: str
) -> None:
    outcome = sent_off(services, opened(services), **{block_id.replace(".", "__"): value})
    assert isinstance(outcome, Wrong)
    by = {"routes.channel.0": "routes.kind.0"}.get(block_id, block_id)
    assert outcome.errors[by].startswith(sentence)
    shown = {block.get("block_id") for block in opened(services).blocks}
    assert outcome.errors.keys() <= shown
    assert settings_of(services.store, 1) == CompanySettings()


def test_settings__what_somebody_else_set_meanwhile_is_not_overwritten(services: Services) -> None:
    dialog = opened(services)
    theirs = replace(CompanySettings(), channels=Channels(alerts="C0ALERTS"))
    change_settings(services.store, 1, theirs, who=Person("Grace"))
    outcome = sent_off(services, dialog)
    assert isinstance(outcome, Wrong)
    assert "Somebody changed these settings meanwhile." in outcome.errors["channels.runs"]
    assert settings_of(services.store, 1) == theirs


def test_settings__only_an_administrator_may() -> None:
    assert FORMS[0].permission is Permission.CHANGE_SETTINGS


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_dialog__takes_no_harm_from_names(text: str) -> None:
    routes = tuple(Route(kind, "C0BILLS") for kind in RecordKind) * 2
    for settings in (CompanySettings(), CompanySettings(channels=Channels(routes=routes))):
        assert_fit_to_open(settings_dialog(link(text), settings))


def test_dialog__opens_in_slack_for_an_administrator(office: Office) -> None:
    say(office, "/sync settings", person="U0PRIYA")
    (view,) = office.world.world.workspace.modals.stack("U0PRIYA")
    assert view.content["callback_id"] == "settings_form"
    office.world.world.workspace.modals.clear("U0PRIYA")
    refusal = office.command("settings")["text"]
    assert refusal.startswith("You are not allowed to change a company's settings.")
