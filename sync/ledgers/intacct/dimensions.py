"""The dimensions of a company: the standard ones that are synced, and those it defined itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.domain.kinds import RecordKind
from sync.domain.records import Reference
from sync.ledgers.intacct.reading.query import KEY
from sync.ledgers.intacct.wire.envelope import Row

USER_DEFINED_KEY = "id"
"""What numbers the records of a user-defined dimension, which have no RECORDNO of their own."""

STANDARD = {
    "LOCATION": ("LOCATIONID", "NAME", "locationid"),
    "DEPARTMENT": ("DEPARTMENTID", "TITLE", "departmentid"),
    "PROJECT": ("PROJECTID", "NAME", "projectid"),
    "CLASS": ("CLASSID", "NAME", "classid"),
}
"""The standard dimensions that can stand on lines here: id field, name field, and element on a written line."""


@dataclass(frozen=True, slots=True)
class EnabledDimension:
    """A dimension that the company uses in its general ledger.

    Attributes:
        object_name: Intacct's object.
        term: The customer's own word for it.
        is_user_defined: Whether the company made it up itself.
    """

    object_name: str
    term: str
    is_user_defined: bool = False

    @property
    def key_field(self) -> str:
        """What its values are paged by."""
        return USER_DEFINED_KEY if self.is_user_defined else KEY

    @property
    def id_field(self) -> str:
        """The field of a value that lines refer to."""
        return USER_DEFINED_KEY if self.is_user_defined else STANDARD[self.object_name][0]

    @property
    def name_field(self) -> str:
        """The field of a value that names it."""
        return "name" if self.is_user_defined else STANDARD[self.object_name][1]

    @property
    def item_field(self) -> str:
        """The field of a line that holds the value's id."""
        return user_defined_field(self.object_name) if self.is_user_defined else self.id_field


def user_defined_field(object_name: str) -> str:
    """The field of a line that holds the value's id, for a dimension that the company made up itself.

    That it is in capitals however the object is spelt is a guess.
    """
    return f"GLDIM{object_name.upper()}"


def value_key(dimension: str, value_id: str) -> str:
    """The key of a dimension value: `LOCATION:E200`."""
    return f"{dimension}:{value_id}"


def dimension_of(value: Reference) -> str:
    """The dimension of a value: `LOCATION` of `LOCATION:E200`."""
    return value.key.partition(":")[0]


def value_id_of(value: Reference) -> str:
    """The id of a value: `E200` of `LOCATION:E200`."""
    return value.key.partition(":")[2]


class Tags:
    """Reads the dimension values that lines are tagged with, in a company that uses these dimensions.

    What a combination of tags means is remembered, because most lines of a page are tagged alike.
    """

    def __init__(self, dimensions: Sequence[EnabledDimension]) -> None:
        self._names = tuple(one.object_name for one in dimensions)
        self._fields = tuple(one.item_field for one in dimensions)
        self._meanings: dict[tuple[str, ...], tuple[Reference, ...]] = {}

    def on(self, row: Row) -> tuple[Reference, ...]:
        """The values that one line is tagged with, in the order of their keys."""
        tags = tuple([row.get(field, "") for field in self._fields])
        meaning = self._meanings.get(tags)
        if meaning is None:
            meaning = self._meanings[tags] = self._values(tags)
        return meaning

    def _values(self, tags: tuple[str, ...]) -> tuple[Reference, ...]:
        tagged = zip(self._names, tags, strict=True)
        keys = sorted(value_key(name, tag) for name, tag in tagged if tag)
        return tuple(Reference(RecordKind.DIMENSION_VALUE, key) for key in keys)
