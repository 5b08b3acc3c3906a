"""Column types: moments keep their meaning, words keep to their list, NUL stops nobody."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from sqlalchemy import Column, Engine, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from sync.domain.approving.approvals import ApprovalState, ApprovalVerb
from sync.domain.choices import ChoiceEnd, ChoiceVerb
from sync.domain.holds import HoldState
from sync.domain.kinds import RecordKind
from sync.domain.links import LinkMode
from sync.domain.matching import AnswerVerb
from sync.domain.people import Membership
from sync.domain.plan import StepVerb
from sync.domain.runs import IntentState, RunPhase, RunPurpose, RunState
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.domain.stoppage import FailureKind
from sync.domain.watching import Awaited, WatchEnd
from sync.store.models import Base, WatermarkRow
from sync.store.sql_store import SqlStore
from sync.store.types import OneOf
from sync.use_cases.ports import OutboxTopic
from tests.sync.store.builders import NOON, account, seen


def test_moment__in_another_zone_is_the_same_moment(store: SqlStore, link_id: int) -> None:
    auckland = timezone(timedelta(hours=12))
    with store.transaction() as transaction:
        transaction.watermarks.set(
            link_id, Side.INTACCT, RecordKind.ACCOUNT, NOON.astimezone(auckland)
        )
    with store.reading() as transaction:
        newest = transaction.watermarks.all(link_id, Side.INTACCT).get(RecordKind.ACCOUNT)
    assert newest == NOON
    assert newest is not None
    assert newest.tzinfo is UTC


def test_moment__without_a_zone_is_refused(store: SqlStore, link_id: int) -> None:
    naive = datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(StatementError, match="no time zone"), store.transaction() as transaction:
        transaction.watermarks.set(link_id, Side.INTACCT, RecordKind.ACCOUNT, naive)


def test_word__outside_its_list_is_refused(engine: Engine, link_id: int) -> None:
    statement = insert(WatermarkRow).values(
        link_id=link_id, side="xero", kind=RecordKind.ACCOUNT, newest=NOON
    )
    with pytest.raises(StatementError, match="xero"), engine.begin() as connection:
        connection.execute(statement)


WORDS: tuple[type[StrEnum], ...] = (
    AnswerVerb,
    ChoiceEnd,
    ChoiceVerb,
    LinkMode,
    RecordKind,
    Side,
    StandingState,
    Cause,
    StepVerb,
    RunPurpose,
    ApprovalState,
    ApprovalVerb,
    Membership,
    HoldState,
    FailureKind,
    Awaited,
    WatchEnd,
    RunState,
    RunPhase,
    IntentState,
    OutboxTopic,
)


def test_every_enumeration__fits_its_column() -> None:
    used = {
        column.type.words
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, OneOf)
    }
    assert used == set(WORDS)
    assert max(len(word) for words in WORDS for word in words) <= 40


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_word__comes_back_as_it_was(engine: Engine, words: type[StrEnum]) -> None:
    table = Table("scratch", MetaData(), Column("word", OneOf(words)))
    with engine.connect() as connection:  # without a commit, so that the table goes away again
        table.create(connection)
        connection.execute(insert(table), [{"word": word} for word in words])
        assert connection.execute(select(table.c.word)).scalars().all() == list(words)


def test_nul__in_a_name_stops_nothing(store: SqlStore, link_id: int) -> None:
    hostile = account("4000", "Rent\0and rates")
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen("4000", hostile)])
    (batch,) = store.candidates(link_id, RecordKind.ACCOUNT, size=10)
    assert batch[0].intacct is not None
    assert batch[0].intacct.now == hostile
