"""What the use cases ask about people: of the chat's directory, and of what was noted of it."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sync.domain.people import Person, UserGroup


class Directory(Protocol):
    """The chat's own word on who somebody is, and who is in a user group.

    Raises RetryLater while the chat is busy or away. What an operator must put right first is no error:
    it stands in the answer's `trouble`, and the answer gives nobody a right.
    """

    def person(self, person_id: str) -> Person:
        """The person with this id."""
        ...

    def group(self, group_id: str) -> UserGroup:
        """The user group with this id, and who is in it now."""
        ...


class PeopleTable(Protocol):
    """What the directory said, with the moment at which it was asked."""

    def note_person(self, person: Person, asked_at: datetime) -> None:
        """Keep what the directory said, unless a later word of it is kept already."""
        ...

    def note_group(self, group: UserGroup, asked_at: datetime) -> None:
        """Keep what the directory said, unless a later word of it is kept already."""
        ...

    def person(self, person_id: str, *, within: timedelta) -> Person | None:
        """The person, where the directory was asked within this time."""
        ...

    def groups(self, group_ids: Collection[str], *, within: timedelta) -> Mapping[str, UserGroup]:
        """Those of the groups that the directory was asked about within this time, by their id."""
        ...

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """What people and groups are called, by their id, however long ago that was said."""
        ...

    def is_noted(self, its_id: str) -> bool:
        """Whether the directory was ever asked about this person or group."""
        ...

    def members(self, group_ids: Collection[str]) -> frozenset[str]:
        """The ids of the people in these groups, however long ago that was said."""
        ...

    def forget_person(self, person_id: str) -> None:
        """The person may have changed: what was noted counts no more."""
        ...

    def forget_group(self, group_id: str) -> None:
        """The group may have changed: what was noted counts no more."""
        ...
