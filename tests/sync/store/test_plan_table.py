"""Plans: filled in order, closed with a digest over every step, applied by one run only."""

from dataclasses import replace

import pytest

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.plan import PlanRow, Step, StepVerb
from sync.domain.runs import SCHEDULE, RunPurpose
from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import NOON, account, invoice, pounds, seen, step

INVOICE, ACCOUNT = RecordKind.SALES_INVOICE, RecordKind.ACCOUNT


@pytest.fixture
def run_id(store: SqlStore, link_id: int) -> int:
    """The id of a run."""
    with store.transaction() as transaction:
        return transaction.runs.add(
            link_id=link_id, purpose=RunPurpose.PLAN, requester=SCHEDULE
        ).run_id


@pytest.fixture
def steps(store: SqlStore, link_id: int) -> list[Step]:
    """Steps of several sorts: two accounts and three invoices."""
    with store.transaction() as transaction:
        accounts = [seen(str(n), account(str(n))) for n in (1, 2)]
        invoices = [seen(str(n), invoice(str(n), f"{n}.50")) for n in (1, 2, 3)]
        transaction.records.see(link_id, Side.INTACCT, [*accounts, *invoices])
    faces = [
        each.intacct
        for kind in (ACCOUNT, INVOICE)
        for batch in store.candidates(link_id, kind, size=10)
        for each in batch
        if each.intacct is not None
    ]
    verbs = (StepVerb.LINK, StepVerb.CREATE, StepVerb.CREATE, StepVerb.CREATE, StepVerb.VOID)
    return [
        step(
            verb,
            face.record_id,
            face.now,
            kind=INVOICE if index > 1 else ACCOUNT,
            target_id=None if verb is StepVerb.CREATE else face.record_id,
        )
        for index, (verb, face) in enumerate(zip(verbs, faces, strict=True))
    ]


def make_plan(store: SqlStore, run_id: int, link_id: int, *parts: list[Step]) -> int:
    with store.transaction() as transaction:
        plan_id = transaction.plans.open(run_id, link_id)
        for part in parts:
            transaction.plans.add_steps(plan_id, part)
        transaction.plans.close(plan_id)
    return plan_id


def test_open__a_plan_is_empty_and_has_no_digest(
    store: SqlStore, run_id: int, link_id: int
) -> None:
    with store.transaction() as transaction:
        plan_id = transaction.plans.open(run_id, link_id)
        head = transaction.plans.get(plan_id)
        assert transaction.plans.count(plan_id) == 0
        assert transaction.plans.rows(plan_id) == ()
    assert (head.run_id, head.link_id, head.digest) == (run_id, link_id, "")
    assert (head.applied_by_run, head.created_at) == (None, NOON)


def test_get__an_unknown_plan(store: SqlStore) -> None:
    with store.reading() as transaction, pytest.raises(KeyError, match="no plan 7"):
        transaction.plans.get(7)


def test_digest__depends_on_the_steps_and_their_order_not_on_how_they_were_added(
    store: SqlStore, run_id: int, link_id: int, steps: list[Step]
) -> None:
    plans = [
        make_plan(store, run_id, link_id, steps),
        make_plan(store, run_id, link_id, steps[:2], [], steps[2:]),
        make_plan(store, run_id, link_id, steps[::-1]),
        make_plan(store, run_id, link_id, steps[1:]),
        make_plan(store, run_id, link_id),
    ]
    with store.reading() as transaction:
        digests = [transaction.plans.get(plan_id).digest for plan_id in plans]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 4
    assert all(digests)


def test_close__the_plan_takes_no_more_steps(
    store: SqlStore, run_id: int, link_id: int, steps: list[Step]
) -> None:
    plan_id = make_plan(store, run_id, link_id, steps)
    with pytest.raises(BrokenPromise, match="closed"), store.transaction() as transaction:
        transaction.plans.add_steps(plan_id, steps)


def test_steps__of_one_sort_page_by_page(
    store: SqlStore, run_id: int, link_id: int, steps: list[Step]
) -> None:
    plan_id = make_plan(store, run_id, link_id, steps)
    with store.reading() as transaction:
        plans = transaction.plans
        first = plans.steps(
            plan_id,
            kind=INVOICE,
            verb=StepVerb.CREATE,
            side=Side.RE_LEASED,
            after=-1,
            limit=1,
        )
        second = plans.steps(
            plan_id,
            kind=INVOICE,
            verb=StepVerb.CREATE,
            side=Side.RE_LEASED,
            after=first[-1][0],
            limit=10,
        )
        assert plans.count(plan_id) == 5
    assert first == ((2, steps[2]),)
    assert second == ((3, steps[3]),)


@pytest.mark.parametrize("verb", list(StepVerb))
def test_step__of_every_verb_comes_back_whole(
    store: SqlStore, run_id: int, link_id: int, steps: list[Step], verb: StepVerb
) -> None:
    one = replace(steps[4], verb=verb, side=Side.INTACCT, fields=("due_date", "number"))
    plan_id = make_plan(store, run_id, link_id, [one])
    with store.reading() as transaction:
        found = transaction.plans.steps(
            plan_id, kind=INVOICE, verb=verb, side=Side.INTACCT, after=-1, limit=5
        )
    assert found == ((0, one),)


def test_rows__in_the_order_of_work_with_totals(
    store: SqlStore, run_id: int, link_id: int, steps: list[Step]
) -> None:
    plan_id = make_plan(store, run_id, link_id, steps[::-1])
    with store.reading() as transaction:
        rows = transaction.plans.rows(plan_id)
    assert rows == (
        PlanRow(StepVerb.LINK, ACCOUNT, Side.RE_LEASED, 1, None),
        PlanRow(StepVerb.CREATE, ACCOUNT, Side.RE_LEASED, 1, None),
        PlanRow(StepVerb.CREATE, INVOICE, Side.RE_LEASED, 2, pounds("4.00")),
        PlanRow(StepVerb.VOID, INVOICE, Side.RE_LEASED, 1, pounds("3.50")),
    )


def test_examples__writes_only_and_documents_first(
    store: SqlStore, run_id: int, link_id: int, steps: list[Step]
) -> None:
    plan_id = make_plan(store, run_id, link_id, steps)
    with store.reading() as transaction:
        assert transaction.plans.examples(plan_id, 2) == tuple(steps[2:4])
        assert transaction.plans.examples(plan_id, 9) == (*steps[2:], steps[1])


def test_claim__one_run_gets_the_plan_for_good(
    store: SqlStore, run_id: int, link_id: int, steps: list[Step]
) -> None:
    plan_id = make_plan(store, run_id, link_id, steps)
    with store.transaction() as transaction:
        add = transaction.runs.add
        mine, other = (
            add(link_id=link_id, purpose=RunPurpose.APPLY, requester=SCHEDULE).run_id
            for _ in range(2)
        )
        assert transaction.plans.claim(plan_id, mine)
        assert not transaction.plans.claim(plan_id, other)
        assert transaction.plans.claim(plan_id, mine)  # asked again after a crash
        assert transaction.plans.get(plan_id).applied_by_run == mine
