"""How things stand between two companies, in one look."""

from dataclasses import dataclass
from datetime import datetime

from sync.domain.holds import Hold
from sync.domain.kinds import KINDS_OF_MODULES, SYNCED_KINDS, RecordKind
from sync.domain.links import CompanyLink
from sync.domain.money import Money, total
from sync.domain.pausing import Pause
from sync.domain.runs import Run, RunState
from sync.domain.sides import Side
from sync.domain.standing import StandingState
from sync.use_cases.lately_counted import LatelyCounted
from sync.use_cases.ports import Issue, Store, Tally, Usage

RECENT_RUNS = 5


@dataclass(frozen=True, slots=True)
class KindStatus:
    """One kind of record, on both sides.

    Attributes:
        kind: The kind.
        intacct: How many there are in Intacct.
        re_leased: How many there are in Re-Leased.
        linked: How many pairs stand linked.
        amount_intacct: The linked documents' gross total in Intacct; None for other kinds.
        amount_re_leased: The same in Re-Leased; equal, to the cent, when both are in step.
    """

    kind: RecordKind
    intacct: int
    re_leased: int
    linked: int
    amount_intacct: Money | None
    amount_re_leased: Money | None

    @property
    def amounts_agree(self) -> bool:
        """Whether the linked documents add up to the same on both sides."""
        return self.amount_intacct == self.amount_re_leased


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand.

    Attributes:
        link: The companies.
        runs: The latest runs, newest first.
        kinds: The synced kinds, in the order of work.
        issues: What needs a person, most money first.
        kept_back: How many records a rule leaves where they are, on both sides together.
        intacct_usage: What Leasebridge asked the Intacct company this month.
        pause: Who paused the company and why; None where nobody did.
        hold: What syncs stop before; None where they write.
        read_at: When both sides were last read to their end by one of `runs`; None where none did.
    """

    link: CompanyLink
    runs: tuple[Run, ...]
    kinds: tuple[KindStatus, ...]
    issues: tuple[Issue, ...]
    kept_back: int
    intacct_usage: Usage
    read_at: datetime | None
    pause: Pause | None = None
    hold: Hold | None = None


def status_of(store: Store, link_id: int, lately: LatelyCounted | None = None) -> Status:
    """Gather how things stand, from our own notes; neither ledger is asked.

    Args:
        store: The database.
        link_id: The companies.
        lately: Counts to share with others who ask while a run is under way; without it all is counted now.
    """
    with store.reading() as transaction:
        link = transaction.links.get(link_id)
        runs = transaction.runs.latest(link_id, RECENT_RUNS)
        shared = lately if any(run.state is RunState.RUNNING for run in runs) else None
        tallies = () if shared else transaction.records.tallies(link_id)
        issues = transaction.issues.open_ones(link_id)
        pause = transaction.pauses.of(link_id)
        hold = transaction.holds.lasting(link_id)
        usage = transaction.usage.this_month(link.intacct_company_id)
    if shared:
        tallies = shared.tallies(store, link_id)
    done = [run for run in runs if run.state is RunState.DONE]
    return Status(
        link=link,
        runs=runs,
        kinds=tuple(_kind_status(kind, tallies, link.terms.currency) for kind in _kinds(tallies)),
        issues=issues,
        kept_back=sum(tally.count for tally in tallies if tally.state is StandingState.SET_ASIDE),
        intacct_usage=usage,
        pause=pause,
        hold=hold,
        read_at=max((run.finished_at for run in done if run.finished_at is not None), default=None),
    )


def _kinds(tallies: tuple[Tally, ...]) -> list[RecordKind]:
    """The kinds of every company, and those of its modules of which there are records."""
    seen = {tally.kind for tally in tallies} & set(KINDS_OF_MODULES)
    return sorted({*SYNCED_KINDS, *seen}, key=lambda kind: kind.rank)


def _kind_status(kind: RecordKind, tallies: tuple[Tally, ...], currency: str) -> KindStatus:
    mine = [tally for tally in tallies if tally.kind is kind]
    linked = [tally for tally in mine if tally.state is StandingState.LINKED]
    return KindStatus(
        kind=kind,
        intacct=sum(tally.count for tally in mine if tally.side is Side.INTACCT),
        re_leased=sum(tally.count for tally in mine if tally.side is Side.RE_LEASED),
        linked=sum(tally.count for tally in linked if tally.side is Side.INTACCT),
        amount_intacct=_amount(linked, Side.INTACCT, currency),
        amount_re_leased=_amount(linked, Side.RE_LEASED, currency),
    )


def _amount(tallies: list[Tally], side: Side, currency: str) -> Money | None:
    amounts = [tally.amount for tally in tallies if tally.side is side and tally.amount is not None]
    return total(amounts, currency) if amounts else None
