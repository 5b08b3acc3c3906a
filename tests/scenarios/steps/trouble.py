"""Given and when: the ledgers refuse, are away, or no longer let us in; and how a run takes it."""

from dataclasses import replace

from pytest_bdd import given, parsers, step, then

from sandbox.intacct.faults import Fault as IntacctFault
from sandbox.intacct.faults import FaultKind as IntacctFaultKind
from sandbox.re_leased.faults import Fault as ReLeasedFault
from sandbox.re_leased.faults import FaultKind as ReLeasedFaultKind
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import OutboxTopic
from tests.scenarios.story import Story
from tests.sync.use_cases.bridge import intacct_settings, re_leased_settings

_CREATES = {"sales invoice": "create_invoice", "bill": "create_bill"}
PAPER = "(?P<paper>sales invoice|bill)"


@given(parsers.re(rf'Sage Intacct refuses every new {PAPER}: "(?P<sentence>.+)"'))
def intacct_refuses(story: Story, paper: str, sentence: str) -> None:
    story.bridge.running.world.intacct_faults.add(
        IntacctFault(
            kind=IntacctFaultKind.REFUSAL,
            function_name=_CREATES[paper],
            times=None,
            errorno="BL03002107",
            text=sentence,
        )
    )


@step("Sage Intacct is too busy to answer")
def intacct_is_busy(story: Story) -> None:
    fault = IntacctFault(kind=IntacctFaultKind.RATE_LIMIT, times=None)
    story.bridge.running.world.intacct_faults.add(fault)


@step("Re-Leased is down")
def re_leased_is_down(story: Story) -> None:
    fault = ReLeasedFault(kind=ReLeasedFaultKind.UNAVAILABLE_BEFORE, times=None)
    story.bridge.running.world.re_leased_faults.add(fault)


@step(parsers.re(rf"the answer to the next new {PAPER} in Sage Intacct is lost"))
def answer_is_lost(story: Story, paper: str) -> None:
    fault = IntacctFault(kind=IntacctFaultKind.LOST_REPLY, function_name=_CREATES[paper])
    story.bridge.running.world.intacct_faults.add(fault)


@step("Sage Intacct refuses nothing any more")
@step("the trouble is over")
def trouble_is_over(story: Story) -> None:
    story.bridge.running.world.clear_faults()


@step("Sage Intacct's password is changed, and not told to the sync")
def password_is_wrong(story: Story) -> None:
    settings = replace(intacct_settings(story.bridge.running.address), user_password="last year's")
    story.connect(Side.INTACCT, IntacctLedger(settings))


@step("the sync is told the new password")
def password_is_right(story: Story) -> None:
    story.connect(Side.INTACCT, IntacctLedger(intacct_settings(story.bridge.running.address)))


@step("Re-Leased's key is replaced, and not told to the sync")
def key_is_wrong(story: Story) -> None:
    settings = replace(re_leased_settings(story.bridge.running.address), api_key="last year's")
    story.connect(Side.RE_LEASED, ReLeasedLedger(settings))


@step("the sync is told the new key")
def key_is_right(story: Story) -> None:
    story.connect(Side.RE_LEASED, ReLeasedLedger(re_leased_settings(story.bridge.running.address)))


@then(parsers.re(r'the sync has failed, saying "(?P<sentence>.+)"'))
def sync_has_failed(story: Story, sentence: str) -> None:
    assert story.latest is not None
    assert story.latest.run.state is RunState.FAILED
    assert sentence in story.latest.run.failure


@then("the sync waits, and will go on by itself")
def sync_waits(story: Story) -> None:
    assert story.latest is not None
    assert story.latest.run.state is RunState.QUEUED
    with story.bridge.store.reading() as transaction:
        assert transaction.outbox.is_waiting(OutboxTopic.RUN, str(story.latest.run.run_id))


@step("the waiting sync goes on by itself")
def sync_goes_on(story: Story) -> None:
    """What the worker does when the time has come: the same run is taken up again."""
    assert story.latest is not None
    waiting = story.latest.run.run_id
    assert story.run().run.run_id == waiting
