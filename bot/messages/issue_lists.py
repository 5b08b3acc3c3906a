"""Lists of issues: the answer to `/sync issues`, the message about a flood, and the one that escalates."""

from collections.abc import Mapping, Sequence

from bot import texts
from bot.escaping import markup, moment
from bot.messages.blocks import Block, Message, context, header, section
from bot.messages.issue_words import CauseGroup, by_cause, cared_lines, heap_words, issue_line
from sync.domain.issue_care import IssueCare
from sync.domain.links import CompanyLink
from sync.domain.morning import heap
from sync.use_cases.ports import Issue, IssueList

PAGE = 20
"""Issues shown at a time."""

LINES_TOGETHER = 6
"""Lines in one paragraph: Slack takes 3,000 characters of each."""

GROUPS_SHOWN = 12
ESCALATED_SHOWN = 15


def issues_answer(
    link: CompanyLink, issues: Sequence[Issue], care: Mapping[int, IssueCare], page: int
) -> Message:
    """A page of the open issues, grouped by cause, most money first.

    Args:
        link: The companies.
        issues: All that are open.
        care: What people did about them, by issue.
        page: Which page, from 1; one that is not there shows the last.
    """
    currency = link.terms.currency
    title = f"{link.name}: {_open(issues)}"
    if not issues:
        return Message(f"{title}. Nothing needs a look.", (header(title), section(_NOTHING)))
    ordered = [one for group in by_cause(issues, currency) for one in group.issues]
    first = (min(page, -(-len(ordered) // PAGE)) - 1) * PAGE
    shown = ordered[first : first + PAGE]
    blocks: list[Block] = [header(title)]
    whole = {group.cause: group for group in by_cause(issues, currency)}
    for part in by_cause(shown, currency):
        blocks += _group(whole[part.cause], part.issues, care)
    blocks.append(context(_further(shown[0], len(ordered), first + len(shown))))
    return Message(f"{title}. {_summed(issues, currency)}.", tuple(blocks))


def list_message(
    link: CompanyLink, a_list: IssueList, issues: Sequence[Issue], *, continued: bool
) -> Message:
    """The message about the issues that have none of their own, by cause.

    Args:
        link: The companies.
        a_list: Which list.
        issues: All on it that are open.
        continued: Whether a newer list took its place.
    """
    if a_list.ended_at is not None:
        return _ended(link, a_list, continued=continued)
    currency = link.terms.currency
    title = f"{link.name}: {_open(issues)} besides"
    groups = by_cause(issues, currency)
    lines = [_group_line(group) for group in groups[:GROUPS_SHOWN]]
    hidden = texts.more(len(groups) - GROUPS_SHOWN, "more cause", "more causes")
    blocks = (
        header(title),
        section(f":raising_hand: *{_summed(issues, currency)}*, too many to tell one by one:"),
        *_paragraphs([*lines, *hidden]),
        section(
            ":point_right: List them with `/sync issues`, and see one with `/sync issues 12`. "
            "What has one root cause goes together once that is mended."
        ),
        context(f"{markup(link.name)} · since {moment(a_list.began_at)} · kept current"),
    )
    return Message(f"{title}. {_summed(issues, currency)}. List them with /sync issues.", blocks)


def escalation_message(link: CompanyLink, issues: Sequence[Issue]) -> Message:
    """What nobody took within the set working hours."""
    title = f"{link.name}: nobody has taken {_issues(len(issues))}"
    lines = [issue_line(one) for one in issues[:ESCALATED_SHOWN]]
    hidden = texts.more(len(issues) - ESCALATED_SHOWN, "more issue", "more issues")
    blocks = (
        header(title),
        *_paragraphs([*lines, *hidden]),
        section(
            ":point_right: Assign each to somebody: `/sync issues` and its number shows the buttons."
        ),
        context("You are told because issues are escalated to you. You are told of each once."),
    )
    return Message(f"{title} within the set working hours. See /sync issues.", blocks)


_NOTHING = ":large_blue_circle: *Nothing needs a look.*"


def _open(issues: Sequence[Issue]) -> str:
    return f"{_issues(len(issues))} open" if issues else "no open issue"


def _issues(number: int) -> str:
    return texts.count(number, "issue", "issues")


def _summed(issues: Sequence[Issue], currency: str) -> str:
    return heap_words(heap(((one.count, one.amount) for one in issues), currency))


def _group(group: CauseGroup, shown: Sequence[Issue], care: Mapping[int, IssueCare]) -> list[Block]:
    title = [f"*{_group_line(group)}*"] if len(group.issues) > 1 else []
    return _paragraphs([*title, *cared_lines(shown, care)])


def _group_line(group: CauseGroup) -> str:
    number = f", {_issues(len(group.issues))}" if len(group.issues) > 1 else ""
    return f"{markup(group.title, 150)}: {heap_words(group.total)}{number}"


def _paragraphs(lines: Sequence[str]) -> list[Block]:
    starts = range(0, len(lines), LINES_TOGETHER)
    return [section(*lines[start : start + LINES_TOGETHER]) for start in starts]


def _further(an_issue: Issue, number: int, shown: int) -> str:
    one = f"`/sync issues {an_issue.issue_id}` shows issue {an_issue.issue_id} with its buttons."
    if shown >= number:
        return one
    next_page = shown // PAGE + 1
    return f"… and {number - shown:,} more: `/sync issues page {next_page}`. {one}"


def _ended(link: CompanyLink, a_list: IssueList, *, continued: bool) -> Message:
    if continued:
        title = f"{link.name}: the list of issues goes on in a newer message"
        line = "`/sync issues` lists all that are open."
    else:
        title = f"{link.name}: all issues on this list are closed"
        line = ":white_check_mark: *Closed by themselves.* There is nothing left to do."
    footer = context(f"{markup(link.name)} · from {moment(a_list.began_at)}")
    return Message(f"{title}.", (header(title), section(line), footer))
