"""Links that were proposed, and the mode a link has had at each time."""

from datetime import date

from sqlalchemy import Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.links import LinkMode
from sync.store.models.base import Base, Currency, Json, Key, LinkId, ProseText, RowId, When
from sync.store.types import ROW_ID, OneOf


class LinkProposalRow(Base):
    """Two companies that somebody proposed to link, as both ledgers described them then."""

    __tablename__ = "link_proposal"

    id: Mapped[RowId]
    intacct_company_id: Mapped[Key]
    intacct_entity_id: Mapped[Key]
    intacct_name: Mapped[ProseText]
    intacct_currency: Mapped[Currency]
    re_leased_company_id: Mapped[Key]
    re_leased_name: Mapped[ProseText]
    re_leased_currency: Mapped[Currency]
    native_connection: Mapped[ProseText]
    sync_from: Mapped[date] = mapped_column(Date())
    mode: Mapped[LinkMode] = mapped_column(OneOf(LinkMode))
    proposed_by: Mapped[ProseText]
    proposed_at: Mapped[When]
    expires_at: Mapped[When]
    link_id: Mapped[int | None] = mapped_column(ROW_ID, ForeignKey("link.id"))
    checks: Mapped[Json]


class LinkModeRow(Base):
    """From when on a link has a mode; the newest row counts. Rows are never changed."""

    __tablename__ = "link_mode"

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    mode: Mapped[LinkMode] = mapped_column(OneOf(LinkMode))
    since: Mapped[When]
    set_by: Mapped[ProseText]
    reason: Mapped[ProseText]
