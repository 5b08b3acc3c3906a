"""When and then: the company that is linked, and another one beside it."""

from pytest_bdd import step, then

from sandbox.re_leased.seeding import OTHER_COMPANY
from sync.domain.sides import Side
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from tests.scenarios.papers import PAPERS
from tests.scenarios.story import Story
from tests.sync.use_cases.bridge import re_leased_settings


@step("the sync is given the other company's settings for Re-Leased")
def other_settings(story: Story) -> None:
    address = story.bridge.running.address
    settings = re_leased_settings(address, company=OTHER_COMPANY)
    story.connect(Side.RE_LEASED, ReLeasedLedger(settings))


@step("the sync is given the right settings for Re-Leased again")
def right_settings(story: Story) -> None:
    story.connect(Side.RE_LEASED, ReLeasedLedger(re_leased_settings(story.bridge.running.address)))


@then("the other company in Re-Leased is as it was")
def other_company_is_untouched(story: Story) -> None:
    """It has records, and each is as it was when it was made."""
    documents = story.bridge.re_leased.documents.shelf.every(OTHER_COMPANY)
    contacts = story.bridge.re_leased.contacts.shelf.every(OTHER_COMPANY)
    assert documents
    assert contacts
    assert {one.version for one in (*documents, *contacts)} == {1}


@then("nothing of the other company is in Sage Intacct")
def nothing_of_it_in_intacct(story: Story) -> None:
    others = story.bridge.re_leased.documents.shelf.every(OTHER_COMPANY)
    numbers = {one.record_id for paper in PAPERS for one in paper.all_in_intacct(story)}
    assert numbers.isdisjoint(one.invoice_number for one in others)
    names = {one.name for one in story.bridge.re_leased.contacts.shelf.every(OTHER_COMPANY)}
    assert names.isdisjoint(party.name for party in story.bridge.intacct.customers)
