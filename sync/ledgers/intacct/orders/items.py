"""Reading items: what stands on order documents in place of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Item,
    ItemUse,
    Sighting,
    account_of_item,
    item_code_in_one_spelling,
    natural_key_of,
)
from sync.ledgers.intacct.reading.query import Query, any_of, changed_at, like
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import CREATED_MASTER, Source
from sync.ledgers.intacct.reference_data import MASTER_STAMPS, is_active
from sync.ledgers.intacct.wire.envelope import Row

ITEM_TYPES = {
    ItemUse.SALES: "Non-Inventory (Sales only)",
    ItemUse.PURCHASES: "Non-Inventory (Purchase only)",
    ItemUse.BOTH: "Non-Inventory",
}
"""That the items of Re-Leased's chart are of these types is a guess."""

_USES = {ITEM_TYPES[use].lower(): use for use in (ItemUse.SALES, ItemUse.PURCHASES)}
_FIELDS = ("ITEMID", "NAME", "ITEMTYPE", "STATUS", *MASTER_STAMPS)


def item_source() -> Source:
    """All items."""
    return Source(
        RecordKind.ITEM, Query("ITEM", _FIELDS), lambda rows, _found: (item(row) for row in rows)
    )


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Reads the items of one company."""

    reader: Reader

    def by_id(self, ids: Sequence[str]) -> dict[str, Sighting]:
        """Those of the named ids that exist."""
        found = self.reader.look_up(item_source(), "ITEMID", ids)
        return {sighting.key: sighting for sighting in found}

    def same_as(self, items: Sequence[Item]) -> dict[str | None, Sighting]:
        """Those that are one of `items` in any spelling, by natural key."""
        accounts = dict.fromkeys(account_of_item(one.code, one.use) for one in items)
        if not accounts:
            return {}
        named = any_of(*(like("ITEMID", f"%{account}%") for account in accounts))
        query = Query("ITEM", _FIELDS, named, ignores_case=True)
        found = self.reader.everything(
            Source(RecordKind.ITEM, query, lambda rows, _found: (item(row) for row in rows))
        )
        return {natural_key_of(sighting.record): sighting for sighting in found}


def item(row: Row) -> Sighting:
    """An ITEM, keyed by its own spelling; the code is in the one spelling that both sides use."""
    use = _USES.get(row["ITEMTYPE"].lower(), ItemUse.BOTH)
    record = Item(
        code=item_code_in_one_spelling(row["ITEMID"], use),
        name=row["NAME"],
        use=use,
        active=is_active(row),
    )
    return Sighting(
        RecordKind.ITEM,
        row["ITEMID"],
        record,
        changed_at=changed_at(row, created_field=CREATED_MASTER),
        changed_by=row.get("MODIFIEDBY", ""),
    )
