"""The tables, as typed models."""

from sync.store.models.alerts import (
    AlertMarkRow,
    IssueCareRow,
    IssueListRow,
    StoppageRow,
    WatchRow,
)
from sync.store.models.approvals import ApprovalDecisionRow, ApprovalRow, DelegationRow
from sync.store.models.base import Base
from sync.store.models.choices import ChoiceRow, UnlinkingRow
from sync.store.models.company_settings import CompanySettingsRow
from sync.store.models.control import AuditRow, DeliveryRow, LeaseRow, ScheduleRow
from sync.store.models.delivery import ChannelPaceRow, PostingRow, TroubleRow
from sync.store.models.directory import GroupMemberRow, PersonRow, UserGroupRow
from sync.store.models.gateway import GatewayBucketRow, GatewaySlotRow, GatewayUsageRow
from sync.store.models.holds import HoldRow
from sync.store.models.homes import HomeVisitRow
from sync.store.models.linking import LinkModeRow, LinkProposalRow
from sync.store.models.matching import MatchingAnswerRow, MatchingRow
from sync.store.models.pauses import PauseRow
from sync.store.models.people import AnswerRow, IssueRow, MessageRow, NoticeRow, OutboxRow
from sync.store.models.records import (
    DeletionWatermarkRow,
    FormerNameRow,
    LinkRow,
    PairRow,
    RecordRow,
    WatermarkRow,
)
from sync.store.models.runs import IntentRow, PlanRow, PlanStepRow, RunRow

__all__ = [
    "AlertMarkRow",
    "AnswerRow",
    "ApprovalDecisionRow",
    "ApprovalRow",
    "AuditRow",
    "Base",
    "ChannelPaceRow",
    "ChoiceRow",
    "CompanySettingsRow",
    "DelegationRow",
    "DeletionWatermarkRow",
    "DeliveryRow",
    "FormerNameRow",
    "GatewayBucketRow",
    "GatewaySlotRow",
    "GatewayUsageRow",
    "GroupMemberRow",
    "HoldRow",
    "HomeVisitRow",
    "IntentRow",
    "IssueCareRow",
    "IssueListRow",
    "IssueRow",
    "LeaseRow",
    "LinkModeRow",
    "LinkProposalRow",
    "LinkRow",
    "MatchingAnswerRow",
    "MatchingRow",
    "MessageRow",
    "NoticeRow",
    "OutboxRow",
    "PairRow",
    "PauseRow",
    "PersonRow",
    "PlanRow",
    "PlanStepRow",
    "PostingRow",
    "RecordRow",
    "RunRow",
    "ScheduleRow",
    "StoppageRow",
    "TroubleRow",
    "UnlinkingRow",
    "UserGroupRow",
    "WatchRow",
    "WatermarkRow",
]
