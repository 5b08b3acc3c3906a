"""The database as a whole.

`Store.transaction()` opens one database transaction; leaving the block without an error commits, an
error rolls back. Nothing in here ever talks to the network. `sync.store` keeps these contracts on
SQLite and PostgreSQL.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate
from sync.use_cases.ports.alerts import (
    AlertMarkTable,
    IssueCareTable,
    IssueListTable,
    StoppageTable,
)
from sync.use_cases.ports.approvals import ApprovalTable, DelegationTable
from sync.use_cases.ports.call_limits import UsageTable
from sync.use_cases.ports.choices import ChoiceTable, UnlinkingTable
from sync.use_cases.ports.control import AuditTable, DeliveryTable, LeaseTable, ScheduleTable
from sync.use_cases.ports.finding import FindingTable, RemarkTable
from sync.use_cases.ports.holds import HoldTable, PastTable
from sync.use_cases.ports.homes import HomeTable
from sync.use_cases.ports.issues import IssueTable, NoticeTable
from sync.use_cases.ports.lanes import LaneTable, TroubleTable
from sync.use_cases.ports.linking import LinkTable, ProposalTable
from sync.use_cases.ports.matching import MatchingTable
from sync.use_cases.ports.outbox import AnswerTable, MessageTable, OutboxTable, PostingTable
from sync.use_cases.ports.pausing import PauseTable
from sync.use_cases.ports.people import PeopleTable
from sync.use_cases.ports.records import RecordTable, WatermarkTable
from sync.use_cases.ports.runs import IntentTable, PlanTable, RunTable
from sync.use_cases.ports.settings import SettingsTable
from sync.use_cases.ports.watches import WatchTable


class Transaction(Protocol):
    """One open database transaction, with every table at hand."""

    @property
    def links(self) -> LinkTable:
        """The linked companies."""
        ...

    @property
    def proposals(self) -> ProposalTable:
        """Links that were proposed."""
        ...

    @property
    def matchings(self) -> MatchingTable:
        """What people say of Re-Leased's records before a new link writes."""
        ...

    @property
    def records(self) -> RecordTable:
        """Records as seen and as agreed."""
        ...

    @property
    def choices(self) -> ChoiceTable:
        """What people picked."""
        ...

    @property
    def approvals(self) -> ApprovalTable:
        """Drafts that wait for people, and what people decided."""
        ...

    @property
    def delegations(self) -> DelegationTable:
        """Who decides in whose place."""
        ...

    @property
    def finding(self) -> FindingTable:
        """What people find records by."""
        ...

    @property
    def notices(self) -> NoticeTable:
        """What people should know about a ledger as a whole."""
        ...

    @property
    def remarks(self) -> RemarkTable:
        """What is told of documents that are in step."""
        ...

    @property
    def unlinkings(self) -> UnlinkingTable:
        """What people hold where it is."""
        ...

    @property
    def watermarks(self) -> WatermarkTable:
        """How far each side was read."""
        ...

    @property
    def runs(self) -> RunTable:
        """The runs."""
        ...

    @property
    def plans(self) -> PlanTable:
        """Plans and their steps."""
        ...

    @property
    def intents(self) -> IntentTable:
        """The journal of outgoing writes."""
        ...

    @property
    def issues(self) -> IssueTable:
        """What needs a person."""
        ...

    @property
    def care(self) -> IssueCareTable:
        """What people did about issues."""
        ...

    @property
    def issue_lists(self) -> IssueListTable:
        """Lists of issues that are too many to tell."""
        ...

    @property
    def stoppages(self) -> StoppageTable:
        """Runs that fail for one reason."""
        ...

    @property
    def alert_marks(self) -> AlertMarkTable:
        """Up to where people were told."""
        ...

    @property
    def watches(self) -> WatchTable:
        """Who waits for what to be done in Intacct."""
        ...

    @property
    def outbox(self) -> OutboxTable:
        """What is to be done outside."""
        ...

    @property
    def lanes(self) -> LaneTable:
        """Whose turn it is to be posted."""
        ...

    @property
    def postings(self) -> PostingTable:
        """Posts whose outcome is not known."""
        ...

    @property
    def troubles(self) -> TroubleTable:
        """What an operator must put right."""
        ...

    @property
    def messages(self) -> MessageTable:
        """What stands in Slack."""
        ...

    @property
    def answers(self) -> AnswerTable:
        """Private answers on their way."""
        ...

    @property
    def audit(self) -> AuditTable:
        """Who did what."""
        ...

    @property
    def leases(self) -> LeaseTable:
        """Who may work now."""
        ...

    @property
    def schedules(self) -> ScheduleTable:
        """When runs start by themselves."""
        ...

    @property
    def deliveries(self) -> DeliveryTable:
        """What Slack already delivered."""
        ...

    @property
    def homes(self) -> HomeTable:
        """Who looked at their own page lately."""
        ...

    @property
    def holds(self) -> HoldTable:
        """Runs that stopped to ask."""
        ...

    @property
    def past(self) -> PastTable:
        """What is usual for a company."""
        ...

    @property
    def pauses(self) -> PauseTable:
        """Companies that are paused."""
        ...

    @property
    def settings(self) -> SettingsTable:
        """What was set for each pair of companies."""
        ...

    @property
    def people(self) -> PeopleTable:
        """What the chat's directory said of people and user groups."""
        ...

    @property
    def usage(self) -> UsageTable:
        """What asking Intacct cost."""
        ...


class Store(Protocol):
    """The database."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """One transaction that may write. On SQLite it takes the write lock at once."""
        ...

    def reading(self) -> AbstractContextManager[Transaction]:
        """One transaction that only reads, and never waits for a writer."""
        ...

    def candidates(
        self, link_id: int, kind: RecordKind, *, size: int
    ) -> Iterator[Sequence[Candidate]]:
        """All pairs and lone records of `kind` that need a look, in batches of at most `size`.

        Pairs come first, then Intacct's lone records with their look-alikes, then Re-Leased's. Each
        batch is read in a short transaction of its own, so that writing in between is allowed; what is
        settled or set aside meanwhile is not met twice.
        """
        ...

    def close(self) -> None:
        """Let connections go."""
        ...
