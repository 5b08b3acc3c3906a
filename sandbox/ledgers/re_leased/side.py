"""Re-Leased on the ledgers page."""

from sandbox.ledgers.re_leased.common import ACTING_PERSON, key_of
from sandbox.ledgers.re_leased.contacts import ContactRegister
from sandbox.ledgers.re_leased.documents import DocumentRegister
from sandbox.ledgers.re_leased.payments import PaymentRegister
from sandbox.ledgers.re_leased.reference import (
    AccountRegister,
    PropertyRegister,
    TaxTypeRegister,
    TenancyRegister,
    TrackingRegister,
)
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import InvoiceTotals
from sandbox.re_leased.book import ReLeasedBook

_KINDS = {
    "re_leased_document": "invoices",
    "re_leased_payment": "payments",
    "re_leased_contact": "contacts",
    "re_leased_property": "properties",
    "re_leased_tenancy": "tenancies",
    "re_leased_account": "accounts",
    "re_leased_tax_type": "tax_types",
    "re_leased_tracking": "tracking_options",
}


class ReLeasedSide:
    """The page's right column: one company. People act there as one named user."""

    side = "re_leased"
    name = "Re-Leased"

    def __init__(self, book: ReLeasedBook, company_id: str) -> None:
        company = book.companies.get(company_id)
        self._company_id = company_id
        self._invoices = DocumentRegister(book, company_id)
        self.company = f"{company.name} ({company_id})"
        self.currency = company.currency
        self.person = ACTING_PERSON.name
        self.registers: tuple[Register, ...] = (
            self._invoices,
            PaymentRegister(book, company_id),
            ContactRegister(book, company_id),
            PropertyRegister(book, company_id),
            TenancyRegister(book, company_id),
            AccountRegister(book, company_id),
            TaxTypeRegister(book, company_id),
            TrackingRegister(book, company_id),
        )

    def invoice_totals(self) -> InvoiceTotals:
        """Count and sums of the invoices that both ledgers share."""
        return self._invoices.totals()

    def record_changed(self, collection: str, key: str) -> tuple[str, str | None] | None:
        """Kind and key of the page's record that shows what was stored; None when none does."""
        kind = _KINDS.get(collection)
        company_id, _, record_id = key.partition("/")
        if kind is None or company_id != self._company_id:
            return None
        return kind, None if kind == "tracking_options" else key_of(record_id)
