"""Objects of the company's own dimensions, and the GLDIM fields by which lines name their members."""

from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import ObjectDefinition, Rows, fields_from
from sandbox.intacct.tables import SortedIndex
from sandbox.intacct.wire.values import Kind

# Unlike those of Intacct's own objects, their names are not in capitals, in answers neither.
_FIELDS = fields_from(
    ("RECORDNO", Kind.INTEGER, "record_no"),
    ("id", Kind.INTEGER, "record_no"),
    ("name", Kind.TEXT, "name"),
    ("createdAt", Kind.TIMESTAMP, "created_at"),
    ("createdBy", Kind.INTEGER, "created_by"),
    ("updatedAt", Kind.TIMESTAMP, "modified_at"),
    ("updatedBy", Kind.INTEGER, "modified_by"),
)


def user_dimension_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """A definition for each dimension of the company's own."""
    return [_definition(book, each.object_name) for each in book.options.user_dimensions]


def _definition(book: IntacctBook, name: str) -> ObjectDefinition:
    members = _Members(book, name)
    return ObjectDefinition(
        name,
        {name.upper(): field for name, field in _FIELDS.items()},
        Rows(numbers=members, get=book.user_dimension_values.get),
    )


class _Members(SortedIndex):
    """The members of one dimension out of those of all."""

    def __init__(self, book: IntacctBook, name: str) -> None:
        super().__init__()
        self._book = book
        self._name = name

    def pairs(self) -> list[tuple[Any, int]]:
        """Each member by its number."""
        members = self._book.user_dimension_values
        return [(m.record_no, m.record_no) for m in members if m.dimension == self._name]
