"""What messages are made from: nothing, the usual, a thousand of everything, and hostile names."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice

from sync.domain.comparison import FieldChange
from sync.domain.kinds import SYNCED_KINDS, RecordKind
from sync.domain.links import CompanyLink
from sync.domain.money import Money
from sync.domain.plan import CauseRow, PlanRow, PlanSummary, Step, StepVerb
from sync.domain.rules import Terms
from sync.domain.runs import (
    IntentState,
    Progress,
    Requester,
    ResultRow,
    Run,
    RunPhase,
    RunPurpose,
    RunState,
)
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.use_cases.ports import Issue, Usage
from sync.use_cases.run_view import OnlyRead, RunView
from sync.use_cases.status import KindStatus, Status

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WRITING = [verb for verb in StepVerb if verb.is_write]


def money(number: int = 1) -> Money:
    return Money(Decimal("1234567.89") * number, "GBP")


def amount_for(kind: RecordKind) -> Money | None:
    return money() if kind is RecordKind.SALES_INVOICE else None


def link(name: str = "Harbour Estates") -> CompanyLink:
    return CompanyLink(
        link_id=1,
        token="h4rb0ur1",
        name=name,
        intacct_company_id="HARBOUR",
        intacct_entity_id="",
        re_leased_company_id="12",
        terms=Terms(sync_from=date(2026, 1, 1), currency="GBP"),
    )


def run(
    purpose: RunPurpose = RunPurpose.SYNC,
    state: RunState = RunState.DONE,
    *,
    name: str = "tom",
    failure: str = "",
    needs_a_person: int = 0,
    progress: Progress | None = None,
    run_id: int = 7,
) -> Run:
    return Run(
        run_id=run_id,
        link_id=1,
        purpose=purpose,
        state=state,
        requester=Requester("", name, "C0SYNC"),
        plan_id=3 if purpose is not RunPurpose.SYNC else None,
        attempt=1,
        progress=progress or Progress(RunPhase.SETTLING, read=462),
        needs_a_person=needs_a_person,
        failure=failure,
        created_at=NOON,
        started_at=NOON,
        finished_at=NOON + timedelta(seconds=1.94) if state.is_over else None,
    )


def standing(number: int, text: str) -> Standing:
    cause = list(Cause)[number % len(Cause)]
    return Standing(StandingState.WAITING, cause, subject=f"{text} {number}", detail=text)


def result_rows(count: int) -> tuple[ResultRow, ...]:
    sorts = (
        ResultRow(verb, kind, side, state, 12, amount_for(kind))
        for state in IntentState
        for kind in SYNCED_KINDS
        for verb in WRITING
        for side in Side
    )
    return tuple(islice(cycle(list(sorts)), count))


def plan_rows(count: int) -> tuple[PlanRow, ...]:
    sorts = [
        PlanRow(verb, kind, side, 3, amount_for(kind))
        for kind in SYNCED_KINDS
        for verb in WRITING
        for side in Side
    ]
    return tuple(islice(cycle(sorts), count))


def issues(count: int, text: str) -> tuple[Issue, ...]:
    return tuple(
        Issue(
            issue_id=number,
            link_id=1,
            standing=standing(number, text),
            kind=RecordKind.SALES_INVOICE,
            count=number + 1,
            amount=money(number),
            example=f"{text} {number}",
            opened_at=NOON,
            closed_at=None,
        )
        for number in range(count)
    )


def cause_rows(count: int, text: str) -> tuple[CauseRow, ...]:
    return tuple(
        CauseRow(standing(number, text), RecordKind.SALES_INVOICE, number + 1, money(number))
        for number in range(count)
    )


def steps(count: int, text: str) -> tuple[Step, ...]:
    change = FieldChange(field="due_date", before=text, after=text)
    return tuple(
        Step(
            verb=WRITING[number % len(WRITING)],
            kind=RecordKind.SALES_INVOICE,
            side=Side.RE_LEASED,
            source_id=number,
            source_fingerprint="f",
            target_id=None,
            target_fingerprint="",
            fields=("due_date",),
            title=text,
            amount=money(),
            changes=(change,) * min(count, 5),
        )
        for number in range(count)
    )


def plan(count: int, text: str = "INV-1") -> PlanSummary:
    return PlanSummary(
        plan_id=3,
        digest="8cbebd7501234567",
        rows=plan_rows(count),
        links=count,
        waiting=cause_rows(count, text),
        set_aside=cause_rows(count, text),
        examples=steps(count, text),
    )


def view(
    a_run: Run,
    count: int = 0,
    text: str = "INV-1",
    *,
    with_plan: bool = False,
    applied_by_run: int | None = None,
    only_read: OnlyRead | None = None,
) -> RunView:
    return RunView(
        run=a_run,
        link=link(text),
        results=result_rows(count),
        refused=(),
        issues=issues(count, text),
        plan=plan(count, text) if with_plan else None,
        applied_by_run=applied_by_run,
        only_read=only_read,
    )


def kinds(count: int) -> tuple[KindStatus, ...]:
    return tuple(
        KindStatus(kind, 54, 59, 53, amount_for(kind), amount_for(kind))
        for kind in islice(cycle(SYNCED_KINDS), count)
    )


def status(count: int, text: str = "Harbour Estates") -> Status:
    return Status(
        link=link(text),
        runs=tuple(run(name=text, run_id=number) for number in range(count)),
        kinds=kinds(count),
        issues=issues(count, text),
        kept_back=count,
        intacct_usage=Usage(requests=count * 8, transactions=count * 1234),
        read_at=NOON if count else None,
    )
