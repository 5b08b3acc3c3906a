"""The conditions of a filter, read from its XML and turned into tests on rows."""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sandbox.intacct.objects.definition import (
    Catalogue,
    Field,
    ObjectDefinition,
    UnknownFieldError,
    find_field,
)
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.wire.tree import Element, text_of
from sandbox.intacct.wire.user_format import UserFormat
from sandbox.intacct.wire.values import Kind, parse_filter_value

Test = Callable[[Any], bool]
_TEXTUAL = frozenset({Kind.TEXT, Kind.ENUM})
_MOST_VALUES = 1000
_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "equalto": operator.eq,
    "notequalto": operator.ne,
    "lessthan": operator.lt,
    "lessthanorequalto": operator.le,
    "greaterthan": operator.gt,
    "greaterthanorequalto": operator.ge,
}
_OPERATORS = frozenset(
    {*_ORDERED, "like", "notlike", "between", "in", "notin", "isnull", "isnotnull"}
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field held against values. As in SQL, an empty field matches only `isnull`."""

    field: Field
    operator: str
    values: tuple[Any, ...]
    ignore_case: bool

    def test(self) -> Test:
        """The comparison as a test on a row."""
        if self.operator in {"isnull", "isnotnull"}:
            return self._emptiness_test()
        read, matches = self.field.read, self._value_test()

        def test(row: Any) -> bool:
            value = read(row)
            return value is not None and value != "" and matches(value)

        return test

    def _emptiness_test(self) -> Test:
        read, wanted = self.field.read, self.operator == "isnull"
        return lambda row: (read(row) in (None, "")) is wanted

    def _value_test(self) -> Test:
        fold = self._fold()
        values = tuple(fold(value) for value in self.values)
        listed = frozenset(values)
        match self.operator:
            case "between":
                low, high = values
                return lambda value: bool(low <= fold(value) <= high)
            case "in":
                return lambda value: fold(value) in listed
            case "notin":
                return lambda value: fold(value) not in listed
            case "like" | "notlike":
                return self._pattern_test()
            case _:
                compare, (wanted,) = _ORDERED[self.operator], values
                return lambda value: compare(fold(value), wanted)

    def _fold(self) -> Callable[[Any], Any]:
        if self.ignore_case and self.field.kind in _TEXTUAL:
            return lambda value: str(value).lower()
        return lambda value: value

    def _pattern_test(self) -> Test:
        flags = re.IGNORECASE | re.DOTALL if self.ignore_case else re.DOTALL
        pattern = re.compile(_as_expression(str(self.values[0])), flags)
        wanted = self.operator == "like"
        return lambda value: (pattern.fullmatch(str(value)) is not None) is wanted


@dataclass(frozen=True, slots=True)
class Every:
    """All of the conditions hold."""

    conditions: "tuple[Condition, ...]"

    def test(self) -> Test:
        """The conditions as one test on a row."""
        tests = [condition.test() for condition in self.conditions]
        return lambda row: all(test(row) for test in tests)


@dataclass(frozen=True, slots=True)
class AtLeastOne:
    """At least one of the conditions holds."""

    conditions: "tuple[Condition, ...]"

    def test(self) -> Test:
        """The conditions as one test on a row."""
        tests = [condition.test() for condition in self.conditions]
        return lambda row: any(test(row) for test in tests)


@dataclass(frozen=True, slots=True)
class Negation:
    """The condition does not hold."""

    condition: "Condition"

    def test(self) -> Test:
        """The opposite test."""
        test = self.condition.test()
        return lambda row: not test(row)


Condition = Comparison | Every | AtLeastOne | Negation


def comparisons_in(condition: Condition) -> Iterator[Comparison]:
    """Every comparison of a condition, however deep."""
    match condition:
        case Comparison():
            yield condition
        case Negation():
            yield from comparisons_in(condition.condition)
        case _:
            for part in condition.conditions:
                yield from comparisons_in(part)


def rests_on_rows_alone(condition: Condition) -> bool:
    """Whether only stored attributes of the rows themselves are compared, nothing they lead to."""
    return all(type(each.field.read) is attrgetter for each in comparisons_in(condition))


def invalid_query(reason: str) -> Refusal:
    """The refusal of a query that makes no sense. The wording of the reasons is a guess."""
    return Refusal("Query Failed", reason)


def unknown_field(path: str, object_name: str) -> Refusal:
    """The refusal of a field that an object does not have. The wording is a guess."""
    return Refusal("XL03000010", f"Field {path} is not valid for object {object_name}")


@dataclass(frozen=True, slots=True)
class FilterReader:
    """Reads a filter for one object, as one user writes dates.

    Attributes:
        form: How the user writes dates and times.
        ignore_case: Whether text is compared without regard to case.
    """

    catalogue: Catalogue
    definition: ObjectDefinition
    form: UserFormat
    ignore_case: bool

    def read(self, element: Element) -> Condition:
        """The condition in an operator element such as `and` or `equalto`.

        Raises:
            Refusal: XL03000010 for an unknown field; "Query Failed" for the rest.
        """
        name = str(element.tag)
        if name in {"and", "or"}:
            parts = tuple(self.read(child) for child in element)
            if len(parts) <= 1:
                raise invalid_query(f"The operator {name} needs two or more conditions")
            return Every(parts) if name == "and" else AtLeastOne(parts)
        if name not in _OPERATORS:
            raise invalid_query(f"Unknown operator {name}")
        return self._comparison(name, element)

    def _comparison(self, name: str, element: Element) -> Comparison:
        path = text_of(element, "field")
        if path.upper() in self.definition.not_queried:
            raise unknown_field(path, self.definition.name)
        try:
            field = find_field(self.catalogue, self.definition, path)
        except UnknownFieldError as error:
            raise unknown_field(path, self.definition.name) from error
        texts = [value.text or "" for value in element.findall("value")]
        _check_count(name, len(texts))
        values = tuple(self._value(field, name, text) for text in texts)
        return Comparison(field, name, values, self.ignore_case)

    def _value(self, field: Field, name: str, text: str) -> Any:
        if name in {"like", "notlike"}:
            return text
        try:
            return parse_filter_value(field.kind, text, self.form)
        except (ValueError, OverflowError) as error:
            raise invalid_query(f"Invalid value '{text}' for field {field.name}") from error


def _check_count(name: str, count: int) -> None:
    match name:
        case "isnull" | "isnotnull":
            right = count == 0
        case "between":
            right = count == 2  # noqa: PLR2004 - both ends
        case "in" | "notin":
            right = 1 <= count <= _MOST_VALUES
        case _:
            right = count == 1
    if not right:
        raise invalid_query(f"The operator {name} was given {count} values")


def _as_expression(pattern: str) -> str:
    """A regular expression for a pattern in which % stands for any text and _ for one character."""
    wildcards = {"%": ".*", "_": "."}
    return "".join(wildcards.get(character, re.escape(character)) for character in pattern)
