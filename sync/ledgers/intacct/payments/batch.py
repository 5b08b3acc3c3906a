"""A batch of payments with everything that was read along, sorted out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from sync.domain.records import PaymentStatus, Reference
from sync.ledgers.intacct.documents.keys import document_key
from sync.ledgers.intacct.payments.objects import PaymentObject
from sync.ledgers.intacct.payments.reversals import Posting, pair
from sync.ledgers.intacct.payments.rows import (
    PARENT,
    REVERSAL,
    ZERO,
    Detail,
    detail_of,
    status_of,
    total_of,
)
from sync.ledgers.intacct.reading.query import KEY
from sync.ledgers.intacct.reading.source import CREATED_TRANSACTION, Found
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import moment_of


class Part(StrEnum):
    """What is read along with payments; each is handed on under its name."""

    PAYMENTS = "payments"
    ADVANCES = "advances"
    CHANGED_DETAILS = "changed details"
    DETAILS = "details"
    NAMING_REVERSALS = "naming reversals"
    STAMPED_REVERSALS = "stamped reversals"
    STAMPED_ALIKE = "stamped alike"
    THEIR_DETAILS = "their details"
    NAMED_OVERPAYMENTS = "named overpayments"
    OVERPAYMENTS = "overpayments"
    LATER_DETAILS = "later details"
    LATER_PAYMENTS = "later payments"
    DOCUMENTS = "documents"
    ADJUSTMENTS = "adjustments"


class PaymentRows:
    """A batch of payments, advances or details, and what was read along with it so far.

    Args:
        what: Receipts, or payments to vendors.
        part: What the rows of the batch are.
        rows: These rows.
        found: What was read along.
    """

    def __init__(self, what: PaymentObject, part: Part, rows: Sequence[Row], found: Found) -> None:
        self.what = what
        self._rows: Mapping[str, Sequence[Row]] = {**found, part: rows}

    def rows(self, *parts: Part) -> Iterator[Row]:
        """The rows of these parts."""
        return (row for part in parts for row in self._rows.get(part, ()))

    @cached_property
    def payments(self) -> dict[str, Row]:
        """The payments of this batch by RECORDNO; advances are not among them."""
        return {
            row[KEY]: row
            for row in self.rows(Part.PAYMENTS)
            if row["RECORDTYPE"] not in self.what.kept_elsewhere
        }

    @cached_property
    def others(self) -> dict[str, Row]:
        """Payments that are only looked at to tell which ones were reversed."""
        parts = (Part.NAMING_REVERSALS, Part.STAMPED_REVERSALS, Part.STAMPED_ALIKE)
        return {row[KEY]: row for row in self.rows(*parts) if row[KEY] not in self.payments}

    @cached_property
    def advances(self) -> dict[str, Row]:
        """The advances by RECORDNO."""
        return {row[KEY]: row for row in self.rows(Part.ADVANCES)}

    @cached_property
    def details(self) -> dict[str, list[Detail]]:
        """What each payment pays, by its RECORDNO."""
        rows = {row[KEY]: row for row in self.rows(Part.DETAILS, Part.THEIR_DETAILS)}
        return _by_payment(detail_of(row, self.what) for row in rows.values())

    @property
    def all_details(self) -> Iterator[Detail]:
        """What these payments pay, and what their money was put against later."""
        for details in self.details.values():
            yield from details
        yield from self._later_details

    @cached_property
    def reversals(self) -> frozenset[str]:
        """The payments that only reverse another one: their amounts are negative."""
        rows = (self.payments | self.others).values()
        return frozenset(row[KEY] for row in rows if self._reverses(row))

    @property
    def suspects(self) -> Iterator[Row]:
        """The payments that do not call themselves undone and were changed after they were made."""
        for key, row in self.payments.items():
            is_posted = status_of(row) is PaymentStatus.POSTED and key not in self.reversals
            if is_posted and row["WHENMODIFIED"] not in ("", row[CREATED_TRANSACTION]):
                yield row

    @cached_property
    def undone(self) -> frozenset[str]:
        """The payments and advances that were reversed, by what they say themselves or by their reversal."""
        rows = self.payments | self.advances
        voided = {key for key, row in rows.items() if status_of(row) is PaymentStatus.UNDONE}
        known = [self._posting(row) for row in (self.payments | self.others).values()]
        pairing = pair(
            [one for one in known if one.key in self.reversals],
            [one for one in known if one.key not in self.reversals],
        )
        return frozenset(voided) | pairing.originals

    @cached_property
    def later_uses(self) -> dict[str, list[tuple[Reference, Decimal]]]:
        """What money that came in earlier was put against since, by the payment or advance it came with.

        A use and its reversal are both there and cancel each other out; drafts do not count.
        """
        came_with = {row[KEY]: row[PARENT] for row in self.rows(Part.OVERPAYMENTS)}
        payers = {row[KEY]: row for row in self.rows(Part.LATER_PAYMENTS)} | self.payments
        uses: defaultdict[str, list[tuple[Reference, Decimal]]] = defaultdict(list)
        for detail in self._later_details:
            payer = payers.get(detail.payment)
            if payer is not None and status_of(payer) is not PaymentStatus.DRAFT:
                for one in detail.uses:
                    uses[came_with.get(one.key, one.key)].append((detail.paid, one.amount))
        return uses

    def reference(self, paid: Reference) -> Reference:
        """The document under its lasting key; under its RECORDNO where it cannot be read."""
        row = self._documents.get(paid)
        return paid if row is None else Reference(paid.kind, document_key(row))

    def rest_of(self, key: str) -> Decimal:
        """What a payment pays nothing with, at least at first."""
        money = sum((one.money for one in self.details.get(key, ())), ZERO)
        return total_of(self.payments[key]) - money

    @cached_property
    def _later_details(self) -> list[Detail]:
        return [detail_of(row, self.what) for row in self.rows(Part.LATER_DETAILS)]

    @cached_property
    def _documents(self) -> dict[Reference, Row]:
        kinds = (
            (Part.DOCUMENTS, self.what.documents.kind),
            (Part.ADJUSTMENTS, self.what.adjustments.kind),
        )
        return {Reference(kind, row[KEY]): row for part, kind in kinds for row in self.rows(part)}

    def _reverses(self, row: Row) -> bool:
        settled = sum((one.settled for one in self.details.get(row[KEY], ())), ZERO)
        is_called_so = row["DISPLAYSTATE"].lower() == REVERSAL
        return is_called_so or settled < 0 or (not settled and total_of(row) < 0)

    def _posting(self, row: Row) -> Posting:
        amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
        for detail in self.details.get(row[KEY], ()):
            amounts[detail.paid.key] += detail.settled
        return Posting(
            key=row[KEY],
            contact=row[self.what.contact_field],
            currency=row["CURRENCY"],
            total=total_of(row),
            amounts=dict(amounts),
            made_at=moment_of(row[CREATED_TRANSACTION]),
            changed_at=moment_of(row["WHENMODIFIED"]),
            status=status_of(row),
            parent=row[PARENT],
        )


def _by_payment(details: Iterable[Detail]) -> dict[str, list[Detail]]:
    sorted_out: defaultdict[str, list[Detail]] = defaultdict(list)
    for detail in details:
        sorted_out[detail.payment].append(detail)
    return sorted_out
