"""Looking for a message of ours in Slack by the mark it carries.

Source of arguments, scopes and limits: Slack's references of conversations.history and conversations.replies.
The first answers with the newest first and without replies; the second with the replies of one thread. Apps
made for one company may ask about fifty times a minute.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack_calls import call_slack, code_of
from sync.use_cases.ports import Posting

log = logging.getLogger(__name__)

EVENT_TYPE = "leasebridge_message"
PAGE = 200
MOST_PAGES = 5
CLOCKS_APART = timedelta(hours=1)
"""How far our clock may be ahead of Slack's: so much before the post was noted the search begins."""


def metadata_of(mark: str) -> dict[str, Any]:
    """What a message carries of us: the mark and nothing else, as every app of the workspace may read it."""
    return {"event_type": EVENT_TYPE, "event_payload": {"mark": mark}}


class PostFinder:
    """Finds messages by their mark.

    Args:
        client: Speaks to Slack as the app.
    """

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def find(self, posting: Posting) -> tuple[str, str] | None:
        """The channel and timestamp of the message with the posting's mark; None where none is seen.

        Where Slack does not let us look, none is seen: the app lacks the scope, or is not in the channel.

        Raises:
            RetryLater: Slack is busy or away.
        """
        for place, thread in self._places(posting):
            try:
                timestamp = self._in(place, thread, posting)
            except SlackApiError as error:
                log.warning("Slack lets nobody look for a post in %s: %s", place, code_of(error))
                continue
            if timestamp is not None:
                return place, timestamp
        return None

    def _places(self, posting: Posting) -> Iterator[tuple[str, str]]:
        """Where it may stand: its channel and thread, or what is between the app and its person."""
        if posting.channel:
            yield posting.channel, posting.thread
        if posting.person_id:
            try:
                opened = call_slack(self._client.conversations_open, users=posting.person_id)
            except SlackApiError as error:
                log.warning("Slack lets nobody write to %s: %s", posting.person_id, code_of(error))
            else:
                yield str(opened["channel"]["id"]), ""

    def _in(self, channel: str, thread: str, posting: Posting) -> str | None:
        for message in self._messages(channel, thread, posting):
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == EVENT_TYPE and payload.get("mark") == posting.mark:
                return str(message["ts"])
        return None

    def _messages(self, channel: str, thread: str, posting: Posting) -> Iterator[dict[str, Any]]:
        method: Callable[..., SlackResponse] = self._client.conversations_history
        more: dict[str, Any] = {}
        if thread:
            method, more = self._client.conversations_replies, {"ts": thread}
        since = (posting.begun_at - CLOCKS_APART).timestamp()
        cursor = ""
        for _ in range(MOST_PAGES):
            page = call_slack(
                method,
                channel=channel,
                oldest=f"{since:.6f}",
                include_all_metadata=True,
                limit=PAGE,
                cursor=cursor or None,
                **more,
            )
            yield from page.get("messages") or []
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
