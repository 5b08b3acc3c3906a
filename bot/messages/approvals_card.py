"""The card of drafts that were put forward together: what each is, and buttons until it is decided."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from bot import texts
from bot.escaping import markup, moment, plain
from bot.messages.approval_words import (
    counted,
    draft_line,
    notes_on,
    outcome_line,
    totals,
)
from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    confirmation,
    context,
    header,
    menu,
    section,
)
from sync.domain.approving.approvals import Approval, ApprovalState
from sync.domain.money import Money
from sync.use_cases.approving.batches import digest_of, short_digest
from sync.use_cases.approving.views import BatchView

APPROVE_DRAFT, REJECT_DRAFT, SHOW_DRAFT = "approve_draft", "reject_draft", "show_draft"
APPROVE_TOGETHER, PICK_DRAFT = "approve_together", "pick_draft"
"""The buttons' and the menu's action ids."""

SHOWN = 10
DECIDED_SHOWN = 2
OPTIONS = 100
"""A menu of Slack's holds no more."""

ROOM, ROOM_FOR_DRAFTS = 10_000, 8_000
"""Characters for the drafts and the menu, and for the drafts alone: Slack refuses about 13,000 in all."""

OPTION_SIZE = 220
"""The most characters that one line of the menu takes up."""

Shown: TypeAlias = tuple[Approval, list[Block]]
"""A draft, and how it is shown."""


def approvals_card(view: BatchView) -> Message:
    """The card as it should stand now; what is decided has no buttons any more."""
    undecided = view.undecided
    title = _title(view, undecided)
    shown = fitting([(one, _draft(one)) for one in view.approvals[:SHOWN]], ROOM_FOR_DRAFTS)
    hidden = view.approvals[len(shown) :]
    blocks = (
        header(title),
        *(block for _, draft in shown for block in draft),
        *_all_together([one for one, _ in shown if _can_be_approved(one)], undecided),
        *_more([one for one in hidden if one.state.is_undecided], ROOM - size_of(shown)),
        *_decided_already([one for one in hidden if not one.state.is_undecided]),
        context(_footer(view, undecided)),
    )
    return Message(f"{title} for {plain(view.link.name, 100)}. {_in_a_sentence(undecided)}", blocks)


def approval_buttons(approval: Approval, *, details: bool = True) -> Block:
    """The buttons of one draft. They carry our id and the beginning of what was shown, and nothing else."""
    value = shown_value(approval)
    draft = approval.draft
    second = approval.state is ApprovalState.WAITING_SECOND
    approve = button(
        "Approve as second" if second else "Approve",
        action_id=APPROVE_DRAFT,
        value=value,
        style="primary",
        confirm=confirmation(
            title="Approve this draft?",
            text=f"{draft.title[:60]}, {draft.contact[:60]}, {draft.amount}: posted in Sage Intacct "
            "and approved in Re-Leased.",
            confirm="Approve",
        ),
    )
    reject = button("Reject…", action_id=REJECT_DRAFT, value=value, style="danger")
    look = [button("Details", action_id=SHOW_DRAFT, value=value)] if details else []
    decide = [] if draft.workflow else [reject] if draft.is_tax_pending else [approve, reject]
    return actions(f"approval:{approval.approval_id}", *decide, *look)


def shown_value(approval: Approval) -> str:
    """What a button carries: our id, and the beginning of the digest of what is shown."""
    return f"{approval.approval_id}.{short_digest(approval)}"


def _title(view: BatchView, undecided: Sequence[Approval]) -> str:
    if undecided:
        verb = "awaits" if len(undecided) == 1 else "await"
        return f"{counted(len(undecided))} {verb} approval"
    return f"{counted(len(view.approvals))}: nothing waits any more"


def fitting(drafts: Sequence[Shown], room: int) -> Sequence[Shown]:
    """The first of these for which there is room, counted in characters; at least one."""
    shown = list(drafts)
    while len(shown) > 1 and size_of(shown) > room:
        shown.pop()
    return shown


