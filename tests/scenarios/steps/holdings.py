"""Then: what each ledger holds."""

from pytest_bdd import parsers, then

from tests.scenarios.looking import (
    COLUMNS,
    LINE_COLUMNS,
    as_seen,
    lines_in_re_leased,
    numbers,
    seen,
)
from tests.scenarios.papers import PAPERS_BY_NAME
from tests.scenarios.story import LEDGERS, Story
from tests.scenarios.tables import Table, rows_of

LEDGER = "(?P<ledger>Sage Intacct|Re-Leased)"


@then(parsers.re(rf"{LEDGER} holds (?:this|these) (?P<papers>[\w ]+):"))
def ledger_holds(story: Story, ledger: str, papers: str, datatable: Table) -> None:
    """Each document once, and in every column as the table says."""
    paper = PAPERS_BY_NAME[papers]
    for row in rows_of(datatable, COLUMNS):
        found = seen(story, paper, LEDGERS[ledger], row["number"])
        assert {name: found[name] for name in row} == as_seen(row)


@then(parsers.re(rf"{LEDGER} holds no (?P<paper>[\w ]+) (?P<number>\S+)"))
def ledger_does_not_hold(story: Story, ledger: str, paper: str, number: str) -> None:
    assert number not in numbers(story, PAPERS_BY_NAME[paper], LEDGERS[ledger])


@then(parsers.re(rf"{LEDGER} holds (?P<count>\d+) (?P<papers>[\w ]+) in all"))
def ledger_holds_in_all(story: Story, ledger: str, count: str, papers: str) -> None:
    assert len(numbers(story, PAPERS_BY_NAME[papers], LEDGERS[ledger])) == int(count)


@then(parsers.re(r"the lines of (?P<paper>[\w ]+) (?P<number>\S+) in Re-Leased are:"))
def lines_are(story: Story, paper: str, number: str, datatable: Table) -> None:
    found = lines_in_re_leased(story, PAPERS_BY_NAME[paper], number)
    assert found == rows_of(datatable, LINE_COLUMNS)
