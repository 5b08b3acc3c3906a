"""Slack's Web API behind the chat port: posting, updating, private messages, App Home."""

import json
import logging
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.block_rules import Surface
from bot.messages.blocks import Block
from bot.post_finder import PostFinder, metadata_of
from bot.shortening import sendable, shorter
from bot.slack_calls import call_slack, code_of, slack_client
from sync.use_cases.ports import (
    ChannelClosed,
    ChatShut,
    Content,
    MessageGone,
    MessageRefused,
    Posting,
)

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10

CLOSED_CHANNEL_ERRORS = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "user_not_in_channel",
    }
)
"""The channel will not take it; the person it is for is written to directly."""

SHUT_ERRORS = frozenset(
    {
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "team_added_to_org",
        "org_login_required",
        "team_access_not_granted",
    }
)
"""The app is not let in at all."""

GONE_ERRORS = frozenset({"message_not_found", "edit_window_closed", "cant_update_message"})
"""The message can be posted anew, but not changed."""

TOO_MUCH_ERRORS = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_attachments",
        "msg_blocks_too_long",
        "msg_too_long",
        "only_one_table_allowed",
        "block_mismatch",
    }
)
"""What it says is refused: it is shortened, and then said in text only. Source of all of these: the method
references of chat.postMessage and chat.update."""


class SlackChat:
    """Implements `sync.use_cases.ports.Chat` for one workspace.

    Args:
        token: The bot's token.
        api_url: Where the Web API is, ending in `/api/`.
    """

    def __init__(self, token: str, api_url: str) -> None:
        # The library's own repeats would post twice after a lost answer; the outbox is what repeats.
        self._client = slack_client(token, api_url, timeout=TIMEOUT_SECONDS)
        self._finder = PostFinder(self._client)

    def post(self, content: Content, *, mark: str, thread: str) -> tuple[str, str]:
        """Post `content`: to its channel, or directly to its person where the channel is closed.

        The message carries the mark as metadata, by which `find` knows it, and as its client_msg_id. Whether
        Slack drops a second post with the same one is not documented: a guess, harmless where it is wrong.

        Raises:
            ChatBusy: Slack is asked too often, and took nothing.
            RetryLater: Slack is busy or away.
            ChatShut: Slack does not let the app in any more.
            ChannelClosed: The channel does not take it, and there is nobody to write to directly.
            MessageRefused: Slack will not take it.
        """
        if content.is_home:
            return self._publish_home(content)
        try:
            if content.is_private:
                return self._post_privately(content)
            if not content.channel:
                return self._post_to(self._direct(content), content, mark=mark, thread="")
            return self._post_to(content.channel, content, mark=mark, thread=thread)
        except ChannelClosed as error:
            if not content.person or error.channel != content.channel:
                raise
            return self._post_to(self._direct(content), content, mark=mark, thread="")

    def find(self, posting: Posting) -> tuple[str, str] | None:
        """The message that carries the posting's mark, in its channel or written to its person directly.

        Raises:
            RetryLater: Slack is busy or away.
        """
        return self._finder.find(posting)

    def update(self, content: Content, *, channel: str, timestamp: str) -> None:
        """Change the message that stands at `timestamp` to say `content`.

        Raises:
            RetryLater: Slack is busy or away.
            MessageGone: The message cannot be changed any more.
            ChannelClosed: The channel is archived or gone.
            MessageRefused: Slack will not take it.
        """
        if content.is_home:
            self._publish_home(content)
            return
        self._say(self._client.chat_update, content, channel=channel, ts=timestamp)

    def _post_to(
        self, channel: str, content: Content, *, mark: str, thread: str
    ) -> tuple[str, str]:
        answer = self._say(
            self._client.chat_postMessage,
            content,
            channel=channel,
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
            client_msg_id=mark or None,
            metadata=metadata_of(mark) if mark else None,
        )
        return str(answer["channel"]), str(answer["ts"])

    def _direct(self, content: Content) -> str:
        """The channel between the app and the person it is for."""
        opened = _call(self._client.conversations_open, content, users=content.person)
        return str(opened["channel"]["id"])

    def _post_privately(self, content: Content) -> tuple[str, str]:
        answer = self._say(
            self._client.chat_postEphemeral,
            content,
            channel=content.channel,
            user=content.person,
        )
        return content.channel, str(answer["message_ts"])

    def _publish_home(self, content: Content) -> tuple[str, str]:
        view = {"type": "home", "blocks": _blocks(content, "home")}
        _call(self._client.views_publish, content, user_id=content.person, view=view)
        return content.person, "home"

    def _say(
        self, method: Callable[..., SlackResponse], content: Content, **arguments: Any
    ) -> SlackResponse:
        """Say it in full; where Slack refuses that, shortened; and then in text only."""
        blocks = _blocks(content, "message")
        for said in (blocks, shorter(content.text, blocks), ()):
            try:
                return _call(method, content, **arguments, text=content.text, blocks=said)
            except _TooMuch as error:
                log.warning("Slack refused what a message says, and it is shortened: %s", error)
                refused = error
        raise refused


class _TooMuch(MessageRefused):
    """What the message says is refused; less of it may be taken."""


def _call(
    method: Callable[..., SlackResponse], content: Content, **arguments: Any
) -> SlackResponse:
    """Call Slack, and sort what goes wrong by what to do next."""
    try:
        return call_slack(method, **arguments)
    except SlackApiError as error:
        channel = str(arguments.get("channel") or "")
        raise _refusal(error, channel, has_person=bool(content.person)) from error


def _blocks(content: Content, surface: Surface) -> tuple[Block, ...]:
    return sendable(content.text, json.loads(content.blocks), surface)


def _refusal(error: SlackApiError, channel: str, *, has_person: bool) -> MessageRefused:
    response: SlackResponse = error.response
    code = code_of(error)
    detail = response.get("response_metadata") or ""
    told = f"Slack refused the message: {code} {detail}".strip()
    if code in CLOSED_CHANNEL_ERRORS:
        return ChannelClosed(
            f"Slack will not let the app post to channel {channel} ({code}). "
            "Invite the app to it, or choose another channel.",
            channel=channel,
            has_person=has_person,
        )
    if code in SHUT_ERRORS:
        return ChatShut(
            f"Slack does not let the app in any more ({code}). Install the app in the workspace again and "
            "put its token into SLACK_BOT_TOKEN. What is to be told waits until then."
        )
    if code in GONE_ERRORS:
        return MessageGone(told)
    return _TooMuch(told) if code in TOO_MUCH_ERRORS else MessageRefused(told)
