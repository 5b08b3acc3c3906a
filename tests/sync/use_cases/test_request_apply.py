"""Asking to apply a plan: one run, and news for the plan's own card."""

from sync.domain.runs import Requester
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import OutboxTopic
from sync.use_cases.request_run import request_apply, request_plan
from tests.sync.store.builders import HARBOUR

PRIYA = Requester("U0PRIYA", "priya", "C0SYNC")


def test_request_apply__brings_the_plans_own_card_up_to_date_too(store: SqlStore) -> None:
    with store.transaction() as transaction:
        link = transaction.links.add(HARBOUR)
    shown = request_plan(store, link.link_id, PRIYA).run
    with store.transaction() as transaction:
        plan_id = transaction.plans.open(shown.run_id, link.link_id)
        transaction.plans.close(plan_id)
    told = _subjects_with_news(store)
    applying = request_apply(store, plan_id, PRIYA).run
    assert told == {f"run:{shown.run_id}"}
    assert _subjects_with_news(store) == {f"run:{shown.run_id}", f"run:{applying.run_id}"}


def _subjects_with_news(store: SqlStore) -> set[str]:
    """What a messenger would deliver now; it delivers all of it."""
    with store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.MESSAGE, limit=100, busy_seconds=60)
        for row in rows:
            transaction.outbox.done(row.row_id, row.generation)
    return {row.subject for row in rows}
