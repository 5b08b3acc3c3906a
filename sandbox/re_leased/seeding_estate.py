"""A portfolio's reference data, contacts, properties and leases as Re-Leased's records."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.document_records import Kind
from sandbox.re_leased.moments import moment
from sandbox.re_leased.property_records import (
    Area,
    Property,
    PropertyManager,
    RentTemplate,
    Tenancy,
    Term,
    TrackingDefault,
)
from sandbox.re_leased.records import Address, Category, Contact
from sandbox.re_leased.reference_records import (
    Account,
    AccountClass,
    TaxType,
    TrackingCategory,
    TrackingOption,
)
from sandbox.seed import portfolio as seed
from sandbox.seed.portfolio import BornIn, Portfolio

LOCATION = "9"  # the id of the tracking category
_FIRST_OPTION = 91
_FIRST_AREA = 301
_HERE = frozenset({BornIn.RE_LEASED, BornIn.BOTH})
# When the company moved its leases into Re-Leased.
_TAKEN_UP = moment(datetime(2019, 4, 1, 9, tzinfo=UTC))
_PAID_BY_THE_MONTH_BELOW = Decimal(60000)


@dataclass(slots=True)
class EstateSeeds:
    """Makes the records of one portfolio."""

    portfolio: Portfolio
    option_ids: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.option_ids = option_ids(self.portfolio)

    def accounts(self) -> Iterator[Account]:
        """The accounts that Re-Leased bills on, and its bank account."""
        standard = self._standard_rate()
        for account in self.portfolio.accounts:
            if account.born_in in _HERE:
                yield Account(
                    id=account.number,
                    **self._stamps,
                    code=account.number,
                    name=account.title,
                    account_class=AccountClass(account.account_class),
                    default_tax_type_code=standard,
                    enable_payments=account.is_bank,
                )

    def tax_types(self) -> Iterator[TaxType]:
        """The tax types that Re-Leased bills with."""
        for rate in self.portfolio.tax_rates:
            if rate.born_in in _HERE:
                yield TaxType(
                    id=rate.code,
                    **self._stamps,
                    code=rate.code,
                    display_name=rate.name,
                    rate=rate.rate,
                    applies_to=(Kind.INCOME,) if rate.on_sales else (Kind.EXPENSE,),
                )

    def location(self) -> TrackingCategory:
        """The Location category with an option for every property."""
        return TrackingCategory(
            id=LOCATION,
            **self._stamps,
            name="Location",
            options=tuple(
                TrackingOption(id=self.option_ids[value.code], code=value.code, name=value.name)
                for value in _locations(self.portfolio)
            ),
        )

    def contacts(self) -> Iterator[Contact]:
        """The parties that were first entered here."""
        for party in self.portfolio.parties:
            if party.born_in in _HERE:
                yield self._contact(party)

    def properties(self) -> Iterator[Property]:
        """The buildings, each matched by its own Location."""
        for building in self.portfolio.properties:
            yield Property(
                id=building.number,
                **self._stamps,
                name=building.name,
                reference=building.reference,
                property_type=building.property_type,
                address=_address(building.address),
                property_manager=PropertyManager(name="M. Poe", email="m.poe@harbour.test"),
                tracking=(
                    TrackingDefault(
                        category_id=LOCATION,
                        option_id=self.option_ids[building.reference],
                        property_matching=True,
                    ),
                ),
            )

    def areas(self) -> Iterator[Area]:
        """The unit of every lease."""
        for position, lease in enumerate(self.portfolio.leases):
            yield Area(
                id=str(_FIRST_AREA + position),
                **self._stamps,
                property_id=lease.property_number,
                title=lease.unit,
                area_type="Commercial",
                floor=lease.floor,
                suite=lease.unit.split(" ")[-1],
                size=lease.size,
                annual_market_rent=lease.annual_rent,
            )

    def tenancies(self) -> Iterator[Tenancy]:
        """The leases, each in its unit."""
        names = {party.number: party.trading_name for party in self.portfolio.parties}
        for position, lease in enumerate(self.portfolio.leases):
            yield self._tenancy(
                lease, area_id=str(_FIRST_AREA + position), tenant=names[lease.tenant_number]
            )

    @property
    def _stamps(self) -> dict[str, Any]:
        return {
            "company_id": self._company_id,
            "created_at": _TAKEN_UP,
            "modified_at": _TAKEN_UP,
            "modified_by": SYSTEM,
        }

    @property
    def _company_id(self) -> str:
        return self.portfolio.company.re_leased_id

    def _standard_rate(self) -> str:
        rates = [rate for rate in self.portfolio.tax_rates if rate.born_in in _HERE]
        return max(rates, key=lambda rate: rate.rate).code

    def _contact(self, party: seed.Party) -> Contact:
        return Contact(
            id=party.number,
            **self._stamps,
            name=party.name,
            correspondence_name=party.trading_name,
            categories=(Category.CREDITOR if party.is_supplier else Category.TENANT,),
            first_name=party.first_name,
            last_name=party.last_name,
            email=party.email,
            telephone=party.telephone,
            postal_address=_address(party.address),
            street_address=_address(party.address),
            companies=(self._company_id,),
        )

    def _tenancy(self, lease: seed.Lease, *, area_id: str, tenant: str) -> Tenancy:
        is_monthly = lease.annual_rent < _PAID_BY_THE_MONTH_BELOW
        return Tenancy(
            id=lease.number,
            **self._stamps,
            property_id=lease.property_number,
            name=f"{tenant} - {lease.unit}",
            primary_contact_id=lease.tenant_number,
            account_contact_id=lease.tenant_number,
            area_ids=(area_id,),
            reference=f"T-{lease.number}",
            online_payment_reference=f"{lease.number}117",
            current_term=Term(start=lease.start, expiry=lease.expiry),
            rent_template=RentTemplate(
                payment_frequency="Monthly" if is_monthly else "EnglishQuarterDays",
                first_payment=lease.start,
                annual_amount=lease.annual_rent,
            ),
        )


def option_ids(portfolio: Portfolio) -> dict[str, str]:
    """The Location option of each property reference."""
    return {
        value.code: str(_FIRST_OPTION + position)
        for position, value in enumerate(_locations(portfolio))
    }


def _locations(portfolio: Portfolio) -> list[seed.DimensionValue]:
    return [
        value
        for value in portfolio.dimension_values
        if value.dimension == "LOCATION" and value.born_in in _HERE
    ]


def _address(address: seed.Address) -> Address:
    return Address(
        line=address.line,
        town_city=address.town,
        region_state=address.region,
        postcode=address.postcode,
        country=address.country,
    )
