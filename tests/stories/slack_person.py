"""Somebody in the stand-in Slack workspace, without a browser."""

from dataclasses import dataclass

import httpx

from tests.sandbox.ledgers_client import Json
from tests.stories.waiting import wait_for


@dataclass(frozen=True, slots=True)
class SlackPerson:
    """A person who types commands and reads the channel.

    Attributes:
        http: Reaches the stand-in world.
        person: Who it is, by their id.
        channel: Where they are, by its id.
    """

    http: httpx.Client
    person: str
    channel: str

    def say(self, text: str) -> None:
        """Type something in the channel."""
        body = {"channel": self.channel, "text": text}
        answer = self.http.post("/workspace/say", json=body, headers=self._headers)
        assert answer.json() == {"ok": True}, answer.text

    def wait_for_card(self, beginning: str) -> Json:
        """The channel's message whose text begins like this, once it is there."""
        return wait_for(f"a message that begins with {beginning!r}", lambda: self._card(beginning))

    def _card(self, beginning: str) -> Json | None:
        found = self.http.get(
            "/workspace/messages", params={"channel": self.channel}, headers=self._headers
        )
        messages: list[Json] = found.raise_for_status().json()["messages"]
        return next((m for m in messages if m["text"].startswith(beginning)), None)

    @property
    def _headers(self) -> dict[str, str]:
        return {"X-Acting-Person": self.person}


def table_of(card: Json) -> list[tuple[str, ...]]:
    """The rows of the first table in a message, without the heading."""
    table = next(block for block in card["blocks"] if block["type"] == "table")
    return [tuple(cell["text"] for cell in row) for row in table["rows"][1:]]
