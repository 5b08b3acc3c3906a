"""What alerts are made from: nothing, the usual, a thousand of everything, and hostile names."""

from datetime import timedelta

from sync.domain.choices import Person
from sync.domain.company_settings import CompanySettings
from sync.domain.issue_care import IssueCare, Muting
from sync.domain.kinds import RecordKind
from sync.domain.morning import Heap
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.domain.stoppage import FailureKind, Stoppage
from sync.domain.watching import Awaited, Watch
from sync.use_cases.care_for_issues import IssueView
from sync.use_cases.find_records import FoundBy, FoundRecord
from sync.use_cases.morning_digest import MorningDigest, Unlinked
from sync.use_cases.ports import Issue, IssueList, KnownRecord
from sync.use_cases.watch_records import Findings, WatchView
from tests.bot.views import NOON, issues, link, money, run

ADDRESS = "https://www.intacct.com/ia/acct/ur.phtml?.r=abc"


def record(
    text: str, side: Side = Side.INTACCT, address: str = ADDRESS, cause: Cause | None = None
) -> KnownRecord:
    state = StandingState.REMINDER if cause else StandingState.LINKED
    return KnownRecord(
        record_id=5,
        link_id=1,
        side=side,
        kind=RecordKind.SALES_INVOICE,
        key="77",
        title=text,
        amount=money(),
        standing=Standing(state, cause, text),
        dated=None,
        changed_at=None,
        changed_by="",
        address=address,
        gone=False,
        is_linked=True,
    )


def issue(number: int = 12, text: str = "account 4090", *, closed: bool = False) -> Issue:
    made = issues(number + 1, text)[-1]
    return Issue(
        issue_id=number,
        link_id=1,
        standing=Standing(StandingState.WAITING, Cause.MISSING_COUNTERPART, text),
        kind=made.kind,
        count=made.count,
        amount=made.amount,
        example=made.example,
        opened_at=made.opened_at,
        closed_at=NOON + timedelta(hours=1) if closed else None,
    )


def care(text: str = "tom", *, muted: bool = False) -> IssueCare:
    return IssueCare(
        12,
        told_at=NOON,
        assigned_to="U0TOM",
        snoozed_until=NOON,
        snoozed_by=Person(text, text),
        muting=Muting(Person(text, "U0TOM"), text, NOON) if muted else None,
    )


def issue_view(
    an_issue: Issue, text: str = "INV-1", *, cared: IssueCare | None = None
) -> IssueView:
    return IssueView(
        issue=an_issue,
        link=link(text),
        settings=CompanySettings(),
        care=cared or IssueCare(an_issue.issue_id),
        records={
            Side.INTACCT: record(text),
            Side.RE_LEASED: record(text, Side.RE_LEASED, f"https://example.test/{text}"),
        },
    )


def issue_list(*, ended: bool = False) -> IssueList:
    return IssueList(1, 1, NOON, NOON if ended else None, "", 9)


def stoppage(
    text: str, kind: FailureKind = FailureKind.AWAY, *, works: bool | None = None
) -> Stoppage:
    ended = None if works is None else NOON
    return Stoppage(1, 1, kind, text, 7, 42, NOON, NOON, ended, works_again=bool(works))


def digest(count: int, text: str) -> MorningDigest:
    found = issues(count, text)
    needing = [state for state in StandingState if state.needs_a_person]
    return MorningDigest(
        link=link(text),
        settings=CompanySettings(),
        at=NOON,
        last_run=run(name=text) if count else None,
        failed_runs=count,
        stoppage=stoppage(text) if count else None,
        heaps={state: Heap(count, money()) for state in needing} if count else {},
        worst=found[:5],
        more=max(0, count - 5),
        oldest=found[0] if found else None,
        drafts=Heap(count, money() if count else None),
        tax_pending=count,
        unlinked=Unlinked(count, count),
        muted=count,
    )


def watch(awaited: Awaited = Awaited.REVERSAL) -> Watch:
    return Watch(3, 1, 5, awaited, "f", Person("tom", "U0TOM"), NOON, NOON, 0)


def watch_view(text: str, awaited: Awaited, *, lone: bool = False) -> WatchView:
    other = record(text, Side.RE_LEASED, cause=Cause.UNDONE_IN_INTACCT)
    return WatchView(watch(awaited), link(text), record(text), None if lone else other)


def findings(text: str) -> Findings:
    return Findings(link(text), FoundRecord((record(text),), (), FoundBy.NAME))
