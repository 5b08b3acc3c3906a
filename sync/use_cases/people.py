"""Who may do what: asked at the click, and again in the job."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sync.domain.errors import FixSetup
from sync.domain.people import Membership, Person, UserGroup
from sync.domain.roles import Permission, Role, may, roles_with
from sync.domain.runs import Requester

NAMES_SHOWN = 5
GROUP_LETTER = "S"
"""The ids of Slack's user groups begin with it, those of people with U or W."""


class KnownPeople(Protocol):
    """What is known of people now, well enough to let them do something."""

    @property
    def doubt(self) -> str:
        """What to say where something is not known: a sentence or two, with the next step."""
        ...

    def person(self, person_id: str) -> Person | None:
        """The person; None where they are not known well enough now."""
        ...

    def groups(self, group_ids: Collection[str]) -> Mapping[str, UserGroup]:
        """Those of the groups that are known well enough now, by their id."""
        ...

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """What people and groups are called, by their id, where that was ever known."""
        ...


@dataclass(frozen=True, slots=True)
class NobodyKnown:
    """A directory that knows nobody: enough where nobody comes from Slack."""

    doubt: str = "Leasebridge cannot look up who you are here, so nothing was done."

    def person(self, person_id: str) -> Person | None:  # noqa: ARG002 - the protocol's
        """Never known."""
        return None

    def groups(self, group_ids: Collection[str]) -> Mapping[str, UserGroup]:  # noqa: ARG002 - the protocol's
        """Never known."""
        return {}

    def names(self, ids: Collection[str]) -> Mapping[str, str]:  # noqa: ARG002 - the protocol's
        """Never known."""
        return {}


@dataclass(frozen=True, slots=True)
class Roster:
    """Who has a role: people and user groups, by their ids in Slack.

    Whoever is named by their own id has that role and no other, whatever groups they are in. What is not
    known for sure gives no right, and nothing else ever stands in for a group that cannot be read.

    Attributes:
        roles: One role for each person or user group; who is named in no way may do nothing.
        people: What is known of people and groups.
    """

    roles: Mapping[str, Role]
    people: KnownPeople = field(default_factory=NobodyKnown)

    @property
    def administrators(self) -> tuple[str, ...]:
        """The ids of the people and user groups who are told what an operator must put right."""
        return tuple(each for each, role in self.roles.items() if role is Role.ADMINISTRATOR)

    def role_of(self, person_id: str) -> Role | None:
        """The person's role, as far as that is known now; of several, the one that may do most."""
        roles = self._roles_of(person_id, self._known_groups(person_id, tuple(Role)))
        person = self.people.person(person_id) if roles else None
        if person is None:
            return None
        return person.membership.most(max(roles, key=list(Role).index))

    def person(self, person_id: str) -> Person | None:
        """Who the person is: their name and time zone, for texts; None where that is not known."""
        return self.people.person(person_id)

    def refusal(self, person_id: str, permission: Permission) -> str | None:
        """None where the person may; else a sentence or two that say who may instead, or what to do."""
        sufficient = roles_with(permission)
        groups = self._known_groups(person_id, sufficient)
        roles = self._roles_of(person_id, groups)
        if not any(may(role, permission) for role in roles):
            is_named = person_id in self.roles
            doubt = None if is_named else self._doubt_about(groups, sufficient)
            return doubt or self._who_may(permission)
        person = self.people.person(person_id)
        if person is None or person.trouble:
            return person.trouble if person else self.people.doubt
        if not any(may(person.membership.most(role), permission) for role in roles):
            return f"{_OUTSIDERS[person.membership]} {self._who_may(permission)}"
        return None

    def require(self, who: Requester, permission: Permission) -> None:
        """Make sure that a person who came from Slack may; whoever has no id there has every right.

        Raises:
            FixSetup: They may not; says who may.
        """
        refusal = self.refusal(who.person_id, permission) if who.person_id else None
        if refusal is not None:
            raise FixSetup(refusal)

    def named_with(self, permission: Permission) -> tuple[str, ...]:
        """The ids of the people and user groups that are given `permission`, in the order of the settings."""
        sufficient = roles_with(permission)
        return tuple(each for each, role in self.roles.items() if role in sufficient)

    def _groups_with(self, roles: Collection[Role]) -> tuple[str, ...]:
        return tuple(each for each, role in self.roles.items() if is_group(each) and role in roles)

    def _known_groups(self, person_id: str, roles: Collection[Role]) -> Mapping[str, UserGroup]:
        """What is known of the groups that have one of these roles; nobody is asked needlessly."""
        group_ids = self._groups_with(roles)
        return self.people.groups(group_ids) if group_ids and person_id not in self.roles else {}

    def _roles_of(self, person_id: str, groups: Mapping[str, UserGroup]) -> tuple[Role, ...]:
        if person_id in self.roles:
            return (self.roles[person_id],)
        return tuple(
            self.roles[group_id] for group_id, group in groups.items() if person_id in group.members
        )

    def _doubt_about(self, known: Mapping[str, UserGroup], roles: Collection[Role]) -> str | None:
        """Why it cannot be told whether somebody is in a group with such a role; None where it can."""
        if any(each not in known for each in self._groups_with(roles)):
            return self.people.doubt
        return next((group.trouble for group in known.values() if group.trouble), None)

    def _who_may(self, permission: Permission) -> str:
        *others, last = (role.value for role in roles_with(permission))
        allowed = f"{', '.join(others)} or {last}" if others else last
        return (
            f"You are not allowed to {permission.label}. "
            f"That takes the role of {allowed}; {self._whom_to_ask(permission)}"
        )

    def _whom_to_ask(self, permission: Permission) -> str:
        ids = self.named_with(permission)
        if not ids:
            return "nobody has it yet. Whoever runs Leasebridge gives it."
        names = self.people.names(ids)
        told = [_called(each, names.get(each, "")) for each in ids[:NAMES_SHOWN]]
        if len(ids) > len(told):
            told.append("others")
        *others, last = told
        return f"ask {', '.join(others)} or {last}." if others else f"ask {last}."


_OUTSIDERS = {
    Membership.MEMBER: "",
    Membership.GUEST: "Guests of the workspace may look and do no more, whatever role they are given.",
    Membership.BOT: "A bot has no rights in Leasebridge, whatever role it is given.",
    Membership.DEACTIVATED: "A deactivated account has no rights in Leasebridge.",
    Membership.FOREIGN: "Whoever belongs to another workspace has no rights in Leasebridge.",
    Membership.NOBODY: "The workspace does not know you, so you have no rights in Leasebridge.",
}


def is_group(its_id: str) -> bool:
    """Whether an id is that of a user group and not of a person."""
    return its_id.startswith(GROUP_LETTER)


def _called(its_id: str, name: str) -> str:
    if is_group(its_id):
        return f"somebody in the user group {name or its_id}"
    return name or its_id
