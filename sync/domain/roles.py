"""Who may do what. Default deny: a person without a role may do nothing."""

from enum import StrEnum


class Role(StrEnum):
    """A person's role, each containing the ones before it except where the table says otherwise."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """Something a person may be allowed to do."""

    SEE = "see"
    START_SYNC = "start_sync"
    APPROVE = "approve"
    LET_THROUGH = "let_through"
    SETTLE = "settle"
    PAUSE = "pause"
    CHANGE_SETTINGS = "change_settings"
    LINK_COMPANIES = "link_companies"

    @property
    def label(self) -> str:
        """What is allowed, to follow the words 'is allowed to'."""
        return _LABELS[self]


_LABELS = {
    Permission.SEE: "see how the sync stands",
    Permission.START_SYNC: "start a sync or apply a plan",
    Permission.APPROVE: "decide about drafts",
    Permission.LET_THROUGH: "let a run write far more than usual",
    Permission.SETTLE: "settle, unlink or look after records",
    Permission.PAUSE: "pause the sync or let it go on",
    Permission.CHANGE_SETTINGS: "change a company's settings",
    Permission.LINK_COMPANIES: "link companies or say how a link works",
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.SEE}),
    Role.OPERATOR: frozenset(
        {Permission.SEE, Permission.START_SYNC, Permission.SETTLE, Permission.PAUSE}
    ),
    Role.APPROVER: frozenset(
        {
            Permission.SEE,
            Permission.START_SYNC,
            Permission.SETTLE,
            Permission.APPROVE,
            Permission.LET_THROUGH,
        }
    ),
    Role.ADMINISTRATOR: frozenset(Permission),
}


def may(role: Role | None, permission: Permission) -> bool:
    """Whether somebody with `role` (None: no role at all) has `permission`."""
    return role is not None and permission in PERMISSIONS[role]


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """The roles that have `permission`, for telling somebody whom to ask."""
    return tuple(role for role in Role if permission in PERMISSIONS[role])
