"""Given: what stands in the two ledgers before the story begins."""

from dataclasses import replace

import msgspec
from pytest_bdd import given, parsers, step

from sandbox.re_leased.approvals import Workflow
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.settings import GlDate
from tests.scenarios.entering import COLUMNS, enter
from tests.scenarios.papers import PAPERS_BY_NAME
from tests.scenarios.parties import ROLES, Party
from tests.scenarios.story import LEDGERS, Story
from tests.scenarios.tables import Table, amount, rows_of
from tests.sync.use_cases.bridge import COMPANY, intacct_settings


@step(
    parsers.re(r'Sage Intacct has the (?P<role>tenant|supplier) (?P<party_id>\S+) "(?P<name>.+)"')
)
@step(
    parsers.re(
        r'Fiona enters the (?P<role>tenant|supplier) (?P<party_id>\S+) "(?P<name>.+)" in Sage Intacct'
    )
)
def party_in_intacct(story: Story, role: str, party_id: str, name: str) -> None:
    Party(story, ROLES[role], name).enter_in_intacct(party_id)


@step(parsers.re(r'Re-Leased has the (?P<role>tenant|supplier) "(?P<name>.+)"'))
@step(parsers.re(r'Marcus enters the (?P<role>tenant|supplier) "(?P<name>.+)" in Re-Leased'))
def party_in_re_leased(story: Story, role: str, name: str) -> None:
    Party(story, ROLES[role], name).enter_in_re_leased()


@given(parsers.re(r"(?P<ledger>Sage Intacct|Re-Leased) has (?:this|these) (?P<papers>[\w ]+):"))
def papers_in_a_ledger(story: Story, ledger: str, papers: str, datatable: Table) -> None:
    enter(story, PAPERS_BY_NAME[papers], LEDGERS[ledger], datatable)


@step(parsers.re(r"Fiona enters (?:this|these) (?P<papers>[\w ]+) in Sage Intacct:"))
def fiona_enters(story: Story, papers: str, datatable: Table) -> None:
    enter(story, PAPERS_BY_NAME[papers], LEDGERS["Sage Intacct"], datatable)


@step(parsers.re(r"Marcus enters (?:this|these) (?P<papers>[\w ]+) in Re-Leased:"))
def marcus_enters(story: Story, papers: str, datatable: Table) -> None:
    enter(story, PAPERS_BY_NAME[papers], LEDGERS["Re-Leased"], datatable)


@given("both ledgers are in step")
def both_in_step(story: Story) -> None:
    story.run()
    assert not story.issues(), "people were told something before the story began"


@given("Sage Intacct deletes unpaid invoices where others reverse them")
def intacct_deletes(story: Story) -> None:
    story.bridge.intacct.options.enable_reversal_of_unpaid_invoices = False


@given("the books take the GL date from the due date")
def gl_date_from_due_date(story: Story) -> None:
    settings = intacct_settings(story.bridge.running.address)
    story.connect(Side.INTACCT, IntacctLedger(replace(settings, gl_date=GlDate.DUE_DATE)))


@step(
    parsers.re(r"Fiona enters these (?P<papers>[\w ]+) in (?P<currency>[A-Z]{3}) in Sage Intacct:")
)
def fiona_enters_in_currency(story: Story, papers: str, currency: str, datatable: Table) -> None:
    """The stand-in company has one currency; it is given another on the records themselves."""
    paper = PAPERS_BY_NAME[papers]
    enter(story, paper, Side.INTACCT, datatable)
    table = story.bridge.intacct.documents_of(paper.book)
    for row in rows_of(datatable, COLUMNS):
        made = paper.in_intacct(story, row["number"])
        table.put(msgspec.structs.replace(made, currency=currency))


@given(
    parsers.re(
        r'Sage Intacct numbers its sales invoices itself, beginning with "(?P<beginning>.+)"'
    )
)
def intacct_numbers(story: Story, beginning: str) -> None:
    story.bridge.intacct.options.invoice_number_prefix = beginning


@given(
    parsers.re(
        r'bills from (?P<money>[\d,.]+) GBP need the approval workflow "(?P<name>.+)" in Re-Leased'
    )
)
def workflow_in_re_leased(story: Story, money: str, name: str) -> None:
    workflow = Workflow(name=name, from_total=amount(money))
    story.bridge.re_leased.approvals.set_workflow(COMPANY, workflow)


@given("every line is to name its property")
def property_on_every_line(story: Story) -> None:
    settings = intacct_settings(story.bridge.running.address)
    story.connect(Side.INTACCT, IntacctLedger(replace(settings, property_dimension="LOCATION")))
