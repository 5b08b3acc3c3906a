"""What is recorded of every call of the Web API."""

from datetime import datetime

import msgspec

from sandbox.slack.errors import Json


class SlackCall(msgspec.Struct, frozen=True):
    """One call that the app made.

    `time` is aware UTC; `arguments` are as received, without the token; `error` is Slack's error
    name, or None when the call was answered with `ok`.
    """

    time: datetime
    method: str
    arguments: Json
    ok: bool
    error: str | None = None
