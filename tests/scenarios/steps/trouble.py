"""Given and when: the ledgers refuse, or are away."""

from pytest_bdd import given, parsers, when

from sandbox.intacct.faults import Fault, FaultKind
from tests.scenarios.story import Story

_CREATES = {"sales invoice": "create_invoice", "bill": "create_bill"}


@given(
    parsers.re(r'Sage Intacct refuses every new (?P<paper>sales invoice|bill): "(?P<sentence>.+)"')
)
def intacct_refuses(story: Story, paper: str, sentence: str) -> None:
    fault = Fault(
        kind=FaultKind.REFUSAL,
        function_name=_CREATES[paper],
        times=None,
        errorno="BL03002107",
        text=sentence,
    )
    story.bridge.running.world.intacct_faults.add(fault)


@when("Sage Intacct refuses nothing any more")
def intacct_refuses_nothing(story: Story) -> None:
    story.bridge.running.world.clear_faults()
