"""`usergroups.*`: the workspace's user groups and who is in them."""

from sandbox.slack.errors import Json, SlackError
from sandbox.slack.user_groups import group_object
from sandbox.slack.web_api.method import Caller, Method, Tier


def all_groups(caller: Caller) -> Json:
    """`usergroups.list`: every group, disabled ones on request."""
    arguments = caller.arguments
    groups = [
        group_object(group, with_users=arguments.flag("include_users"))
        for group in caller.workspace.user_groups.all()
        if not group.disabled or arguments.flag("include_disabled")
    ]
    return {"usergroups": groups}


def members(caller: Caller) -> Json:
    """`usergroups.users.list`: the ids of the people in a group."""
    group = caller.workspace.user_groups.find(caller.arguments.text("usergroup"))
    if group.disabled and not caller.arguments.flag("include_disabled"):
        raise SlackError("no_such_subteam")
    return {"users": group.member_ids}


METHODS = (
    Method(
        name="usergroups.list",
        run=all_groups,
        tier=Tier.TWO,
        optional=("include_count", "include_disabled", "include_users"),
        any_scope=("usergroups:read",),
    ),
    Method(
        name="usergroups.users.list",
        run=members,
        tier=Tier.TWO,
        required=("usergroup",),
        optional=("include_disabled",),
        any_scope=("usergroups:read",),
    ),
)
