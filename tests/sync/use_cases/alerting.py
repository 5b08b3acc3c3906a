"""Issues, care and messages for the stories of alerts, without any ledger."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import Engine, insert

from sync.domain.company_settings import AlertPolicy, CompanySettings
from sync.domain.kinds import RecordKind
from sync.domain.records import Sighting
from sync.domain.runs import SCHEDULE, Requester, Run, RunPurpose, RunState
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, Standing, StandingState
from sync.domain.stoppage import FailureKind
from sync.domain.working_hours import WorkingHours
from sync.store.models import IssueRow
from sync.store.sql_store import SqlStore
from sync.use_cases.keep_alerts import keep_alerts
from sync.use_cases.ports import Issue, OutboxTopic, PostedMessage
from sync.use_cases.run.alert import alert, alert_of_failure
from sync.use_cases.tell_of_issues import tell_of_issues
from tests.sync.store.builders import HARBOUR, Clock, invoice

ALWAYS = WorkingHours(days=(0, 1, 2, 3, 4, 5, 6), begin=time(0), end=time(23, 59, 59))
GRACE = "U0GRACE"


@dataclass
class Alerting:
    """One linked company, its records, and what people would be told of it."""

    store: SqlStore
    clock: Clock
    link_id: int = 0
    ids: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.store.transaction() as transaction:
            self.link_id = transaction.links.add(HARBOUR).link_id

    @property
    def now(self) -> datetime:
        return self.clock.moment

    def records(self, count: int) -> list[int]:
        """Invoices over 10.00 in Intacct, known to nobody else."""
        content = invoice("INV-1", "10.00")
        sightings = [
            Sighting(RecordKind.SALES_INVOICE, str(number), content, "", self.now, gone=False)
            for number in range(count)
        ]
        with self.store.transaction() as transaction:
            transaction.records.see(self.link_id, Side.INTACCT, sightings)
            self.ids = list(transaction.finding.named(self.link_id, "INV-1", count))
        return self.ids

    def hold_up(self, *record_ids: int, subject: str = "") -> None:
        """Each record waits for an account of its own, or all for the same."""
        with self.store.transaction() as transaction:
            transaction.records.stand([(one, waits(subject or str(one))) for one in record_ids])
            transaction.issues.refresh(self.link_id)

    def let_go(self, *record_ids: int) -> None:
        with self.store.transaction() as transaction:
            transaction.records.stand([(one, LINKED) for one in record_ids])
            transaction.issues.refresh(self.link_id)

    def tell(self) -> None:
        with self.store.transaction() as transaction:
            tell_of_issues(transaction, self.link_id, self.now)

    def keep(self) -> None:
        keep_alerts(self.store, self.now)

    def open(self) -> tuple[Issue, ...]:
        with self.store.reading() as transaction:
            return transaction.issues.open_ones(self.link_id)

    def due(self) -> list[str]:
        """The messages that are due now, as if they were posted: their subjects."""
        with self.store.transaction() as transaction:
            rows = transaction.outbox.claim(OutboxTopic.MESSAGE, limit=20_000, busy_seconds=1)
            for row in rows:
                transaction.outbox.done(row.row_id, row.generation)
                if transaction.messages.get(row.subject) is None:
                    posted = PostedMessage(row.subject, "C0", str(row.row_id), "digest")
                    transaction.messages.keep(posted)
        return sorted(row.subject for row in rows)

    def set(self, settings: CompanySettings) -> None:
        with self.store.transaction() as transaction:
            transaction.settings.put(self.link_id, settings)

    def escalate_to_grace(self) -> None:
        self.set(CompanySettings(alerts=AlertPolicy(escalate_after_hours=8, escalate_to=GRACE)))

    def run(
        self,
        requester: Requester = SCHEDULE,
        failure: str = "",
        kind: FailureKind = FailureKind.AWAY,
    ) -> Run:
        """A sync that ends at once, as a worker would end it."""
        with self.store.transaction() as transaction:
            made = transaction.runs.add(
                link_id=self.link_id, purpose=RunPurpose.SYNC, requester=requester
            )
            transaction.runs.start(made.run_id)
            state = RunState.FAILED if failure else RunState.DONE
            transaction.runs.finish(made.run_id, state, failure=failure)
            if failure:
                alert_of_failure(transaction, made, kind, failure, self.now)
            else:
                alert(transaction, made, self.now)
        return made

    def pass_by(self, **time_passed: float) -> None:
        self.clock.advance(timedelta(**time_passed).total_seconds())


def waits(subject: str) -> Standing:
    return Standing(StandingState.WAITING, Cause.MISSING_COUNTERPART, f"account {subject}")


def flood(engine: Engine, alerting: Alerting, count: int) -> None:
    """So many issues at once, each with a cause of its own, as a first run on a bad day would open them."""
    rows = [
        {
            "link_id": alerting.link_id,
            "kind": RecordKind.SALES_INVOICE,
            "state": StandingState.WAITING,
            "cause": Cause.MISSING_COUNTERPART,
            "subject": f"account {number}",
            "record_count": 1,
            "amount": number,
            "currency": "GBP",
            "example": f"INV-{number}",
            "opened_at": alerting.now,
        }
        for number in range(count)
    ]
    with engine.begin() as connection:
        connection.execute(insert(IssueRow), rows)
