"""How issues read wherever they stand: in a message of their own, a list, a digest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot import texts
from bot.escaping import markup, mention, moment
from sync.domain.causes import CAUSE_TEXTS
from sync.domain.issue_care import IssueCare
from sync.domain.morning import Heap, heap
from sync.domain.standing import Cause
from sync.use_cases.ports import Issue

TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """Open issues with one cause.

    Attributes:
        cause: The cause.
        issues: Its issues, most money first.
        total: The records they hold up, and their sum in the company's currency.
    """

    cause: Cause | None
    issues: tuple[Issue, ...]
    total: Heap

    @property
    def title(self) -> str:
        """What happened, in a few words; what it is about is left open where it differs."""
        if len({one.standing.subject for one in self.issues}) == 1:
            return texts.cause_text(self.issues[0].standing).title
        text = CAUSE_TEXTS[self.cause].title if self.cause else "Needs a look"
        return text.replace("{subject}", "…")


def by_cause(issues: Iterable[Issue], currency: str) -> tuple[CauseGroup, ...]:
    """Issues grouped by their cause, most money first."""
    groups: dict[Cause | None, list[Issue]] = {}
    for issue in issues:
        groups.setdefault(issue.standing.cause, []).append(issue)
    made = [
        CauseGroup(cause, tuple(ones), heap(((one.count, one.amount) for one in ones), currency))
        for cause, ones in groups.items()
    ]
    return tuple(sorted(made, key=_most_money_first))


def _most_money_first(group: CauseGroup) -> tuple[object, ...]:
    amount = group.total.amount
    return (-amount.amount if amount is not None else 0, -group.total.count)


def holds_up(issue: Issue) -> str:
    """How many records an issue holds up, and their sum."""
    money = f" · {issue.amount}" if issue.amount is not None else ""
    return f"{texts.records(issue.count, issue.kind)}{money}"


def heap_words(total: Heap) -> str:
    """So many records of several kinds, and their sum."""
    money = f" · {total.amount}" if total.amount is not None else ""
    return f"{texts.count(total.count, 'record', 'records')}{money}"


def issue_line(issue: Issue, care: IssueCare | None = None) -> str:
    """An issue on one line, in mrkdwn, with its number."""
    title = markup(texts.cause_text(issue.standing).title, TITLE_LENGTH)
    state = f" · {care_words(care)}" if care is not None and care_words(care) else ""
    return f"`{issue.issue_id}` {title}: {holds_up(issue)}{state}"


def care_words(care: IssueCare) -> str:
    """What people did about an issue, in mrkdwn; empty where nobody did anything."""
    said = []
    if care.assigned_to:
        said.append(f"assigned to {mention(care.assigned_to)}")
    if care.snoozed_until is not None:
        said.append(f"snoozed until {moment(care.snoozed_until)}")
    if care.muting is not None:
        who = care.muting.who
        said.append(f"muted by {mention(who.person_id) or markup(who.name, 80)}")
    return ", ".join(said)


def cared_lines(issues: Sequence[Issue], care: Mapping[int, IssueCare]) -> list[str]:
    """Issues, each on a line."""
    return [issue_line(one, care.get(one.issue_id)) for one in issues]
