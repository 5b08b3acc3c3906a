"""Writing items: one for each account of Re-Leased's chart and each use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sync.domain.kinds import RecordKind
from sync.domain.records import Item, ItemUse, Sighting, account_of_item, natural_key_of
from sync.ledgers.intacct.orders.items import ITEM_TYPES, ItemReader
from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.ledgers.intacct.wire.values import TEXT_LIMITS, stored
from sync.ledgers.intacct.wire.xml_text import Element, element
from sync.ledgers.intacct.writing.family import Prepared
from sync.use_cases.ports import Done, Refused, Write, WriteVerb

_NEVER_CHANGED = frozenset({"code", "use"})
_ACCOUNT_FIELDS = {
    ItemUse.SALES: ("INCOMEACCTKEY",),
    ItemUse.PURCHASES: ("EXPENSEACCTKEY",),
    ItemUse.BOTH: ("INCOMEACCTKEY", "EXPENSEACCTKEY"),
}
"""Where an item posts to, by its use. That these take an account's number is a guess."""


@dataclass(frozen=True, slots=True)
class ItemWriting:
    """Writes the items of one company."""

    reader: ItemReader

    @property
    def verbs(self) -> frozenset[WriteVerb]:
        """Items are made, renamed and taken out of use."""
        return frozenset({WriteVerb.CREATE, WriteVerb.UPDATE})

    def prepare(self, writes: Sequence[Write]) -> Mapping[str, Prepared]:
        """What each write comes to. An item that is there in another spelling is not made again."""
        there = self._there([write for write in writes if write.verb is WriteVerb.CREATE])
        return {
            write.intent_key: (
                there.get(write.intent_key) or self._creation(write)
                if write.verb is WriteVerb.CREATE
                else self._change(write)
            )
            for write in writes
        }

    def done(self, write: Write, result: Result) -> Done:  # noqa: ARG002 - an item's id is ours
        """The item under its id, holding what was sent."""
        key = _item_of(write).code if write.verb is WriteVerb.CREATE else write.key
        return Done(key, Sighting(RecordKind.ITEM, key, stored_item(_item_of(write))))

    def find(self, writes: Sequence[Write]) -> Mapping[str, Done]:
        """New items are found in any spelling, changes by what they changed."""
        found = self._there([write for write in writes if write.verb is WriteVerb.CREATE])
        changes = [write for write in writes if write.verb is not WriteVerb.CREATE]
        now = self.reader.by_id([write.key for write in changes]) if changes else {}
        for write in changes:
            sighting = now.get(write.key)
            if sighting is not None and _has_taken_effect(write, sighting):
                found[write.intent_key] = Done(sighting.key, sighting)
        return found

    def _there(self, creations: Sequence[Write]) -> dict[str, Done]:
        there = self.reader.same_as([_item_of(write) for write in creations])
        same = ((write, there.get(natural_key_of(_item_of(write)))) for write in creations)
        return {write.intent_key: Done(one.key, one) for write, one in same if one is not None}

    def _creation(self, write: Write) -> Prepared:
        item = _item_of(write)
        if len(item.code) > TEXT_LIMITS["item_code"]:
            return Refused(
                code="item_code_too_long",
                message=f"Item {item.code} would have {len(item.code)} characters; Intacct holds 30.",
                remedy="Give the account a shorter code in Re-Leased.",
            )
        account = account_of_item(item.code, item.use)
        made = element(
            "ITEM",
            element("ITEMID", item.code),
            element("NAME", stored_item(item).name),
            element("ITEMTYPE", ITEM_TYPES[item.use]),
            _status(item),
            element("TAXABLE", "true"),
            *(element(field, account) for field in _ACCOUNT_FIELDS[item.use]),
        )
        return [Function(write.intent_key, element("create", made))]

    def _change(self, write: Write) -> Prepared:
        item = stored_item(_item_of(write))
        if write.fields & _NEVER_CHANGED:
            return Refused(
                code="item_never_changes_so",
                message=f"Item {write.key} keeps its code and its type for ever in Intacct.",
                remedy="Take the item out of use, and make another for the account's new code.",
            )
        changed = element(
            "ITEM",
            element("ITEMID", write.key),
            element("NAME", item.name) if "name" in write.fields else None,
            _status(item) if "active" in write.fields else None,
        )
        return [Function(write.intent_key, element("update", changed))]


def stored_item(item: Item) -> Item:
    """The item as Intacct will show it again."""
    return replace(item, name=stored(item.name, "name"))


def _item_of(write: Write) -> Item:
    return cast("Item", write.record)


def _status(item: Item) -> Element:
    return element("STATUS", "active" if item.active else "inactive")


def _has_taken_effect(write: Write, now: Sighting) -> bool:
    wanted = stored_item(_item_of(write))
    return all(getattr(wanted, name) == getattr(now.record, name) for name in write.fields)
