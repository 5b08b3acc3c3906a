"""The few kinds of checks that Slack's block rules are made of.

A `Check` looks at one value and yields the problems it finds, each with the JSON pointer of the
place. The tables in `block_parts.py`, `rich_text_rules.py` and `block_rules.py` combine them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """One thing Slack would refuse: where (JSON pointer), what, and which kind of rule."""

    pointer: str
    message: str
    constraint: str


Problems = Iterator[Problem]
Check = Callable[[Any, str], Problems]


def text(most: int, *, least: int = 1) -> Check:
    """A text of `least` to `most` characters."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, str):
            yield Problem(at, "must be a text", "type")
        elif len(value) < least:
            yield Problem(at, f"must have at least {least} characters", "min_length")
        elif len(value) > most:
            yield Problem(at, f"must have at most {most} characters", "max_length")

    return check


def matching(pattern: str, wanted: str) -> Check:
    """A text of a certain form, such as a date; `wanted` says which in words."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield Problem(at, f"must be {wanted}", "format")

    return check


def one_of(*choices: str) -> Check:
    """One of a few words."""

    def check(value: Any, at: str) -> Problems:
        if value not in choices:
            yield Problem(at, f"must be one of {', '.join(choices)}", "enum")

    return check


def whole_number(least: int, most: int) -> Check:
    """A whole number within limits."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem(at, "must be a whole number", "type")
        elif not least <= value <= most:
            yield Problem(at, f"must be from {least} to {most}", "range")

    return check


def flag(value: Any, at: str) -> Problems:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem(at, "must be true or false", "type")


def number(value: Any, at: str) -> Problems:
    """A number, whole or not."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Problem(at, "must be a number", "type")


def or_null(check: Check) -> Check:
    """The same check, but null passes."""
    return lambda value, at: iter(()) if value is None else check(value, at)


def many(item: Check, *, least: int = 1, most: int) -> Check:
    """A list of `least` to `most` items, each checked."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, list):
            yield Problem(at, "must be a list", "type")
            return
        if len(value) < least:
            yield Problem(at, f"must have at least {least} items", "min_items")
        if len(value) > most:
            yield Problem(at, f"must have at most {most} items", "max_items")
        for number, each in enumerate(value):
            yield from item(each, f"{at}/{number}")

    return check


def fields(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    *rules: Check,
) -> Check:
    """An object: required and optional fields, no others, and rules between the fields.

    The rules are asked only when all fields are in order by themselves.
    """
    needed, allowed = dict(required or {}), dict(required or {}) | dict(optional or {})

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, dict):
            yield Problem(at, "must be an object", "type")
            return
        found = [*_fields_problems(value, at, needed, allowed)]
        yield from found
        if not found:
            for rule in rules:
                yield from rule(value, at)

    return check


def _fields_problems(
    value: Mapping[str, Any],
    at: str,
    needed: Mapping[str, Check],
    allowed: Mapping[str, Check],
) -> Problems:
    for name in needed:
        if name not in value:
            yield Problem(at, f"missing required field: {name}", "required")
    for name, each in value.items():
        if name == "type":
            continue
        if name not in allowed:
            yield Problem(at, f"unknown field: {name}", "additional_properties")
        else:
            yield from allowed[name](each, f"{at}/{name}")


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check of the table it has to pass."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, dict):
            yield Problem(at, "must be an object", "type")
        elif value.get("type") not in table:
            yield Problem(f"{at}/type", f"unsupported type: {value.get('type')}", "enum")
        else:
            yield from table[value["type"]](value, at)

    return check


def exactly_one(*names: str) -> Check:
    """A rule between fields: one of these, and no second one."""

    def check(value: Any, at: str) -> Problems:
        if sum(name in value for name in names) != 1:
            yield Problem(at, f"needs exactly one of {', '.join(names)}", "one_of")

    return check


def at_least_one(*names: str) -> Check:
    """A rule between fields: one of these, or more."""

    def check(value: Any, at: str) -> Problems:
        if not any(name in value for name in names):
            yield Problem(at, f"needs {' or '.join(names)}", "any_of")

    return check
