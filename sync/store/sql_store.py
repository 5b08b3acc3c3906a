"""The database behind the use cases: SQLite or PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection, Engine

from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate
from sync.domain.sides import Side
from sync.store.call_limits import SLOT_SECONDS, SqlCallLimits
from sync.store.candidates import (
    Batch,
    is_anything_to_look_at,
    lone_records_to_look_at,
    pairs_to_look_at,
)
from sync.store.engine import passing_trouble, read_only, writing
from sync.store.tables.alert_marks import SqlAlertMarks
from sync.store.tables.approvals import SqlApprovals
from sync.store.tables.audit import SqlAudit
from sync.store.tables.base import AtHand, Clock
from sync.store.tables.choices import SqlChoices
from sync.store.tables.company_settings import SqlCompanySettings
from sync.store.tables.delegations import SqlDelegations
from sync.store.tables.deliveries import SqlDeliveries
from sync.store.tables.finding import SqlFinding
from sync.store.tables.gateway_usage import SqlGatewayUsage
from sync.store.tables.holds import SqlHolds
from sync.store.tables.homes import SqlHomes
from sync.store.tables.intents import SqlIntents
from sync.store.tables.issue_care import SqlIssueCare
from sync.store.tables.issue_lists import SqlIssueLists
from sync.store.tables.issues import SqlIssues
from sync.store.tables.lanes import SqlLanes
from sync.store.tables.leases import SqlLeases
from sync.store.tables.links import SqlLinks
from sync.store.tables.matchings import SqlMatchings
from sync.store.tables.messages import SqlAnswers, SqlMessages
from sync.store.tables.notices import SqlNotices
from sync.store.tables.outbox import SqlOutbox
from sync.store.tables.past import SqlPast
from sync.store.tables.pauses import SqlPauses
from sync.store.tables.people import SqlPeople
from sync.store.tables.plans import SqlPlans
from sync.store.tables.postings import SqlPostings
from sync.store.tables.proposals import SqlProposals
from sync.store.tables.records import SqlRecords
from sync.store.tables.remarks import SqlRemarks
from sync.store.tables.runs import SqlRuns
from sync.store.tables.schedules import SqlSchedules
from sync.store.tables.stoppages import SqlStoppages
from sync.store.tables.troubles import SqlTroubles
from sync.store.tables.unlinkings import SqlUnlinkings
from sync.store.tables.watches import SqlWatches
from sync.store.tables.watermarks import SqlWatermarks
from sync.use_cases.ports import CallAllowance, Transaction


def utc_now() -> datetime:
    """The moment now, aware UTC."""
    return datetime.now(UTC)


class SqlTransaction:
    """Keeps `sync.use_cases.ports.Transaction`: every table, over one connection."""

    def __init__(self, connection: Connection, now: Clock) -> None:
        self.connection = connection
        self.now = now

    links = AtHand(SqlLinks)
    proposals = AtHand(SqlProposals)
    matchings = AtHand(SqlMatchings)
    records = AtHand(SqlRecords)
    choices = AtHand(SqlChoices)
    approvals = AtHand(SqlApprovals)
    delegations = AtHand(SqlDelegations)
    finding = AtHand(SqlFinding)
    notices = AtHand(SqlNotices)
    remarks = AtHand(SqlRemarks)
    unlinkings = AtHand(SqlUnlinkings)
    watermarks = AtHand(SqlWatermarks)
    runs = AtHand(SqlRuns)
    plans = AtHand(SqlPlans)
    intents = AtHand(SqlIntents)
    issues = AtHand(SqlIssues)
    care = AtHand(SqlIssueCare)
    issue_lists = AtHand(SqlIssueLists)
    stoppages = AtHand(SqlStoppages)
    alert_marks = AtHand(SqlAlertMarks)
    watches = AtHand(SqlWatches)
    outbox = AtHand(SqlOutbox)
    lanes = AtHand(SqlLanes)
    postings = AtHand(SqlPostings)
    troubles = AtHand(SqlTroubles)
    messages = AtHand(SqlMessages)
    answers = AtHand(SqlAnswers)
    audit = AtHand(SqlAudit)
    leases = AtHand(SqlLeases)
    schedules = AtHand(SqlSchedules)
    deliveries = AtHand(SqlDeliveries)
    people = AtHand(SqlPeople)
    homes = AtHand(SqlHomes)
    holds = AtHand(SqlHolds)
    past = AtHand(SqlPast)
    pauses = AtHand(SqlPauses)
    settings = AtHand(SqlCompanySettings)
    usage = AtHand(SqlGatewayUsage)


class SqlStore:
    """Keeps `sync.use_cases.ports.Store`.

    Safe to share among threads; a process that forks makes its own afterwards.

    Args:
        engine: From `sync.store.engine.open_engine`, on a database that is up to date.
        now: The clock that times are written by, aware; leases go by the database's own.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._now = now

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One transaction that may write: committed at the end, rolled back on an error.

        Raises:
            RetryLater: The database is away or too busy; nothing was written.
        """
        with passing_trouble(), writing(self._engine) as connection:
            yield SqlTransaction(connection, self._now)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One transaction that only reads, all of it from one moment. The database refuses writes.

        Raises:
            RetryLater: The database is away or too busy.
        """
        with passing_trouble(), read_only(self._engine) as connection:
            yield SqlTransaction(connection, self._now)

    def candidates(
        self, link_id: int, kind: RecordKind, *, size: int
    ) -> Iterator[Sequence[Candidate]]:
        """All pairs and lone records of `kind` that need a look, in batches of at most `size`."""
        with passing_trouble(), read_only(self._engine) as connection:
            if not is_anything_to_look_at(connection, link_id, kind):
                return
        readers = (
            pairs_to_look_at,
            partial(lone_records_to_look_at, side=Side.INTACCT),
            partial(lone_records_to_look_at, side=Side.RE_LEASED),
        )
        for read in readers:
            yield from self._batches(partial(read, link_id=link_id, kind=kind, size=size))

    def _batches(self, read: Callable[..., Batch | None]) -> Iterator[Sequence[Candidate]]:
        last_id = 0
        while True:
            with passing_trouble(), read_only(self._engine) as connection:
                batch = read(connection, after=last_id)
            if batch is None:
                return
            last_id = batch.last_id
            yield batch.candidates

    def call_limits(
        self, allowance: CallAllowance, *, slot_seconds: float = SLOT_SECONDS
    ) -> SqlCallLimits:
        """Turns at Intacct, shared with every process on this database."""
        return SqlCallLimits(self._engine, allowance, now=self._now, slot_seconds=slot_seconds)

    def close(self) -> None:
        """Let connections go."""
        self._engine.dispose()
