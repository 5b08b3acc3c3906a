"""All drafts that wait, as the private answer to `/sync drafts`, with a running total."""

from collections.abc import Sequence

from bot.escaping import markup
from bot.messages.approval_words import counted, draft_line, notes_on, outcome_line, totals
from bot.messages.approvals_card import SHOW_DRAFT, Shown, fitting, shown_value
from bot.messages.blocks import Block, Message, button, context, divider, header, section
from sync.domain.approving.approvals import Approval
from sync.use_cases.approving.views import WaitingDraft

ASK_ANEW = "ask_draft_anew"
SHOWN = 12
CLOSED_SHOWN = 5
NARROWED = " Narrow it down: `/sync drafts` and a tenant or property."
ROOM, ROOM_FOR_CLOSED = 7_000, 3_000
"""Characters of a message: Slack refuses about 13,000 in all."""


def drafts_message(
    waiting: Sequence[WaitingDraft], closed: Sequence[WaitingDraft], words: str
) -> Message:
    """What waits, the most pressing first, each with what it and all above it come to."""
    fitting = f" for “{words[:60]}”" if words else ""
    title = f"{counted(len(waiting))} waiting{fitting}"
    all_of_it = totals([one.approval for one in waiting])
    blocks = (
        header(title),
        *_drafts(waiting),
        *_closed(closed),
        context(f"All together {all_of_it}.{'' if words else NARROWED}"),
    )
    return Message(f"{title}, together {all_of_it}.", blocks)


def _drafts(waiting: Sequence[WaitingDraft]) -> list[Block]:
    if not waiting:
        return [section("Nothing waits for a decision.")]
    shown = fitting([_one(waiting, place) for place in range(min(SHOWN, len(waiting)))], ROOM)
    blocks = [block for _, made in shown for block in made]
    more = waiting[len(shown) :]
    if more:
        rest = totals([one.approval for one in more])
        blocks.append(section(f"… and {counted(len(more))} more, {rest}"))
    return blocks


def _one(waiting: Sequence[WaitingDraft], place: int) -> Shown:
    """A draft, with what it and those above it come to."""
    approval = waiting[place].approval
    so_far = totals([each.approval for each in waiting[: place + 1]])
    lines = [draft_line(approval.draft), *notes_on(approval.draft)]
    if approval.decisions:
        lines.append(outcome_line(approval))
    company = markup(waiting[place].company, 60) if _of_several_companies(waiting) else ""
    lines.append(" · ".join(filter(None, (company, f"Running total {so_far}"))))
    look = button("Look", action_id=SHOW_DRAFT, value=shown_value(approval))
    return approval, [section(*lines) | {"accessory": look}]


def _of_several_companies(waiting: Sequence[WaitingDraft]) -> bool:
    return len({one.company for one in waiting}) > 1


def _closed(closed: Sequence[WaitingDraft]) -> list[Block]:
    if not closed:
        return []
    shown = fitting([_given_up(one.approval) for one in closed[:CLOSED_SHOWN]], ROOM_FOR_CLOSED)
    return [
        divider(),
        section("*Closed, and still a draft in both ledgers*"),
        *(block for _, made in shown for block in made),
    ]


def _given_up(approval: Approval) -> Shown:
    again = button("Put forward again", action_id=ASK_ANEW, value=str(approval.approval_id))
    lines = (draft_line(approval.draft), outcome_line(approval))
    return approval, [section(*lines) | {"accessory": again}]
