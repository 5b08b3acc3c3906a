"""What all models share: one metadata, names for every constraint, the usual kinds of column."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import BigInteger, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.store.types import ROW_ID, Moment, OneOf, Prose

# Alembic can only change what has a name.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

RowId = Annotated[int, mapped_column(ROW_ID, primary_key=True)]
LinkId = Annotated[int, mapped_column(ROW_ID, ForeignKey("link.id"))]
RunId = Annotated[int, mapped_column(ROW_ID, ForeignKey("run.id"))]
PlanId = Annotated[int, mapped_column(ROW_ID, ForeignKey("plan.id"))]
RecordId = Annotated[int, mapped_column(ROW_ID, ForeignKey("record.id"))]
LooseId = Annotated[int, mapped_column(ROW_ID)]
When = Annotated[datetime, mapped_column(Moment())]
ProseText = Annotated[str, mapped_column(Prose())]
Key = Annotated[str, mapped_column(Text())]
Json = Annotated[str, mapped_column(Text())]
Digest = Annotated[str, mapped_column(String(64))]
MinorUnits = Annotated[int, mapped_column(BigInteger())]
Currency = Annotated[str, mapped_column(Text())]
OnSide = Annotated[Side, mapped_column(OneOf(Side))]
OfKind = Annotated[RecordKind, mapped_column(OneOf(RecordKind))]


class Base(DeclarativeBase):
    """The base of all models. They describe tables; queries use them without loading objects."""

    metadata = MetaData(naming_convention=NAMES)
