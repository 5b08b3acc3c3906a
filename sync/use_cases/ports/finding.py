"""What the use cases ask of the database to find records by what people know of them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sync.domain.money import Money


class FindingTable(Protocol):
    """Finds the ids of records; every question is answered from an index, whatever the number of records."""

    def named(self, link_id: int, words: str, limit: int) -> tuple[int, ...]:
        """Records whose number or name now is, or begins with, `words`; whole matches first."""
        ...

    def once_named(self, link_id: int, words: str, limit: int) -> tuple[int, ...]:
        """Records whose number or name was, or began with, `words` before; whole matches first."""
        ...

    def contacts_named(self, link_id: int, words: str, limit: int) -> tuple[int, ...]:
        """Customers and vendors that have `words` anywhere in their name."""
        ...

    def of_contacts(self, link_id: int, contact_ids: Sequence[int], limit: int) -> tuple[int, ...]:
        """Documents and payments of these contacts, the latest noted first."""
        ...

    def of_amount(self, link_id: int, amount: Money, limit: int) -> tuple[int, ...]:
        """Documents and payments of this amount, owed or credited, the latest noted first."""
        ...

    def former_names(self, record_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """By record: the numbers or names it had before; records that always had one are left out."""
        ...


class RemarkTable(Protocol):
    """What is told of documents that are in step all the same; the issues count it."""

    def with_attachments(self, link_id: int, limit: int) -> tuple[int, ...]:
        """Linked documents with files that their counterpart does not have and nobody has seen to."""
        ...

    def attachments_seen(self, record_ids: Sequence[int]) -> None:
        """Somebody has seen to the files that these documents have now."""
        ...
