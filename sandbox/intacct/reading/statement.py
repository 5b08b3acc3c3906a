"""Reads the SQL-like query text of `readByQuery`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.intacct.objects.definition import (
    Catalogue,
    Field,
    ObjectDefinition,
    UnknownFieldError,
    find_field,
)
from sandbox.intacct.reading.codes import labels_of
from sandbox.intacct.reading.conditions import (
    AtLeastOne,
    Comparison,
    Condition,
    Every,
    Negation,
    invalid_query,
    unknown_field,
)

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"|(?P<sign><=|>=|<>|!=|[=<>(),])|(?P<word>[^\s'\"<>=!(),]+))",
    re.DOTALL,
)
_SIGNS = {
    "=": "equalto",
    "<>": "notequalto",
    "!=": "notequalto",
    "<": "lessthan",
    "<=": "lessthanorequalto",
    ">": "greaterthan",
    ">=": "greaterthanorequalto",
}
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    is_value: bool = False

    @property
    def word(self) -> str:
        """The token as a keyword; a quoted text is none."""
        return "" if self.is_value else self.text.upper()


def read_statement(
    text: str,
    catalogue: Catalogue,
    definition: ObjectDefinition,
    parse: Callable[[Field, str], Any],
) -> Condition | None:
    """The condition in a query text, or None when there is none.

    Raises:
        Refusal: XL03000010 for an unknown field; "Query Failed" for the rest.
    """
    tokens = _tokens(text)
    if not tokens:
        return None
    reader = _Reader(tokens, catalogue, definition, parse)
    condition = reader.alternatives(0)
    reader.expect_end()
    return condition


def _tokens(text: str) -> list[_Token]:
    tokens, place = [], 0
    text = text.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise invalid_query(f"The query cannot be read at '{text[place : place + 20]}'")
        place = match.end()
        quoted = match.group("text")
        if quoted is not None:
            tokens.append(
                _Token(re.sub(r"\\(.)", r"\1", quoted[1:-1], flags=re.DOTALL), is_value=True)
            )
        else:
            tokens.append(_Token(match.group("sign") or match.group("word")))
    return tokens


@dataclass(slots=True)
class _Reader:
    tokens: list[_Token]
    catalogue: Catalogue
    definition: ObjectDefinition
    parse: Callable[[Field, str], Any]
    place: int = 0

    def alternatives(self, depth: int) -> Condition:
        """Conditions joined by OR."""
        if depth > _DEEPEST:
            raise invalid_query("The query is nested too deeply")
        parts = [self._together(depth)]
        while self._take("OR"):
            parts.append(self._together(depth))
        return parts[0] if len(parts) == 1 else AtLeastOne(tuple(parts))

    def expect_end(self) -> None:
        """Refuse anything that is left over."""
        if self.place < len(self.tokens):
            raise invalid_query(f"Unexpected '{self.tokens[self.place].text}' in the query")

    def _together(self, depth: int) -> Condition:
        parts = [self._single(depth)]
        while self._take("AND"):
            parts.append(self._single(depth))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _single(self, depth: int) -> Condition:
        negations = 0
        while self._take("NOT"):
            negations += 1
        condition = self._bracketed(depth) if self._take("(") else self._comparison()
        return Negation(condition) if negations % 2 else condition

    def _bracketed(self, depth: int) -> Condition:
        condition = self.alternatives(depth + 1)
        self._expect(")")
        return condition

    def _comparison(self) -> Condition:
        field_ = self._field(self._next().text)
        if self._take("IS"):
            name = "isnotnull" if self._take("NOT") else "isnull"
            self._expect("NULL")
            return Comparison(field_, name, (), ignore_case=False)
        not_ = "not" if self._take("NOT") else ""
        if self._take("LIKE"):
            return Comparison(field_, f"{not_}like", (self._next().text,), ignore_case=False)
        if self._take("IN"):
            return self._listed(field_, f"{not_}in")
        sign = _SIGNS.get(self._next().text)
        if sign is None or not_:
            raise invalid_query(f"The query has no operator after {field_.name}")
        return self._compared(field_, sign, self._next().text)

    def _listed(self, field_: Field, name: str) -> Condition:
        self._expect("(")
        texts = [self._next().text]
        while self._take(","):
            texts.append(self._next().text)
        self._expect(")")
        values = tuple(value for text in texts for value in self._values(field_, text))
        return Comparison(field_, name, values, ignore_case=False)

    def _compared(self, field_: Field, sign: str, text: str) -> Condition:
        values = self._values(field_, text)
        if len(values) == 1:
            return Comparison(field_, sign, values, ignore_case=False)
        if sign not in {"equalto", "notequalto"}:
            raise invalid_query(f"The code '{text}' of {field_.name} has no order")
        name = "in" if sign == "equalto" else "notin"
        return Comparison(field_, name, values, ignore_case=False)

    def _values(self, field_: Field, text: str) -> tuple[Any, ...]:
        """The values that a text stands for; a code can stand for several labels."""
        return tuple(
            self.parse(field_, label) for label in labels_of(self.definition.name, field_, text)
        )

    def _field(self, name: str) -> Field:
        if "." in name or name.upper() in self.definition.not_queried:
            raise unknown_field(name, self.definition.name)
        try:
            return find_field(self.catalogue, self.definition, name)
        except UnknownFieldError as error:
            raise unknown_field(name, self.definition.name) from error

    def _next(self) -> _Token:
        if self.place >= len(self.tokens):
            raise invalid_query("The query ends too early")
        self.place += 1
        return self.tokens[self.place - 1]

    def _take(self, word: str) -> bool:
        found = self.place < len(self.tokens) and self.tokens[self.place].word == word
        self.place += found
        return found

    def _expect(self, word: str) -> None:
        if not self._take(word):
            raise invalid_query(f"The query lacks '{word}'")
