"""The people of the chat, and the user groups they are in, as far as rights hang on it."""

from dataclasses import dataclass
from enum import StrEnum

from sync.domain.roles import Role


class Membership(StrEnum):
    """How somebody belongs to the workspace."""

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    FOREIGN = "foreign"  # of another workspace, met in a shared channel
    NOBODY = "nobody"  # the workspace knows no such person

    def most(self, role: Role) -> Role | None:
        """What is left of a role: guests may look and no more, whoever is no member may nothing."""
        match self:
            case Membership.MEMBER:
                return role
            case Membership.GUEST:
                return Role.VIEWER
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the chat.

    Attributes:
        person_id: Their id there.
        name: What people call them.
        time_zone: Where they live, such as `Europe/London`; empty where it is not known.
        membership: How they belong to the workspace.
        trouble: Why they could not be looked up, with the next step; empty where they could.
    """

    person_id: str
    name: str = ""
    time_zone: str = ""
    membership: Membership = Membership.NOBODY
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A named group of people in the chat.

    Attributes:
        group_id: Its id there.
        name: What people call it.
        members: The ids of the people in it.
        trouble: Why its members could not be read, with the next step; empty where they could.
    """

    group_id: str
    name: str = ""
    members: frozenset[str] = frozenset()
    trouble: str = ""
