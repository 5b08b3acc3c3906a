"""Drafts decided in Slack, taken by the running web process."""

import json
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.modals.away import LAST_DAY, TAKER, away_dialog
from bot.modals.drafts import REASON, reject_dialog
from bot.reactions import Click, Dialog, Reaction
from bot.registers import BUTTONS
from bot.services import Services
from bot.wire import view_of
from sandbox.slack.credentials import TEAM_ID
from sync.domain.approving.approvals import Approval, ApprovalEnding, ApprovalState
from sync.domain.roles import Role
from sync.domain.runs import Requester, RunPurpose
from sync.use_cases.approving.batches import digest_of, short_digest
from sync.use_cases.ports import OutboxTopic
from tests.bot.office import Office, click_payload, payload_body
from tests.knowing import roster_of
from tests.sync.store.drafts import linked_draft, opened

ROLES = {"U0GRACE": Role.APPROVER, "U0TOM": Role.OPERATOR}


@pytest.fixture
def drafts(office: Office) -> tuple[Approval, ...]:
    """Two drafts on one card."""
    name = secrets.token_hex(4)
    made = [linked_draft(office.store, office.link.link_id, f"{name}-{n}") for n in (1, 2)]
    return opened(office.store, office.link.link_id, *made)


def click(office: Office, action_id: str, value: str, person: str = "U0GRACE") -> None:
    assert office.send(click_body(action_id, value, person)).status_code == 200


def click_body(action_id: str, value: str, person: str) -> bytes:
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
    return payload_body(click_payload(value, person) | {"actions": [action]})


def value_of(approval: Approval) -> str:
    return f"{approval.approval_id}.{short_digest(approval)}"


def now(office: Office, approval: Approval) -> Approval:
    with office.store.reading() as transaction:
        return transaction.approvals.get(approval.approval_id)


def rejection(approval: Approval, reason: str, person: str = "U0GRACE") -> bytes:
    """The dialog sent off with this reason."""
    view = view_of(reject_dialog(approval), "C0SYNC") | {"id": "V1", "type": "modal"}
    element = {"type": "plain_text_input", "value": reason}
    view["state"] = {"values": {REASON: {"in": element}}}
    return form_body(view, person)


def form_body(view: dict[str, Any], person: str) -> bytes:
    """A dialog sent off by somebody."""
    return payload_body(
        {
            "type": "view_submission",
            "team": {"id": TEAM_ID},
            "user": {"id": person, "name": person.lower(), "team_id": TEAM_ID},
            "trigger_id": secrets.token_hex(8),
            "view": view,
        }
    )


