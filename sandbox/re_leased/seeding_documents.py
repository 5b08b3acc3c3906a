"""A portfolio's invoices as Re-Leased's records, and the payments that settled them."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.document_records import (
    AmountsAre,
    Approval,
    DecidingPerson,
    Decision,
    Document,
    DocumentType,
    Kind,
    Line,
    LineTracking,
    Payment,
    PaymentAllocation,
    PaymentKind,
    Source,
    Status,
)
from sandbox.re_leased.line_amounts import Totals
from sandbox.re_leased.moments import Moment, moment
from sandbox.re_leased.money import CENT, ZERO
from sandbox.re_leased.seeding_estate import LOCATION, option_ids
from sandbox.seed import portfolio as seed
from sandbox.seed.portfolio import DocumentState, Portfolio

_FIRST_DOCUMENT = 184001
_FIRST_PAYMENT = 7001
_PART_PAID = Decimal("0.4")
_STATUS = {
    DocumentState.PRIVATE_DRAFT: Status.DRAFT,
    DocumentState.AWAITING_APPROVAL: Status.AWAITING_APPROVAL,
    DocumentState.REJECTED: Status.REJECTED,
    DocumentState.APPROVED: Status.APPROVED,
    DocumentState.PARTLY_PAID: Status.APPROVED,
    DocumentState.PAID: Status.PAID,
    DocumentState.VOIDED: Status.VOIDED,
}
_DECIDER = DecidingPerson(name="Charlie Ames", email="charlie.ames@harbour.test")
_COMMENTS = {Status.REJECTED: "Wrong period, please check", Status.VOIDED: "Raised in error"}


class DocumentSeeds:
    """Makes the records of one portfolio, numbering them as it goes."""

    def __init__(self, portfolio: Portfolio, *, now: datetime) -> None:
        self._company = portfolio.company
        self._now = now
        self._rates = {rate.code: rate.rate for rate in portfolio.tax_rates}
        self._option_ids = option_ids(portfolio)
        self._properties = {place.reference: place.number for place in portfolio.properties}
        self._bank = next(
            account.number
            for account in portfolio.accounts
            if account.is_bank and account.born_in is seed.BornIn.BOTH
        )
        self._document_ids = itertools.count(_FIRST_DOCUMENT)
        self._payment_ids = itertools.count(_FIRST_PAYMENT)

    def document(self, born: seed.Document) -> Document:
        """The invoice as it stands after everything that has happened to it."""
        lines = tuple(self._lines(born))
        sums = Totals.of(lines)
        status = _STATUS[born.state]
        paid = _paid(born.state, sums.gross_total)
        entered = self._not_later(datetime.combine(born.issued, time(9), tzinfo=UTC))
        is_due = status is not Status.VOIDED
        return Document(
            id=str(next(self._document_ids)),
            company_id=self._company.re_leased_id,
            created_at=entered,
            modified_at=self._paid_at(born) if paid else entered,
            modified_by=SYSTEM,
            kind=Kind.INCOME,
            document_type=DocumentType.INVOICE,
            status=status,
            invoice_number=born.number,
            reference=born.reference,
            contact_id=born.party_number,
            property_id=sums.property_id,
            tenancy_id=born.lease_number,
            issue_date=born.issued,
            due_date=born.due,
            service_date=born.due,
            currency=self._company.currency,
            amounts_are=AmountsAre.TAX_EXCLUSIVE,
            source=Source(born.source),
            lines=lines,
            net_total=sums.net_total,
            tax_total=sums.tax_total,
            gross_total=sums.gross_total,
            amount_paid=paid,
            amount_due=sums.gross_total - paid if is_due else ZERO,
            approval=_approval(status, entered),
            void_reason=_COMMENTS[status] if status is Status.VOIDED else None,
        )

    def payment(self, document: Document) -> Payment | None:
        """The receipt behind what is paid of the document, if anything is."""
        if document.amount_paid == ZERO:
            return None
        return Payment(
            id=str(next(self._payment_ids)),
            company_id=document.company_id,
            created_at=document.modified_at,
            modified_at=document.modified_at,
            modified_by=SYSTEM,
            kind=PaymentKind.RECEIPT,
            contact_id=document.contact_id,
            date=datetime.fromisoformat(document.modified_at).date(),
            amount=document.amount_paid,
            currency=document.currency,
            bank_account_code=self._bank,
            reference=f"BACS {document.invoice_number}",
            allocations=(PaymentAllocation(invoice_id=document.id, amount=document.amount_paid),),
        )

    def _lines(self, born: seed.Document) -> Iterator[Line]:
        for position, line in enumerate(born.lines):
            option = self._option_ids[line.location]
            yield Line(
                id=str(position + 1),
                description=line.description,
                quantity=Decimal(1),
                unit_price=line.net,
                account_code=line.account_number,
                tax_type_code=line.tax_code,
                net_amount=line.net,
                tax_rate=self._rates[line.tax_code],
                tax_amount=line.tax,
                gross_amount=line.net + line.tax,
                property_id=self._properties[line.location],
                tracking=(LineTracking(category_id=LOCATION, option_id=option),),
            )

    def _paid_at(self, born: seed.Document) -> Moment:
        """Most tenants pay within a fortnight of the due date; never later than now."""
        lateness = timedelta(days=int(born.number[-2:]) % 14)
        return self._not_later(datetime.combine(born.due + lateness, time(14), tzinfo=UTC))

    def _not_later(self, instant: datetime) -> Moment:
        return moment(min(instant, self._now))


def _paid(state: DocumentState, gross: Decimal) -> Decimal:
    if state is DocumentState.PAID:
        return gross
    if state is DocumentState.PARTLY_PAID:
        return (gross * _PART_PAID).quantize(CENT, ROUND_HALF_UP)
    return ZERO


def _approval(status: Status, at: Moment) -> Approval:
    if status in {Status.DRAFT, Status.AWAITING_APPROVAL}:
        return Approval()
    return Approval(
        last_decision=Decision(
            decision=Status.APPROVED if status is Status.PAID else status,
            actor=_DECIDER,
            at=at,
            comment=_COMMENTS.get(status, ""),
        )
    )
