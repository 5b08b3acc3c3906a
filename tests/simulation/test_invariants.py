"""Each promise can be broken: what is left behind is spoilt in one place, and that one check says so."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.simulation.invariants import PROMISES, broken_promises
from tests.simulation.leftovers import Key, Leftovers, leftovers_of
from tests.simulation.scene import Theatre
from tests.simulation.story import Setting

Spoil = Callable[[Leftovers], Leftovers]

ONE_PENNY = Decimal("0.01")


@pytest.fixture
def left(theatre: Theatre) -> Iterator[Leftovers]:
    """A small company whose documents are in step."""
    with theatre.scene(Setting.IN_STEP) as scene:
        assert broken_promises(scene) == []
        yield leftovers_of(scene)


def _pair(left: Leftovers) -> tuple[Key, Key]:
    """A posted document of both sides: first the one that we made."""
    for intacct, re_leased, _, _ in left.pairs:
        if intacct.state == re_leased.state == "posted" and None not in (
            intacct.due,
            re_leased.due,
        ):
            return (
                (re_leased.key, intacct.key) if re_leased.is_ours else (intacct.key, re_leased.key)
            )
    raise AssertionError("No document is in step.")


def thing(**changes: Any) -> Spoil:
    """The document that we made stands otherwise in its ledger."""

    def spoil(left: Leftovers) -> Leftovers:
        ours, _ = _pair(left)
        return replace(left, things={**left.things, ours: replace(left.things[ours], **changes)})

    return spoil


def row(**changes: Any) -> Spoil:
    """What we know of the document that we made is otherwise."""

    def spoil(left: Leftovers) -> Leftovers:
        ours, _ = _pair(left)
        known = SimpleNamespace(**dict(left.rows[ours]._mapping) | changes)
        return replace(left, rows={**left.rows, ours: known})

    return spoil


def twin(left: Leftovers) -> Leftovers:
    ours, _ = _pair(left)
    again = (*ours[:2], f"{ours[2]}-again")
    things = {**left.things, again: replace(left.things[ours], key=again)}
    return replace(left, things=things)


def a_penny_more(field: str) -> Spoil:
    """The document that we made holds a penny more."""

    def spoil(left: Leftovers) -> Leftovers:
        ours, _ = _pair(left)
        return thing(**{field: getattr(left.things[ours], field) + ONE_PENNY})(left)

    return spoil


def unknown(left: Leftovers) -> Leftovers:
    ours, _ = _pair(left)
    return replace(left, rows={key: one for key, one in left.rows.items() if key != ours})


def sql(statement: str) -> Spoil:
    """Somebody changes our database behind our back."""

    def spoil(left: Leftovers) -> Leftovers:
        with left.scene.engine.begin() as connection:
            connection.execute(text(statement))
        return left

    return spoil


def forged(left: Leftovers) -> Leftovers:
    with left.scene.engine.begin() as connection:
        query = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
        for (name,) in connection.execute(query).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(text("UPDATE audit SET actor = 'somebody else' WHERE id = 2"))
    return left


def decided_without_a_row(left: Leftovers) -> Leftovers:
    left.scene.decided["sync:paused"] += 1
    return left


def called_without_being_counted(left: Leftovers) -> Leftovers:
    left.scene.stand_in.handed_over[Side.INTACCT] += 1
    return left


SPOILT: tuple[tuple[str, str, Spoil], ...] = (
    ("no_twin", "a twin", twin),
    ("what_we_made_is_linked", "a record of ours without a pair", row(pair_id=None)),
    ("nothing_unaccounted_for", "a record that was never seen", unknown),
    ("nothing_unaccounted_for", "one for no cause", row(state=StandingState.WAITING, cause=None)),
    ("nothing_unaccounted_for", "one never considered", row(state=StandingState.NEW)),
    ("known_as_it_is", "another amount than we know", a_penny_more("amount")),
    ("known_as_it_is", "one taken for gone", row(gone=True)),
    ("sums_equal", "a penny more on one side", a_penny_more("amount")),
    ("sums_equal", "posted on one side only", thing(state="draft")),
    ("balances_equal", "a penny more is due", a_penny_more("due")),
    ("taxes_equal", "a penny more tax", a_penny_more("tax")),
    ("words_equal", "due on another day", thing(falls_due=date(2027, 1, 31))),
    ("words_equal", "another reference", thing(reference="April")),
    (
        "issues_told_once",
        "a refusal that nobody is told of",
        row(state=StandingState.REFUSED, cause=Cause.REFUSED_BY_LEDGER),
    ),
    ("audit_holds", "a forged row", forged),
    ("audit_complete", "a decision without a row", decided_without_a_row),
    ("writes_journalled", "a write without a row", sql("DELETE FROM intent")),
    ("nothing_left_open", "a run that never ended", sql("UPDATE run SET state = 'running'")),
    ("nothing_left_open", "an unknown write", sql("UPDATE intent SET state = 'unknown'")),
    ("calls_counted_alike", "a call that was not counted", called_without_being_counted),
)


@pytest.mark.parametrize(
    ("name", "spoil"),
    [pytest.param(name, spoil, id=f"{name}: {what}") for name, what, spoil in SPOILT],
)
def test_broken_promise__is_noticed(left: Leftovers, name: str, spoil: Spoil) -> None:
    (promise,) = (one for one in PROMISES if one.__name__ == name)
    assert list(promise(left)) == []
    assert list(promise(spoil(left)))


def test_every_promise__is_shown_to_be_breakable() -> None:
    assert {name for name, _, _ in SPOILT} == {promise.__name__ for promise in PROMISES}
