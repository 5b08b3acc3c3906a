"""Who may do what: by their own id or by a user group, never by anything that is not known for sure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pytest

from sync.domain.errors import FixSetup
from sync.domain.people import Membership, Person, UserGroup
from sync.domain.roles import Permission, Role
from sync.domain.runs import Requester
from sync.use_cases.people import Roster
from tests.knowing import member

START, SEE = Permission.START_SYNC, Permission.SEE
NOT_ALLOWED = "You are not allowed to start a sync or apply a plan."


@dataclass(frozen=True)
class Known:
    """What a test says is known."""

    people: Mapping[str, Person] = field(default_factory=dict)
    known_groups: Mapping[str, UserGroup] = field(default_factory=dict)
    doubt: str = "Try again in a moment."

    def person(self, person_id: str) -> Person | None:
        return self.people.get(person_id)

    def groups(self, group_ids: Collection[str]) -> Mapping[str, UserGroup]:
        return {each: self.known_groups[each] for each in group_ids if each in self.known_groups}

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        named = {each: group.name for each, group in self.known_groups.items()}
        return {each: named[each] for each in ids if named.get(each)}


def group(group_id: str, *members: str, name: str = "", trouble: str = "") -> UserGroup:
    return UserGroup(group_id, name, frozenset(members), trouble)


def roster(
    roles: Mapping[str, Role], *groups: UserGroup, people: Collection[Person] = ()
) -> Roster:
    known = Known(
        {each.person_id: each for each in people}, {each.group_id: each for each in groups}
    )
    return Roster(roles, known)


GRACE = member("U0GRACE")
BY_GROUP = {"S0OPS": Role.OPERATOR, "S0LOOK": Role.VIEWER}


def test_group__whoever_is_in_it_has_its_role() -> None:
    people = roster(BY_GROUP, group("S0OPS", "U0GRACE"), group("S0LOOK"), people=[GRACE])
    assert people.refusal("U0GRACE", START) is None
    assert people.role_of("U0GRACE") is Role.OPERATOR


def test_groups__of_several_the_one_that_may_most_counts() -> None:
    both = (group("S0OPS", "U0GRACE"), group("S0LOOK", "U0GRACE"))
    people = roster(BY_GROUP, *both, people=[GRACE])
    assert people.role_of("U0GRACE") is Role.OPERATOR
    assert people.refusal("U0GRACE", START) is None


def test_named_themselves__that_role_and_no_other() -> None:
    roles = {"U0GRACE": Role.VIEWER, "S0OPS": Role.OPERATOR}
    people = roster(roles, group("S0OPS", "U0GRACE"), people=[GRACE])
    assert people.role_of("U0GRACE") is Role.VIEWER
    assert (people.refusal("U0GRACE", START) or "").startswith(NOT_ALLOWED)


def test_group_not_known__is_a_doubt_and_no_right() -> None:
    people = roster(BY_GROUP, group("S0LOOK", "U0GRACE"), people=[GRACE])
    assert people.refusal("U0GRACE", START) == "Try again in a moment."
    assert people.refusal("U0GRACE", SEE) is None
    assert people.role_of("U0GRACE") is Role.VIEWER


def test_group_in_trouble__gives_no_right_and_nothing_stands_in_for_it() -> None:
    broken = group("S0OPS", trouble="It needs a paid plan.")
    people = roster(BY_GROUP, broken, group("S0LOOK", "U0GRACE"), people=[GRACE])
    assert people.refusal("U0GRACE", START) == "It needs a paid plan."


def test_person_not_known__is_a_doubt_and_no_right() -> None:
    people = roster({"U0GRACE": Role.ADMINISTRATOR})
    assert people.refusal("U0GRACE", START) == "Try again in a moment."
    assert people.role_of("U0GRACE") is None


def test_person_in_trouble__gives_no_right() -> None:
    unseen = Person("U0GRACE", membership=Membership.MEMBER, trouble="The app lacks a right.")
    people = roster({"U0GRACE": Role.ADMINISTRATOR}, people=[unseen])
    assert people.refusal("U0GRACE", SEE) == "The app lacks a right."


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("membership", [each for each in Membership if each != "member"])
def test_outsiders__may_look_at_most_whatever_role_they_are_given(
    membership: Membership, role: Role, permission: Permission
) -> None:
    somebody = Person("U0DANA", "Dana Cole", "Europe/London", membership)
    people = roster({"U0DANA": role}, people=[somebody])
    may_look = membership is Membership.GUEST and permission is SEE
    refusal = people.refusal("U0DANA", permission)
    assert (refusal is None) == may_look
    assert people.role_of("U0DANA") == (Role.VIEWER if membership is Membership.GUEST else None)


def test_refusal__says_which_role_it_takes_and_who_has_it() -> None:
    roles = {"U0VICTOR": Role.VIEWER, "S0OPS": Role.OPERATOR, "U0PRIYA": Role.ADMINISTRATOR}
    people = roster(roles, group("S0OPS", name="Finance operators"), people=[member("U0VICTOR")])
    assert people.refusal("U0VICTOR", START) == (
        f"{NOT_ALLOWED} That takes the role of operator, approver or administrator; "
        "ask somebody in the user group Finance operators or U0PRIYA."
    )


def test_refusal__where_nobody_has_the_role_says_who_gives_it() -> None:
    assert (roster({}).refusal("U0TOM", START) or "").endswith(
        "nobody has it yet. Whoever runs Leasebridge gives it."
    )


def test_refusal__of_many_who_may_names_a_few() -> None:
    roles = {f"U{number}": Role.OPERATOR for number in range(1000)}
    told = roster(roles).refusal("U0TOM", START) or ""
    assert told.endswith("ask U0, U1, U2, U3, U4 or others.")


def test_require__whoever_is_at_the_terminal_has_every_right() -> None:
    people = roster({})
    people.require(Requester("", "root (terminal)"), Permission.LINK_COMPANIES)
    with pytest.raises(FixSetup, match="takes the role of administrator"):
        people.require(Requester("U0TOM", "tom"), Permission.LINK_COMPANIES)
