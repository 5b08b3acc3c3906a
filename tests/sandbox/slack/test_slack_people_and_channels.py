"""Tokens, scopes, encodings, and the methods about people, channels and groups."""

from collections.abc import Callable

import pytest

from sandbox.slack.credentials import BOT_TOKEN
from sandbox.slack.manifest import DEFAULT_SCOPES
from sandbox.slack.web_api.endpoint import METHODS
from tests.sandbox.slack.slack_harness import Json, Slack


def test_auth__identity(slack: Slack) -> None:
    answer = slack.api("auth.test")
    assert answer["ok"] is True
    assert (answer["team_id"], answer["user_id"]) == ("T0HARBOUR", "U0BRIDGE")
    assert answer["bot_id"] == "B0BRIDGE"


@pytest.mark.parametrize(
    ("token", "error"), [(None, "not_authed"), ("xoxb-somebody-else", "invalid_auth")]
)
def test_auth__token(slack: Slack, token: str | None, error: str) -> None:
    assert slack.post("auth.test", token=token).json() == {"ok": False, "error": error}


def test_auth__token_as_an_argument(slack: Slack) -> None:
    answer = slack.http.post("/slack/api/auth.test", data={"token": BOT_TOKEN}).json()
    assert answer["ok"] is True
    assert "token" not in slack.calls[-1].arguments


def test_method__unknown(slack: Slack) -> None:
    assert slack.api("chat.postEverything")["error"] == "unknown_method"


def test_encoding__form_and_json_do_the_same(slack: Slack) -> None:
    form = {"channel": "C0SYNC", "text": "By form", "blocks": '[{"type": "divider"}]'}
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    by_form = slack.http.post("/slack/api/chat.postMessage", data=form, headers=headers).json()
    by_json = slack.api(
        "chat.postMessage", channel="C0SYNC", text="By JSON", blocks=[{"type": "divider"}]
    )
    kinds = [each["message"]["blocks"][0]["type"] for each in (by_form, by_json)]
    assert kinds == ["divider", "divider"]


def test_encoding__reading_methods_take_no_json(slack: Slack) -> None:
    answer = slack.api("users.info", user="U0TOM")
    assert answer["error"] == "invalid_arguments"
    assert slack.read("users.info", user="U0TOM")["ok"] is True


SCOPED = [name for name, method in METHODS.items() if method.any_scope]


@pytest.mark.parametrize("method", SCOPED)
def test_scope__missing(start_slack: Callable[..., Slack], method: str) -> None:
    slack = start_slack(scopes={"commands"})
    answer = slack.read(method)
    assert answer["error"] == "missing_scope"
    assert answer["provided"] == "commands"
    assert set(answer["needed"].split(",")) == set(METHODS[method].any_scope)


def test_scope__email_is_hidden_without_its_scope(start_slack: Callable[..., Slack]) -> None:
    slack = start_slack(scopes=DEFAULT_SCOPES - {"users:read.email"})
    assert "email" not in slack.read("users.info", user="U0TOM")["user"]["profile"]
    assert slack.read("users.lookupByEmail", email="tom@harbour.example")["ok"] is False


def test_user__everyday_person(slack: Slack) -> None:
    user = slack.read("users.info", user="U0PRIYA")["user"]
    assert (user["real_name"], user["profile"]["title"]) == ("Priya Raman", "Head of Finance")
    assert user["profile"]["email"] == "priya@harbour.example"
    assert user["is_restricted"] is False
    assert user["tz"] == "Europe/London"
    assert user["tz_offset"] in {0, 3600}


def test_user__guest_bot_and_somebody_who_left(slack: Slack) -> None:
    assert slack.read("users.info", user="U0DANA")["user"]["is_restricted"] is True
    assert slack.read("users.info", user="U0BRIDGE")["user"]["is_bot"] is True
    left = slack.read("users.info", user="U0MARTIN")["user"]
    assert left["deleted"] is True
    assert "tz" not in left


def test_user__unknown(slack: Slack) -> None:
    assert slack.read("users.info", user="U0NOBODY")["error"] == "user_not_found"


def test_users__list_in_pages(slack: Slack) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        page = slack.read("users.list", limit=3, cursor=cursor)
        assert len(page["members"]) <= 3
        seen += [user["id"] for user in page["members"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert seen == [person.id for person in slack.workspace.people.all()]
    assert slack.read("users.list", cursor="soon")["error"] == "invalid_cursor"


def test_lookup__by_email(slack: Slack) -> None:
    found = slack.read("users.lookupByEmail", email="Grace@harbour.example")
    assert found["user"]["id"] == "U0GRACE"
    left = slack.read("users.lookupByEmail", email="martin@harbour.example")
    assert left["error"] == "users_not_found"


def test_conversation__open_gives_the_direct_message(slack: Slack) -> None:
    answer = slack.api("conversations.open", users="U0GRACE")
    assert answer["channel"] == {"id": "D0GRACE"}
    whole = slack.api("conversations.open", users="U0GRACE", return_im=True)["channel"]
    assert (whole["is_im"], whole["user"]) == (True, "U0GRACE")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "users_list_not_supplied"),
        ({"users": "U0NOBODY"}, "user_not_found"),
        ({"users": "U0MARTIN"}, "user_disabled"),
        ({"users": "U0TOM,U0GRACE"}, "too_many_users"),
        ({"channel": "C0SYNC"}, "method_not_supported_for_channel_type"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
    ],
)
def test_conversation__open_refused(slack: Slack, arguments: Json, error: str) -> None:
    assert slack.api("conversations.open", **arguments)["error"] == error


def test_conversation__info_says_whether_the_app_is_in(slack: Slack) -> None:
    inside = slack.read("conversations.info", channel="C0SYNC")["channel"]
    outside = slack.read("conversations.info", channel="C0GENERAL")["channel"]
    assert (inside["is_member"], outside["is_member"]) == (True, False)
    assert inside["name"] == "finance-sync"
    assert slack.read("conversations.info", channel="C1")["error"] == "channel_not_found"


def test_conversation__list_by_kind(slack: Slack) -> None:
    public = slack.read("conversations.list")["channels"]
    direct = slack.read("conversations.list", types="im")["channels"]
    assert [each["name"] for each in public] == [
        "finance-sync",
        "finance-approvals",
        "finance-alerts",
        "general",
    ]
    assert all(each["is_im"] for each in direct)


def test_conversation__members(slack: Slack) -> None:
    members = slack.read("conversations.members", channel="C0APPROVE")["members"]
    assert "U0BRIDGE" in members
    assert "U0DANA" not in members


def test_groups__list_and_members(slack: Slack) -> None:
    groups = slack.read("usergroups.list", include_users="true")["usergroups"]
    by_handle = {group["handle"]: group["users"] for group in groups}
    assert by_handle["finance-approvers"] == ["U0PRIYA", "U0GRACE"]
    members = slack.read("usergroups.users.list", usergroup="S0OPERATORS")
    assert members["users"] == ["U0TOM"]


def test_groups__unknown(slack: Slack) -> None:
    answer = slack.read("usergroups.users.list", usergroup="S0NONE")
    assert answer["error"] == "no_such_subteam"


@pytest.mark.parametrize("method", ["usergroups.list", "usergroups.users.list"])
def test_groups__free_plan_has_none(start_slack: Callable[..., Slack], method: str) -> None:
    slack = start_slack(paid_plan=False)
    answer = slack.read(method, **({"usergroup": "S0ADMINS"} if "users" in method else {}))
    assert answer["error"] == "plan_upgrade_required"
