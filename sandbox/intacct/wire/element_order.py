"""The order of elements that the legacy functions insist on.

Sage's schema gives each legacy function a sequence. Where Sage's own libraries write another order
and are served all the same, the elements share a place and are taken in either order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.intacct.wire.tree import Element

Places = Sequence[str | tuple[str, ...]]


class OutOfOrderError(Exception):
    """A legacy function's elements are not in sequence; the message says which and where."""


@dataclass(frozen=True, slots=True)
class Sequenced:
    """The children an element may have, in order.

    Attributes:
        places: Names in sequence; a tuple is a place that several elements share.
        required: Those that must be there.
        repeated: Those that may come more than once.
        inner: Rules for children that have a sequence of their own.
    """

    places: Places
    required: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    inner: Mapping[str, "Sequenced"] = field(default_factory=dict)

    def check(self, element: Element) -> None:
        """Raise OutOfOrderError at the first child that is unknown, misplaced or missing."""
        places = self._place_of()
        reached, seen = -1, set()
        for child in element:
            name = str(child.tag)
            place = places.get(name)
            if place is None or place < reached:
                raise OutOfOrderError(_not_expected(name, child))
            if name in seen and name not in self.repeated:
                raise OutOfOrderError(_not_expected(name, child))
            reached = place
            seen.add(name)
            if name in self.inner:
                self.inner[name].check(child)
        missing = sorted(self.required - seen)
        if missing:
            raise OutOfOrderError(
                f"Element '{element.tag}': Missing child element(s). Expected is ( {missing[0]} ). "
                f"line {element.sourceline}"
            )

    def _place_of(self) -> dict[str, int]:
        return {
            name: place
            for place, names in enumerate(self.places)
            for name in ((names,) if isinstance(names, str) else names)
        }


def _not_expected(name: str, child: Element) -> str:
    return f"Element '{name}': This element is not expected. line {child.sourceline}"
