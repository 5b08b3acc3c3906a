"""`blocks.validate`: Slack's own verdict on blocks, a message, or a view."""

from typing import Any

from sandbox.slack.block_checks import Problem
from sandbox.slack.block_rules import OneTableError, message_problems, view_problems
from sandbox.slack.errors import Json, SlackError, invalid_arguments
from sandbox.slack.web_api.method import Caller, Method, Tier

_SUBJECTS = ("blocks", "message", "view")
_CHARACTERS_LIMIT = 100_000


def validate(caller: Caller) -> Json:
    """`blocks.validate`: answers `ok`, or names every problem; needs no token."""
    arguments = caller.arguments
    given = [subject for subject in _SUBJECTS if subject in arguments]
    if len(given) != 1:
        raise invalid_arguments("give exactly one of blocks, message and view")
    if len(str(arguments.given[given[0]])) > _CHARACTERS_LIMIT:
        raise invalid_arguments(f"longer than {_CHARACTERS_LIMIT} characters: {given[0]}")
    problems = _problems(given[0], arguments.json_value(given[0]))
    if problems:
        errors = [_shown(problem) for problem in problems]
        raise SlackError(f"invalid_{given[0]}", details={"errors": errors})
    return {}


def _problems(subject: str, value: Any) -> list[Problem]:
    blocks = value.get("blocks", []) if subject == "message" and isinstance(value, dict) else value
    try:
        return view_problems(value) if subject == "view" else message_problems(blocks)
    except OneTableError:
        return [Problem(pointer="", message="only one table in a message", constraint="tables")]


def _shown(problem: Problem) -> Json:
    return {
        "code": "failed_constraint",
        "message": problem.message,
        "pointer": problem.pointer,
        "constraint": {"type": problem.constraint},
    }


METHODS = (
    Method(
        name="blocks.validate",
        run=validate,
        tier=Tier.SPECIAL,
        optional=_SUBJECTS,
        json_body=True,
        needs_token=False,
    ),
)
