"""What a finance team sets for its company: where things are told, who approves what, when people work."""

from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal

from sync.domain.kinds import RecordKind
from sync.domain.mass_change import GuardPolicy
from sync.domain.working_hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Route:
    """Where issues of one kind of record are told.

    Attributes:
        kind: The kind.
        channel: The Slack channel's id.
    """

    kind: RecordKind
    channel: str


@dataclass(frozen=True, slots=True)
class Channels:
    """Where things are told, as Slack channel ids; empty for the installation's own channel.

    Attributes:
        runs: Runs that nobody in Slack asked for.
        approvals: Drafts that await approval.
        alerts: Issues and failures.
        digest: The morning digest.
        routes: Issues of these kinds go elsewhere.
    """

    runs: str = ""
    approvals: str = ""
    alerts: str = ""
    digest: str = ""
    routes: tuple[Route, ...] = ()

    def for_issue(self, kind: RecordKind) -> str:
        """Where an issue about records of `kind` is told; empty for the installation's own channel."""
        return next((one.channel for one in self.routes if one.kind is kind), self.alerts)


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """Who may approve how much, and how long an approval stays open. Amounts in the company's currency.

    Attributes:
        approver_limit: The most that an approver may approve; None for no limit. An administrator has none.
        second_approver_above: Above this, two different people must approve; None for never.
        expires_after_hours: Hours of the clock after which an unanswered approval closes.
        remind_after_hours: Working hours after which people are reminded.
        escalate_after_hours: Working hours after which `escalate_to` is told.
        escalate_to: A person's Slack id; empty for nobody.
    """

    approver_limit: Decimal | None = None
    second_approver_above: Decimal | None = None
    expires_after_hours: int = 72
    remind_after_hours: int = 4
    escalate_after_hours: int = 8
    escalate_to: str = ""


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """When issues are told again.

    Attributes:
        escalate_after_hours: Working hours after which an issue that nobody took is told to `escalate_to`.
        escalate_to: A person's Slack id; empty for nobody.
        digest_at: Local time of day of the morning digest, on working days.
    """

    escalate_after_hours: int = 8
    escalate_to: str = ""
    digest_at: time = time(7, 30)


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """All that is set for one company; what nobody set is as here."""

    channels: Channels = field(default_factory=Channels)
    approval: ApprovalPolicy = field(default_factory=ApprovalPolicy)
    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    hours: WorkingHours = field(default_factory=WorkingHours)
    guards: GuardPolicy = field(default_factory=GuardPolicy)
