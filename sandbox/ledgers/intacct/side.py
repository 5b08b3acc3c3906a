"""Sage Intacct on the ledgers page."""

from sandbox.intacct.book import IntacctBook
from sandbox.ledgers.intacct.accounts import AccountRegister
from sandbox.ledgers.intacct.common import ACTING_LOGIN, name_of
from sandbox.ledgers.intacct.dimensions import DimensionRegister
from sandbox.ledgers.intacct.invoices import InvoiceRegister
from sandbox.ledgers.intacct.parties import CustomerRegister, VendorRegister
from sandbox.ledgers.intacct.payments import PaymentRegister
from sandbox.ledgers.intacct.tax_details import TaxDetailRegister
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import InvoiceTotals

_KINDS = {
    "intacct.invoice": "invoices",
    "intacct.payment": "payments",
    "intacct.customer": "customers",
    "intacct.vendor": "vendors",
    "intacct.account": "accounts",
    "intacct.tax_detail": "tax_details",
    "intacct.department": "dimension_values",
    "intacct.location": "dimension_values",
    "intacct.class": "dimension_values",
    "intacct.project": "dimension_values",
}


class IntacctSide:
    """The page's left column. People act there as one named user."""

    side = "intacct"
    name = "Sage Intacct"

    def __init__(self, book: IntacctBook) -> None:
        self._invoices = InvoiceRegister(book)
        self.company = f"{book.company_name} ({book.company_id})"
        self.currency = book.currency
        self.person = name_of(ACTING_LOGIN)
        self.registers: tuple[Register, ...] = (
            self._invoices,
            PaymentRegister(book),
            CustomerRegister(book),
            VendorRegister(book),
            AccountRegister(book),
            TaxDetailRegister(book),
            DimensionRegister(book),
        )

    def invoice_totals(self) -> InvoiceTotals:
        """Count and sums of the invoices that both ledgers share."""
        return self._invoices.totals()

    def record_changed(self, collection: str, key: str) -> tuple[str, str | None] | None:
        """Kind and key of the page's record that shows what was stored; None when none does."""
        kind = _KINDS.get(collection)
        return None if kind is None else (kind, key)
