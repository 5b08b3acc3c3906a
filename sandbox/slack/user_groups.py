"""User groups, which Slack has on paid plans only."""

import msgspec

from sandbox.slack.credentials import TEAM_ID
from sandbox.slack.errors import Json, SlackError
from sandbox.storage import Collection, Storage


class UserGroup(msgspec.Struct):
    """A named group of people that can be mentioned, and that apps can ask for its members."""

    id: str
    handle: str
    name: str
    member_ids: list[str]
    disabled: bool = False


GROUPS_AT_START = (
    UserGroup("S0ADMINS", "finance-admins", "Finance administrators", ["U0PRIYA"]),
    UserGroup("S0APPROVERS", "finance-approvers", "Finance approvers", ["U0PRIYA", "U0GRACE"]),
    UserGroup("S0OPERATORS", "finance-operators", "Finance operators", ["U0TOM"]),
)


class UserGroups:
    """The workspace's user groups, kept in the storage.

    Attributes:
        paid_plan: with False every question about groups is refused, as on Slack's free plan.
    """

    def __init__(self, storage: Storage, *, paid_plan: bool = True) -> None:
        self.paid_plan = paid_plan
        self._groups = Collection(storage, "slack_user_groups", UserGroup)
        for group in GROUPS_AT_START:
            if group.id not in self._groups:
                copy = msgspec.structs.replace(group, member_ids=list(group.member_ids))
                self._groups.put(group.id, copy)

    def all(self) -> list[UserGroup]:
        """Every group; `plan_upgrade_required` on a free plan."""
        self._require_plan()
        return self._groups.values()

    def find(self, group_id: str) -> UserGroup:
        """The group with this id; `no_such_subteam` when there is none."""
        self._require_plan()
        group = self._groups.get(group_id)
        if group is None:
            raise SlackError("no_such_subteam")
        return group

    def set_members(self, group_id: str, member_ids: list[str]) -> tuple[list[str], list[str]]:
        """Change who is in the group; returns who was added and who was taken out."""
        group = self.find(group_id)
        added = [each for each in member_ids if each not in group.member_ids]
        removed = [each for each in group.member_ids if each not in member_ids]
        group.member_ids = list(member_ids)
        self._groups.put(group.id, group)
        return added, removed

    def _require_plan(self) -> None:
        if not self.paid_plan:
            raise SlackError("plan_upgrade_required")


def group_object(group: UserGroup, *, with_users: bool) -> Json:
    """The group as the Web API shows it."""
    shape: Json = {
        "id": group.id,
        "team_id": TEAM_ID,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 1 if group.disabled else 0,
        "created_by": "U0PRIYA",
        "updated_by": "U0PRIYA",
        "user_count": len(group.member_ids),
    }
    return shape | {"users": group.member_ids} if with_users else shape
