"""Then: what people find out about single records, and what the audit trail knows."""

from pytest_bdd import parsers, then

from bot import texts
from sync.domain.runs import IntentState
from sync.domain.sides import Side
from sync.use_cases.find_records import FoundRecord, find_records
from sync.use_cases.show_record import RecordView, record_called, show_record
from tests.scenarios.papers import PAPERS_BY_NAME
from tests.scenarios.story import LEDGERS, Story

PAPER = r"(?P<paper>sales invoice|bill) (?P<number>\S+)"


@then(
    parsers.re(
        r'looking for "(?P<words>.+)" finds one (?P<kind>[\w ]+) of (?P<money>[\d,.]+ GBP), '
        r'in both ledgers, called "(?P<beginning>.+)\.\.\." now'
    ),
    target_fixture="found",
)
def finds_one(story: Story, words: str, kind: str, money: str, beginning: str) -> FoundRecord:
    (found,) = _found(story, words)
    assert (found.kind.singular, str(found.amount)) == (kind, money)
    assert found.sides == (Side.INTACCT, Side.RE_LEASED)
    assert {one.title for one in found.records} == {found.title}
    assert found.title.startswith(beginning)
    return found


@then("looking for its new number finds the same")
def finds_the_same(story: Story, found: FoundRecord) -> None:
    assert [one.records for one in _found(story, found.title)] == [found.records]


@then(parsers.re(r'looking for "(?P<words>.+)" finds the (?P<kind>[\w ]+) "(?P<title>.+)"'))
def finds_called(story: Story, words: str, kind: str, title: str) -> None:
    found = {(one.kind.singular, one.title) for one in _found(story, words)}
    assert (kind, title) in found


def _found(story: Story, words: str) -> tuple[FoundRecord, ...]:
    return find_records(story.bridge.store, story.bridge.link.link_id, words)


@then(parsers.re(rf"{PAPER} shows that (?P<person>.+) changed it last in (?P<ledger>.+)"))
def changed_last_by(story: Story, paper: str, number: str, person: str, ledger: str) -> None:
    shown = {one.side: one.changed_by for one in _view(story, paper, number).found.records}
    assert shown[LEDGERS[ledger]] == person


@then(parsers.re(rf"{PAPER} shows that the sync (?P<did>\w+) it in (?P<ledger>.+)"))
def sync_did(story: Story, paper: str, number: str, did: str, ledger: str) -> None:
    side = LEDGERS[ledger]
    writes = _view(story, paper, number).writes
    done = {
        texts.verb(one.step.verb, one.step.side, done=True).lower()
        for one in writes
        if one.step.side is side and one.state is IntentState.DONE
    }
    assert did in done


@then("the audit trail is unbroken")
def audit_trail_is_unbroken(story: Story) -> None:
    with story.bridge.store.reading() as transaction:
        assert transaction.audit.first_broken_row() is None


def _view(story: Story, paper: str, number: str) -> RecordView:
    link_id, kind = story.bridge.link.link_id, PAPERS_BY_NAME[paper].kind
    record_id = record_called(story.bridge.store, link_id, kind, number)
    return show_record(story.bridge.store, record_id)
