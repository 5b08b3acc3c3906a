"""Which module a document is written through, where new ones are kept by Order Entry or Purchasing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.ledgers.intacct.documents.keys import order_document_in
from sync.ledgers.intacct.orders.writing import OrderWriting
from sync.ledgers.intacct.wire.envelope import Result
from sync.ledgers.intacct.writing.family import FamilyWriting, Prepared
from sync.use_cases.ports import Done, Unknown, Write, WriteVerb


@dataclass(frozen=True, slots=True)
class RoutedWriting:
    """Writes documents of one kind where they are kept.

    Attributes:
        direct: For those in receivables or payables; it refuses what another definition keeps.
        orders: For the documents of the definition that is set, and for all new ones.
    """

    direct: FamilyWriting
    orders: OrderWriting

    @property
    def verbs(self) -> frozenset[WriteVerb]:
        """The same on both ways."""
        return self.direct.verbs

    def prepare(self, writes: Sequence[Write]) -> Mapping[str, Prepared]:
        """What each write comes to, on its way."""
        return {
            intent: prepared
            for family, its_own in self._sorted_out(writes)
            for intent, prepared in family.prepare(its_own).items()
        }

    def done(self, write: Write, result: Result) -> Done | Unknown:
        """The outcome of a write whose function succeeded."""
        return self._family_of(write).done(write, result)

    def read_back(self, done: Mapping[str, Done]) -> Mapping[str, Done]:
        """Order documents with the tax that Intacct put on them."""
        return self.orders.read_back(
            {intent: one for intent, one in done.items() if self._is_an_order(one.key)}
        )

    def find(self, writes: Sequence[Write]) -> Mapping[str, Done | Unknown]:
        """Those of the writes that have taken effect, by intent key."""
        return {
            intent: done
            for family, its_own in self._sorted_out(writes)
            for intent, done in family.find(its_own).items()
        }

    def under_their_numbers(self, creations: Sequence[Write]) -> Mapping[str, Done]:
        """What stands under the numbers that new orders were given."""
        return self.orders.under_their_numbers(creations)

    def _sorted_out(self, writes: Sequence[Write]) -> list[tuple[FamilyWriting, list[Write]]]:
        ways = [(self._family_of(write), write) for write in writes]
        families: tuple[FamilyWriting, ...] = (self.direct, self.orders)
        sorted_out = [(one, [write for way, write in ways if way is one]) for one in families]
        return [(family, its_own) for family, its_own in sorted_out if its_own]

    def _family_of(self, write: Write) -> FamilyWriting:
        is_new = write.verb is WriteVerb.CREATE
        return self.orders if is_new or self._is_an_order(write.key) else self.direct

    def _is_an_order(self, key: str) -> bool:
        return order_document_in(key).startswith(f"{self.orders.reader.definition}-")
