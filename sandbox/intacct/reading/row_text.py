"""Writes the rows of a page as XML text, column by column.

A page of two thousand rows has tens of thousands of values, most of which occur more than once and
come up again on the next page or in the next reading. How a value is written depends on nothing but
itself, the field's name and type, and the user's format, so it is remembered. What comes out is
what the XML library would have made of one element for each value.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby, repeat
from typing import Any

from sandbox.intacct.objects.definition import Field, Reader, Through
from sandbox.intacct.wire.tree import add_text, new, to_text
from sandbox.intacct.wire.user_format import UserFormat
from sandbox.intacct.wire.values import Kind, Writer, query_writer

_MOST_VALUES, _MOST_COLUMNS = 100_000, 250
_OUT_OF_THE_ORDINARY = re.compile("[^ -%'-;=?-~\xa0-\ud7ff]")


def rows_as_text(tag: str, fields: Sequence[Field], rows: Sequence[Any], form: UserFormat) -> str:
    """One element `tag` for each row with a child for each field, in the user's format.

    Values of one column that are equal are taken to be written alike.

    Raises:
        ValueError: A value has a character that XML cannot hold.
    """
    if not rows or not fields:
        return f"<{tag}/>" * len(rows)
    begins = chain((f"<{tag}>",), repeat(f"</{tag}><{tag}>", len(rows) - 1))
    columns = [list(column) for column in _columns(fields, rows, form)]
    parts = chain.from_iterable(zip(begins, *columns, strict=True))
    return "".join(chain(parts, (f"</{tag}>",)))


def _columns(
    fields: Sequence[Field], rows: Sequence[Any], form: UserFormat
) -> Iterator[Iterable[str]]:
    """The written values of each field, and those of fields of one related row together."""
    for resolve, neighbours in groupby(fields, key=_resolver):
        if resolve is None:
            for field in neighbours:
                cells = _cells_of(field.name, field.kind, form)
                yield map(cells.__getitem__, map(field.read, rows))
        else:
            related = _RelatedRows(list(neighbours), form)
            yield map(related.text_of, map(resolve, rows))


def _resolver(field: Field) -> Reader | None:
    return field.read.resolve if isinstance(field.read, Through) else None


class _Cells(dict[Any, str]):
    """The element of each value of one column, written when it is first asked for."""

    def __init__(self, name: str, write: Writer) -> None:
        super().__init__()
        self._name = name
        self._write = write

    def __missing__(self, value: Any) -> str:
        if len(self) >= _MOST_VALUES:
            self.clear()
        text = self._write(value)
        if not text:
            cell = f"<{self._name}/>"
        elif _OUT_OF_THE_ORDINARY.search(text):
            cell = _written_by_library(self._name, text)
        else:
            cell = f"<{self._name}>{text}</{self._name}>"
        self[value] = cell
        return cell


@lru_cache(maxsize=_MOST_COLUMNS)
def _cells_of(name: str, kind: Kind, form: UserFormat) -> _Cells:
    return _Cells(name, query_writer(kind, form))


class _RelatedRows:
    """The elements of several fields of related rows, many of which are shared by rows of a page."""

    def __init__(self, fields: Sequence[Field], form: UserFormat) -> None:
        self._nothing = "".join(f"<{field.name}/>" for field in fields)
        self._columns = [
            (field.read.read, _cells_of(field.name, field.kind, form))
            for field in fields
            if isinstance(field.read, Through)
        ]
        self._texts: dict[int, tuple[Any, str]] = {}

    def text_of(self, other: Any) -> str:
        """All elements of one related row."""
        if other is None:
            return self._nothing
        known = self._texts.get(id(other))
        if known is None:
            text = "".join(cells[read(other)] for read, cells in self._columns)
            # Kept beside its text, the row cannot make room for another one of the same identity.
            known = self._texts[id(other)] = (other, text)
        return known[1]


def _written_by_library(name: str, text: str) -> str:
    holder = new("holder")
    add_text(holder, name, text)
    return to_text(holder[0])
