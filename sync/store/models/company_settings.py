"""What a finance team set for its company."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from sync.store.models.base import Base, Json, When
from sync.store.types import ROW_ID


class CompanySettingsRow(Base):
    """All that was set for one link; the audit trail tells who changed what."""

    __tablename__ = "company_settings"

    link_id: Mapped[int] = mapped_column(ROW_ID, ForeignKey("link.id"), primary_key=True)
    body: Mapped[Json]
    changed_at: Mapped[When]
