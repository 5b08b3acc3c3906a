"""Three-way comparison: what each side changed since both last agreed.

Each side has its own agreed snapshot, in its own terms, so that what a side cannot hold (a text cut to
its limit, say) is never mistaken for a change.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sync.domain.records import Record, field_names
from sync.domain.shown_values import shown


@dataclass(frozen=True, slots=True)
class Comparison:
    """The fields of a pair, sorted by what is to be done with them.

    Attributes:
        to_re_leased: Changed in Intacct only, and different there.
        to_intacct: Changed in Re-Leased only, and different there.
        agreed_anew: Changed, but both sides now say the same.
        clashes: Changed differently on both sides.
    """

    to_re_leased: frozenset[str]
    to_intacct: frozenset[str]
    agreed_anew: frozenset[str]
    clashes: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's change, in words for people."""

    field: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """The field's name as people read it."""
        return self.field.replace("_", " ")


def changed_fields(now: Record, agreed: Record) -> frozenset[str]:
    """The names of the fields in which `now` differs from what was last agreed."""
    return frozenset(
        name for name in field_names(now) if getattr(now, name) != getattr(agreed, name)
    )


def compare(
    *,
    intacct_changes: frozenset[str],
    re_leased_changes: frozenset[str],
    intacct_in_re_leased_terms: Record,
    re_leased_now: Record,
) -> Comparison:
    """Sort the changed fields of a pair.

    Equal changes on both sides are agreed silently; different fields changed on each side are merged;
    the same field changed differently is a clash for a person to settle.
    """
    equal = frozenset(
        name
        for name in intacct_changes | re_leased_changes
        if getattr(intacct_in_re_leased_terms, name) == getattr(re_leased_now, name)
    )
    clashes = (intacct_changes & re_leased_changes) - equal
    return Comparison(
        to_re_leased=intacct_changes - equal - clashes,
        to_intacct=re_leased_changes - equal - clashes,
        agreed_anew=equal,
        clashes=clashes,
    )


def with_fields_of(record: Record, source: Record, names: Iterable[str]) -> Record:
    """`record` with the named fields taken from `source`."""
    # Typed as Any because `replace` cannot know which of the record types it is given.
    taken: dict[str, Any] = {name: getattr(source, name) for name in names}
    return replace(record, **taken)


def shown_changes(before: Record, after: Record, names: Iterable[str]) -> tuple[FieldChange, ...]:
    """The named fields' values before and after, as people read them, in the order of definition."""
    wanted = set(names)
    return tuple(
        FieldChange(name, shown(getattr(before, name)), shown(getattr(after, name)))
        for name in field_names(before)
        if name in wanted
    )