def test_approve__asks_for_one_run_and_the_card_tells_it(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    before = len(office.answers())
    click(office, "approve_draft", value_of(drafts[0]))
    click(office, "approve_draft", value_of(drafts[1]))
    (run,) = office.runs()
    assert run.purpose is RunPurpose.APPROVE
    assert {now(office, one).state for one in drafts} == {ApprovalState.GRANTED}
    assert office.is_asked_for(OutboxTopic.MESSAGE, f"approvals:{drafts[0].batch_id}")
    assert office.answers()[before:] == []


def shown_together(drafts: Sequence[Approval]) -> str:
    return f"{digest_of(drafts)}:{','.join(str(one.approval_id) for one in drafts)}"


def test_approve_together__takes_only_what_was_shown(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    click(office, "approve_together", shown_together(drafts[:1]))
    assert now(office, drafts[0]).state is ApprovalState.GRANTED
    assert now(office, drafts[1]).state is ApprovalState.OPEN


def test_approve_together__is_one_click(office: Office, drafts: tuple[Approval, ...]) -> None:
    click(office, "approve_together", shown_together(drafts))
    assert {now(office, one).state for one in drafts} == {ApprovalState.GRANTED}
    assert len(office.runs()) == 1


def test_approve_together__of_a_card_that_has_changed_is_refused(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    shown = shown_together(drafts)
    click(office, "approve_draft", value_of(drafts[0]))
    before = len(office.answers())
    click(office, "approve_together", shown)
    assert now(office, drafts[1]).state is ApprovalState.OPEN
    (answer,) = office.answers()[before:]
    assert "have changed since they were shown" in answer


def test_clicks_at_once__one_counts_and_the_others_are_told_who(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    before = len(office.answers())
    people = ["U0GRACE", "U0PRIYA"] * 4
    with ThreadPoolExecutor(8) as clicks:
        list(
            clicks.map(lambda who: click(office, "approve_draft", value_of(drafts[0]), who), people)
        )
    (decision,) = now(office, drafts[0]).decisions
    told = office.answers()[before:]
    assert len(told) == 7
    assert set(told) == {f"{drafts[0].draft.title} was approved by {decision.who.name} already."}
    assert len(office.runs()) == 1


def test_replayed_click__counts_once_and_says_nothing(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    body = click_body("approve_draft", value_of(drafts[0]), "U0GRACE")
    before = len(office.answers())
    assert [office.send(body).status_code for _ in range(2)] == [200, 200]
    assert len(now(office, drafts[0]).decisions) == 1
    assert office.answers()[before:] == []


@pytest.mark.parametrize("person", ["U0TOM", "U0VICTOR", "U0NOBODY"])
@pytest.mark.parametrize("action_id", ["approve_draft", "reject_draft", "approve_together"])
def test_decide__by_somebody_who_may_not_is_refused_privately(
    office: Office, drafts: tuple[Approval, ...], person: str, action_id: str
) -> None:
    together = shown_together(drafts)
    before = len(office.answers())
    click(
        office,
        action_id,
        together if action_id == "approve_together" else value_of(drafts[0]),
        person,
    )
    (answer,) = office.answers()[before:]
    assert "not allowed to decide about drafts" in answer
    assert {now(office, one).state for one in drafts} == {ApprovalState.OPEN}
    assert office.runs() == []


@pytest.mark.parametrize("value", ["", "1", "x.y", "1.0123456789ab", "9" * 18 + ".0123456789ab"])
@pytest.mark.parametrize("action_id", ["approve_draft", "reject_draft", "approve_together"])
def test_decide__with_a_tampered_value_is_told(office: Office, action_id: str, value: str) -> None:
    before = len(office.answers())
    click(office, action_id, value)
    assert len(office.answers()[before:]) == 1
    assert office.runs() == []


def test_reject__with_too_short_a_reason_keeps_the_dialog_open(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    answer = office.send(rejection(drafts[0], "no")).json()
    assert answer["response_action"] == "errors"
    assert "at least 10 characters" in answer["errors"][REASON]
    assert now(office, drafts[0]).state is ApprovalState.OPEN


def test_reject__with_a_reason_is_carried_out_by_a_run(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    answer = office.send(rejection(drafts[0], "Charge it to Quay House")).json()
    assert answer == {"response_action": "clear"}
    (decision,) = now(office, drafts[0]).decisions
    assert decision.reason == "Charge it to Quay House"
    assert [run.purpose for run in office.runs()] == [RunPurpose.APPROVE]


def test_reject__by_somebody_who_may_not_is_refused(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    before = len(office.answers())
    office.send(rejection(drafts[0], "Charge it to Quay House", "U0TOM"))
    (answer,) = office.answers()[before:]
    assert "not allowed to decide about drafts" in answer
    assert now(office, drafts[0]).state is ApprovalState.OPEN


def test_drafts__lists_what_waits_and_narrows_it_down(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    title = drafts[0].draft.title
    both = words(office.command(f"drafts {title.partition('-')[0]}", "U0VICTOR"))
    assert all(one.draft.title in both for one in drafts)
    assert "Running total 200.00 GBP" in both
    narrowed = words(office.command(f"drafts QUAY {title}", "U0VICTOR"))
    assert title in narrowed
    assert drafts[1].draft.title not in narrowed
    assert "Nothing waits" in words(office.command("drafts nobody at all", "U0VICTOR"))


def pressed(office: Office, action_id: str, value: str, person: str = "U0GRACE") -> Reaction:
    """What a button says, asked of its register."""
    services = Services(office.store, roster_of(ROLES), lambda: None, TEAM_ID)
    click = Click(Requester(person, person.lower(), "C0SYNC"), action_id, value, picked=value)
    return BUTTONS[action_id].react(services, click)


@pytest.mark.parametrize("action_id", ["show_draft", "pick_draft"])
def test_details__show_the_lines_and_the_buttons(
    office: Office, drafts: tuple[Approval, ...], action_id: str
) -> None:
    dialog = pressed(office, action_id, value_of(drafts[0]))
    assert isinstance(dialog, Dialog)
    shown = json.dumps(dialog.blocks)
    assert "Rent March" in shown
    assert "total *100.00 GBP*" in shown
    assert "approve_draft" in shown


def test_reject__opens_a_dialog_for_who_may(office: Office, drafts: tuple[Approval, ...]) -> None:
    dialog = pressed(office, "reject_draft", value_of(drafts[0]))
    assert isinstance(dialog, Dialog)
    assert dialog.state == {"approval": value_of(drafts[0])}
    assert "not allowed" in str(pressed(office, "reject_draft", value_of(drafts[0]), "U0TOM"))


def test_expired__is_put_forward_again_by_a_button(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    ending = ApprovalEnding(drafts[0].approval_id, ApprovalState.EXPIRED, "")
    with office.store.transaction() as transaction:
        transaction.approvals.end([ending])
    again = str(drafts[0].approval_id)
    assert "is put forward again" in str(pressed(office, "ask_draft_anew", again))
    assert "does not wait like that any more" in str(pressed(office, "ask_draft_anew", again))
    with office.store.reading() as transaction:
        (latest, *_) = transaction.approvals.of_record(drafts[0].draft.intacct_id)
    assert latest.state is ApprovalState.OPEN


def absence(taker: str, last_day: str, person: str = "U0GRACE") -> bytes:
    """The dialog about an absence sent off."""
    view = view_of(away_dialog(()), "C0SYNC") | {"id": "V2", "type": "modal"}
    view["state"] = {
        "values": {
            TAKER: {"in": {"type": "users_select", "selected_user": taker or None}},
            LAST_DAY: {"in": {"type": "datepicker", "selected_date": last_day or None}},
        }
    }
    return form_body(view, person)


def test_away__another_decides_in_ones_place_until_one_is_back(
    office: Office, drafts: tuple[Approval, ...]
) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert office.send(absence("U0VICTOR", tomorrow)).json() == {"response_action": "clear"}
    click(office, "approve_draft", value_of(drafts[0]), "U0VICTOR")
    (decision,) = now(office, drafts[0]).decisions
    assert decision.on_behalf_of is not None
    assert (decision.who.person_id, decision.on_behalf_of.person_id) == ("U0VICTOR", "U0GRACE")
    assert "Victor Hale does not decide" in words(office.command("back", "U0GRACE"))
    click(office, "approve_draft", value_of(drafts[1]), "U0VICTOR")
    assert now(office, drafts[1]).state is ApprovalState.OPEN


@pytest.mark.parametrize(
    ("taker", "last_day", "wrong"),
    [
        ("", "2099-01-01", TAKER),
        ("U0TOM", "", LAST_DAY),
        ("U0TOM", "yesterday", LAST_DAY),
        ("U0TOM", "2020-01-01", TAKER),
        ("U0TOM", "2099-01-01", TAKER),
        ("U0GRACE", "2099-01-01", TAKER),
        ("U0NOBODY", "2099-01-01", TAKER),
    ],
)
def test_away__what_will_not_do_keeps_the_dialog_open(
    office: Office, taker: str, last_day: str, wrong: str
) -> None:
    answer = office.send(absence(taker, last_day)).json()
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {wrong}


def words(answer: dict[str, Any]) -> str:
    return json.dumps(answer["blocks"])
