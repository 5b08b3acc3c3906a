"""Finding records by what people know of them, each question from an index of its own.

A number, old or new, is found by its beginning; the columns are compared letter by letter, so that the index
serves. Inside a name is looked for among contacts only, in an index that holds their names and nothing else:
a company has a hundredth as many contacts as documents. Contents are never searched.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select, text

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.store.amounts import minor_units
from sync.store.dialects import in_chunks
from sync.store.models import FormerNameRow, RecordRow
from sync.store.models.records import A_CONTACT
from sync.store.tables.base import SqlTable
from sync.store.tables.sightings import folded

_BEHIND_ALL = "\U0010ffff"
"""Sorts behind every letter."""

_OF_CONTACT = {
    RecordKind.CUSTOMER: (
        RecordKind.SALES_INVOICE,
        RecordKind.SALES_CREDIT,
        RecordKind.RECEIPT,
    ),
    RecordKind.VENDOR: (
        RecordKind.BILL,
        RecordKind.PURCHASE_CREDIT,
        RecordKind.DISBURSEMENT,
    ),
}
"""By the kind of contact: what names one."""


class SqlFinding(SqlTable):
    """Keeps `FindingTable`."""

    def named(self, link_id: int, words: str, limit: int) -> tuple[int, ...]:
        """Records whose number or name now is, or begins with, `words`; whole matches first."""
        return self._by_name(
            RecordRow.id, RecordRow.link_id == link_id, RecordRow.folded_title, words, limit
        )

    def once_named(self, link_id: int, words: str, limit: int) -> tuple[int, ...]:
        """Records whose number or name was, or began with, `words` before; whole matches first."""
        return self._by_name(
            FormerNameRow.record_id,
            FormerNameRow.link_id == link_id,
            FormerNameRow.folded_name,
            words,
            limit,
        )

    def contacts_named(self, link_id: int, words: str, limit: int) -> tuple[int, ...]:
        """Customers and vendors that have `words` anywhere in their name."""
        query = (
            select(RecordRow.id)
            .where(
                RecordRow.link_id == link_id,
                # As it stands in the index, so that the index serves.
                text(A_CONTACT),
                RecordRow.folded_title.contains(folded(words), autoescape=True),
            )
            .order_by(RecordRow.folded_title, RecordRow.id)
        )
        return tuple(self.connection.execute(query.limit(limit)).scalars())

    def of_contacts(self, link_id: int, contact_ids: Sequence[int], limit: int) -> tuple[int, ...]:
        """Documents and payments of these contacts, the latest noted first."""
        columns = (RecordRow.side, RecordRow.kind, RecordRow.key)
        theirs = [
            and_(
                RecordRow.side == side,
                RecordRow.contact_key == key,
                RecordRow.kind.in_(_OF_CONTACT[kind]),
            )
            for chunk in in_chunks(contact_ids)
            for side, kind, key in self.connection.execute(
                select(*columns).where(RecordRow.id.in_(chunk), text(A_CONTACT))
            )
        ]
        found: list[int] = []
        for one in theirs:
            query = select(RecordRow.id).where(RecordRow.link_id == link_id, one)
            latest_first = query.order_by(RecordRow.id.desc()).limit(limit)
            found += self.connection.execute(latest_first).scalars()
        return tuple(sorted(found, reverse=True)[:limit])

    def of_amount(self, link_id: int, amount: Money, limit: int) -> tuple[int, ...]:
        """Documents and payments of this amount, owed or credited, the latest noted first."""
        units = minor_units(amount) or 0
        query = select(RecordRow.id).where(
            RecordRow.link_id == link_id,
            RecordRow.amount.in_({units, -units}),
            RecordRow.currency == amount.currency,
        )
        latest_first = query.order_by(RecordRow.id.desc()).limit(limit)
        return tuple(self.connection.execute(latest_first).scalars())

    def former_names(self, record_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """By record: the numbers or names it had before; records that always had one are left out."""
        names: dict[int, tuple[str, ...]] = {}
        columns = (FormerNameRow.record_id, FormerNameRow.name)
        for chunk in in_chunks(record_ids):
            query = (
                select(*columns)
                .join(RecordRow, RecordRow.id == FormerNameRow.record_id)
                .where(
                    FormerNameRow.record_id.in_(chunk),
                    # It may have got an old name back.
                    FormerNameRow.folded_name != RecordRow.folded_title,
                )
                .order_by(FormerNameRow.record_id, FormerNameRow.name)
            )
            for record_id, name in self.connection.execute(query):
                names[record_id] = (*names.get(record_id, ()), name)
        return names

    def _by_name(
        self,
        record_id: Any,
        of_link: ColumnElement[bool],
        name: Any,
        words: str,
        limit: int,
    ) -> tuple[int, ...]:
        wanted = folded(words)
        begins = and_(name >= wanted, name < wanted + _BEHIND_ALL)
        query = select(record_id).where(of_link, begins).order_by(name, record_id).limit(limit)
        # In the order of letters, what is equal comes before what only begins so.
        return tuple(self.connection.execute(query).scalars())
