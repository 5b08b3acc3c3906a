"""Reading receipts and payments to vendors, with the documents they pay.

Money that pays nothing yet is read too: advances, and what a payment had too much. Once it is put against a
document, by a payment without money of its own, that document joins the allocations of the payment or advance
it came with.

Whether such a later application moves the stamp of anything but its own rows is not known, so changes are
noticed by the details' stamps as well. A discount is no money and no allocation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import Allocation, Payment, PaymentStatus, Reference, Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.payments import stages
from sync.ledgers.intacct.payments.banks import Banks
from sync.ledgers.intacct.payments.batch import Part, PaymentRows
from sync.ledgers.intacct.payments.objects import PaymentObject
from sync.ledgers.intacct.payments.rows import (
    advance_fields,
    payment_fields,
    status_of,
    total_of,
)
from sync.ledgers.intacct.reading.query import KEY, Query, changed_at
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import (
    CREATED_MASTER,
    CREATED_TRANSACTION,
    Found,
    Source,
)
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import day_of

_AFTER_PAYMENTS = (*stages.PAID, *stages.LATER, *stages.DOCUMENTS)


@dataclass(frozen=True, slots=True)
class PaymentReader:
    """Reads the payments of one kind: drafts too, and those private to an entity.

    Attributes:
        reader: Asks.
        company: Whose currency stands where none is named.
        banks: The ledger accounts behind bank accounts.
        what: Receipts, or payments to vendors.
        mark: What the DOCNUMBER of payments made by us begins with: their reference is in DESCRIPTION.
    """

    reader: Reader
    company: Company
    banks: Banks
    what: PaymentObject
    mark: str

    def sources(self) -> list[Source]:
        """Payments, advances, and the payments and advances behind details that changed."""
        what = self.what
        return [
            self._source(
                Part.PAYMENTS, Query(what.object_name, payment_fields(what)), _AFTER_PAYMENTS
            ),
            self._source(
                Part.ADVANCES, Query(what.advance_name, advance_fields(what)), _AFTER_PAYMENTS
            ),
            self._source(
                Part.CHANGED_DETAILS,
                stages.detail_query(what),
                (*stages.NAMED, *_AFTER_PAYMENTS),
                only_changes=True,
            ),
        ]

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, Sequence[Sighting]]:
        """The payments with one of these document numbers, which need not be unique, by that number."""
        return by_document_number(self.reader, self.sources()[0], numbers)

    def _source(
        self,
        part: Part,
        query: Query,
        asked: Sequence[stages.Stage],
        *,
        only_changes: bool = False,
    ) -> Source:
        return Source(
            self.what.kind,
            query,
            partial(self._sightings, part),
            companions=stages.companions(self.what, part, asked),
            created_field=CREATED_MASTER if only_changes else CREATED_TRANSACTION,
            only_changes=only_changes,
        )

    def _sightings(self, part: Part, rows: Sequence[Row], found: Found) -> Iterator[Sighting]:
        batch = PaymentRows(self.what, part, rows, found)
        for key, row in (batch.payments | batch.advances).items():
            if total_of(row) > 0 and key not in batch.reversals:
                yield Sighting(
                    self.what.kind,
                    key,
                    self._payment(batch, row),
                    changed_at=changed_at(row, created_field=CREATED_TRANSACTION),
                    changed_by=row["MODIFIEDBY"],
                    address=row["RECORD_URL"],
                )

    def _payment(self, batch: PaymentRows, row: Row) -> Payment:
        currency = row["CURRENCY"] or self.company.facts.currency
        paid_on = day_of(row["WHENCREATED"])
        if paid_on is None or not currency:
            missing = "currency" if paid_on else "date"
            raise BrokenPromise(f"Intacct's {self.what.kind.singular} {row[KEY]} has no {missing}.")
        is_ours = bool(self.mark) and row["DOCNUMBER"].startswith(self.mark)
        return Payment(
            reference=row["DESCRIPTION"] if is_ours else row["DOCNUMBER"],
            contact=self._contact(row),
            paid_on=paid_on,
            account=self._account(row),
            method=row["PAYMENTMETHOD"],
            amount=money_in(total_of(row), currency, row),
            status=PaymentStatus.UNDONE if row[KEY] in batch.undone else status_of(row),
            allocations=tuple(_allocations(batch, row, currency)),
        )

    def _contact(self, row: Row) -> Reference:
        """Who paid; a receipt of several customers names only a payer, whom nobody else knows."""
        return Reference(
            self.what.contact_kind, row[self.what.contact_field] or row.get("PAYERNAME", "")
        )

    def _account(self, row: Row) -> Reference | None:
        bank = row["FINANCIALENTITY"]
        account = self.banks.account_of(bank) if bank else row.get("UNDEPOSITEDACCOUNTNO", "")
        return Reference(RecordKind.ACCOUNT, account) if account else None


def by_document_number(
    reader: Reader, source: Source, numbers: Sequence[str]
) -> Mapping[str, Sequence[Sighting]]:
    """What `source`, whose rows are payments, makes of those with one of these document numbers."""
    number_of: dict[str, str] = {}

    def noting(rows: Sequence[Row], found: Found) -> Iterable[Sighting]:
        number_of.update((row[KEY], row["DOCNUMBER"]) for row in rows)
        return source.build(rows, found)

    sightings: defaultdict[str, list[Sighting]] = defaultdict(list)
    for one in reader.look_up(replace(source, build=noting), "DOCNUMBER", numbers):
        sightings[number_of[one.key.partition(":")[0]]].append(one)
    return sightings


def money_in(amount: Decimal, currency: str, row: Row) -> Money:
    """An amount that stands in `row`.

    Raises:
        BrokenPromise: It is finer than the currency allows.
    """
    try:
        return Money(amount, currency)
    except ValueError as error:
        raise BrokenPromise(f"Intacct's payment {row[KEY]} cannot be read. {error}") from error


def _allocations(batch: PaymentRows, row: Row, currency: str) -> Iterable[Allocation]:
    sums: defaultdict[Reference, Decimal] = defaultdict(Decimal)
    for detail in batch.details.get(row[KEY], ()):
        sums[batch.reference(detail.paid)] += detail.money
    for paid, amount in batch.later_uses.get(row[KEY], ()):
        sums[batch.reference(paid)] += amount
    return (
        Allocation(document, money_in(amount, currency, row))
        for document, amount in sorted(sums.items())
        if amount > 0
    )
