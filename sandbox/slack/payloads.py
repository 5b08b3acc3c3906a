"""The requests the app gets, field by field as Slack sends them."""

import json
import secrets
from datetime import datetime
from urllib.parse import urlencode

from sandbox.slack.channels import Channel
from sandbox.slack.credentials import (
    APP_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    VERIFICATION_TOKEN,
)
from sandbox.slack.errors import Json
from sandbox.slack.message import Message, api_message
from sandbox.slack.people import Person
from sandbox.slack.views import View, view_object

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def command_form(
    person: Person,
    channel: Channel,
    *,
    command: str,
    text: str,
    response_url: str,
    trigger_id: str,
) -> bytes:
    """The form of a slash command."""
    fields = {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_dm else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }
    return urlencode(fields).encode()


def interaction_form(payload: Json) -> bytes:
    """An interaction's payload in the form field that Slack puts it in."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def message_action_payload(
    person: Person,
    channel: Channel,
    message: Message,
    *,
    action: Json,
    values: Json,
    response_url: str,
    trigger_id: str,
) -> Json:
    """`block_actions` for an element in a message.

    An ephemeral message is not repeated in the payload; that Slack leaves it out is a guess, but
    an app that can do without it is safe either way.
    """
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload: Json = {
        **_common("block_actions", person),
        "container": container,
        "trigger_id": trigger_id,
        "channel": {
            "id": channel.id,
            "name": "directmessage" if channel.is_dm else channel.name,
        },
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }
    return payload if message.ephemeral_for else payload | {"message": api_message(message)}


def view_action_payload(person: Person, view: View, *, action: Json, trigger_id: str) -> Json:
    """`block_actions` for an element in a dialog or on the App Home."""
    return {
        **_common("block_actions", person),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger_id,
        "view": view_object(view),
        "state": {"values": view.values},
        "actions": [action],
    }


def submission_payload(person: Person, view: View, *, trigger_id: str) -> Json:
    """`view_submission`. The stand-in never gives `response_urls`."""
    return {
        **_common("view_submission", person),
        "trigger_id": trigger_id,
        "view": view_object(view),
        "response_urls": [],
    }


def closed_payload(person: Person, view: View, *, is_cleared: bool) -> Json:
    """`view_closed`."""
    return {
        **_common("view_closed", person),
        "view": view_object(view),
        "is_cleared": is_cleared,
    }


def event_envelope(event: Json, *, now: datetime) -> Json:
    """An event in its envelope, with an id that stays the same when it is sent again."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "enterprise_id": None,
        "context_team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(now.timestamp()),
        "event_context": secrets.token_hex(16),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _common(kind: str, person: Person) -> Json:
    return {
        "type": kind,
        # Of whoever pressed: in a shared channel that may be another workspace than the app's.
        "team": {"id": person.team_id, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team_id,
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "is_enterprise_install": False,
    }
