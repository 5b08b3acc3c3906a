"""Reads what a person typed into a form, and says which field is wrong when one is."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

_Raw = Mapping[str, object]
_LARGEST = Decimal("1e12")


class FormProblem(ValueError):
    """A field cannot be read. `field` is its name, for the page to point at."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class Values:
    """The values of a form by field name; every value arrives as text, lines as a list."""

    def __init__(self, raw: _Raw) -> None:
        self._raw = raw

    def names(self) -> set[str]:
        """The names of all fields that were sent."""
        return set(self._raw)

    def text(self, name: str) -> str:
        """The field's text without spaces around it; empty when it was not filled in."""
        value = self._raw.get(name)
        return "" if value is None else str(value).strip()

    def optional(self, name: str) -> str | None:
        """The field's text, None when it was not filled in."""
        return self.text(name) or None

    def required(self, name: str, label: str) -> str:
        """The field's text.

        Raises:
            FormProblem: it was not filled in.
        """
        text = self.text(name)
        if not text:
            raise FormProblem(f"Fill in {label}.", name)
        return text

    def day(self, name: str, label: str) -> date:
        """The field as a date.

        Raises:
            FormProblem: it is no date.
        """
        try:
            return date.fromisoformat(self.required(name, label))
        except ValueError as problem:
            if isinstance(problem, FormProblem):
                raise
            raise FormProblem(f"{label} is not a date: {self.text(name)}.", name) from problem

    def amount(self, name: str, label: str) -> Decimal:
        """The field as an amount in the company's currency.

        Raises:
            FormProblem: it is no amount, or has fractions of a cent.
        """
        text = self.required(name, label).replace(",", "")
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise FormProblem(f"{label} is not an amount: {text}.", name) from None
        if not amount.is_finite() or abs(amount) >= _LARGEST:
            raise FormProblem(f"{label} is not an amount: {text}.", name)
        if amount != round(amount, 2):
            raise FormProblem(f"{label} has more than two decimals: {text}.", name)
        return round(amount, 2)

    def lines(self, name: str) -> list["Values"]:
        """The field's lines, each with values of its own; lines left wholly empty are skipped.

        Raises:
            FormProblem: what was sent is no list of lines.
        """
        try:
            lines = msgspec.convert(self._raw.get(name, []), list[dict[str, object]])
        except msgspec.ValidationError:
            raise FormProblem(
                "The lines cannot be read. Reload the page and try again.", name
            ) from None
        return [Values(line) for line in lines if any(str(value or "") for value in line.values())]
