"""`/sync issues`: all that is open, a page at a time, or one issue with its buttons."""

from bot.commands.registry import COMMAND, Command, Request
from bot.messages.blocks import Message
from bot.messages.issue_lists import issues_answer
from bot.messages.issue_message import issue_message
from bot.messages.words import sentence_message
from bot.services import NoSuchCompany, Services, chosen_company
from bot.values import row_id
from sync.domain.roles import Permission
from sync.use_cases.care_for_issues import open_issues, view_issue

PAGE_WORD = "page"


def _issues(services: Services, request: Request) -> Message:
    issue_id = row_id(request.words.strip().removeprefix("#"))
    if issue_id is not None:
        return _one(services, issue_id)
    words, page = _page(request.words)
    link = chosen_company(services.store, words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    issues, care = open_issues(services.store, link.link_id)
    return issues_answer(link, issues, care, page)


def _one(services: Services, issue_id: int) -> Message:
    try:
        return issue_message(view_issue(services.store, issue_id))
    except KeyError:
        return sentence_message(
            f"There is no issue {issue_id}. {COMMAND} issues lists what is open."
        )


def _page(words: str) -> tuple[str, int]:
    """The company that is named, and the page: `Harbour page 2`."""
    *company, before, last = ["", "", *words.split()]
    page = row_id(last) if before.casefold() == PAGE_WORD else None
    return (" ".join(company).strip(), max(page, 1)) if page is not None else (words, 1)


COMMANDS = (
    Command(
        word="issues",
        hint="[company] [page 2], or <number>",
        does="List what needs somebody, or show one issue",
        also=("issue", "errors", "problems", "alerts", "todo"),
        permission=Permission.SEE,
        answer=_issues,
        only_shows=True,
    ),
)
