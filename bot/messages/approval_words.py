"""Words about drafts that wait for a decision, in mrkdwn: each draft in a line or two, wherever it is shown."""

from collections.abc import Sequence

from bot import texts
from bot.escaping import markup, mention, moment
from sync.domain.approving.approvals import Approval, ApprovalState, ApprovalVerb, Decided
from sync.domain.approving.drafts import Draft
from sync.domain.choices import Person
from sync.use_cases.approving.batches import totals_of

TITLE, NAME = 60, 60
"""Most characters of a document's number and of a name: several drafts share one message."""

RESULT = 400

_SIGNS = {
    ApprovalState.OPEN: ":hourglass_flowing_sand:",
    ApprovalState.WAITING_SECOND: ":hourglass_flowing_sand:",
    ApprovalState.GRANTED: ":large_orange_circle:",
    ApprovalState.APPROVED: ":white_check_mark:",
    ApprovalState.REFUSED: ":red_circle:",
    ApprovalState.REJECTED: ":no_entry_sign:",
    ApprovalState.LAPSED: ":arrows_counterclockwise:",
    ApprovalState.EXPIRED: ":alarm_clock:",
    ApprovalState.DECIDED_ELSEWHERE: ":information_source:",
}


def draft_line(draft: Draft) -> str:
    """What it is, with whom, for how much, and when it is due."""
    return (
        f"*{markup(draft.title, TITLE)}* {draft.kind.singular}, {markup(draft.contact, NAME)}: "
        f"*{draft.amount}*, due {draft.due:%d %b %Y}"
    )


def notes_on(draft: Draft) -> list[str]:
    """What to look at twice, and what stands in the way; a line each."""
    lines = []
    if draft.oddities:
        lines.append(f":warning: {', '.join(one.label for one in draft.oddities)}")
    if draft.is_tax_pending:
        lines.append(
            ":hourglass: tax still being worked out in Sage Intacct; cannot be approved yet"
        )
    if draft.workflow:
        lines.append(
            f":lock: decided in Re-Leased by the approval workflow “{markup(draft.workflow, NAME)}”"
        )
    return lines


_NEXT = {
    ApprovalState.OPEN: "Waits for a decision.",
    ApprovalState.WAITING_SECOND: "Waits for a second approver.",
    ApprovalState.LAPSED: "Nothing was decided; it is put forward anew.",
    ApprovalState.EXPIRED: "Nobody decided in time. `/sync drafts` puts it forward again.",
    ApprovalState.REFUSED: "`/sync drafts` puts it forward again.",
    ApprovalState.DECIDED_ELSEWHERE: "It no longer waits.",
    ApprovalState.REJECTED: "The draft in Sage Intacct is left to be dealt with.",
}


def outcome_line(approval: Approval) -> str:
    """Where it stands, in mrkdwn: who decided, what the ledgers made of it, and what comes next."""
    said = [_SIGNS[approval.state], *(_decision(one) for one in approval.decisions)]
    if approval.state is ApprovalState.GRANTED:
        said.append(_under_way(approval))
    if approval.result:
        said.append(markup(approval.result, RESULT))
    if approval.state in _NEXT:
        said.append(_NEXT[approval.state])
    return " ".join(said)


def totals(approvals: Sequence[Approval]) -> str:
    """What these come to; a dash for none."""
    return ", ".join(str(one) for one in totals_of(approvals)) or "-"


def counted(number: int) -> str:
    """A number of drafts."""
    return texts.count(number, "draft", "drafts")


def decider(person: Person) -> str:
    """A person who decided, in mrkdwn."""
    return mention(person.person_id) or markup(person.name, NAME)


def _decision(decided: Decided) -> str:
    behalf = f" for {decider(decided.on_behalf_of)}" if decided.on_behalf_of is not None else ""
    reason = f" “{markup(decided.reason, RESULT)}”" if decided.reason else ""
    verb = decided.verb.past.capitalize()
    return f"{verb} by {decider(decided.who)}{behalf} {moment(decided.decided_at)}.{reason}"


def _under_way(approval: Approval) -> str:
    if approval.posted_at is not None:
        return "Posted in Sage Intacct; Re-Leased follows …"
    if approval.verb is ApprovalVerb.REJECT:
        return "On its way to Re-Leased …"
    return "On its way to both ledgers …"
