"""Who may do what: asked at the click, and again in the job."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.domain.errors import FixSetup
from sync.domain.roles import Permission, Role, may, roles_with
from sync.domain.runs import Requester


@dataclass(frozen=True, slots=True)
class Roster:
    """The people who have a role, by their id in Slack.

    Attributes:
        roles: One role for each person; whoever is missing may do nothing.
    """

    roles: Mapping[str, Role]

    def role_of(self, person_id: str) -> Role | None:
        """The person's role, or None."""
        return self.roles.get(person_id)

    def refusal(self, person_id: str, permission: Permission) -> str | None:
        """None where the person may; else one sentence that says who may instead."""
        if may(self.role_of(person_id), permission):
            return None
        *others, last = (role.value for role in roles_with(permission))
        allowed = f"{', '.join(others)} or {last}" if others else last
        return (
            f"You are not allowed to {permission.label}. "
            f"That takes the role of {allowed}; ask an administrator of Leasebridge."
        )

    def require(self, who: Requester, permission: Permission) -> None:
        """Make sure that a person who came from Slack may; whoever has no id there has every right.

        Raises:
            FixSetup: They may not; says who may.
        """
        refusal = self.refusal(who.person_id, permission) if who.person_id else None
        if refusal is not None:
            raise FixSetup(refusal)
