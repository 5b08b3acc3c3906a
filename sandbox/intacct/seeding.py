"""Puts a portfolio into the book: everything of it that was born in Intacct or is known to both.

Records are written straight into the tables, with stamps that lie in the past, because what the
stand-in world starts with happened before it was opened. For the same reason it has no audit
trail. `Storage.commit` is left to the caller.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import msgspec

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.records import (
    ZERO,
    Account,
    CheckingAccount,
    Contact,
    DimensionValue,
    Invoice,
    InvoiceItem,
    InvoiceState,
    Party,
    Payment,
    PaymentDetail,
    PaymentState,
    TaxDetail,
    TaxSolution,
)
from sandbox.intacct.rules.invoice_lines import paid_top_down, to_cent
from sandbox.seed.portfolio import (
    BornIn,
    Document,
    DocumentLine,
    DocumentState,
    LedgerAccount,
    Portfolio,
    TaxRate,
)
from sandbox.seed.portfolio import DimensionValue as PortfolioDimensionValue
from sandbox.seed.portfolio import Party as PortfolioParty

_CLERK = "jmorris"
_SET_UP_BEFORE_FIRST_DOCUMENT = timedelta(days=120)
_COUNTRY_NAMES = {"GB": "United Kingdom", "AU": "Australia", "NZ": "New Zealand", "IE": "Ireland"}
_STATES = {
    DocumentState.AWAITING_APPROVAL: InvoiceState.DRAFT,
    DocumentState.APPROVED: InvoiceState.POSTED,
    DocumentState.PARTLY_PAID: InvoiceState.PARTIALLY_PAID,
    DocumentState.PAID: InvoiceState.PAID,
    DocumentState.VOIDED: InvoiceState.REVERSED,
}
_OFFICE_HOURS = 9


def fill(book: IntacctBook, portfolio: Portfolio) -> None:
    """Enter the portfolio into an empty book.

    Args:
        book: A new book; its clock's present bounds every stamp.
        portfolio: Documents of Intacct refer only to accounts, parties and tax rates that
            Intacct knows; states that only Re-Leased has are not allowed for them.

    Raises:
        ValueError: A document refers to something that Intacct does not know.
    """
    Seeding.of(book, portfolio).run(portfolio)


def _in_intacct(born_in: BornIn) -> bool:
    return born_in is not BornIn.RE_LEASED


@dataclass(slots=True)
class Seeding:
    """The filling of one book.

    Attributes:
        opening: When the company was set up; master records carry it.
        bank: The bank account receipts were paid into.
        details: Tax details by id.
    """

    book: IntacctBook
    opening: datetime
    clerk: int
    country: str
    tax_account: str
    tax_solution: str
    bank: str
    details: dict[str, TaxDetail]

    @classmethod
    def of(cls, book: IntacctBook, portfolio: Portfolio) -> "Seeding":
        """A filling that has not begun."""
        first = min((d.issued for d in portfolio.documents), default=book.now().date())
        return cls(
            book=book,
            opening=_office_time(first - _SET_UP_BEFORE_FIRST_DOCUMENT, 0),
            clerk=book.user_number(_CLERK),
            country=portfolio.company.country,
            tax_account=_tax_account(portfolio.accounts),
            tax_solution=portfolio.company.tax_solution,
            bank="",
            details={},
        )

    def run(self, portfolio: Portfolio) -> None:
        """Enter reference data, then parties, then documents with their payments."""
        self._enter_accounts(portfolio.accounts)
        self._enter_tax(portfolio.tax_rates)
        self._enter_dimensions(portfolio.dimension_values)
        for party in portfolio.parties:
            if _in_intacct(party.born_in):
                self._enter_party(party)
        for document in portfolio.documents:
            if _in_intacct(document.born_in):
                self._enter_document(document)

    def _enter_accounts(self, accounts: Iterable[LedgerAccount]) -> None:
        for account in accounts:
            if not _in_intacct(account.born_in):
                continue
            number = self.book.next_number()
            self.book.accounts.put(_account(account, number, self.opening, self.clerk))
            if account.is_bank:
                self._enter_bank(account)

    def _enter_bank(self, account: LedgerAccount) -> None:
        bank_account_id = f"BANK-{account.number}"
        self.bank = self.bank or bank_account_id
        self.book.checking_accounts.put(
            CheckingAccount(
                record_no=self.book.next_number(),
                created_at=self.opening,
                created_by=self.clerk,
                bank_account_id=bank_account_id,
                account_no=account.number,
            )
        )

    def _enter_tax(self, rates: Iterable[TaxRate]) -> None:
        self.book.tax_solutions.put(
            TaxSolution(
                record_no=self.book.next_number(),
                created_at=self.opening,
                created_by=self.clerk,
                solution_id=self.tax_solution,
                description=self.tax_solution,
            )
        )
        for rate in rates:
            if _in_intacct(rate.born_in):
                detail = self._tax_detail(rate)
                self.details[rate.code] = detail
                self.book.tax_details.put(detail)

    def _tax_detail(self, rate: TaxRate) -> TaxDetail:
        return TaxDetail(
            record_no=self.book.next_number(),
            created_at=self.opening,
            created_by=self.clerk,
            detail_id=rate.code,
            description=rate.name,
            tax_type="Sale" if rate.on_sales else "Purchase",
            value=rate.rate,
            account_no=self.tax_account,
            tax_solution_id=self.tax_solution,
        )

    def _enter_dimensions(self, values: Iterable[PortfolioDimensionValue]) -> None:
        for value in values:
            if _in_intacct(value.born_in):
                self.book.dimensions[value.dimension].put(
                    DimensionValue(
                        record_no=self.book.next_number(),
                        created_at=self.opening,
                        created_by=self.clerk,
                        code=value.code,
                        name=value.name,
                    )
                )

    def _enter_party(self, party: PortfolioParty) -> None:
        letter = "V" if party.is_supplier else "C"
        contact = self._contact(party, f"{party.name}({letter}{party.number})")
        self.book.contacts.put(contact)
        table = self.book.vendors if party.is_supplier else self.book.customers
        table.put(
            Party(
                record_no=self.book.next_number(),
                created_at=self.opening,
                created_by=self.clerk,
                party_id=party.number,
                name=party.name,
                display_contact=contact.contact_name,
                term_name="N14",
            )
        )

    def _contact(self, party: PortfolioParty, name: str) -> Contact:
        address = party.address
        return Contact(
            record_no=self.book.next_number(),
            created_at=self.opening,
            created_by=self.clerk,
            contact_name=name,
            print_as=party.name,
            company_name=party.trading_name or party.name,
            first_name=party.first_name,
            last_name=party.last_name,
            phone1=party.telephone,
            email1=party.email,
            address1=address.line,
            city=address.town,
            state=address.region,
            zip_code=address.postcode,
            country=_COUNTRY_NAMES.get(address.country, address.country),
            country_code=address.country if address.country in _COUNTRY_NAMES else "",
        )

    def _enter_document(self, document: Document) -> None:
        invoice = self._invoice(document)
        match invoice.state:
            case InvoiceState.PARTIALLY_PAID:
                invoice = self._paid(invoice, to_cent(invoice.total_entered / 2))
            case InvoiceState.PAID:
                invoice = self._paid(invoice, invoice.total_entered)
            case InvoiceState.REVERSED:
                invoice = self._reversed(invoice)
        self.book.invoices.put(invoice)

    def _invoice(self, document: Document) -> Invoice:
        customer = self.book.customers.named(document.party_number)
        if customer is None:
            raise ValueError(f"{document.number}: Intacct has no customer {document.party_number}")
        if document.state not in _STATES:
            raise ValueError(f"{document.number}: Intacct has no state {document.state}")
        number = self.book.next_number()
        entered = self._not_later_than_now(_office_time(document.issued, number))
        items = self._items(document)
        return Invoice(
            record_no=number,
            created_at=entered,
            created_by=self.clerk,
            modified_at=entered,
            modified_by=self.clerk,
            record_id=document.number,
            state=_STATES[document.state],
            customer_id=customer.party_id,
            invoice_date=document.issued,
            posting_date=document.issued,
            due_date=document.due,
            total_entered=sum((item.amount for item in items), ZERO),
            items=items,
            doc_number=document.reference,
            description=document.lines[0].description if document.lines else "",
            currency=self.book.currency,
            base_currency=self.book.currency,
            bill_to=customer.display_contact,
            ship_to=customer.display_contact,
            tax_solution_id=self.tax_solution,
        )

    def _items(self, document: Document) -> tuple[InvoiceItem, ...]:
        lines = [self._item(document, line, place) for place, line in enumerate(document.lines, 1)]
        taxes = [
            self._tax_item(document, line, item)
            for line, item in zip(document.lines, lines, strict=True)
        ]
        return (*lines, *taxes)

    def _item(self, document: Document, line: DocumentLine, place: int) -> InvoiceItem:
        if self.book.accounts.named(line.account_number) is None:
            raise ValueError(f"{document.number}: Intacct has no account {line.account_number}")
        return InvoiceItem(
            record_no=self.book.next_number(),
            line_no=place,
            account_no=line.account_number,
            amount=line.net,
            memo=line.description,
            location_id=line.location,
            department_id=line.department or "",
        )

    def _tax_item(self, document: Document, line: DocumentLine, item: InvoiceItem) -> InvoiceItem:
        detail = self.details.get(line.tax_code)
        if detail is None:
            raise ValueError(f"{document.number}: Intacct has no tax detail {line.tax_code}")
        return msgspec.structs.replace(
            item,
            record_no=self.book.next_number(),
            account_no=detail.account_no or item.account_no,
            amount=line.tax,
            memo="",
            is_user_line=False,
            parent_entry=item.record_no,
            detail_id=detail.detail_id,
        )

    def _paid(self, invoice: Invoice, amount: Decimal) -> Invoice:
        received = min(invoice.due_date, self.book.now().date())
        received = max(received, invoice.invoice_date)
        number = self.book.next_number()
        stamp = self._not_later_than_now(_office_time(received, number))
        detail = PaymentDetail(
            record_no=self.book.next_number(), invoice_key=invoice.record_no, amount=amount
        )
        self.book.payments.put(self._payment(invoice, number, stamp, detail, received))
        return msgspec.structs.replace(
            invoice,
            total_paid=amount,
            paid_date=received if amount == invoice.total_entered else None,
            items=paid_top_down(invoice.items, amount),
        )

    def _payment(
        self,
        invoice: Invoice,
        number: int,
        stamp: datetime,
        detail: PaymentDetail,
        received: date,
    ) -> Payment:
        return Payment(
            record_no=number,
            created_at=stamp,
            created_by=self.clerk,
            modified_at=stamp,
            modified_by=self.clerk,
            state=PaymentState.COMPLETE,
            customer_id=invoice.customer_id,
            payment_method="EFT",
            receipt_date=received,
            payment_date=received,
            total_entered=detail.amount,
            details=(detail,),
            financial_entity=self.bank,
            doc_number=invoice.record_id,
            currency=invoice.currency,
            base_currency=invoice.base_currency,
        )

    def _reversed(self, invoice: Invoice) -> Invoice:
        stamp = self._not_later_than_now(invoice.created_at + timedelta(days=3))
        reversal = self.book.reversal_record(
            invoice, on=stamp.date(), description="", by=_CLERK, stamp=stamp
        )
        self.book.invoices.put(reversal)
        return msgspec.structs.replace(invoice, modified_at=stamp, reversed_by=reversal.record_no)

    def _not_later_than_now(self, moment: datetime) -> datetime:
        return min(moment, self.book.now())


def _account(account: LedgerAccount, number: int, opening: datetime, clerk: int) -> Account:
    on_balance_sheet = account.account_class in {"Asset", "Equity", "Liability"}
    is_debit = account.account_class in {"Asset", "Expense"}
    return Account(
        record_no=number,
        created_at=opening,
        created_by=clerk,
        account_no=account.number,
        title=account.title,
        account_type="balancesheet" if on_balance_sheet else "incomestatement",
        normal_balance="debit" if is_debit else "credit",
        closing_type="non-closing account" if on_balance_sheet else "closed to account",
        category=account.account_class,
    )


def _tax_account(accounts: Iterable[LedgerAccount]) -> str:
    """The liability account that tax is owed on: the first whose title speaks of tax."""
    liabilities = [
        account
        for account in accounts
        if account.account_class == "Liability" and _in_intacct(account.born_in)
    ]
    named = [a for a in liabilities if any(word in a.title for word in ("VAT", "GST", "Tax"))]
    chosen = (*named, *liabilities)
    return chosen[0].number if chosen else ""


def _office_time(day: date, spread: int) -> datetime:
    """A moment of that day's office hours; `spread` tells records of one day apart."""
    start = datetime.combine(day, time(_OFFICE_HOURS), tzinfo=UTC)
    return start + timedelta(seconds=spread % (8 * 3600))
