"""Words that recur in messages, so that one thing is always called the same."""

from sync.domain.money import Money
from sync.domain.plan import PlanRow, StepVerb
from sync.domain.runs import Flag, IntentState, Run, RunPhase, RunPurpose, RunState
from sync.domain.sides import Side

PURPOSES = {
    RunPurpose.SYNC: "Sync",
    RunPurpose.PLAN: "Plan",
    RunPurpose.APPLY: "Apply plan",
}

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
    StepVerb.VOID: "Void",
    StepVerb.LINK: "Link",
    StepVerb.AGREE: "Note",
}

_DONE_VERBS = {
    StepVerb.CREATE: "Created",
    StepVerb.UPDATE: "Updated",
    StepVerb.APPROVE: "Approved",
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


def count(number: int, singular: str, plural: str) -> str:
    """A number with its noun."""
    return f"{number:,} {singular if number == 1 else plural}"


def progress_bar(done: int, total: int, width: int = 20) -> str:
    """How far something has come, drawn in text, with its percentage."""
    share = min(done / total, 1.0) if total else 0.0
    filled = int(share * width)
    return "▰" * filled + "▱" * (width - filled) + f"  {share:.0%}"
