"""What was billed: rent, service charge, insurance and one-off invoices to tenants under a lease."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, auto
from itertools import pairwise

from sandbox.seed import chart
from sandbox.seed.portfolio import DocumentLine, Lease, Property

CENT = Decimal("0.01")
_ISSUED_BEFORE_DUE = timedelta(days=21)
# The English quarter days, on which commercial rent falls due.
_QUARTER_DAYS = ((3, 25), (6, 24), (9, 29), (12, 25))
_ONE_OFF_SHARE = 8  # one in so many is a one-off, and more when the leases run out of periods

_RATES = {rate.code: rate.rate for rate in chart.tax_rates()}

# Account, description.
_EXTRAS = (
    (chart.CAR_PARKING, "Car parking spaces"),
    (chart.SERVICE_CHARGE, "Service charge on account"),
    (chart.INSURANCE_RECHARGE, "Insurance rent"),
    (chart.TURNOVER_RENT, "Turnover rent top-up"),
    (chart.UTILITIES_RECHARGE, "Water and drainage"),
)
_OUTGOINGS = (
    "Service charge on account",
    "Heating and cooling plant",
    "Cleaning of common parts",
    "Lift maintenance contribution",
)
_ONE_OFFS = (
    (chart.SUNDRY_RECHARGE, "Replacement access fobs"),
    (chart.SUNDRY_RECHARGE, "Clearance of goods left in loading bay"),
    (chart.LEGAL_RECHARGE, "Landlord's legal costs: licence to alter"),
    (chart.UTILITIES_RECHARGE, "Electricity by meter reading"),
    (chart.SUNDRY_RECHARGE, "Out-of-hours heating"),
    (chart.LEGAL_RECHARGE, "Landlord's legal costs: consent to assign"),
)


class Charge(Enum):
    """Why a tenant is billed."""

    RENT = auto()
    OUTGOINGS = auto()
    INSURANCE = auto()
    ONE_OFF = auto()


@dataclass(frozen=True, slots=True)
class Demand:
    """One invoice to be: which lease, why, and the first and last day of what it is for."""

    lease: Lease
    charge: Charge
    first_day: date
    last_day: date

    @property
    def issued(self) -> date:
        """Demands go out three weeks before the money is due; one-offs on the day."""
        ahead = timedelta() if self.charge is Charge.ONE_OFF else _ISSUED_BEFORE_DUE
        return self.first_day - ahead

    @property
    def due(self) -> date:
        """The day the money is due."""
        return self.issued + _ISSUED_BEFORE_DUE


def demands(
    rng: random.Random, *, leases: tuple[Lease, ...], how_many: int, first: date, last: date
) -> list[Demand]:
    """So many demands with an issue date from `first` to `last`, in no particular order.

    Rent, outgoings and insurance are taken from the leases' own calendars, no period twice;
    one-offs fill up the rest.
    """
    calendar = [
        demand
        for position, lease in enumerate(leases)
        for demand in _calendar(lease, is_monthly=position % 3 == 0, first=first, last=last)
        if first <= demand.issued <= last
    ]
    rng.shuffle(calendar)
    taken = calendar[: how_many - how_many // _ONE_OFF_SHARE]
    days = (last - first).days + 1
    while len(taken) < how_many:
        day = first + timedelta(days=rng.randrange(days))
        taken.append(Demand(rng.choice(leases), Charge.ONE_OFF, day, day))
    return taken


def _calendar(lease: Lease, *, is_monthly: bool, first: date, last: date) -> Iterator[Demand]:
    quarters = _quarter_days(first.year, last.year + 1)
    months = [
        date(year, month, 1) for year in range(first.year, last.year + 2) for month in range(1, 13)
    ]
    for start, after in _periods(months if is_monthly else quarters):
        yield Demand(lease, Charge.RENT, start, after - timedelta(days=1))
    for start, after in _periods(quarters):
        yield Demand(lease, Charge.OUTGOINGS, start, after - timedelta(days=1))
    for year in range(first.year, last.year + 1):
        yield Demand(lease, Charge.INSURANCE, date(year, 4, 1), date(year + 1, 3, 31))


def _quarter_days(first_year: int, last_year: int) -> list[date]:
    return [
        date(year, month, day)
        for year in range(first_year, last_year + 1)
        for month, day in _QUARTER_DAYS
    ]


def _periods(starts: list[date]) -> Iterator[tuple[date, date]]:
    return pairwise(starts)


def lines(
    rng: random.Random, demand: Demand, *, building: Property, tax_code: str
) -> tuple[DocumentLine, ...]:
    """One to four lines for a demand, taxed at `tax_code` and coded to the building."""
    return tuple(
        line(
            description=description,
            account=account,
            tax_code=tax_code,
            net=net,
            location=building.reference,
        )
        for account, description, net in _PARTS[demand.charge](rng, demand)
    )


def line(
    *,
    description: str,
    account: str,
    tax_code: str,
    net: Decimal,
    location: str,
    department: str | None = None,
) -> DocumentLine:
    """A line whose tax is the rate's share of `net`, rounded half up to the cent."""
    return DocumentLine(
        description=description,
        account_number=account,
        tax_code=tax_code,
        net=net,
        tax=(net * _RATES[tax_code] / 100).quantize(CENT, ROUND_HALF_UP),
        location=location,
        department=department,
    )


_Part = tuple[str, str, Decimal]


def _rent_parts(rng: random.Random, demand: Demand) -> Iterator[_Part]:
    periods = 12 if demand.first_day.day == 1 else 4
    net = (demand.lease.annual_rent / periods).quantize(CENT, ROUND_HALF_UP)
    yield chart.RENT, f"Rent {demand.lease.unit}, {_period(demand)}", net
    for account, description in rng.sample(_EXTRAS, rng.choice((0, 0, 0, 1, 1, 2, 3))):
        yield account, description, amount(rng, 40, 900)


def _outgoings_parts(rng: random.Random, demand: Demand) -> Iterator[_Part]:
    for description in rng.sample(_OUTGOINGS, rng.choice((1, 1, 2, 3))):
        yield chart.SERVICE_CHARGE, f"{description}, {_period(demand)}", amount(rng, 120, 4200)


def _insurance_parts(rng: random.Random, demand: Demand) -> Iterator[_Part]:
    yield chart.INSURANCE_RECHARGE, f"Insurance rent, {_period(demand)}", amount(rng, 250, 5200)


def _one_off_parts(rng: random.Random, _: Demand) -> Iterator[_Part]:
    for account, description in rng.sample(_ONE_OFFS, rng.choice((1, 1, 2))):
        yield account, description, amount(rng, 15, 1800)


_PARTS: dict[Charge, Callable[[random.Random, Demand], Iterator[_Part]]] = {
    Charge.RENT: _rent_parts,
    Charge.OUTGOINGS: _outgoings_parts,
    Charge.INSURANCE: _insurance_parts,
    Charge.ONE_OFF: _one_off_parts,
}


def amount(rng: random.Random, lowest: int, highest: int) -> Decimal:
    """Pounds between the two bounds, with pence that do not come out even."""
    return Decimal(rng.randrange(lowest * 100, highest * 100)).scaleb(-2)


def _period(demand: Demand) -> str:
    return f"{_day(demand.first_day)} to {_day(demand.last_day)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
