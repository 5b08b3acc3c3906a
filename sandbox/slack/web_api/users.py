"""`auth.test` and `users.*`: who the app is, and who is in the workspace."""

from sandbox.slack.credentials import (
    BOT_ID,
    BOT_USER_ID,
    TEAM_ID,
    TEAM_NAME,
)
from sandbox.slack.errors import Json
from sandbox.slack.people import Person, user_object
from sandbox.slack.web_api.method import Caller, Method, Tier
from sandbox.slack.web_api.paging import page_of


def auth_test(caller: Caller) -> Json:
    """`auth.test`: the app's own identity."""
    bot = caller.workspace.people.find(BOT_USER_ID)
    return {
        "url": caller.base_url,
        "team": TEAM_NAME,
        "user": bot.name,
        "team_id": TEAM_ID,
        "user_id": bot.id,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def info(caller: Caller) -> Json:
    """`users.info`: one person."""
    return {"user": _shown(caller, caller.workspace.people.find(caller.arguments.text("user")))}


def everybody(caller: Caller) -> Json:
    """`users.list`: everybody, deactivated people and bots included."""
    people, cursor = page_of(caller.workspace.people.all(), caller.arguments)
    members = [_shown(caller, person) for person in people]
    return {"members": members, "cache_ts": 0} | cursor


def lookup_by_email(caller: Caller) -> Json:
    """`users.lookupByEmail`: the active person with this address."""
    person = caller.workspace.people.with_email(caller.arguments.text("email"))
    return {"user": _shown(caller, person)}


def _shown(caller: Caller, person: Person) -> Json:
    return user_object(person, with_email="users:read.email" in caller.workspace.scopes)


METHODS = (
    Method(name="auth.test", run=auth_test, tier=Tier.SPECIAL, json_body=True),
    Method(
        name="users.info",
        run=info,
        tier=Tier.FOUR,
        required=("user",),
        optional=("include_locale",),
        any_scope=("users:read",),
    ),
    Method(
        name="users.list",
        run=everybody,
        tier=Tier.TWO,
        optional=("cursor", "limit", "include_locale"),
        any_scope=("users:read",),
    ),
    Method(
        name="users.lookupByEmail",
        run=lookup_by_email,
        tier=Tier.THREE,
        required=("email",),
        any_scope=("users:read.email",),
    ),
)
