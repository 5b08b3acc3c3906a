"""Then: what the plan would do, and what people are told."""

from pytest_bdd import parsers, then

from bot import texts
from sync.domain.plan import PlanRow
from sync.domain.runs import RunState
from sync.use_cases.ports import Issue
from tests.scenarios.contents import contents
from tests.scenarios.story import Story, told
from tests.scenarios.tables import Table, facts_of

MONEY = r"(?P<money>-?[\d,]+\.\d\d GBP)"
LEDGER = "(?P<ledger>Sage Intacct|Re-Leased)"
FIGURES = frozenset({"held up", "money"})
SENTENCES = frozenset({"why", "next step", "example"})


@then(
    parsers.re(
        rf"the plan would (?P<verb>\w+) (?P<what>[\d,]+ [\w ]+?)(?: for {MONEY})? in {LEDGER}"
    )
)
def plan_would(story: Story, verb: str, what: str, money: str | None, ledger: str) -> None:
    wanted = (verb, what, money, ledger)
    rows = {_words(row): row for row in story.unmentioned}
    assert wanted in rows, f"the plan would do {sorted(rows, key=str)}"
    story.unmentioned.remove(rows[wanted])


def _words(row: PlanRow) -> tuple[str, str, str | None, str]:
    """What is done, to how many of which, for how much, where."""
    verb = texts.verb(row.verb, row.side).lower()
    return verb, texts.records(row.count, row.kind), _money_of(row), row.side.label


def _money_of(row: PlanRow) -> str | None:
    return None if row.amount is None else str(row.amount)


@then("the plan would write nothing")
@then("the plan would write nothing else")
def plan_writes_nothing_else(story: Story) -> None:
    assert story.unmentioned == []


@then(parsers.re(r'people are told "(?P<title>.+)":'))
def people_are_told(story: Story, title: str, datatable: Table) -> None:
    """The figures are exactly these; the sentences say at least this."""
    issue = _issue_called(story, title)
    figures = {
        "held up": texts.records(issue.count, issue.kind),
        "money": texts.amount(issue.amount),
    }
    text = told(issue)
    sentences = {"why": text.why, "next step": text.next_step, "example": issue.example}
    said = facts_of(datatable, FIGURES | SENTENCES)
    assert {name: figures[name] for name in said if name in FIGURES} == {
        name: words for name, words in said.items() if name in FIGURES
    }
    for name in SENTENCES & said.keys():
        assert said[name] in sentences[name]


@then("nobody is told anything")
def nobody_is_told(story: Story) -> None:
    assert [told(issue).title for issue in story.issues()] == []


@then("nobody is told anything else")
def nobody_is_told_more(story: Story) -> None:
    rest = [issue for issue in story.issues() if issue.issue_id not in story.mentioned]
    assert [told(issue).title for issue in rest] == []


def _issue_called(story: Story, title: str) -> Issue:
    issues = {told(issue).title: issue for issue in story.issues()}
    assert title in issues, f"people are told {sorted(issues)}"
    story.mentioned.add(issues[title].issue_id)
    return issues[title]


@then("the sync is done")
def sync_is_done(story: Story) -> None:
    assert story.latest is not None
    assert story.latest.run.state is RunState.DONE, story.latest.run.failure


@then("the sync wrote nothing")
def wrote_nothing(story: Story) -> None:
    assert contents(story.bridge) == story.before


@then("nothing more is written by another run")
def another_run_writes_nothing(story: Story) -> None:
    """Neither ledger shows a trace of it, and people are told the same as before."""
    held, said = contents(story.bridge), [_gist(issue) for issue in story.issues()]
    story.run()
    assert contents(story.bridge) == held
    assert [_gist(issue) for issue in story.issues()] == said


def _gist(issue: Issue) -> tuple[object, ...]:
    return told(issue), issue.count, issue.amount, issue.example
