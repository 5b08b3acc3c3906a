"""What the chat's directory said of people and user groups."""

from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.people import Membership
from sync.store.models.base import Base, Key, ProseText, When
from sync.store.types import OneOf


class PersonRow(Base):
    """Somebody in the chat, as of `read_at`; counts no more where they were forgotten since."""

    __tablename__ = "person"

    person_id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[ProseText]
    time_zone: Mapped[Key]
    membership: Mapped[Membership] = mapped_column(OneOf(Membership))
    trouble: Mapped[ProseText]
    read_at: Mapped[When]
    forgotten_at: Mapped[When | None]


class UserGroupRow(Base):
    """A user group, as of `read_at`; counts no more where it was forgotten since."""

    __tablename__ = "user_group"

    group_id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[ProseText]
    trouble: Mapped[ProseText]
    read_at: Mapped[When]
    forgotten_at: Mapped[When | None]


class GroupMemberRow(Base):
    """Somebody was in a user group when it was read."""

    __tablename__ = "group_member"

    group_id: Mapped[Key] = mapped_column(primary_key=True)
    person_id: Mapped[Key] = mapped_column(primary_key=True)
