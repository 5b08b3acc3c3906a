"""The one message about an issue: what happened, what it means, what to do next; closed by itself."""

from bot import texts
from bot.escaping import markup, mention, moment
from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    header,
    menu,
    people_menu,
    section,
)
from bot.messages.issue_words import care_words, holds_up
from bot.messages.record_message import SETTLE, open_buttons
from sync.domain.choices import MATTERS_OF_CHOICE
from sync.domain.issue_care import Snooze
from sync.domain.sides import Side
from sync.use_cases.care_for_issues import IssueView
from sync.use_cases.ports import Issue

RETRY_ISSUE = "retry_issue"
ASSIGN_ISSUE = "assign_issue"
SNOOZE_ISSUE = "snooze_issue"
MUTE_ISSUE = "mute_issue"
UNMUTE_ISSUE = "unmute_issue"
"""Names of the buttons and menus; the value, or the block's id, holds the issue's id."""

BLOCK = "issue:"
"""What the id of the block with the buttons begins with; the issue's id follows."""


def issue_message(view: IssueView) -> Message:
    """The message about an issue as it should stand now."""
    if view.issue.closed_at is not None:
        return _closed(view.issue, view.link.name)
    issue, text = view.issue, texts.cause_text(view.issue.standing)
    cared = care_words(view.care)
    blocks = (
        header(text.title),
        section(*_lines(issue)),
        *([section(f"*{texts.capital(cared)}*")] if cared else []),
        *_why_muted(view),
        actions(f"{BLOCK}{issue.issue_id}", *_buttons(view)),
        context(_footer(issue, view.link.name)),
    )
    summary = f"{view.link.name}: {text.title}. {_held_up(issue)}. {text.next_step}"
    return Message(summary, blocks)


def assigned_message(view: IssueView) -> Message:
    """The word in the issue's thread to whom it was assigned."""
    return _word(view, mention(view.care.assigned_to), "this is yours to see to now.")


def woken_message(view: IssueView) -> Message:
    """The word in the issue's thread that its snooze is over."""
    who = view.care.snoozed_by
    return _word(
        view,
        mention(who.person_id) or markup(who.name) if who is not None else "",
        f"the snooze is over, and it is still open: {holds_up(view.issue)}.",
    )


def _word(view: IssueView, to: str, words: str) -> Message:
    title = texts.cause_text(view.issue.standing).title
    line = f"{to}, {words}" if to else texts.capital(words)
    return Message(f"Issue {view.issue.issue_id}, {title}: {words}", (section(line),))


def _lines(issue: Issue) -> list[str]:
    text = texts.cause_text(issue.standing)
    tells_more = issue.example not in {"", issue.standing.subject}
    return [
        f":raising_hand: *{_held_up(issue)}*",
        markup(text.why, 700),
        f":point_right: {markup(text.next_step, 700)}",
        *([f"_{_told_as(issue)}:_ {markup(issue.example, 700)}"] if tells_more else []),
    ]


def _told_as(issue: Issue) -> str:
    return "For example" if issue.count > 1 else "In detail"


def _held_up(issue: Issue) -> str:
    return f"It concerns {holds_up(issue)}"


def _why_muted(view: IssueView) -> list[Block]:
    muting = view.care.muting
    return [] if muting is None else [context(f"Why it is muted: {markup(muting.why, 500)}")]


def _buttons(view: IssueView) -> list[Block]:
    value = str(view.issue.issue_id)
    is_muted = view.care.muting is not None
    made = [button("Retry now", action_id=RETRY_ISSUE, value=value)]
    if view.issue.standing.cause in MATTERS_OF_CHOICE:
        made.insert(0, button("Settle…", action_id=SETTLE, value=value, style="primary"))
    if is_muted:
        made.append(button("Unmute", action_id=UNMUTE_ISSUE, value=value))
    else:
        made += [
            people_menu(action_id=ASSIGN_ISSUE, placeholder="Assign to…"),
            menu(
                action_id=SNOOZE_ISSUE,
                placeholder="Snooze…",
                options=[(span.value, span.label) for span in Snooze],
            ),
            button("Mute…", action_id=MUTE_ISSUE, value=value),
        ]
    shown = [view.records[side] for side in Side if side in view.records]
    return [*made, *open_buttons(shown)]


def _footer(issue: Issue, company: str) -> str:
    return f"{markup(company)} · issue {issue.issue_id} · first seen {moment(issue.opened_at)}"


def _closed(issue: Issue, company: str) -> Message:
    title = f"Closed: {texts.cause_text(issue.standing).title}"
    when = f" {moment(issue.closed_at)}" if issue.closed_at is not None else ""
    blocks = (
        header(title),
        section(f":white_check_mark: *Closed by itself*{when}. There is nothing left to do."),
        context(_footer(issue, company)),
    )
    return Message(f"{company}: {title}. It closed by itself; there is nothing left to do.", blocks)
