"""Slack's Web API behind the chat port: posting, updating, private messages, App Home."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.block_rules import Surface
from bot.messages.blocks import Block
from bot.shortening import sendable
from bot.slack_calls import call_slack, code_of, slack_client
from sync.use_cases.ports import Content, MessageRefused

TIMEOUT_SECONDS = 10
CLOSED_CHANNEL_ERRORS = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "user_not_in_channel",
    }
)
"""The channel will not take it; the person it is for is written to directly."""


class SlackChat:
    """Implements `sync.use_cases.ports.Chat` for one workspace.

    Args:
        token: The bot's token.
        api_url: Where the Web API is, ending in `/api/`.
    """

    def __init__(self, token: str, api_url: str) -> None:
        # The library's own repeats would post twice after a lost answer; the outbox is what repeats.
        self._client = slack_client(token, api_url, timeout=TIMEOUT_SECONDS)

    def post(self, content: Content, *, subject: str, thread: str) -> tuple[str, str]:
        """Post `content`: to its channel, or directly to its person where the channel is closed.

        A repeated post about the same subject carries the same client_msg_id. Whether Slack drops the
        second is not documented: a guess, harmless where it is wrong.

        Raises:
            RetryLater: Slack is busy or away.
            MessageRefused: Slack will not take it.
        """
        if content.is_home:
            return self._publish_home(content)
        try:
            if content.is_private:
                return self._post_privately(content)
            if not content.channel:
                return self._post_to(self._direct(content), content, subject=subject, thread="")
            return self._post_to(content.channel, content, subject=subject, thread=thread)
        except _ClosedChannel as error:
            if not content.person:
                raise MessageRefused(
                    f"Slack will not let the app post to channel {content.channel} ({error}). "
                    "Invite the app to it, or choose another channel."
                ) from error
            return self._post_to(self._direct(content), content, subject=subject, thread="")

    def update(self, content: Content, *, channel: str, timestamp: str) -> None:
        """Change the message that stands at `timestamp` to say `content`.

        Raises:
            RetryLater: Slack is busy or away.
            MessageRefused: Slack will not take it.
        """
        if content.is_home:
            self._publish_home(content)
            return
        self._call(
            self._client.chat_update,
            channel=channel,
            ts=timestamp,
            text=content.text,
            blocks=_blocks(content, "message"),
        )

    def _post_to(
        self, channel: str, content: Content, *, subject: str, thread: str
    ) -> tuple[str, str]:
        answer = self._call(
            self._client.chat_postMessage,
            channel=channel,
            text=content.text,
            blocks=_blocks(content, "message"),
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
            client_msg_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"leasebridge:{channel}:{subject}")),
        )
        return str(answer["channel"]), str(answer["ts"])

    def _direct(self, content: Content) -> str:
        """The channel between the app and the person it is for."""
        opened = self._call(self._client.conversations_open, users=content.person)
        return str(opened["channel"]["id"])

    def _post_privately(self, content: Content) -> tuple[str, str]:
        answer = self._call(
            self._client.chat_postEphemeral,
            channel=content.channel,
            user=content.person,
            text=content.text,
            blocks=_blocks(content, "message"),
        )
        return content.channel, str(answer["message_ts"])

    def _publish_home(self, content: Content) -> tuple[str, str]:
        view = {"type": "home", "blocks": _blocks(content, "home")}
        self._call(self._client.views_publish, user_id=content.person, view=view)
        return content.person, "home"

    def _call(self, method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:
        """Call Slack, and sort what goes wrong by what to do next."""
        try:
            return call_slack(method, **arguments)
        except SlackApiError as error:
            raise _refusal(error) from error


class _ClosedChannel(MessageRefused):
    """The channel will not take a message from the app."""


def _blocks(content: Content, surface: Surface) -> tuple[Block, ...]:
    return sendable(content.text, json.loads(content.blocks), surface)


def _refusal(error: SlackApiError) -> MessageRefused:
    response: SlackResponse = error.response
    code = code_of(error)
    if code in CLOSED_CHANNEL_ERRORS:
        return _ClosedChannel(code)
    detail = response.get("response_metadata") or ""
    return MessageRefused(f"Slack refused the message: {code} {detail}".strip())