def size_of(drafts: Sequence[Shown]) -> int:
    """How many characters they take up in a message."""
    return len(json.dumps([blocks for _, blocks in drafts], ensure_ascii=False))


def _draft(approval: Approval) -> list[Block]:
    if not approval.state.is_undecided:
        return [section(draft_line(approval.draft), outcome_line(approval))]
    lines = [draft_line(approval.draft), *notes_on(approval.draft)]
    if approval.decisions:
        lines.append(outcome_line(approval))
    return [section(*lines), approval_buttons(approval)]


def _more(hidden: Sequence[Approval], room: int) -> list[Block]:
    """What there is no room for can be looked at one by one."""
    if not hidden:
        return []
    more = texts.count(len(hidden), "more draft", "more drafts")
    line = f"… and {more} ({totals(hidden)}); `/sync drafts` lists what waits."
    options = [_option(one) for one in hidden[: min(OPTIONS, room // OPTION_SIZE)]]
    if not options:
        return [section(line)]
    pick = menu(action_id=PICK_DRAFT, placeholder="Look at one of them", options=options)
    return [section(line), actions(f"pick:{hidden[0].batch_id}", pick)]


def _decided_already(hidden: Sequence[Approval]) -> list[Block]:
    """Of those that others have pushed off the card, the latest: a decision leaves its trace."""
    if not hidden:
        return []
    latest = sorted(hidden, key=_last_moment, reverse=True)
    lines = [
        f"*{markup(one.draft.title, 40)}* {one.draft.amount}: {outcome_line(one)}"
        for one in latest[:DECIDED_SHOWN]
    ]
    more = len(hidden) - len(lines)
    return [section(*lines, *([f"… and {counted(more)} decided before."] if more else []))]


def _can_be_approved(approval: Approval) -> bool:
    draft = approval.draft
    return approval.state.is_undecided and not (draft.workflow or draft.is_tax_pending)


def _last_moment(approval: Approval) -> datetime:
    decided = approval.last_decision
    return approval.ended_at or (decided.decided_at if decided else approval.opened_at)


def _option(approval: Approval) -> tuple[str, str]:
    draft = approval.draft
    return shown_value(approval), f"{draft.title[:25]}, {draft.contact[:20]}, {draft.amount}"


def _all_together(shown: Sequence[Approval], undecided: Sequence[Approval]) -> list[Block]:
    """One button for all that are shown and can be approved: nobody approves what they did not see."""
    if len(shown) < 2:  # noqa: PLR2004 - one alone has its own button
        return []
    marked = sum(bool(one.draft.oddities) for one in shown)
    warning = (
        f" {counted(marked)} among them {'is' if marked == 1 else 'are'} marked." if marked else ""
    )
    which = "all" if len(shown) == len(undecided) else "these"
    ids = ",".join(str(one.approval_id) for one in shown)
    approve = button(
        f"Approve {which} {len(shown):,} ({totals(shown)})",
        action_id=APPROVE_TOGETHER,
        value=f"{digest_of(shown)}:{ids}",
        confirm=confirmation(
            title=f"Approve {counted(len(shown))}?",
            text=f"{totals(shown)} together, posted in Sage Intacct and approved in Re-Leased."
            f"{warning} What you may not approve is left out.",
            confirm=f"Approve {which}",
        ),
    )
    return [actions(f"batch:{shown[0].batch_id}", approve)]


def _footer(view: BatchView, undecided: Sequence[Approval]) -> str:
    currency = view.link.terms.currency
    limit, second = view.policy.approver_limit, view.policy.second_approver_above
    facts = [markup(view.link.name, 100)]
    if undecided:
        facts += [
            f"open until {moment(min(one.expires_at for one in undecided))}",
            f"approvers up to {Money(limit, currency)}" if limit is not None else "",
            f"two approvers above {Money(second, currency)}" if second is not None else "",
            "nobody decides about their own",
        ]
    return " · ".join(fact for fact in facts if fact)


def _in_a_sentence(undecided: Sequence[Approval]) -> str:
    if undecided:
        return f"Together {totals(undecided)}."
    return "All of them are decided or closed."
