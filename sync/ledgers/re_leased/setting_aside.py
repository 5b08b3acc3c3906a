"""Makes records of what a page holds, and sets aside the objects of which none can be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Sighting
from sync.ledgers.re_leased.client import Client
from sync.ledgers.re_leased.family import Family
from sync.ledgers.re_leased.wire_shapes import Stored
from sync.use_cases.ports import Unreadable


@dataclass(frozen=True, slots=True)
class Read:
    """What became of the objects of a page.

    Attributes:
        sightings: The records that they are.
        wholes: The objects of which every part is among them.
        unreadable: The objects that were set aside.
    """

    sightings: tuple[Sighting, ...] = ()
    wholes: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def read_all(
    client: Client, family: Family[Any], kind: RecordKind, stored: Sequence[Stored]
) -> Read:
    """The records of `kind` that the objects are; all at once, and one by one where that fails."""
    try:
        return _read(client, family, kind, stored)
    except BrokenPromise as error:
        if len(stored) == 1:
            one = stored[0]
            name = f"{kind.singular} {one.id}"
            return Read(unreadable=(Unreadable(name, str(error), one.modified_at),))
    parts = [read_all(client, family, kind, [one]) for one in stored]
    return Read(
        sightings=tuple(seen for part in parts for seen in part.sightings),
        wholes=tuple(whole for part in parts for whole in part.wholes),
        unreadable=tuple(spoilt for part in parts for spoilt in part.unreadable),
    )


def _read(client: Client, family: Family[Any], kind: RecordKind, stored: Sequence[Stored]) -> Read:
    whole = family.completed(client, stored)
    return Read(
        sightings=tuple(seen for one in whole for seen in family.sightings(one, kind)),
        wholes=tuple(name for one in stored if (name := family.whole_of(one))),
    )
