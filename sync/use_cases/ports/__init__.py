"""What the use cases ask of the outside: the two ledgers, and the database.

Adapters in `sync.ledgers` and `sync.store` keep these contracts.
"""

from sync.use_cases.ports.alerts import (
    AlertMarkTable,
    IssueCareTable,
    IssueList,
    IssueListTable,
    Listed,
    StoppageTable,
)
from sync.use_cases.ports.approvals import ApprovalTable, AwaitingPair, DelegationTable
from sync.use_cases.ports.call_limits import CallAllowance, CallLimits, Turn, Usage, UsageTable
from sync.use_cases.ports.chat import (
    ChannelClosed,
    Chat,
    ChatBusy,
    ChatShut,
    Content,
    MessageGone,
    MessageRefused,
    Presenter,
)
from sync.use_cases.ports.choices import ChoiceTable, UnlinkingTable
from sync.use_cases.ports.control import (
    AuditEvent,
    AuditTable,
    DeliveryTable,
    LeaseHolder,
    LeaseTable,
    PastEvent,
    Schedule,
    ScheduleTable,
)
from sync.use_cases.ports.finding import FindingTable, RemarkTable
from sync.use_cases.ports.holds import HoldTable, PastTable
from sync.use_cases.ports.homes import HomeTable
from sync.use_cases.ports.issues import Issue, IssueChanges, IssueTable, NoticeTable
from sync.use_cases.ports.lanes import LaneTable, LaneTurn, Trouble, TroubleTable
from sync.use_cases.ports.ledger import (
    Alike,
    Deletion,
    Done,
    Ledger,
    Notice,
    Outcome,
    Page,
    Refused,
    Response,
    Unknown,
    Unreadable,
    Write,
    WriteVerb,
)
from sync.use_cases.ports.linking import LinkTable, ProposalTable
from sync.use_cases.ports.machine import MACHINE, Machine
from sync.use_cases.ports.matching import AlreadyUsed, MatchingTable
from sync.use_cases.ports.outbox import (
    Answer,
    AnswerTable,
    MessageTable,
    OutboxRow,
    OutboxTable,
    OutboxTopic,
    PostedMessage,
    Posting,
    PostingTable,
)
from sync.use_cases.ports.pausing import PauseTable
from sync.use_cases.ports.people import Directory, PeopleTable
from sync.use_cases.ports.records import KnownRecord, RecordTable, Tally, WatermarkTable
from sync.use_cases.ports.runs import Intent, IntentTable, PastWrite, PlanHead, PlanTable, RunTable
from sync.use_cases.ports.settings import SettingsTable
from sync.use_cases.ports.store import Store, Transaction
from sync.use_cases.ports.watches import WatchTable

__all__ = [
    "MACHINE",
    "AlertMarkTable",
    "Alike",
    "AlreadyUsed",
    "Answer",
    "AnswerTable",
    "ApprovalTable",
    "AuditEvent",
    "AuditTable",
    "AwaitingPair",
    "CallAllowance",
    "CallLimits",
    "ChannelClosed",
    "Chat",
    "ChatBusy",
    "ChatShut",
    "ChoiceTable",
    "Content",
    "DelegationTable",
    "Deletion",
    "DeliveryTable",
    "Directory",
    "Done",
    "FindingTable",
    "HoldTable",
    "HomeTable",
    "Intent",
    "IntentTable",
    "Issue",
    "IssueCareTable",
    "IssueChanges",
    "IssueList",
    "IssueListTable",
    "IssueTable",
    "KnownRecord",
    "LaneTable",
    "LaneTurn",
    "LeaseHolder",
    "LeaseTable",
    "Ledger",
    "LinkTable",
    "Listed",
    "Machine",
    "MatchingTable",
    "MessageGone",
    "MessageRefused",
    "MessageTable",
    "Notice",
    "NoticeTable",
    "OutboxRow",
    "OutboxTable",
    "OutboxTopic",
    "Outcome",
    "Page",
    "PastEvent",
    "PastTable",
    "PastWrite",
    "PauseTable",
    "PeopleTable",
    "PlanHead",
    "PlanTable",
    "PostedMessage",
    "Posting",
    "PostingTable",
    "Presenter",
    "ProposalTable",
    "RecordTable",
    "Refused",
    "RemarkTable",
    "Response",
    "RunTable",
    "Schedule",
    "ScheduleTable",
    "SettingsTable",
    "StoppageTable",
    "Store",
    "Tally",
    "Transaction",
    "Trouble",
    "TroubleTable",
    "Turn",
    "Unknown",
    "UnlinkingTable",
    "Unreadable",
    "Usage",
    "UsageTable",
    "WatchTable",
    "WatermarkTable",
    "Write",
    "WriteVerb",
]
