"""App Home: what waits for the reader, how each company stands, and what may be done at once."""

from collections.abc import Iterator, Sequence

from bot import texts
from bot.messages.approval_words import draft_line, notes_on, totals
from bot.messages.approvals_card import SHOW_DRAFT, shown_value
from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    section,
    with_button,
)
from bot.messages.home_company import company_blocks
from bot.messages.issue_words import issue_line
from bot.messages.sharing import RUN_WORD
from sync.domain.roles import PERMISSIONS, Permission, Role, may
from sync.use_cases.approving.views import WaitingDraft
from sync.use_cases.home import Home
from sync.use_cases.ports import Issue

OPEN_LINK = "open_link"
DRAFTS_SHOWN, ISSUES_SHOWN = 5, 5


def home_view(home: Home) -> Message:
    """The Home tab; whoever has no role sees only whom to ask."""
    blocks: list[Block] = [header("Leasebridge"), section(_rights(home.role))]
    if home.role is not None:
        blocks += _waiting_for_you(home)
        for company in home.companies:
            blocks += [divider(), *company_blocks(company, home.role, home.now)]
        if not home.companies:
            blocks += _set_up(home.role)
        blocks += [
            context(line) for line in texts.more(home.more_companies, "company", "companies")
        ]
    blocks.append(context("Type `/sync help` in a channel to see what you can ask."))
    return Message(f"Leasebridge: {_headline(home)}.", tuple(blocks))


def _headline(home: Home) -> str:
    waiting = len(home.drafts) + len(home.issues)
    if not waiting:
        return "nothing waits for you"
    return f"{texts.count(waiting, 'thing waits', 'things wait')} for you"


def _rights(role: Role | None) -> str:
    if role is None:
        return "You have no role in Leasebridge yet. Ask an administrator of Leasebridge for one."
    allowed = ", ".join(sorted(permission.label for permission in PERMISSIONS[role]))
    article = "an" if role.value[0] in "aeiou" else "a"
    return f"You are {article} *{role.value}*: you may {allowed}."


def _waiting_for_you(home: Home) -> Iterator[Block]:
    yield header("Waiting for you")
    if not home.drafts and not home.issues:
        yield section(":large_blue_circle: Nothing waits for you.")
    yield from _drafts(home.drafts)
    yield from _issues(home.issues)


def _drafts(drafts: Sequence[WaitingDraft]) -> Iterator[Block]:
    if not drafts:
        return
    counted = texts.count(len(drafts), "draft", "drafts")
    look = button("Show all drafts", action_id=f"{RUN_WORD}:drafts", value="drafts")
    total = totals([one.approval for one in drafts])
    yield with_button(f"*{counted} to approve*, together {total}", accessory=look)
    for one in drafts[:DRAFTS_SHOWN]:
        approval = one.approval
        yield with_button(
            draft_line(approval.draft),
            *notes_on(approval.draft),
            accessory=button("Look", action_id=SHOW_DRAFT, value=shown_value(approval)),
        )
    for line in texts.more(len(drafts) - DRAFTS_SHOWN, "more draft", "more drafts"):
        yield context(line)


def _issues(issues: Sequence[Issue]) -> Iterator[Block]:
    """What was assigned to the reader."""
    if not issues:
        return
    yield section(f"*{texts.count(len(issues), 'issue', 'issues')} assigned to you*")
    for issue in issues[:ISSUES_SHOWN]:
        show = button("Show", action_id=f"{RUN_WORD}:issue", value=f"issues {issue.issue_id}")
        yield with_button(issue_line(issue), accessory=show)
    for line in texts.more(len(issues) - ISSUES_SHOWN, "more issue", "more issues"):
        yield context(line)


def _set_up(role: Role) -> Iterator[Block]:
    """The first steps, for whoever may take them."""
    if not may(role, Permission.LINK_COMPANIES):
        yield section(texts.NO_COMPANIES)
        return
    yield header("Set up in three steps")
    yield section(
        "*1. Propose a link.* Leasebridge looks at both companies and checks all that a link needs. "
        "Nothing is linked yet.",
        "*2. Confirm it* in the private message that comes, by typing the company's name.",
        "*3. Read and match.* The first sync only reads. Say what Re-Leased's own records are in Sage "
        "Intacct, and confirm: from then on Leasebridge writes.",
    )
    propose = button("Propose a link…", action_id=OPEN_LINK, value="link", style="primary")
    yield actions("set_up", propose)
