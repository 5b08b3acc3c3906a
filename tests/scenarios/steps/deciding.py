"""When and then: what people decide about single records."""

from datetime import timedelta

import pytest
from pytest_bdd import parsers, step, then

from sync.domain.choices import ChoiceVerb, Person
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.use_cases.ports import KnownRecord
from sync.use_cases.unlink import CannotUnlink, UnlinkedRecord, relink, unlink, unlinked_records
from tests.scenarios.papers import PAPERS_BY_NAME
from tests.scenarios.parties import ROLES
from tests.scenarios.story import Story
from tests.scenarios.tables import Table, day, rows_of
from tests.sync.use_cases.deciding import pick, record

PAPER = r"(?P<paper>sales invoice|bill|sales credit note|purchase credit note) (?P<number>\S+)"
PERSON = "(?P<person>Priya|Tom)"
COLUMNS = frozenset({"record", "in", "since", "by", "reason"})


@step(parsers.re(rf'{PERSON} unlinks {PAPER}: "(?P<reason>.+)"'))
def unlinks(story: Story, person: str, paper: str, number: str, reason: str) -> None:
    one = _known(story, paper, number)
    unlink(story.bridge.store, [one.record_id], reason=reason, who=Person(person))


@then(parsers.re(rf'{PERSON} cannot unlink {PAPER} without a reason: "(?P<sentence>.+)"'))
def cannot_unlink(story: Story, person: str, paper: str, number: str, sentence: str) -> None:
    one = _known(story, paper, number)
    with pytest.raises(CannotUnlink) as refusal:
        unlink(story.bridge.store, [one.record_id], reason=" ", who=Person(person))
    assert str(refusal.value) == sentence


@step(parsers.re(rf"{PERSON} links {PAPER} again"))
def links_again(story: Story, person: str, paper: str, number: str) -> None:
    one = _known(story, paper, number)
    relink(story.bridge.store, [one.record_id], who=Person(person))


@step(parsers.re(rf"{PERSON} says that {PAPER} is (?P<answer>the same|not the same) on both sides"))
def says_of_paper(story: Story, person: str, paper: str, number: str, answer: str) -> None:
    _settle(story, person, number, PAPERS_BY_NAME[paper].kind, answer)


@step(
    parsers.re(
        rf'{PERSON} says that the (?P<role>tenant|supplier) "(?P<name>.+)" '
        r"is (?P<answer>the same|not the same) on both sides"
    )
)
def says_of_party(story: Story, person: str, role: str, name: str, answer: str) -> None:
    _settle(story, person, name, ROLES[role].kind, answer)


def _settle(story: Story, person: str, title: str, kind: RecordKind, answer: str) -> None:
    verb = ChoiceVerb.MATCH if answer == "the same" else ChoiceVerb.KEEP_APART
    pick(story.bridge, verb, title, kind, who=Person(person))


@step(parsers.re(r"(?P<days>\d+) days pass"))
def days_pass(story: Story, days: str) -> None:
    story.clock.ahead += timedelta(days=int(days))


@then("these records are unlinked:")
def these_are_unlinked(story: Story, datatable: Table) -> None:
    found = [_told(story, one) for one in unlinked_records(story.bridge.store, _link_id(story))]
    said = rows_of(datatable, COLUMNS)
    assert found == [{**row, "since": f"{day(row['since'])}"} for row in said]


@then("nothing is unlinked")
def nothing_is_unlinked(story: Story) -> None:
    assert unlinked_records(story.bridge.store, _link_id(story)) == ()


def _link_id(story: Story) -> int:
    return story.bridge.link.link_id


def _known(story: Story, paper: str, number: str) -> KnownRecord:
    return record(story.bridge, number, Side.INTACCT, PAPERS_BY_NAME[paper].kind)


def _told(story: Story, one: UnlinkedRecord) -> dict[str, str]:
    first = one.records[0]
    age = timedelta(days=one.age_in_days(story.clock()))
    return {
        "record": f"{first.kind.singular} {first.title}",
        "in": " and ".join(record.side.label for record in one.records),
        "since": f"{(story.clock() - age).date()}",
        "by": one.unlinking.who.name,
        "reason": one.unlinking.reason,
    }
