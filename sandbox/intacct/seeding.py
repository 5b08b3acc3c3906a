"""Puts a portfolio into the book: everything of it that was born in Intacct or is known to both.

Records are written straight into the tables, with stamps that lie in the past, because what the
stand-in world starts with happened before it was opened. For the same reason it has no audit
trail. `Storage.commit` is left to the caller.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.master_records import (
    Account,
    CheckingAccount,
    Contact,
    DimensionValue,
    Party,
    TaxDetail,
    TaxSolution,
)
from sandbox.intacct.seeding_documents import DocumentSeeding, office_time
from sandbox.seed.portfolio import (
    BornIn,
    LedgerAccount,
    Portfolio,
    TaxRate,
)
from sandbox.seed.portfolio import DimensionValue as PortfolioDimensionValue
from sandbox.seed.portfolio import Party as PortfolioParty

CLERK = "jmorris"
_SET_UP_BEFORE_FIRST_DOCUMENT = timedelta(days=120)
_COUNTRY_NAMES = {"GB": "United Kingdom", "AU": "Australia", "NZ": "New Zealand", "IE": "Ireland"}


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
            opening=office_time(first - _SET_UP_BEFORE_FIRST_DOCUMENT, 0),
            clerk=book.user_number(CLERK),
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
        desk = DocumentSeeding(
            book=self.book,
            clerk=CLERK,
            bank=self.bank,
            details=self.details,
            tax_solution=self.tax_solution,
        )
        for document in portfolio.documents:
            if _in_intacct(document.born_in):
                desk.enter(document)

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
