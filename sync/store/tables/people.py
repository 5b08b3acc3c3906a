"""What the chat's directory said of people and user groups."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from sync.domain.people import Person, UserGroup
from sync.store.dialects import upsert
from sync.store.models import GroupMemberRow, PersonRow, UserGroupRow
from sync.store.tables.base import SqlTable


class SqlPeople(SqlTable):
    """Keeps `PeopleTable`."""

    def note_person(self, person: Person, asked_at: datetime) -> None:
        """Keep what the directory said, unless a later word of it is kept already."""
        said = {
            "name": person.name,
            "time_zone": person.time_zone,
            "membership": person.membership,
            "trouble": person.trouble,
            "read_at": asked_at,
        }
        self.connection.execute(
            upsert(self.connection, PersonRow)
            .values(person_id=person.person_id, forgotten_at=None, **said)
            .on_conflict_do_update(
                index_elements=["person_id"],
                set_=said,
                where=PersonRow.read_at <= asked_at,
            )
        )

    def note_group(self, group: UserGroup, asked_at: datetime) -> None:
        """Keep what the directory said, unless a later word of it is kept already."""
        said = {"name": group.name, "trouble": group.trouble, "read_at": asked_at}
        noted = self.connection.execute(
            upsert(self.connection, UserGroupRow)
            .values(group_id=group.group_id, forgotten_at=None, **said)
            .on_conflict_do_update(
                index_elements=["group_id"],
                set_=said,
                where=UserGroupRow.read_at <= asked_at,
            )
            .returning(UserGroupRow.group_id)
        )
        if noted.first() is not None:
            self._set_members(group)

    def person(self, person_id: str, *, within: timedelta) -> Person | None:
        """The person, where the directory was asked within this time."""
        columns = (
            PersonRow.person_id,
            PersonRow.name,
            PersonRow.time_zone,
            PersonRow.membership,
            PersonRow.trouble,
        )
        query = select(*columns).where(
            PersonRow.person_id == person_id, self._counts(PersonRow, within)
        )
        row = self.connection.execute(query).first()
        return None if row is None else Person(*row)

    def groups(self, group_ids: Collection[str], *, within: timedelta) -> Mapping[str, UserGroup]:
        """Those of the groups that the directory was asked about within this time, by their id."""
        columns = (UserGroupRow.group_id, UserGroupRow.name, UserGroupRow.trouble)
        query = select(*columns).where(
            UserGroupRow.group_id.in_(group_ids), self._counts(UserGroupRow, within)
        )
        return {
            group_id: UserGroup(group_id, name, self.members([group_id]), trouble)
            for group_id, name, trouble in self.connection.execute(query)
        }

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """What people and groups are called, by their id, however long ago that was said."""
        people = select(PersonRow.person_id, PersonRow.name).where(PersonRow.person_id.in_(ids))
        groups = select(UserGroupRow.group_id, UserGroupRow.name).where(
            UserGroupRow.group_id.in_(ids)
        )
        return {
            its_id: name
            for query in (people, groups)
            for its_id, name in self.connection.execute(query)
            if name
        }

    def is_noted(self, its_id: str) -> bool:
        """Whether the directory was ever asked about this person or group."""
        person = select(PersonRow.person_id).where(PersonRow.person_id == its_id)
        group = select(UserGroupRow.group_id).where(UserGroupRow.group_id == its_id)
        return any(self.connection.execute(query).first() for query in (person, group))

    def members(self, group_ids: Collection[str]) -> frozenset[str]:
        """The ids of the people in these groups, however long ago that was said."""
        query = select(GroupMemberRow.person_id).where(GroupMemberRow.group_id.in_(group_ids))
        return frozenset(self.connection.execute(query).scalars())

    def forget_person(self, person_id: str) -> None:
        """The person may have changed: what was noted counts no more."""
        self.connection.execute(
            update(PersonRow)
            .where(PersonRow.person_id == person_id)
            .values(forgotten_at=self.now())
        )

    def forget_group(self, group_id: str) -> None:
        """The group may have changed: what was noted counts no more."""
        self.connection.execute(
            update(UserGroupRow)
            .where(UserGroupRow.group_id == group_id)
            .values(forgotten_at=self.now())
        )

    def _set_members(self, group: UserGroup) -> None:
        of_group = GroupMemberRow.group_id == group.group_id
        self.connection.execute(delete(GroupMemberRow).where(of_group))
        rows = [{"group_id": group.group_id, "person_id": each} for each in sorted(group.members)]
        if rows:
            self.connection.execute(insert(GroupMemberRow), rows)

    def _counts(
        self, model: type[PersonRow | UserGroupRow], within: timedelta
    ) -> ColumnElement[bool]:
        return and_(
            model.read_at >= self.now() - within,
            or_(model.forgotten_at.is_(None), model.read_at > model.forgotten_at),
        )
