"""How the stand-in Slack refuses a call of its Web API."""

from typing import Any

Json = dict[str, Any]
"""A JSON object as Slack and the app exchange it; blocks and views stay in this form."""


class SlackError(Exception):
    """A refusal with the error name that Slack documents.

    Args:
        code: the `error` of the answer, such as `channel_not_found`.
        details: further fields of the answer.
        messages: sentences for `response_metadata.messages`.
    """

    def __init__(
        self, code: str, *, details: Json | None = None, messages: list[str] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.details = dict(details or {})
        if messages:
            self.details["response_metadata"] = {"messages": messages}


def invalid_arguments(*sentences: str) -> SlackError:
    """The refusal of a call whose arguments are not what the method takes."""
    return SlackError(
        "invalid_arguments", messages=[f"[ERROR] {sentence}" for sentence in sentences]
    )
