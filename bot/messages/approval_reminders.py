"""What is told when nobody decides: a reminder in the card's thread, and a message to whom it is passed on."""

from bot.escaping import markup, mention
from bot.messages.approval_words import counted, draft_line, totals
from bot.messages.blocks import Message, section
from sync.use_cases.approving.views import BatchView

SHOWN = 10


def reminder(view: BatchView) -> Message:
    """In the thread of the card; says so once all of it is decided."""
    waiting = view.undecided
    if not waiting:
        text = "All of these drafts are decided or closed by now."
        return Message(text, (section(f":white_check_mark: {text}"),))
    text = f"{counted(len(waiting))} still {_wait(len(waiting))} for a decision, {totals(waiting)}."
    return Message(text, (section(f":alarm_clock: {text}", *_lines(view)),))


def escalation(view: BatchView) -> Message:
    """To the person whom the company says; empty of buttons, which stand on the card and in the list."""
    waiting = view.undecided
    if not waiting:
        text = "The drafts that were passed on to you are decided or closed by now."
        return Message(text, (section(f":white_check_mark: {text}"),))
    text = (
        f"{counted(len(waiting))} of {view.link.name[:100]} {_wait(len(waiting))} for a decision since "
        f"{min(one.opened_at for one in waiting):%d %b %Y}, {totals(waiting)}. See /sync drafts."
    )
    to = mention(view.policy.escalate_to)
    lead = f":rotating_light: {to + ' ' if to else ''}{markup(text, 600)}"
    return Message(text, (section(lead, *_lines(view)),))


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"


def _lines(view: BatchView) -> list[str]:
    lines = [f"• {draft_line(one.draft)}" for one in view.undecided[:SHOWN]]
    more = len(view.undecided) - SHOWN
    return [*lines, *([f"… and {counted(more)} more"] if more > 0 else [])]
