"""The one message about runs that stopped before they wrote far more than usual, and its buttons.

The same question stands on the card of the run, where a person asked for that run.
"""

from bot import texts
from bot.escaping import markup, moment
from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    confirmation,
    context,
    header,
    section,
)
from sync.domain.holds import Hold, HoldState
from sync.domain.links import CompanyLink

SHOW_HELD_PLAN = "show_held_plan"
GO_AHEAD = "go_ahead"
LEAVE_IT = "leave_it"
"""Names of the buttons; the value holds the hold's id and the beginning of the digest of what was shown."""

NEXT_STEP = (
    "Look at the plan, or in the ledger. Go ahead if it is right; mend it there if it is not, and the next "
    "sync goes on by itself."
)
MEANWHILE = "Nothing is written to either ledger meanwhile. Both are read, and nothing is lost."


def hold_message(link: CompanyLink, hold: Hold) -> Message:
    """The message as it should stand now."""
    title = f"{link.name}: {_TITLES[hold.state]}"
    blocks = (
        header(title),
        section(f":warning: *{markup(hold.what, 1500)}*", *_stands(hold)),
        *hold_buttons(hold),
        context(_footer(link, hold)),
    )
    return Message(f"{title}. {hold.what}", blocks)


def hold_buttons(hold: Hold) -> list[Block]:
    """What people may answer; nothing once it is answered."""
    if not hold.state.lasts:
        return []
    value = f"{hold.hold_id}.{hold.digest[:16]}"
    is_plan = hold.plan_id is not None
    words = "Go ahead with exactly this plan" if is_plan else "Go ahead: they are gone"
    go_ahead = button(
        words,
        action_id=GO_AHEAD,
        value=value,
        style="danger",
        confirm=confirmation(title="Go ahead?", text=_effect(hold), confirm="Go ahead"),
    )
    see = button("See the plan", action_id=SHOW_HELD_PLAN, value=value)
    leave = button("Leave it", action_id=LEAVE_IT, value=value)
    shown = [
        *([see] if is_plan else []),
        go_ahead,
        *([leave] if hold.state is HoldState.OPEN else []),
    ]
    return [actions(f"hold:{hold.hold_id}", *shown)]


def _effect(hold: Hold) -> str:
    if hold.plan_id is None:
        return "These records are noted as deleted, as the ledger says, and the sync goes on."
    return (
        "Exactly this plan is carried out, once. What has changed since it was made is left out. "
        "Voids cannot be undone."
    )


_TITLES = {
    HoldState.OPEN: "stopped before writing",
    HoldState.LEFT: "stopped before writing, and left",
    HoldState.RELEASED: "stopped before writing, then let go ahead",
    HoldState.OVER: "stopped before writing, and over",
}


def _stands(hold: Hold) -> list[str]:
    who = markup(hold.who.name) if hold.who is not None else ""
    match hold.state:
        case HoldState.OPEN:
            return [MEANWHILE, f":point_right: {NEXT_STEP}"]
        case HoldState.LEFT:
            left = f"Left by {who}. {MEANWHILE}"
            return [
                left,
                ":point_right: Once it is mended in the ledger, syncs go on by themselves.",
            ]
        case HoldState.RELEASED:
            number = hold.released_run_id
            return [f":white_check_mark: {who} said go ahead: run {number} carries it out."]
        case HoldState.OVER:
            return [
                ":white_check_mark: A later sync found nothing far beyond the usual. Syncs write again."
            ]


def _footer(link: CompanyLink, hold: Hold) -> str:
    times = texts.count(hold.times, "sync", "syncs")
    until = f" until {moment(hold.last_at)}" if hold.times > 1 else ""
    since = f"{times} stopped, {'from' if until else 'at'} {moment(hold.since)}{until}"
    facts = [markup(link.name), since, f"last: run {hold.run_id}", f"`{hold.digest[:8]}`"]
    return " · ".join(facts)
