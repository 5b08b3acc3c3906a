"""What the chat's directory said: it counts for a while, and not where something was forgotten since."""

from dataclasses import replace
from datetime import timedelta

from sync.domain.people import Membership, UserGroup
from sync.store.sql_store import SqlStore
from tests.knowing import member
from tests.sync.store.builders import Clock

MINUTE = timedelta(minutes=1)
TOM = member("U0TOM")
OPS = UserGroup("S0OPS", "Operators", frozenset({"U0TOM", "U0GRACE"}))


def test_person__counts_for_a_while(store: SqlStore, clock: Clock) -> None:
    with store.transaction() as transaction:
        transaction.people.note_person(TOM, clock())
        clock.advance(60)
        assert transaction.people.person("U0TOM", within=MINUTE) == TOM
        clock.advance(1)
        assert transaction.people.person("U0TOM", within=MINUTE) is None
        assert transaction.people.names(["U0TOM", "U0NOBODY"]) == {"U0TOM": "Tom Ashworth"}


def test_group__its_members_are_those_of_the_last_answer(store: SqlStore, clock: Clock) -> None:
    smaller = UserGroup("S0OPS", "Operators", frozenset({"U0GRACE"}))
    with store.transaction() as transaction:
        for group in (OPS, smaller):
            transaction.people.note_group(group, clock.advance(1))
        assert transaction.people.groups(["S0OPS", "S0NONE"], within=MINUTE) == {"S0OPS": smaller}
        assert transaction.people.members(["S0OPS"]) == {"U0GRACE"}


def test_group__in_trouble_has_nobody(store: SqlStore, clock: Clock) -> None:
    trouble = UserGroup("S0OPS", trouble="It needs a paid plan.")
    with store.transaction() as transaction:
        transaction.people.note_group(OPS, clock())
        transaction.people.note_group(trouble, clock.advance(1))
        assert transaction.people.groups(["S0OPS"], within=MINUTE) == {"S0OPS": trouble}


def test_forgotten__counts_no_more_until_it_is_asked_anew(store: SqlStore, clock: Clock) -> None:
    with store.transaction() as transaction:
        people = transaction.people
        people.note_person(TOM, clock())
        people.note_group(OPS, clock())
        asked_before = clock.advance(1)
        clock.advance(1)
        people.forget_person("U0TOM")
        people.forget_group("S0OPS")
        people.note_person(TOM, asked_before)
        people.note_group(OPS, asked_before)
        assert people.person("U0TOM", within=MINUTE) is None
        assert people.groups(["S0OPS"], within=MINUTE) == {}
        asked_after = clock.advance(1)
        people.note_person(TOM, asked_after)
        people.note_group(OPS, asked_after)
        assert people.person("U0TOM", within=MINUTE) == TOM
        assert people.groups(["S0OPS"], within=MINUTE) == {"S0OPS": OPS}


def test_forgotten__whoever_was_never_met_stays_unknown(store: SqlStore) -> None:
    with store.transaction() as transaction:
        transaction.people.forget_person("U0NEW")
        transaction.people.forget_group("S0NEW")
        assert transaction.people.person("U0NEW", within=MINUTE) is None


def test_later_word__is_not_replaced_by_an_earlier_one(store: SqlStore, clock: Clock) -> None:
    earlier, later = clock(), clock.advance(1)
    gone = replace(TOM, membership=Membership.DEACTIVATED)
    smaller = replace(OPS, members=frozenset({"U0GRACE"}))
    with store.transaction() as transaction:
        people = transaction.people
        people.note_person(gone, later)
        people.note_person(TOM, earlier)
        people.note_group(smaller, later)
        people.note_group(OPS, earlier)
        assert people.person("U0TOM", within=MINUTE) == gone
        assert people.groups(["S0OPS"], within=MINUTE) == {"S0OPS": smaller}
