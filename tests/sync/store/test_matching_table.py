"""Matching: answers are kept as they are made, and the database lets each Intacct record be used once."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from sync.domain.kinds import RecordKind
from sync.domain.matching import Answer, AnswerVerb
from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import AlreadyUsed
from tests.sync.store.builders import NOON, account, seen


@pytest.fixture
def records(store: SqlStore, link_id: int) -> dict[Side, list[int]]:
    """Two accounts on each side, none linked."""
    with store.transaction() as transaction:
        for side in Side:
            sightings = [seen(number, account(number)) for number in ("4000", "4001")]
            transaction.records.see(link_id, side, sightings)
        return {
            side: [
                one.record_id for one in transaction.records.lone(link_id, side, RecordKind.ACCOUNT)
            ]
            for side in Side
        }


def matched(re_leased_id: int, intacct_id: int | None) -> Answer:
    verb = AnswerVerb.MATCH if intacct_id else AnswerVerb.ARCHIVE
    return Answer(re_leased_id, RecordKind.ACCOUNT, verb, intacct_id, "priya", NOON)


def test_answer__is_kept_and_replaced(
    store: SqlStore, link_id: int, records: dict[Side, list[int]]
) -> None:
    first = records[Side.RE_LEASED][0]
    with store.transaction() as transaction:
        transaction.matchings.answer(link_id, matched(first, records[Side.INTACCT][0]))
        transaction.matchings.answer(link_id, matched(first, None))
    with store.reading() as transaction:
        (kept,) = transaction.matchings.answers(link_id)
        assert (kept.verb, kept.intacct_id) == (AnswerVerb.ARCHIVE, None)
        assert len(transaction.matchings.to_archive(link_id)) == 1
    with store.transaction() as transaction:
        transaction.matchings.archived([first])
        assert transaction.matchings.to_archive(link_id) == []


def test_answer__an_intacct_record_is_used_once(
    engine: Engine, store: SqlStore, link_id: int, records: dict[Side, list[int]]
) -> None:
    intacct = records[Side.INTACCT][0]
    first, second = records[Side.RE_LEASED]
    with store.transaction() as transaction:
        transaction.matchings.answer(link_id, matched(first, intacct))
    with pytest.raises(AlreadyUsed), store.transaction() as transaction:
        transaction.matchings.answer(link_id, matched(second, intacct))
    with store.reading() as transaction:
        assert [one.re_leased_id for one in transaction.matchings.answers(link_id)] == [first]
    by_hand = text(
        "INSERT INTO matching_answer (link_id, kind, re_leased_record_id, verb, intacct_record_id, "
        "answered_by, answered_at) SELECT link_id, kind, :other, verb, intacct_record_id, "
        "answered_by, answered_at FROM matching_answer"
    )
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(by_hand, {"other": second})


def test_matching__is_open_from_its_opening_to_its_confirmation(
    store: SqlStore, link_id: int
) -> None:
    with store.transaction() as transaction:
        assert not transaction.matchings.is_open(link_id)
        transaction.matchings.open(link_id)
        assert transaction.matchings.is_open(link_id)
        transaction.matchings.confirm(link_id, by="priya")
        assert not transaction.matchings.is_open(link_id)
