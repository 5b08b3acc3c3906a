"""What the gateway knows about an object."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from sandbox.intacct.tables import SortedIndex, Table
from sandbox.intacct.wire.values import Kind

Reader = Callable[[Any], Any]
FieldSpec = tuple[str, Kind, str | Reader]
Record = TypeVar("Record")


class UnknownFieldError(Exception):
    """The object has no field of that name; the message is the name."""


class Index(Protocol):
    """Finds the numbers of rows whose value lies in an interval."""

    def between(
        self, low: Any, high: Any, *, with_low: bool = True, with_high: bool = True
    ) -> range:
        """Places of the rows; None leaves an end open."""

    def numbers(self, places: range) -> list[int]:
        """Row numbers at those places."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its wire name, its type, and how it is read from a row."""

    name: str
    kind: Kind
    read: Reader


@dataclass(frozen=True, slots=True)
class Through:
    """Reads a field of another row, which `resolve` finds; empty when there is none."""

    resolve: Reader
    read: Reader

    def __call__(self, row: Any) -> Any:
        """The other row's value."""
        other = self.resolve(row)
        return None if other is None else self.read(other)


@dataclass(frozen=True, slots=True)
class Relation:
    """A MANY2ONE relation that dotted paths follow; `resolve` gives the other row or None."""

    object_name: str
    related_by: str
    resolve: Reader


@dataclass(frozen=True, slots=True)
class OwnedLines:
    """Lines that `read` returns inside their owner, as ARINVOICEITEMS/arinvoiceitem."""

    holder: str
    object_name: str
    rows: Callable[[Any], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Embedded:
    """Repeated elements that `read` returns beside the fields; one empty element when there are none."""

    tag: str
    fields: Mapping[str, Field]
    rows: Callable[[Any], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Rows:
    """How rows of an object are found: all numbers in order, by number, by id, by index.

    Attributes:
        found: Where searches are remembered until a row changes; None where that cannot be told.
    """

    numbers: SortedIndex
    get: Callable[[int], Any]
    named: Callable[[str], Any] = lambda _: None
    indexes: Mapping[str, Index] = field(default_factory=dict)
    found: dict[Hashable, list[int]] | None = None


@dataclass(frozen=True, slots=True)
class ObjectDefinition:
    """An object: its fields as data, and where its rows are.

    Attributes:
        number_field: The field that holds a row's number.
        natural_id: The field `readByName` goes by, and what answers carry beside RECORDNO.
        read_by_natural_id: Whether `read` goes by the natural id too, as for tax details.
        nested: Relations that `read` writes as nested elements.
        embedded: Parts that `read` writes as repeated siblings.
        not_queried: Fields that `lookup` lists and `read` gives but `query` refuses.
    """

    name: str
    fields: Mapping[str, Field]
    rows: Rows
    relations: Mapping[str, Relation] = field(default_factory=dict)
    number_field: str = "RECORDNO"
    natural_id: str | None = None
    read_by_natural_id: bool = False
    nested: tuple[str, ...] = ()
    owned: tuple[OwnedLines, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    not_queried: frozenset[str] = frozenset()


Catalogue = Mapping[str, ObjectDefinition]


def fields_from(*specs: FieldSpec) -> dict[str, Field]:
    """Fields from a table of (wire name, type, attribute of the record or reader)."""
    return {
        name: Field(name, kind, attrgetter(source) if isinstance(source, str) else source)
        for name, kind, source in specs
    }


def constant(value: Any) -> Reader:
    """A reader that gives the same for every row."""
    return lambda _: value


def table_rows(table: Table[Any], indexes: Mapping[str, str]) -> Rows:
    """Rows straight from a table; `indexes` maps wire names to indexed attributes."""
    return Rows(
        numbers=table.numbers,
        get=table.get,
        named=table.named,
        indexes={
            "RECORDNO": table.numbers,
            **{name: table.indexes[attribute] for name, attribute in indexes.items()},
        },
        found=table.found,
    )


def find_field(catalogue: Catalogue, definition: ObjectDefinition, path: str) -> Field:
    """The field of that name or dotted path.

    A path follows MANY2ONE relations; over an object's relation to itself it goes once only.

    Raises:
        UnknownFieldError: There is no such field or relation.
    """
    name = path.upper()
    own = definition.fields.get(name)
    if own is not None:
        return own
    step, _, rest = name.partition(".")
    relation = definition.relations.get(step)
    if relation is None or not rest or rest.startswith(f"{step}."):
        raise UnknownFieldError(path)
    try:
        target = find_field(catalogue, catalogue[relation.object_name], rest)
    except UnknownFieldError as error:
        raise UnknownFieldError(path) from error
    return Field(name, target.kind, Through(relation.resolve, target.read))
