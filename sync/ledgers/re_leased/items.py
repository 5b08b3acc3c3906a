"""Items: what accounts of the chart are on the documents of Order Entry and Purchasing. Never written here."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.modules import Modules
from sync.domain.records import ItemUse, Sighting, item_of_account, use_of_account
from sync.ledgers.re_leased import wire, wire_shapes
from sync.ledgers.re_leased.client import Client, Request
from sync.ledgers.re_leased.family import Family, cannot_do, sighting
from sync.ledgers.re_leased.json_text import Reader
from sync.ledgers.re_leased.reading import ChangedRecords
from sync.ledgers.re_leased.reference_data import account_from
from sync.use_cases.ports import Write


class Items(Family[wire_shapes.Account]):
    """The items of the chart; an item's key is its code.

    Args:
        modules: Which modules the company uses.
    """

    resource = wire.Resource.ACCOUNTS
    reader = Reader(wire_shapes.Account, "account")

    def __init__(self, modules: Modules) -> None:
        self._uses = [use for use in ItemUse if use in modules.uses]

    def sightings(self, stored: wire_shapes.Account, kind: RecordKind) -> Sequence[Sighting]:
        """An item for each module; one that only its use shows, only for those who know of it."""
        usual = use_of_account(account_from(stored))
        return [
            replace(self._item(stored, kind, use), only_if_known=use is not usual)
            for use in self._uses
        ]

    def by_code(self, client: Client, codes: Collection[str], *, page_size: int) -> list[Sighting]:
        """The items of these codes whose accounts exist. Reads the whole chart, as no list is narrowed."""
        chart = ChangedRecords(client, self.resource, {}, self.reader, page_size=page_size)
        return [
            item
            for accounts in chart.since(wire.FIRST_MOMENT)
            for stored in accounts
            for item in self._readable_items(stored)
            if item.key in codes
        ]

    def requests(self, write: Write) -> Sequence[Request]:
        """None: an item is made from an account, never the other way about."""
        raise cannot_do(write)

    def _readable_items(self, stored: wire_shapes.Account) -> Sequence[Sighting]:
        """None of an account that cannot be read: whoever reads the changes tells of it."""
        try:
            return [self._item(stored, RecordKind.ITEM, use) for use in self._uses]
        except BrokenPromise:
            return []

    def _item(self, stored: wire_shapes.Account, kind: RecordKind, use: ItemUse) -> Sighting:
        item = item_of_account(account_from(stored), use)
        return sighting(kind, item.code, item, stored)
