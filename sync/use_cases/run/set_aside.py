"""Records that cannot be read: told of by their kind, and read again by every run until they can be."""

from collections.abc import Sequence
from datetime import datetime

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.use_cases.ports import Notice, Page, Unreadable

NAMED = 5
"""How many records of a kind are named where several cannot be read."""

LONGEST_REASON = 400


class SetAside:
    """What one side's reading could not read.

    Args:
        side: Whose records.
    """

    def __init__(self, side: Side) -> None:
        self._side = side
        self._found: dict[RecordKind, dict[str, Unreadable]] = {}

    def note(self, page: Page) -> None:
        """Remember what a page sets aside, each record once."""
        for one in page.unreadable:
            self._found.setdefault(page.kind, {})[one.name] = one

    def readable_until(self, kind: RecordKind, newest: datetime | None) -> datetime | None:
        """Up to when a kind is known that was read up to `newest` (aware UTC).

        No later than the first of it that was set aside was changed; None where that cannot be told.
        """
        stamps = [one.changed_at for one in self._found.get(kind, {}).values()]
        if newest is None or None in stamps:
            return None
        return min([newest, *filter(None, stamps)])

    @property
    def notices(self) -> Sequence[Notice]:
        """What people are told: one notice for each kind, which names the records."""
        return [self._notice(kind, list(found.values())) for kind, found in self._found.items()]

    def _notice(self, kind: RecordKind, found: Sequence[Unreadable]) -> Notice:
        first, *others = found
        names = ", ".join(one.name for one in others[: NAMED - 1])
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        also = f" Also {names}{more}." if others else ""
        return Notice(
            kind=kind,
            cause=Cause.UNREADABLE,
            detail=f"{first.why[:LONGEST_REASON]}{also}",
            subject=self._side.label,
            count=len(found),
        )
