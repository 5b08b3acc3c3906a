"""Reading what credits were put against.

A credit is put against a document by a payment, with or without money in it. The negative lines of a document
itself (inline credits) are no credit of their own: they are in the document's amount already.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from sync.domain.errors import BrokenPromise
from sync.domain.records import CreditAllocation, PaymentStatus, Reference, Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.payments import stages
from sync.ledgers.intacct.payments.batch import Part, PaymentRows
from sync.ledgers.intacct.payments.objects import CREDITS, Means, PaymentObject
from sync.ledgers.intacct.payments.reading import by_document_number, money_in
from sync.ledgers.intacct.payments.rows import (
    Detail,
    payment_fields,
    status_of,
)
from sync.ledgers.intacct.reading.query import Condition, Query, any_of, changed_at
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import (
    CREATED_MASTER,
    CREATED_TRANSACTION,
    Found,
    Source,
)
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import day_of

Pair = tuple[Reference, Reference]
"""A credit and the document it is put against."""


@dataclass(frozen=True, slots=True)
class CreditAllocationReader:
    """Reads the applications of credits of one kind; each is keyed `<payment>:<credit>:<document>`."""

    reader: Reader
    company: Company
    what: PaymentObject

    def sources(self) -> list[Source]:
        """The details that use credits, and those of payments that changed."""
        what = self.what
        payments = Query(what.object_name, payment_fields(what))
        after = (*stages.PAID, *stages.DOCUMENTS)
        return [
            Source(
                what.allocation_kind,
                stages.detail_query(what).narrowed(self._uses_a_credit()),
                partial(self._sightings, Part.CHANGED_DETAILS),
                companions=stages.companions(
                    what, Part.CHANGED_DETAILS, (stages.named_payments, *after)
                ),
                created_field=CREATED_MASTER,
            ),
            Source(
                what.allocation_kind,
                payments,
                partial(self._sightings, Part.PAYMENTS),
                companions=stages.companions(what, Part.PAYMENTS, after),
                created_field=CREATED_TRANSACTION,
                only_changes=True,
            ),
        ]

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, Sequence[Sighting]]:
        """The applications of credits by payments with one of these document numbers, by that number."""
        return by_document_number(self.reader, self.sources()[1], numbers)

    def _uses_a_credit(self) -> Condition:
        names = self.what.fields_of(*CREDITS)
        return any_of(*(Condition("isnotnull", name) for name in names))

    def _sightings(self, part: Part, rows: Sequence[Row], found: Found) -> Iterator[Sighting]:
        batch = PaymentRows(self.what, part, rows, found)
        for key, row in batch.payments.items():
            if key not in batch.reversals:
                yield from self._of_payment(batch, key, row)

    def _of_payment(self, batch: PaymentRows, key: str, row: Row) -> Iterator[Sighting]:
        status = PaymentStatus.UNDONE if key in batch.undone else status_of(row)
        for (credit, document), amount in _sums(batch, batch.details.get(key, ())).items():
            if amount > 0:
                yield Sighting(
                    self.what.allocation_kind,
                    allocation_key(key, credit, document),
                    self._allocation(row, credit, document, amount, status),
                    changed_at=changed_at(row, created_field=CREATED_TRANSACTION),
                    changed_by=row["MODIFIEDBY"],
                    address=row["RECORD_URL"],
                )

    def _allocation(
        self,
        row: Row,
        credit: Reference,
        document: Reference,
        amount: Decimal,
        status: PaymentStatus,
    ) -> CreditAllocation:
        currency = row["CURRENCY"] or self.company.facts.currency
        day = day_of(row["WHENCREATED"])
        if day is None:
            raise BrokenPromise(f"Intacct's payment {row['RECORDNO']} has no date.")
        return CreditAllocation(credit, document, money_in(amount, currency, row), day, status)


def allocation_key(payment: str, credit: Reference, document: Reference) -> str:
    """The key of what a payment put of one credit against one document."""
    return f"{payment}:{credit.key}:{document.key}"


def _sums(batch: PaymentRows, details: Sequence[Detail]) -> dict[Pair, Decimal]:
    kinds = {
        Means.ADJUSTMENT: batch.what.adjustments.kind,
        Means.NEGATIVE_DOCUMENT: batch.what.documents.kind,
    }
    sums: defaultdict[Pair, Decimal] = defaultdict(Decimal)
    for detail in details:
        for use in detail.uses:
            if use.means in CREDITS:
                credit = batch.reference(Reference(kinds[use.means], use.key))
                sums[credit, batch.reference(detail.paid)] += use.amount
    return sums
