"""Finding records by what people know of them: a number, old or new, a name, an amount."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.sides import Side
from sync.domain.standing import Standing
from sync.domain.typed_amounts import typed_amount
from sync.use_cases.ports import KnownRecord, Store, Transaction

MOST_FOUND = 50
"""Records shown for one search; whoever has more to choose from types more."""


class FoundBy(StrEnum):
    """What of a record fits what was looked for. The order of definition is the order of showing."""

    NAME = "number or name"
    FORMER_NAME = "former number or name"
    CONTACT = "contact"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record, or both of a linked pair.

    Attributes:
        records: One, or both of a pair, Intacct's first.
        former_names: The numbers or names that either side's record had before.
        found_by: What of it fits.
    """

    records: tuple[KnownRecord, ...]
    former_names: tuple[str, ...]
    found_by: FoundBy

    @property
    def kind(self) -> RecordKind:
        """What it is."""
        return self.records[0].kind

    @property
    def title(self) -> str:
        """What people call it now; Intacct's number where both sides have one."""
        return self.records[0].title

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is or was called, each once, what it is called now first."""
        now = (one.title for one in self.records)
        return tuple(dict.fromkeys((*now, *self.former_names)))

    @property
    def amount(self) -> Money | None:
        """The money it stands for; None where there is none."""
        return self.records[0].amount

    @property
    def dated(self) -> date | None:
        """A document's own date; None for all else."""
        return self.records[0].dated

    @property
    def standing(self) -> Standing:
        """Where it is with the sync, and why."""
        return self.records[0].standing

    @property
    def sides(self) -> tuple[Side, ...]:
        """Where it is."""
        return tuple(one.side for one in self.records)


def find_records(store: Store, link_id: int, words: str) -> tuple[FoundRecord, ...]:
    """Look for records by `words`.

    Args:
        store: The database.
        link_id: The companies.
        words: The beginning of a number or name, on either side, as it is now or was before; a part of a
            contact's name, which finds its documents too; or an amount, such as `1,234.50`.

    Returns:
        At most 50, a linked pair as one: what is called so, what was called so, what belongs to a contact
        called so, what has that amount. Empty where nothing fits, or nothing was typed.
    """
    if not words.strip():
        return ()
    with store.reading() as transaction:
        found: dict[int, FoundBy] = {}
        for record_id, found_by in _ids(transaction, link_id, words):
            found.setdefault(record_id, found_by)
        return gathered(transaction, found)[:MOST_FOUND]


def gathered(transaction: Transaction, found: dict[int, FoundBy]) -> tuple[FoundRecord, ...]:
    """The records of these ids with their counterparts, each pair once, in the order given."""
    partners = transaction.records.pair_partner(list(found))
    known = transaction.records.known([*found, *partners.values()])
    names = transaction.finding.former_names(list(known))
    records: dict[frozenset[int], FoundRecord] = {}
    for record_id, found_by in found.items():
        ids = sorted(
            {record_id, partners.get(record_id, record_id)}, key=lambda one: known[one].side
        )
        together = frozenset(ids)
        former = dict.fromkeys(name for one in ids for name in names.get(one, ()))
        # A number that one side has now and the other had before is no former one of the pair.
        now = {known[one].title for one in ids}
        records.setdefault(
            together,
            FoundRecord(
                records=tuple(known[one] for one in ids),
                former_names=tuple(name for name in former if name not in now),
                found_by=found_by,
            ),
        )
    return tuple(records.values())


def _ids(transaction: Transaction, link_id: int, words: str) -> Iterator[tuple[int, FoundBy]]:
    finding = transaction.finding
    yield from _each(finding.named(link_id, words, MOST_FOUND), FoundBy.NAME)
    yield from _each(finding.once_named(link_id, words, MOST_FOUND), FoundBy.FORMER_NAME)
    contacts = finding.contacts_named(link_id, words, MOST_FOUND)
    yield from _each(contacts, FoundBy.CONTACT)
    yield from _each(finding.of_contacts(link_id, contacts, MOST_FOUND), FoundBy.CONTACT)
    amount = typed_amount(words, transaction.links.get(link_id).terms.currency)
    if amount is not None:
        yield from _each(finding.of_amount(link_id, amount, MOST_FOUND), FoundBy.AMOUNT)


def _each(ids: Iterable[int], found_by: FoundBy) -> Iterator[tuple[int, FoundBy]]:
    return ((record_id, found_by) for record_id in ids)
