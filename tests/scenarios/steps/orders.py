"""Given and when: Order Entry."""

from pytest_bdd import given, parsers, step

from sandbox.intacct.forms import ItemForm
from tests.scenarios.parties import TENANT, Party
from tests.scenarios.story import Story
from tests.scenarios.tables import amount
from tests.sync.use_cases.bridge import FIONA
from tests.sync.use_cases.orders_at_work import enter_order


@given(parsers.re(r"Sage Intacct has an item to sell on account (?P<account>\d+)"))
def item_to_sell(story: Story, account: str) -> None:
    form = ItemForm(
        code=f"{account} [s]",
        name=f"To sell on {account}",
        item_type="Non-Inventory (Sales only)",
        income_account_no=account,
    )
    story.bridge.intacct.create_item(form, by=FIONA)


@step(
    parsers.re(
        r'Fiona enters (?P<number>\S+) for "(?P<name>.+)" over (?P<net>[\d,]+\.\d\d) and tax in Order Entry'
    )
)
def fiona_enters_order(story: Story, number: str, name: str, net: str) -> None:
    tenant = Party(story, TENANT, name).in_intacct()
    enter_order(story.bridge, tenant.party_id, str(amount(net)), number=number)
