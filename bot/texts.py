"""Words that recur in messages, so that one thing is always called the same."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from sync.domain.causes import CAUSE_TEXTS, CauseText
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.plan import PlanRow, StepVerb
from sync.domain.runs import Flag, IntentState, Run, RunPhase, RunPurpose, RunState
from sync.domain.sides import Side
from sync.domain.standing import Standing
from sync.use_cases.ports import Usage
from sync.use_cases.run_view import OnlyRead, RunView

NOTHING_WRITTEN = "Both ledgers were in step already. Nothing was written."
NOTHING_WRITTEN_BUT = "Nothing was written."
ONLY_READ = {
    OnlyRead.MATCHING_OPEN: (
        "Both ledgers were read and nothing was written: the matching is not confirmed. "
        "Say what Re-Leased's own records are with /sync match (in a terminal: leasebridge match list)."
    ),
    OnlyRead.OBSERVING: (
        "Both ledgers were read and compared. Nothing was written: these companies are only observed."
    ),
}
NOTHING_TO_WRITE = "Both ledgers are in step. A sync would write nothing."
NO_COMPANIES = "No companies are linked yet. An administrator links them first, with /sync link."


def nothing_written(view: RunView) -> str:
    """Why a run wrote nothing, as far as that can be said in a line."""
    if view.only_read is not None:
        return ONLY_READ[view.only_read]
    return NOTHING_WRITTEN_BUT if view.run.needs_a_person else NOTHING_WRITTEN


PHASES = {
    RunPhase.WAITING: "Waiting for its turn",
    RunPhase.RECOVERING: "Checking earlier writes",
    RunPhase.PULLING: "Reading both ledgers",
    RunPhase.PLANNING: "Working out what to do",
    RunPhase.APPLYING: "Writing",
    RunPhase.SETTLING: "Reading back what was written",
}

FLAGS = {
    Flag.BLUE: ":large_blue_circle:",
    Flag.ORANGE: ":large_orange_circle:",
    Flag.RED: ":red_circle:",
}

_VERBS = {
    StepVerb.CREATE: "Create",
    StepVerb.UPDATE: "Update",
    StepVerb.APPROVE: "Approve",
    StepVerb.REJECT: "Reject",
    StepVerb.VOID: "Void",
    StepVerb.LINK: "Link",
    StepVerb.AGREE: "Note",
}

_DONE_VERBS = {
    StepVerb.CREATE: "Created",
    StepVerb.UPDATE: "Updated",
    StepVerb.APPROVE: "Approved",
    StepVerb.REJECT: "Rejected",
    StepVerb.VOID: "Voided",
    StepVerb.LINK: "Linked",
    StepVerb.AGREE: "Noted",
}

OUTCOMES = {
    IntentState.DONE: "done",
    IntentState.REFUSED: "refused",
    IntentState.UNKNOWN: "no answer yet",
    IntentState.SENDING: "being sent",
}


class WithMoney(Protocol):
    """A line of a summary that may stand for money."""

    @property
    def amount(self) -> Money | None:
        """The money, or None where none moves."""
        ...


Row = TypeVar("Row", bound=WithMoney)


def money_first(rows: Iterable[Row]) -> Sequence[Row]:
    """Rows that stand for money before the others: they are what people look for."""
    return sorted(rows, key=lambda row: row.amount is None)


def run_name(run: Run) -> str:
    """What a run is called. All runs are numbered in one row, whatever they are for."""
    match run.purpose:
        case RunPurpose.SYNC:
            return f"Sync {run.run_id}"
        case RunPurpose.PLAN:
            return f"Plan {run.run_id}"
        case RunPurpose.APPLY:
            return f"Run {run.run_id}, applying a plan"
        case RunPurpose.APPROVE:
            return f"Run {run.run_id}, carrying out approvals"


def run_state(run: Run) -> str:
    """A run's state in one word or two."""
    if run.state is RunState.DONE:
        return "done" if run.needs_a_person == 0 else "done, needs a look"
    return run.state.value


def verb(step_verb: StepVerb, side: Side, *, done: bool = False) -> str:
    """What is done to a record; approving is called posting in Intacct."""
    if step_verb is StepVerb.APPROVE and side is Side.INTACCT:
        return "Posted" if done else "Post"
    return (_DONE_VERBS if done else _VERBS)[step_verb]


def row_title(row: PlanRow) -> str:
    """A row of a plan: what would be done, to what, where."""
    noun = row.kind.singular if row.count == 1 else row.kind.plural
    return f"{verb(row.verb, row.side)} {noun} in {row.side.label}"


def amount(money: Money | None) -> str:
    """Money with separators and currency, or a dash where no money moves."""
    return str(money) if money is not None else "-"


def decision(tag: str) -> str:
    """What the audit trail tells of, to go before `by` and a name."""
    return _DECISIONS.get(tag) or capital(tag.rpartition(":")[2].replace("_", " "))


_DECISIONS = {
    "approval:approved_by_person": "Approved",
    "approval:rejected_by_person": "Rejected",
    "approval:approved": "Approval carried out",
    "approval:rejected": "Rejection carried out",
    "approval:refused": "Approval given up, as it could not be carried out,",
    "approval:lapsed": "Approval closed, as the draft changed,",
    "approval:expired": "Approval closed, as nobody decided in time,",
    "approval:decided_elsewhere": "Approval closed, as it was decided in a ledger,",
    "approval:asked_for_anew": "Put forward again",
}


def capital(words: str) -> str:
    """Words at the beginning of a line: the first letter is raised, and names stay as they are written."""
    return words[:1].upper() + words[1:]


def count(number: int, singular: str, plural: str) -> str:
    """A number with its noun."""
    return f"{number:,} {singular if number == 1 else plural}"


def records(number: int, kind: RecordKind) -> str:
    """A number of records of one kind; what is about none in particular concerns the companies as a whole."""
    if number == 0:
        return "the companies as a whole"
    return count(number, kind.singular, kind.plural)


def usage(spent: Usage) -> str:
    """What asking Intacct came to this month; Sage bills by API transactions."""
    requests = count(spent.requests, "request", "requests")
    return f"Intacct API transactions this month: {spent.transactions:,}, in {requests}"


def cause_text(standing: Standing) -> CauseText:
    """What is told of a standing's cause, with what it is about filled in.

    Raises:
        ValueError: The standing has no cause: nothing is to be told of it.
    """
    if standing.cause is None:
        raise ValueError(f"A record that stands {standing.state.value} has no cause.")
    text, subject = CAUSE_TEXTS[standing.cause], standing.subject
    names_it = "{subject}" in text.title or not subject
    return CauseText(
        title=text.title.replace("{subject}", subject) + ("" if names_it else f" ({subject})"),
        why=text.why.replace("{subject}", subject),
        next_step=text.next_step.replace("{subject}", subject),
    )


def more(number: int, singular: str, plural: str) -> list[str]:
    """A line that says how much is not shown; none where all is."""
    return [f"… and {count(number, singular, plural)}"] if number > 0 else []


def progress_bar(done: int, total: int, width: int = 20) -> str:
    """How far something has come, drawn in text, with its percentage."""
    share = min(done / total, 1.0) if total else 0.0
    filled = int(share * width)
    return "▰" * filled + "▱" * (width - filled) + f"  {share:.0%}"
