"""People that need not be looked up: what Slack's directory would have said of the stand-in workspace."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sync.domain.people import Membership, Person, UserGroup
from sync.domain.roles import Role
from sync.use_cases.people import Roster
from sync.use_cases.ports import Store

NAMES = {
    "U0PRIYA": "Priya Raman",
    "U0TOM": "Tom Ashworth",
    "U0GRACE": "Grace Lim",
    "U0VICTOR": "Victor Hale",
}


class EverybodyKnown:
    """Implements `KnownPeople`: whoever is asked about is a member of the workspace, and in no group."""

    doubt = "Nobody is unknown here."

    def person(self, person_id: str) -> Person | None:
        return member(person_id)

    def groups(self, group_ids: Collection[str]) -> Mapping[str, UserGroup]:
        return {each: UserGroup(each) for each in group_ids}

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        return {each: NAMES[each] for each in ids if each in NAMES}


def roster_of(roles: Mapping[str, Role]) -> Roster:
    """These people have these roles, and everybody is known."""
    return Roster(roles, EverybodyKnown())


def member(person_id: str, **changes: str) -> Person:
    name = changes.get("name", NAMES.get(person_id, person_id))
    zone = changes.get("time_zone", "Europe/London")
    return Person(person_id, name, zone, Membership(changes.get("membership", "member")))


def note_everybody(store: Store) -> None:
    """As if everybody with an account had been looked up just now."""
    with store.transaction() as transaction:
        for person_id in NAMES:
            transaction.people.note_person(member(person_id), datetime.now(tz=UTC))
