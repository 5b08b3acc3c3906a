"""Linking two companies and matching their records from Slack: asked for, done by a worker, told privately."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.buttons.linking import as_suggested, confirm_link, look_through
from bot.commands.linking import COMMANDS
from bot.commands.registry import Request
from bot.messages.blocks import Message
from bot.messages.proposal_message import proposal_message
from bot.modals import link as link_dialogs
from bot.modals import match as match_dialogs
from bot.modals.match import page_dialog
from bot.presenter import SlackPresenter
from bot.reactions import Click, Dialog, Done, Filled, Form, Outcome, Submission, Wrong
from bot.services import Services
from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.document_records import Kind
from sandbox.re_leased.fields import TaxTypeFields
from sync.domain.kinds import RecordKind
from sync.domain.linking import LinkProposal
from sync.domain.links import CompanyIdentity, LinkMode
from sync.domain.matching import Question, Strength, Suggestion
from sync.domain.pre_flight import Check, CheckResult
from sync.domain.roles import Role
from sync.domain.runs import Requester
from sync.domain.sides import Side
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.desk_work import ask_for_link, ask_for_proposal, work_due
from sync.use_cases.match_records import Progress
from sync.use_cases.ports import Content, OutboxTopic
from sync.use_cases.request_run import request_sync
from sync.use_cases.run.carry_out import carry_out
from tests.bot.fit_to_send import assert_fit_to_open, assert_fit_to_send
from tests.bot.hostile import HOSTILE
from tests.bot.views import NOON, link
from tests.knowing import roster_of
from tests.sync.domain.made import contact, face
from tests.sync.use_cases.bridge import COMPANY, Bridge, Unlinked, unlinked_over

NAME = "Harbour Property Group Ltd"
PRIYA = Requester("U0PRIYA", "priya", "C0SYNC")
TOM = Requester("U0TOM", "tom", "C0SYNC")
ROSTER = roster_of({"U0PRIYA": Role.ADMINISTRATOR, "U0TOM": Role.OPERATOR})


@pytest.fixture
def world(sqlite_url: str) -> Iterator[Unlinked]:
    """No companies are linked; Priya is the administrator. Re-Leased has a tax type of its own."""
    with closing(SqlStore(open_engine(sqlite_url))) as store, unlinked_over(store) as made:
        old = TaxTypeFields(display_name="Old levy", rate=Decimal(3), applies_to=(Kind.INCOME,))
        made.re_leased.reference_data.put_tax_type(COMPANY, "OLD", old, by=SYSTEM)
        yield replace(made, desk=replace(made.desk, roster=ROSTER))


def services_of(world: Unlinked) -> Services:
    return Services(world.desk.store, ROSTER, lambda: None, "T0")


def typed(world: Unlinked, word: str, words: str = "") -> Message | Dialog:
    (command,) = (one for one in COMMANDS if one.word == word)
    answer = command.answer(services_of(world), Request(PRIYA, words))
    if isinstance(answer, Dialog):
        assert_fit_to_open(answer)
    return answer


def sent_off(
    world: Unlinked, forms: tuple[Form, ...], dialog: Dialog, values: dict[str, Filled]
) -> Outcome:
    (form,) = (one for one in forms if one.callback_id == dialog.callback_id)
    outcome = form.submit(services_of(world), Submission(PRIYA, dialog.state, values, "V1"))
    if isinstance(outcome, Dialog):
        assert_fit_to_open(outcome)
    return outcome


def told(world: Unlinked) -> list[Content]:
    """Every message that the outbox asks for, as it would be sent now."""
    presenter = SlackPresenter(world.desk.store, ROSTER, "C0SYNC")
    with world.desk.store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.MESSAGE, limit=99, busy_seconds=1)
        for row in rows:
            transaction.outbox.done(row.row_id, row.generation)
    made = [presenter.present(row.subject) for row in rows if not row.subject.startswith("run:")]
    return [one for one in made if one is not None]


def test_link__proposed_seen_typed_and_matched(world: Unlinked) -> None:
    services = services_of(world)
    dialog = typed(world, "link")
    assert isinstance(dialog, Dialog)
    early = sent_off(world, link_dialogs.FORMS, dialog, {"sync_from": "2017-12-31"})
    assert early == Wrong({"sync_from": "Choose 01 Jan 2018 or later."})
    assert sent_off(world, link_dialogs.FORMS, dialog, {"sync_from": "2025-01-01"}) == Done(
        link_dialogs.LOOKING
    )
    assert work_due(world.desk) == 1
    (proposal,) = told(world)
    assert (proposal.channel, proposal.person) == ("", "U0PRIYA")
    assert NAME in proposal.text
    assert '"action_id": "confirm_link"' in proposal.blocks

    naming = confirm_link(services, Click(PRIYA, "confirm_link", "1"))
    assert isinstance(naming, Dialog)
    assert_fit_to_open(naming)
    other = sent_off(world, link_dialogs.FORMS, naming, {"typed_name": "Harbour"})
    assert isinstance(other, Wrong)
    assert "type that name exactly" in other.errors["typed_name"]
    sent_off(world, link_dialogs.FORMS, naming, {"typed_name": NAME})
    assert work_due(world.desk) == 1
    linked, answer = sorted(told(world), key=lambda one: "is linked" in one.text)
    assert "They are linked." in linked.text
    assert '"confirm_link"' not in linked.blocks
    assert answer.text.startswith(f"{NAME} is linked: ")
    assert "confirmed already" in str(confirm_link(services, Click(PRIYA, "confirm_link", "1")))

    assert typed(world, "match") == typed(world, "match", "harbour")
    assert match_dialogs.NOT_READ in str(typed(world, "match"))
    read(world)
    page = typed(world, "match")
    assert isinstance(page, Dialog)
    asked = [block for block in page.blocks if block["type"] == "input"]
    assert 1 <= len(asked) <= match_dialogs.PAGE
    answers: dict[str, Filled] = {block["block_id"]: "leave" for block in asked[:1]}
    following = sent_off(world, match_dialogs.FORMS, page, answers)
    assert isinstance(following, Dialog)
    assert following.callback_id != "confirm_matching_form" or len(asked) == 1
    forged = sent_off(world, match_dialogs.FORMS, page, {asked[0]["block_id"]: "match:999999"})
    assert forged == Wrong({asked[0]["block_id"]: "Pick one of the answers."})
    last = as_suggested(services, Click(PRIYA, "match_as_suggested", page.state["link"]))
    assert isinstance(last, Dialog)
    assert_fit_to_open(last)
    assert last.callback_id == "confirm_matching_form"
    assert isinstance(look_through(services, Click(PRIYA, "x", page.state["link"])), Dialog)
    assert isinstance(sent_off(world, match_dialogs.FORMS, last, {}), Done)
    assert work_due(world.desk) == 1
    assert any("is confirmed" in one.text for one in told(world))
    assert match_dialogs.OVER in str(typed(world, "match"))


def read(world: Unlinked) -> None:
    with world.desk.store.reading() as transaction:
        (made,) = transaction.links.all()
    bridge = Bridge(world.running, world.desk.store, dict(world.desk.ledgers), made, ROSTER)
    asked = request_sync(bridge.store, made.link_id, Requester("", "a test"))
    carry_out(bridge.bench, asked.run.run_id)


def test_desk__rights_are_asked_for_again_by_the_worker(world: Unlinked) -> None:
    ask_for_proposal(world.desk.store, date(2025, 1, 1), TOM)
    assert work_due(world.desk) == 1
    (answer,) = told(world)
    assert "You are not allowed to link companies" in answer.text
    assert answer.person == "U0TOM"


def test_desk__what_cannot_be_done_is_told_and_never_done_again(world: Unlinked) -> None:
    ask_for_link(world.desk.store, 99, typed_name="x\ud800\0", who=PRIYA)
    assert work_due(world.desk) == 1
    (answer,) = told(world)
    assert answer.text == "There is no proposal 99. Propose the link first."
    assert work_due(world.desk) == 0


@pytest.mark.parametrize("words", ["yesterday", "2025-13-01", "<!channel>", "٢٠٢٥-٠١-٠١"])
def test_link__takes_a_date(world: Unlinked, words: str) -> None:
    assert link_dialogs.NO_DATE in str(typed(world, "link", words))
    assert work_due(world.desk) == 0


def proposal_of(count: int, text: str) -> LinkProposal:
    company = CompanyIdentity(text, "", text, text, native_connection=text)
    checks = tuple(Check(text, text, result, text, text) for result in list(CheckResult)[:2])
    return LinkProposal(
        proposal_id=7,
        intacct=company,
        re_leased=company,
        sync_from=date(2026, 1, 1),
        mode=LinkMode.OBSERVER,
        proposed_by=text,
        proposed_at=NOON,
        expires_at=NOON + timedelta(hours=24),
        checks=checks * count,
    )


def progress_of(count: int, text: str) -> Progress:
    own = face(Side.RE_LEASED, contact(text), key=text)
    suggestion = Suggestion(own, Strength.LIKELY, "same name")
    question = Question(RecordKind.CUSTOMER, own, (suggestion,), None)
    questions = tuple(
        replace(question, re_leased=replace(own, record_id=number)) for number in range(count)
    )
    return Progress(questions, is_open=True, is_read=True)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("count", [0, 1000])
def test_messages__take_no_harm_from_names(text: str, count: int) -> None:
    proposal = proposal_of(count, text)
    for at in (NOON, NOON + timedelta(hours=25)):
        assert_fit_to_send(proposal_message(proposal, at), "message")
    assert_fit_to_open(link_dialogs.confirm_dialog(proposal))
    for start in (None, 0):
        assert_fit_to_open(page_dialog(link(text), progress_of(count, text), start))


def test_proposal__what_cannot_be_confirmed_has_no_button() -> None:
    good = replace(proposal_of(0, "Harbour"), checks=())
    assert "confirm_link" in json.dumps(proposal_message(good, NOON).blocks)
    stopped = replace(good, checks=(Check("Both", "Currency", CheckResult.STOP, "GBP, EUR."),))
    late = NOON + timedelta(hours=24)
    for proposal, at in ((stopped, NOON), (good, late), (replace(good, link_id=1), NOON)):
        assert "confirm_link" not in json.dumps(proposal_message(proposal, at).blocks)
