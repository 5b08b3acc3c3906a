"""Aggregates in `query`: count, sum, avg, min and max over groups of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.intacct.objects.definition import Field, ObjectDefinition
from sandbox.intacct.reading.conditions import Condition, invalid_query
from sandbox.intacct.reading.search import Visible, matching_numbers
from sandbox.intacct.wire.tree import Element
from sandbox.intacct.wire.values import Kind

_NUMERIC = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.CURRENCY})
_AGGREGATES: dict[str, Callable[[list[Any]], Any]] = {
    "count": len,
    "sum": sum,
    "avg": lambda values: Decimal(sum(values)) / len(values) if values else None,
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
}


@dataclass(frozen=True, slots=True)
class GroupedRows:
    """One row for each group; the fields read from it by place."""

    fields: list[Field]
    rows: list[tuple[Any, ...]]


def has_aggregates(select: Element) -> bool:
    """Whether anything else than fields is selected."""
    return any(child.tag in _AGGREGATES for child in select)


def matching_rows(
    definition: ObjectDefinition, condition: Condition | None, visible: Visible | None
) -> list[Any]:
    """All rows that match."""
    numbers = matching_numbers(definition, condition, visible)
    return [definition.rows.get(number) for number in numbers]


def grouped_rows(select: Element, rows: Sequence[Any], find: Callable[[str], Field]) -> GroupedRows:
    """The rows by the plain fields that are selected, with an aggregate for each group.

    A sum is called by the field alone, as Sage's example has it; the others are COUNT.field.
    """
    columns = [(str(child.tag), find((child.text or "").strip())) for child in select]
    groups: dict[tuple[Any, ...], list[Any]] = {}
    plain = [field for name, field in columns if name == "field"]
    for row in rows:
        groups.setdefault(tuple(field.read(row) for field in plain), []).append(row)
    if not groups and not plain:
        groups[()] = []
    results = [
        tuple(_value(name, field, members) for name, field in columns)
        for members in groups.values()
    ]
    return GroupedRows([_column(at, *column) for at, column in enumerate(columns)], results)


def _value(name: str, field: Field, members: list[Any]) -> Any:
    if name == "field":
        return field.read(members[0])
    aggregate = _AGGREGATES.get(name)
    if aggregate is None or (name in {"sum", "avg"} and field.kind not in _NUMERIC):
        raise invalid_query(f"The aggregate {name} cannot be taken of {field.name}")
    return aggregate([value for row in members if (value := field.read(row)) not in (None, "")])


def _column(place: int, name: str, field: Field) -> Field:
    label = field.name if name in {"field", "sum"} else f"{name.upper()}.{field.name}"
    kind = Kind.INTEGER if name == "count" else field.kind
    return Field(label, kind, lambda row: row[place])
