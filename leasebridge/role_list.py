"""The setting that says who may do what: people and user groups of Slack, each with a role."""

import re
from collections.abc import Mapping

from sync.domain.roles import Role

SLACK_ID = re.compile(r"[UWS][A-Z0-9]+")
"""The id of a person (U or W) or of a user group (S). Source: Slack's reference of object types."""


def parse_roles(text: str) -> Mapping[str, Role]:
    """The people and user groups with their roles, from a text such as `U0123=administrator, S0456=operator`.

    Raises:
        ValueError: A part is not of that form, names an unknown role, or repeats an id.
    """
    roles: dict[str, Role] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        its_id, separator, role = (word.strip() for word in part.partition("="))
        if not separator or not its_id or role not in set(Role):
            known = ", ".join(Role)
            raise ValueError(f"{part!r} is not of the form U0123=role with a role of {known}")
        if not SLACK_ID.fullmatch(its_id):
            raise ValueError(
                f"{its_id!r} is not an id of Slack's: a person's begins with U or W, a user group's "
                "with S; names and e-mail addresses are not understood"
            )
        if its_id in roles:
            raise ValueError(f"{its_id!r} is named twice; give it one role")
        roles[its_id] = Role(role)
    return roles
