"""Calling Slack's Web API: one client, and what goes wrong sorted by whether to try again."""

import re
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from sync.domain.errors import RetryLater
from sync.use_cases.ports import ChatBusy

TOO_MANY_REQUESTS = 429
TOO_OFTEN = frozenset({"ratelimited", "rate_limited"})
"""Slack's words for having done nothing because it is asked too often."""
PASSING_STATUSES = frozenset({TOO_MANY_REQUESTS, *range(500, 600)})

BUSY_ERRORS = frozenset({*TOO_OFTEN, "service_unavailable", "fatal_error", "internal_error"})
"""Slack's words for 'try again later'. Source: the method reference of chat.postMessage."""

SLACKS_WORD = re.compile(r"[a-z_]+")
"""An error as Slack names it. Anything else in its place comes from somebody on the way to Slack."""


def slack_client(token: str, api_url: str, *, timeout: int) -> WebClient:
    """A client that asks once: whoever calls decides what is done again.

    Args:
        token: The bot's token.
        api_url: Where the Web API is, ending in `/api/`.
        timeout: Seconds an answer is waited for.
    """
    client = WebClient(token=token, base_url=api_url, timeout=timeout, retry_handlers=[])
    if urllib.request.proxy_bypass(urlsplit(api_url).hostname or ""):
        client.proxy = None
    return client


def call_slack(method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:
    """Call Slack.

    Raises:
        ChatBusy: Slack is asked too often, and did nothing.
        RetryLater: Slack is busy or away; what became of this is not known.
        SlackApiError: Slack refused, and will again.
    """
    try:
        return method(**arguments)
    except SlackApiError as error:
        if _passes(error):
            raise _retry_later(error) from error
        raise
    except (SlackClientError, HTTPException, OSError) as error:
        raise RetryLater(f"Slack did not answer: {error}") from error


def code_of(error: SlackApiError) -> str:
    """The error as Slack names it; whatever stands in its place where it is none of Slack's words."""
    response: SlackResponse = error.response
    return str(response.get("error", ""))


def _passes(error: SlackApiError) -> bool:
    response: SlackResponse = error.response
    code = code_of(error)
    is_slacks_own = SLACKS_WORD.fullmatch(code) is not None
    return response.status_code in PASSING_STATUSES or not is_slacks_own or code in BUSY_ERRORS


def _retry_later(error: SlackApiError) -> RetryLater:
    response: SlackResponse = error.response
    code = code_of(error)
    is_slacks_own = SLACKS_WORD.fullmatch(code) is not None
    what = code if is_slacks_own else f"an answer with status {response.status_code}"
    took_nothing = code in TOO_OFTEN or response.status_code == TOO_MANY_REQUESTS
    kind = ChatBusy if took_nothing else RetryLater
    return kind(f"Slack is busy or away ({what}).", wait_seconds=_wait(response))


def _wait(response: SlackResponse) -> float | None:
    """How long Slack asks us to wait, in seconds; None where it does not say."""
    named = str(response.headers.get("Retry-After", ""))
    return float(named) if named.isdecimal() else None
