"""The button that applies a plan: clicked in Slack, taken by the running web process."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.plan import StepVerb
from sync.domain.runs import Requester, Run, RunPurpose, RunState
from sync.domain.sides import Side
from sync.use_cases.ports import OutboxTopic
from sync.use_cases.request_run import request_plan
from tests.bot.office import Office, click_payload, payload_body
from tests.sync.store.builders import account, seen, step


@pytest.fixture
def plan(office: Office) -> Run:
    """A finished plan with one step."""
    return finished_plan(office)


def finished_plan(office: Office) -> Run:
    run = request_plan(office.store, office.link.link_id, Requester("U0TOM", "tom", "C0SYNC")).run
    with office.store.transaction() as transaction:
        transaction.runs.start(run.run_id)
        transaction.records.see(office.link.link_id, Side.INTACCT, [seen("4000", account())])
        plan_id = transaction.plans.open(run.run_id, office.link.link_id)
        create = step(StepVerb.CREATE, 1, account(), kind=RecordKind.ACCOUNT)
        transaction.plans.add_steps(plan_id, [create])
        transaction.plans.close(plan_id)
        transaction.runs.set_plan(run.run_id, plan_id)
        transaction.runs.finish(run.run_id, RunState.DONE)
        return transaction.runs.get(run.run_id)


def test_click__asks_for_exactly_that_plan(office: Office, plan: Run) -> None:
    office.end_all_runs()
    response = office.click(str(plan.plan_id))
    assert (response.status_code, response.text) == (200, "")
    (run,) = office.runs()
    assert (run.purpose, run.plan_id) == (RunPurpose.APPLY, plan.plan_id)
    assert run.requester == Requester("U0TOM", "u0tom", "C0SYNC")
    assert office.is_asked_for(OutboxTopic.MESSAGE, f"run:{run.run_id}")
    assert office.is_asked_for(OutboxTopic.MESSAGE, f"run:{plan.run_id}")


@pytest.mark.parametrize("person", ["U0VICTOR", "U0NOBODY"])
def test_click__by_somebody_who_may_not_is_refused_privately(
    office: Office, plan: Run, person: str
) -> None:
    before = len(office.answers())
    assert office.click(str(plan.plan_id), person).status_code == 200
    (answer,) = office.answers()[before:]
    assert answer.startswith("You are not allowed to start a sync or apply a plan.")
    assert "operator" in answer
    assert office.is_asked_for(OutboxTopic.MESSAGE, f"answer:{before + 1}")
    assert office.runs() == []


@pytest.mark.parametrize(
    "value", ["", "abc", "-1", "1; DROP TABLE plans", "²", "9" * 19, "9" * 5000, "1.0", " 1"]
)
def test_click__with_a_tampered_value_is_told(office: Office, value: str) -> None:
    before = len(office.answers())
    assert office.click(value).status_code == 200
    assert office.answers()[before:] == ["This button is broken. Make a new plan with /sync plan."]
    assert office.runs() == []


def test_click__on_a_plan_that_does_not_exist_is_told(office: Office) -> None:
    before = len(office.answers())
    office.click("999999999999999999")
    assert office.answers()[before:] == [
        "That plan does not exist. Make a new one with /sync plan."
    ]


def test_click__on_a_spent_plan_names_the_run_that_applied_it(office: Office, plan: Run) -> None:
    office.click(str(plan.plan_id))
    (run,) = office.runs()
    before = len(office.answers())
    office.click(str(plan.plan_id), "U0GRACE")
    (answer,) = office.answers()[before:]
    assert answer.startswith(f"This plan was applied already, by run {run.run_id}.")
    assert office.runs() == [run]


def test_double_click__makes_one_run(office: Office, plan: Run) -> None:
    with ThreadPoolExecutor(8) as clicks:
        answers = list(clicks.map(lambda _: office.click(str(plan.plan_id)), range(12)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(office.runs()) == 1


def test_replay__the_same_signed_click_counts_once_and_says_nothing(
    office: Office, plan: Run
) -> None:
    body = payload_body(click_payload(str(plan.plan_id), "U0TOM"))
    before = len(office.answers())
    assert [office.send(body).status_code for _ in range(2)] == [200, 200]
    assert len(office.runs()) == 1
    assert office.answers()[before:] == []


def test_old_button__an_unknown_one_is_answered(office: Office) -> None:
    before = len(office.answers())
    action = {"type": "button", "action_id": "gone", "block_id": "b", "value": "1"}
    assert office.click("1", actions=[action]).status_code == 200
    (answer,) = office.answers()[before:]
    assert answer.startswith("This button is not in use any more.")


def test_fault__a_click_that_fails_is_marked_as_failed_in_slack(office: Office, plan: Run) -> None:
    with without_its_plans(office):
        response = office.click(str(plan.plan_id))
    assert response.status_code == 500
    assert response.text == ""


@contextmanager
def without_its_plans(office: Office) -> Iterator[None]:
    """The database as it never is: a table is not there."""
    with closing(sqlite3.connect(office.log.with_name("leasebridge.db"))) as database:
        database.execute("ALTER TABLE plan RENAME TO plan_away")
        yield
        database.execute("ALTER TABLE plan_away RENAME TO plan")
