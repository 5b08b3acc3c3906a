"""What a finance team should know of its company in the morning, worst first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.domain.company_settings import CompanySettings
from sync.domain.holds import Hold
from sync.domain.issue_care import IssueCare, gravity
from sync.domain.links import CompanyLink
from sync.domain.morning import Heap, heap
from sync.domain.runs import Flag, Run, RunState
from sync.domain.standing import Cause, StandingState
from sync.domain.stoppage import Stoppage
from sync.use_cases.ports import Issue, Store, Transaction

WORST_SHOWN = 5
RUNS_LOOKED_AT = 200
SINCE = timedelta(hours=24)
"""How far back failed runs are counted; over a weekend, the digest of Monday counts those of Sunday."""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """What somebody holds where it is.

    Attributes:
        count: How many records or pairs.
        oldest_days: For how many whole days the oldest has been unlinked.
    """

    count: int
    oldest_days: int


@dataclass(frozen=True, slots=True)
class MorningDigest:
    """How a company stands this morning.

    Attributes:
        link: The companies.
        settings: What is set for them.
        at: When this was gathered, aware UTC.
        last_run: The latest run that is over; None where there was none.
        failed_runs: How many runs failed within the last day.
        stoppage: The scheduled runs that fail now; None where they work.
        hold: What syncs stop before now; None where they write.
        heaps: By state that needs a person: how many records, and their sum.
        worst: The gravest open issues.
        more: How many open issues there are besides.
        oldest: The issue open longest; None where none is.
        drafts: Drafts that wait for somebody's decision.
        tax_pending: Documents whose tax Intacct has not worked out.
        unlinked: What somebody holds where it is.
        muted: How many open issues somebody muted; they are not counted above.
    """

    link: CompanyLink
    settings: CompanySettings
    at: datetime
    last_run: Run | None
    failed_runs: int
    stoppage: Stoppage | None
    heaps: Mapping[StandingState, Heap]
    worst: tuple[Issue, ...]
    more: int
    oldest: Issue | None
    drafts: Heap
    tax_pending: int
    unlinked: Unlinked
    muted: int
    hold: Hold | None = None

    @property
    def flag(self) -> Flag:
        """The flag of the company: red as long as anything needs a person or no run works."""
        if self.stoppage is not None or self.hold is not None or self.worst:
            return Flag.RED
        return self.last_run.flag if self.last_run is not None else Flag.BLUE

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing to tell."""
        waits = self.worst or self.drafts.count or self.unlinked.count
        return not (waits or self.stoppage or self.hold or self.failed_runs)


def gather_digest(store: Store, link_id: int, now: datetime) -> MorningDigest:
    """Gather the digest from our own notes; neither ledger is asked."""
    with store.reading() as transaction:
        return digest_of(transaction, link_id, now)


def digest_of(transaction: Transaction, link_id: int, now: datetime) -> MorningDigest:
    """The same, within a transaction that is open already."""
    link = transaction.links.get(link_id)
    care = transaction.care.of_open(link_id)
    everything = transaction.issues.open_ones(link_id)
    told = [one for one in everything if not _is_muted(care.get(one.issue_id))]
    worst = sorted(told, key=gravity, reverse=True)
    over = [one for one in transaction.runs.latest(link_id, RUNS_LOOKED_AT) if one.state.is_over]
    return MorningDigest(
        link=link,
        settings=transaction.settings.get(link_id),
        at=now,
        last_run=over[0] if over else None,
        failed_runs=sum(_failed_lately(run, now) for run in over),
        stoppage=transaction.stoppages.lasting(link_id),
        heaps=_heaps(told, link.terms.currency),
        worst=tuple(worst[:WORST_SHOWN]),
        more=max(0, len(worst) - WORST_SHOWN),
        oldest=min(told, key=lambda one: one.opened_at, default=None),
        drafts=_drafts(transaction, link),
        tax_pending=sum(one.count for one in told if one.standing.cause is Cause.TAX_PENDING),
        unlinked=_unlinked(transaction, link_id, now),
        muted=len(everything) - len(told),
        hold=transaction.holds.lasting(link_id),
    )


def _is_muted(care: IssueCare | None) -> bool:
    return care is not None and care.muting is not None


def _failed_lately(run: Run, now: datetime) -> bool:
    return run.state is RunState.FAILED and now - run.created_at <= SINCE


def _heaps(issues: list[Issue], currency: str) -> Mapping[StandingState, Heap]:
    states = [state for state in StandingState if state.needs_a_person]
    found = {
        state: heap(
            ((one.count, one.amount) for one in issues if one.standing.state is state), currency
        )
        for state in states
    }
    return {state: one for state, one in found.items() if one.count}


def _drafts(transaction: Transaction, link: CompanyLink) -> Heap:
    waiting = transaction.approvals.undecided(link.link_id)
    return heap(((1, one.draft.amount) for one in waiting), link.terms.currency)


def _unlinked(transaction: Transaction, link_id: int, now: datetime) -> Unlinked:
    held = transaction.unlinkings.open_ones(link_id)
    return Unlinked(len(held), max(((now - one.since).days for one in held), default=0))
