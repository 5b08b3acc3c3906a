"""Where records stand: noted one by one, counted and added up."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, or_, select, update

from sync.domain.plan import CauseRow
from sync.domain.sides import Side
from sync.domain.standing import FOR_EVER, Cause, Standing, StandingState
from sync.store.amounts import CurrencyRow, added_up, most_money_first
from sync.store.dialects import in_chunks
from sync.store.models import RecordRow
from sync.store.tables.base import currency_of_link
from sync.store.tables.sightings import LONGEST_INDEXED_TEXT
from sync.store.types import ROW_ID
from sync.use_cases.ports import Tally

_NEEDS_NO_LOOK = frozenset({StandingState.LINKED, StandingState.SET_ASIDE, StandingState.UNLINKED})


def note_standings(connection: Connection, standings: Sequence[tuple[int, Standing]]) -> None:
    """Note where records stand; LINKED, SET_ASIDE and UNLINKED end the need for a look, others make sure of it.

    What somebody unlinked stands so whatever is said of it, until `look_again`.
    """
    one_record = RecordRow.id == bindparam("record_id", type_=ROW_ID)
    not_held = and_(one_record, RecordRow.state != StandingState.UNLINKED)
    for is_unlinking, condition in ((True, one_record), (False, not_held)):
        rows = [
            _stands(record_id, standing)
            for record_id, standing in standings
            if (standing.state is StandingState.UNLINKED) == is_unlinking
        ]
        if rows:
            connection.execute(update(RecordRow).where(condition), rows)


def _stands(record_id: int, standing: Standing) -> dict[str, object]:
    return {
        "record_id": record_id,
        "state": standing.state,
        "cause": standing.cause,
        "subject": standing.subject[:LONGEST_INDEXED_TEXT],
        "detail": standing.detail,
        "needs_look": standing.state not in _NEEDS_NO_LOOK,
    }


def end_waiting(connection: Connection, record_ids: Sequence[int]) -> None:
    """WAITING, and set aside for ever, become NEW for these records; they still need a look."""
    new = {"state": StandingState.NEW, "cause": None, "subject": "", "detail": ""}
    waits = RecordRow.state == StandingState.WAITING
    aside = and_(RecordRow.state == StandingState.SET_ASIDE, RecordRow.cause.in_(FOR_EVER))
    for chunk in in_chunks(record_ids):
        these = RecordRow.id.in_(chunk)
        connection.execute(update(RecordRow).where(these, waits).values(new))
        if connection.execute(update(RecordRow).where(these, aside).values(new)).rowcount:
            _look_again_at_payments(connection, chunk)


def _look_again_at_payments(connection: Connection, record_ids: Sequence[int]) -> None:
    """A document that travels after all takes along the payments that were set aside with it.

    That happens when its date is corrected, say; so rarely that all such payments of the company are looked at.
    """
    links = select(RecordRow.link_id).where(RecordRow.id.in_(record_ids))
    connection.execute(
        update(RecordRow)
        .where(
            RecordRow.link_id.in_(links),
            RecordRow.cause == Cause.SETTLES_NOTHING_THAT_TRAVELS,
        )
        .values(needs_look=True)
    )


def look_again(connection: Connection, record_ids: Sequence[int]) -> None:
    """What was unlinked is looked at by the next run, as if it had just changed."""
    is_lone = RecordRow.pair_id.is_(None)
    for chunk in in_chunks(record_ids):
        connection.execute(
            update(RecordRow)
            .where(RecordRow.id.in_(chunk))
            .values(
                state=case((is_lone, StandingState.NEW), else_=StandingState.LINKED),
                cause=None,
                subject="",
                detail="",
                needs_look=True,
            )
        )


def tallied(connection: Connection, link_id: int) -> tuple[Tally, ...]:
    """Counts and totals by side, kind and state, of records that are not gone."""
    group = (RecordRow.side, RecordRow.kind, RecordRow.state)
    query = (
        select(*group, RecordRow.currency, func.count(), func.sum(RecordRow.amount))
        .where(RecordRow.link_id == link_id, RecordRow.gone.is_(False))
        .group_by(*group, RecordRow.currency)
    )
    rows = (
        CurrencyRow((side, kind, state), currency, count, units)
        for side, kind, state, currency, count, units in connection.execute(query)
    )
    sums = added_up(rows, own_currency=currency_of_link(connection, link_id))
    tallies = (
        Tally(side=side, kind=kind, state=state, count=each.count, amount=each.amount)
        for (side, kind, state), each in sums.items()
    )
    return tuple(sorted(tallies, key=lambda tally: (tally.side, tally.kind.rank, tally.state)))


def counted_once() -> ColumnElement[bool]:
    """The condition that leaves out the Re-Leased record of a linked pair, and of two that look alike."""
    is_lone = RecordRow.pair_id.is_(None)
    is_look_alike = RecordRow.cause.is_not_distinct_from(Cause.LOOKS_ALIKE)
    return or_(and_(is_lone, ~is_look_alike), RecordRow.side == Side.INTACCT)


def causes(connection: Connection, link_id: int) -> tuple[CauseRow, ...]:
    """Records that do not simply travel, by cause and subject, most money first."""
    group = (RecordRow.kind, RecordRow.state, RecordRow.cause, RecordRow.subject)
    query = (
        select(*group, RecordRow.currency, func.count(), func.sum(RecordRow.amount))
        .where(RecordRow.link_id == link_id, RecordRow.cause.is_not(None), counted_once())
        .group_by(*group, RecordRow.currency)
    )
    rows = (
        CurrencyRow((kind, Standing(state, cause, subject)), currency, count, units)
        for kind, state, cause, subject, currency, count, units in connection.execute(query)
    )
    sums = added_up(rows, own_currency=currency_of_link(connection, link_id))
    ordered = sorted(sums.items(), key=lambda item: (*most_money_first(item[1]), item[0][0].rank))
    return tuple(
        CauseRow(standing=standing, kind=kind, count=each.count, amount=each.amount)
        for (kind, standing), each in ordered
    )
