"""People's own pages with the app."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from sync.store.models.base import Base, LooseId, When


class HomeVisitRow(Base):
    """When somebody looked at their page last, and up to which row of the audit trail it shows."""

    __tablename__ = "home_visit"

    person_id: Mapped[str] = mapped_column(Text(), primary_key=True)
    opened_at: Mapped[When]
    asked_at: Mapped[When]
    seen: Mapped[LooseId]
