"""Reference data: dimensions, tax details, accounts, items."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sync.domain.records.reference import Reference


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension (Intacct) or Property Tracking category (Re-Leased), such as Location."""

    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class DimensionValue:
    """A member of a dimension (Intacct) or tracking option (Re-Leased), such as Quay House."""

    dimension: Reference
    code: str
    name: str
    active: bool


class TaxUse(StrEnum):
    """The documents a tax type may stand on."""

    SALES = "sales"
    PURCHASES = "purchases"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class TaxDetail:
    """A tax detail (Intacct) or tax type (Re-Leased).

    Attributes:
        code: The id people know; it never changes.
        name: What the tax is called.
        rate: Percent with four decimals, or None where the rate is worked out outside.
        use: Which documents it may stand on.
        active: False when archived.
    """

    code: str
    name: str
    rate: Decimal | None
    use: TaxUse
    active: bool

    def __post_init__(self) -> None:
        # 20 and 20.0 are one rate and must have one snapshot.
        if self.rate is not None:
            object.__setattr__(self, "rate", self.rate.quantize(Decimal("0.0001")))


class AccountClass(StrEnum):
    """The class of an account, in the words both systems' reports use."""

    ASSET = "asset"
    EQUITY = "equity"
    EXPENSE = "expense"
    LIABILITY = "liability"
    REVENUE = "revenue"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the chart."""

    number: str
    name: str
    account_class: AccountClass
    active: bool


class ItemUse(StrEnum):
    """The documents an item may stand on."""

    SALES = "sales"
    PURCHASES = "purchases"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Item:
    """What Order Entry sells or Purchasing buys, in place of an account.

    Attributes:
        code: The id people know, such as `4000 [s]`; it never changes.
        name: What it is called.
        use: Which documents it may stand on.
        active: False when archived.
    """

    code: str
    name: str
    use: ItemUse
    active: bool
