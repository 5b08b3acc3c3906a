"""Slack's own word on people and user groups: users.info, usergroups.users.list, usergroups.list."""

from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_calls import call_slack, code_of, slack_client
from sync.domain.people import Membership, Person, UserGroup

TIMEOUT_SECONDS = 5
"""Slack's answer about a group is waited for no longer: a person waits for what hangs on it."""

_NO_SUCH_PERSON = frozenset({"user_not_found", "user_not_visible"})


class SlackDirectory:
    """Implements `sync.use_cases.ports.Directory` for one workspace.

    Args:
        token: The bot's token.
        api_url: Where the Web API is, ending in `/api/`.
        team_id: The workspace whose people may have rights.
    """

    def __init__(self, token: str, api_url: str, team_id: str) -> None:
        self._client: WebClient = slack_client(token, api_url, timeout=TIMEOUT_SECONDS)
        self._team_id = team_id

    def person(self, person_id: str) -> Person:
        """The person with this id, as Slack says now.

        Raises:
            RetryLater: Slack is busy or away.
        """
        try:
            answer = call_slack(self._client.users_info, user=person_id)
        except SlackApiError as error:
            code = code_of(error)
            if code in _NO_SUCH_PERSON:
                return Person(person_id)
            trouble = _TROUBLE.get(code, _ANY_TROUBLE.format(code=code))
            return Person(person_id, trouble=f"Leasebridge cannot look up who you are: {trouble}")
        user: dict[str, Any] = answer["user"]
        profile: dict[str, Any] = user.get("profile") or {}
        return Person(
            person_id=person_id,
            name=str(user.get("real_name") or profile.get("real_name") or user.get("name") or ""),
            time_zone=str(user.get("tz") or ""),
            membership=membership_of(user, self._team_id),
        )

    def group(self, group_id: str) -> UserGroup:
        """The user group with this id and its members, as Slack says now.

        Raises:
            RetryLater: Slack is busy or away.
        """
        try:
            answer = call_slack(
                self._client.usergroups_users_list, usergroup=group_id, team_id=self._team_id
            )
            name = self._name_of(group_id)
        except SlackApiError as error:
            code = code_of(error)
            trouble = _TROUBLE.get(code, _ANY_TROUBLE.format(code=code))
            return UserGroup(
                group_id,
                trouble=f"Leasebridge cannot tell who is in the user group {group_id}: {trouble}",
            )
        return UserGroup(group_id, name, frozenset(map(str, answer.get("users") or ())))

    def _name_of(self, group_id: str) -> str:
        answer = call_slack(self._client.usergroups_list, team_id=self._team_id)
        groups: list[dict[str, Any]] = answer.get("usergroups") or []
        return next(
            (str(each.get("name") or "") for each in groups if each.get("id") == group_id), ""
        )


def membership_of(user: dict[str, Any], team_id: str) -> Membership:
    """How somebody belongs to the workspace, from Slack's user object.

    Who belongs to another workspace is told by `is_stranger`, or by another `team_id` without ours among
    the workspaces of an organisation (`enterprise_user.teams`): a guess, where it is wrong nobody is let
    in. Source of the fields: the method reference of users.info.
    """
    teams = {user.get("team_id"), *((user.get("enterprise_user") or {}).get("teams") or ())}
    if user.get("deleted"):
        return Membership.DEACTIVATED
    if user.get("is_bot") or user.get("is_app_user") or user.get("id") == "USLACKBOT":
        return Membership.BOT
    if user.get("is_stranger") or team_id not in teams:
        return Membership.FOREIGN
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Membership.GUEST
    return Membership.MEMBER


_ANY_TROUBLE = "Slack said {code}. Look at the app's settings in Slack."
_REINSTALL = (
    "Slack does not accept the app's token any more. Install the app in the workspace again and put the "
    "new token into SLACK_BOT_TOKEN."
)
_TROUBLE = {
    "plan_upgrade_required": (
        "user groups need a paid Slack plan, which this workspace does not have. Name people in "
        "LEASEBRIDGE_ROLES instead, such as U0123=approver."
    ),
    "no_such_subteam": (
        "the workspace has no such group, or it is disabled. Correct LEASEBRIDGE_ROLES."
    ),
    "missing_scope": (
        "the Slack app lacks a right. Add the scopes usergroups:read and users:read to the app, and "
        "install it in the workspace again."
    ),
    "token_revoked": _REINSTALL,
    "token_expired": _REINSTALL,
    "invalid_auth": _REINSTALL,
    "account_inactive": _REINSTALL,
}
