"""What Re-Leased keeps about accounts, tax types and property tracking."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from sandbox.re_leased.document_records import Kind, TaxMode
from sandbox.re_leased.records import Part, Record


class AccountClass(StrEnum):
    """What an account is for; `Other` where the accounting software does not say."""

    ASSET = "Asset"
    EQUITY = "Equity"
    EXPENSE = "Expense"
    LIABILITY = "Liability"
    REVENUE = "Revenue"
    OTHER = "Other"


class Account(Record, frozen=True):
    """An account of the chart; its id is its code."""

    code: str
    name: str
    account_class: AccountClass = msgspec.field(name="class")
    default_tax_type_code: str | None = None
    enable_payments: bool = False
    archived: bool = False

    @property
    def is_archived(self) -> bool:
        """No longer to be used on new documents."""
        return self.archived


class TaxType(Record, frozen=True):
    """A rate of tax, or the promise that it is calculated elsewhere; its id is its code."""

    code: str
    display_name: str
    rate: Decimal | None  # percent; None when calculated elsewhere
    calculation: TaxMode = TaxMode.INTERNAL
    applies_to: tuple[Kind, ...] = (Kind.INCOME, Kind.EXPENSE)
    archived: bool = False

    @property
    def is_archived(self) -> bool:
        """No longer to be used on new documents."""
        return self.archived


class TrackingOption(Part, frozen=True):
    """A member of a tracking category, such as one property of Location."""

    id: str
    code: str
    name: str
    archived: bool = False


class TrackingCategory(Record, frozen=True):
    """A dimension of the books, such as Location, with its options."""

    name: str
    options: tuple[TrackingOption, ...] = ()
    archived: bool = False

    @property
    def is_archived(self) -> bool:
        """No longer to be used on new documents."""
        return self.archived
