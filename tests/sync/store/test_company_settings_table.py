"""What a company set comes back exactly, and every change is audited."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

from sync.domain.choices import Person
from sync.domain.company_settings import ApprovalPolicy, Channels, CompanySettings, Route
from sync.domain.kinds import RecordKind
from sync.domain.working_hours import WorkingHours
from sync.store.sql_store import SqlStore
from sync.use_cases.change_settings import change_settings, settings_of

PRIYA = Person("Priya", "U0PRIYA")
SET = CompanySettings(
    channels=Channels(approvals="C1", routes=(Route(RecordKind.BILL, "C2"),)),
    approval=ApprovalPolicy(second_approver_above=Decimal("10000.00")),
    hours=WorkingHours(time_zone="Pacific/Auckland", end=time(17, 30)),
)


def test_settings__are_the_usual_ones_until_somebody_sets_any(
    store: SqlStore, link_id: int
) -> None:
    assert settings_of(store, link_id) == CompanySettings()
    assert change_settings(store, link_id, CompanySettings(), who=PRIYA) == ()


def test_settings__come_back_as_they_were_set(store: SqlStore, link_id: int) -> None:
    changed = change_settings(store, link_id, SET, who=PRIYA)
    assert settings_of(store, link_id) == SET
    assert "approval.second_approver_above" in changed
    less = replace(SET, approval=ApprovalPolicy())
    assert change_settings(store, link_id, less, who=PRIYA) == ("approval.second_approver_above",)
    with store.reading() as transaction:
        latest, first = transaction.audit.about(link_id, ["settings"], 9)
    assert latest.facts == {"approval.second_approver_above": "10000.00 -> None"}
    assert (first.actor, first.tag) == ("Priya U0PRIYA", "settings:changed")
    assert SET.channels.for_issue(RecordKind.BILL) == "C2"
