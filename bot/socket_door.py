"""Socket Mode: the same app over sockets that it opens itself, for where Slack cannot reach us.

Slack signs nothing here: the socket was opened with the app's own token. Slack closes sockets now and then, so
more than one is open, and while one is opened anew the others take what comes.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.builtin.client import SocketModeClient

from bot.slack_calls import code_of, slack_client
from sync.domain.errors import FixSetup, RetryLater

log = logging.getLogger(__name__)

SOCKETS = 2
"""Slack takes up to ten."""

THREADS = 8
TIMEOUT_SECONDS = 10
PING_SECONDS = 2
"""How often each socket is tried. The library takes one for closed after five tries that fail, or four without
an answer: with its own ten seconds, nobody is heard for most of a minute after the network was away."""

BUFFER_BYTES = 65_536
"""The library puts a long message together by calling itself once for each buffer."""


@dataclass(frozen=True, slots=True)
class SlackSockets:
    """The sockets by which Slack's requests come in.

    Attributes:
        clients: One for each socket; it opens its socket anew where it was closed.
    """

    clients: Sequence[SocketModeClient]

    @property
    def is_any_open(self) -> bool:
        """Whether a request could come in now; one that broke is noticed after five pings."""
        return any(client.is_connected() for client in self.clients)


@contextmanager
def opened_sockets(app: App, *, app_token: str, api_url: str) -> Iterator[SlackSockets]:
    """Take Slack's requests until the block ends.

    Args:
        app: The Bolt app.
        app_token: The app-level token, with the scope connections:write.
        api_url: Where Slack's Web API is.

    Raises:
        FixSetup: Slack does not accept the token, or Socket Mode is off.
        RetryLater: Slack does not answer.
    """
    clients = []
    with ExitStack() as opened:
        for _ in range(SOCKETS):
            handler = _opened(app, app_token, api_url)
            opened.callback(handler.client.close)
            clients.append(handler.client)
        log.info("Connected to Slack over %d sockets.", SOCKETS)
        yield SlackSockets(clients)


def _opened(app: App, app_token: str, api_url: str) -> SocketModeHandler:
    client = slack_client("", api_url, timeout=TIMEOUT_SECONDS)
    handler = SocketModeHandler(
        app,
        app_token,
        logger=logging.getLogger("bot.socket"),
        web_client=client,
        ping_interval=PING_SECONDS,
        receive_buffer_size=BUFFER_BYTES,
        concurrency=THREADS,
    )
    handler.client.proxy = client.proxy  # Else the library takes one from the environment again.
    try:
        handler.client.connect()
    except SlackApiError as error:
        handler.client.close()
        raise FixSetup(
            f"Slack does not open a socket for the app ({code_of(error)}). Turn on Socket Mode in the app's "
            "settings, and put a token with the scope connections:write into SLACK_APP_TOKEN."
        ) from error
    except (SlackClientError, OSError) as error:
        handler.client.close()
        raise RetryLater(f"Slack did not answer: {error} Start it again in a while.") from error
    return handler
