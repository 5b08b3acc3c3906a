"""The text, blocks and metadata that an app gives for a message, checked."""

from typing import Any

import msgspec

from sandbox.slack.block_checks import Problem
from sandbox.slack.block_rules import (
    OneTableError,
    message_problems,
    message_size,
)
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.message import with_ids
from sandbox.slack.web_api.arguments import Arguments

TEXT_CUT_AT = 40_000
# Slack documents 12,000 characters. Two public reports put the refusal between 11,341 characters
# of text in many small blocks and 13,297 in one markdown block: both fit a limit near 13,200 on
# the blocks written as JSON. That it is so is a guess.
BLOCKS_CUT_AT = 13_200
# Slack has a limit on metadata but does not say which; a guess.
METADATA_LIMIT = 16_000


class Content(msgspec.Struct, frozen=True):
    """What a message will show: `blocks` is None when none were given."""

    text: str
    blocks: list[Json] | None
    metadata: Json | None
    warnings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.text and not self.blocks


def read_content(arguments: Arguments) -> Content:
    """The content of the call, or a refusal with Slack's error name."""
    text, warnings = arguments.text("text"), []
    if len(text) > TEXT_CUT_AT:
        text, warnings = text[:TEXT_CUT_AT], ["message_truncated"]
    blocks = read_blocks(arguments.json_value("blocks", error="invalid_blocks_format"))
    if blocks and not text:
        # That Slack warns is known; the word is a guess.
        warnings.append("missing_text")
    return Content(text, blocks, _read_metadata(arguments), tuple(warnings))


def read_blocks(given: Any) -> list[Json] | None:
    """Checked blocks with ids filled in; None when none were given."""
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(block, dict) for block in given):
        raise SlackError("invalid_blocks_format")
    try:
        problems = message_problems(given)
    except OneTableError:
        sentence = "[ERROR] only_one_table_allowed"
        raise SlackError("invalid_attachments", messages=[sentence]) from None
    if problems:
        raise SlackError("invalid_blocks", messages=[sentence_of(each) for each in problems])
    if message_size(given) > BLOCKS_CUT_AT:
        raise SlackError("msg_blocks_too_long")
    return with_ids(given)


def sentence_of(problem: Problem) -> str:
    """The problem as Slack words it in `response_metadata.messages`."""
    return f"[ERROR] {problem.message} [json-pointer:{problem.pointer}]"


def _read_metadata(arguments: Arguments) -> Json | None:
    metadata = arguments.json_value("metadata", error="invalid_metadata_format")
    if not metadata:
        return metadata if metadata is None else {}
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(
        metadata.get("event_payload"), dict
    ):
        raise SlackError("invalid_metadata_schema")
    if len(msgspec.json.encode(metadata)) > METADATA_LIMIT:
        raise SlackError("metadata_too_large")
    return metadata
