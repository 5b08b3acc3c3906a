"""How much Intacct is asked at a time, and what it cost. One row a company, whoever asks."""

from sqlalchemy import BigInteger, Double, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from sync.store.models.base import Base, Key

MONTH_LENGTH = 7


class GatewaySlotRow(Base):
    """One of the requests that a company may be asked at the same time.

    Who finds it taken puts his name down for it, so that a busy holder cannot take it again and again.
    Moments are seconds since 1970 by the database's own clock; 0 for long ago.
    """

    __tablename__ = "gateway_slot"

    company: Mapped[Key] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(Integer(), primary_key=True, autoincrement=False)
    holder: Mapped[Key]
    taken_until: Mapped[float] = mapped_column(Double())
    next_holder: Mapped[Key]
    next_until: Mapped[float] = mapped_column(Double())


class GatewayBucketRow(Base):
    """The requests that a company may be asked right now, as of `refilled_at`."""

    __tablename__ = "gateway_bucket"

    company: Mapped[Key] = mapped_column(primary_key=True)
    tokens: Mapped[float] = mapped_column(Double())
    refilled_at: Mapped[float] = mapped_column(Double())  # seconds since 1970, database's clock


class GatewayUsageRow(Base):
    """What a company was asked in one month."""

    __tablename__ = "gateway_usage"

    company: Mapped[Key] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(MONTH_LENGTH), primary_key=True)
    requests: Mapped[int] = mapped_column(BigInteger())
    transactions: Mapped[int] = mapped_column(BigInteger())
