"""Makes a portfolio of a British commercial landlord, of any size and always the same."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sandbox.seed import billing, buildings, chart, parties
from sandbox.seed.billing import Charge, Demand
from sandbox.seed.names import NameSource
from sandbox.seed.portfolio import (
    BornIn,
    Company,
    Document,
    DocumentLine,
    DocumentState,
    Lease,
    Party,
    Portfolio,
    Property,
)

_WINDOW = timedelta(days=425)  # about fourteen months
_OLDEST = timedelta(days=900)
_RECENT = timedelta(days=60)
_FIRST_RE_LEASED_NUMBER = 20001

_SOURCES = {
    Charge.RENT: "RentTemplate",
    Charge.OUTGOINGS: "Outgoings",
    Charge.INSURANCE: "Repeating",
    Charge.ONE_OFF: "Manual",
}
_REFERENCES = {
    Charge.RENT: "Rent",
    Charge.OUTGOINGS: "Service charge",
    Charge.INSURANCE: "Insurance",
    Charge.ONE_OFF: "Recharge",
}
# Customers without a lease: account, description, from and to in pounds.
_INTACCT_BILLING = (
    (chart.LICENCE_FEES, "Car park licence fee", 180, 2600),
    (chart.WAYLEAVES, "Telecom mast licence", 900, 4800),
    (chart.ADVERTISING_SITES, "Hoarding site rental", 300, 2100),
    (chart.WAYLEAVES, "Wayleave for fibre duct", 75, 640),
    (chart.LICENCE_FEES, "Filming day licence", 450, 3900),
    (chart.SUNDRY_RECHARGE, "Damage to barrier, recharged", 60, 1200),
    (chart.LICENCE_FEES, "Storage cage licence", 35, 410),
)
# A state and its share of a hundred: what is recent mostly waits, what is older is mostly settled.
_RECENT_STATES = (
    (DocumentState.AWAITING_APPROVAL, 55),
    (DocumentState.APPROVED, 32),
    (DocumentState.PRIVATE_DRAFT, 6),
    (DocumentState.PAID, 3),
    (DocumentState.REJECTED, 2),
    (DocumentState.VOIDED, 2),
)
_OLDER_STATES = (
    (DocumentState.APPROVED, 58),
    (DocumentState.PAID, 18),
    (DocumentState.AWAITING_APPROVAL, 11),
    (DocumentState.PARTLY_PAID, 6),
    (DocumentState.VOIDED, 4),
    (DocumentState.PRIVATE_DRAFT, 2),
    (DocumentState.REJECTED, 1),
)
_RE_LEASED_ONLY = frozenset({DocumentState.PRIVATE_DRAFT, DocumentState.REJECTED})


def portfolio(*, documents: int = 400, seed: int = 2026, today: date) -> Portfolio:
    """A portfolio with so many documents, the same for the same `documents`, `seed` and `today`.

    Args:
        documents: How many invoices; tenants and properties grow with them, more slowly.
        seed: Another seed makes another portfolio.
        today: The ledgers' present day; nothing is issued after it.

    Returns:
        The portfolio of Harbour Property Group Ltd in pounds sterling. Invoices stand in order
        of their issue date; about six in ten were born in Re-Leased.
    """
    rng = random.Random(seed)  # noqa: S311 - sample data, nothing secret
    source = NameSource(rng)
    estate = buildings.properties(source, how_many=min(8 + documents // 5000, 40))
    tenants = parties.tenants(source, how_many=24 + documents // 28)
    customers = parties.customers(source, how_many=14 + documents // 100)
    suppliers = parties.suppliers(
        source,
        in_intacct=9 + documents // 2000,
        in_re_leased=4 + documents // 4000,
        first_contact=parties.next_contact_number(tenants),
    )
    leases = buildings.leases(rng, buildings=estate, tenants=tenants, today=today)
    biller = _Biller(rng=rng, estate=estate, leases=leases, customers=customers, today=today)
    return Portfolio(
        company=_COMPANY,
        other_company_name="Harbour Trust Estates Ltd",
        accounts=chart.accounts(),
        tax_rates=chart.tax_rates(),
        dimension_values=chart.dimension_values(estate),
        parties=(*tenants, *customers, *suppliers),
        properties=estate,
        leases=leases,
        documents=tuple(biller.documents(how_many=documents)),
    )


_COMPANY = Company(
    name="Harbour Property Group Ltd",
    intacct_id="HARBOUR",
    re_leased_id="12",
    country="GB",
    currency="GBP",
    time_zone="Europe/London",
    tax_solution="United Kingdom - VAT",
)


@dataclass(slots=True)
class _Biller:
    rng: random.Random
    estate: tuple[Property, ...]
    leases: tuple[Lease, ...]
    customers: tuple[Party, ...]
    today: date

    def documents(self, *, how_many: int) -> Iterator[Document]:
        in_re_leased = how_many * 6 // 10
        yield from _in_order(
            [
                *self._in_re_leased(in_re_leased),
                *self._in_intacct(how_many - in_re_leased),
            ]
        )

    def _in_re_leased(self, how_many: int) -> Iterator[Document]:
        buildings_by_number = {building.number: building for building in self.estate}
        old = self._old_share(how_many)
        start = self.today - _WINDOW
        demands = billing.demands(
            self.rng, leases=self.leases, how_many=how_many - old, first=start, last=self.today
        )
        demands += billing.demands(
            self.rng,
            leases=self.leases,
            how_many=old,
            first=self.today - _OLDEST,
            last=start - timedelta(days=1),
        )
        demands.sort(key=lambda demand: demand.issued)
        for number, demand in enumerate(demands, start=_FIRST_RE_LEASED_NUMBER):
            building = buildings_by_number[demand.lease.property_number]
            yield self._demanded(f"RL-{number}", demand, building)

    def _demanded(self, number: str, demand: Demand, building: Property) -> Document:
        return Document(
            number=number,
            born_in=BornIn.RE_LEASED,
            state=self._state(demand.issued, BornIn.RE_LEASED),
            party_number=demand.lease.tenant_number,
            lease_number=demand.lease.number,
            reference=f"{_REFERENCES[demand.charge]} {demand.first_day:%b %Y}",
            issued=demand.issued,
            due=demand.due,
            source=_SOURCES[demand.charge],
            lines=billing.lines(
                self.rng, demand, building=building, tax_code=self._tax_code(demand)
            ),
        )

    def _tax_code(self, demand: Demand) -> str:
        """Every fifth lease stands in a unit on which the landlord has not opted to tax."""
        if int(demand.lease.number) % 5 == 0:
            return chart.SALE_EXEMPT
        is_fuel = demand.charge is Charge.ONE_OFF and self.rng.randrange(10) == 0
        return chart.SALE_REDUCED if is_fuel else chart.SALE_STANDARD

    def _in_intacct(self, how_many: int) -> Iterator[Document]:
        old = self._old_share(how_many)
        days = [
            self.today - timedelta(days=self.rng.randrange(_WINDOW.days))
            for _ in range(how_many - old)
        ]
        days += [
            self.today - timedelta(days=self.rng.randrange(_WINDOW.days + 1, _OLDEST.days))
            for _ in range(old)
        ]
        for number, issued in enumerate(sorted(days), start=1):
            yield self._licensed(f"INV-{number:04d}", issued)

    def _licensed(self, number: str, issued: date) -> Document:
        lines = tuple(self._licence_line() for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3, 4))))
        return Document(
            number=number,
            born_in=BornIn.INTACCT,
            state=self._state(issued, BornIn.INTACCT),
            party_number=self.rng.choice(self.customers).number,
            lease_number=None,
            reference=f"Licence {issued:%b %Y}",
            issued=issued,
            due=issued + timedelta(days=30),
            source="Manual",
            lines=lines,
        )

    def _licence_line(self) -> DocumentLine:
        account, description, lowest, highest = self.rng.choice(_INTACCT_BILLING)
        return billing.line(
            description=description,
            account=account,
            tax_code=self.rng.choice((chart.SALE_STANDARD,) * 6 + (chart.SALE_ZERO,)),
            net=billing.amount(self.rng, lowest, highest),
            location=self.rng.choice(self.estate).reference,
            department=self.rng.choice((None, *chart.DEPARTMENT_CODES)),
        )

    def _state(self, issued: date, born_in: BornIn) -> DocumentState:
        shares = _RECENT_STATES if issued > self.today - _RECENT else _OLDER_STATES
        states, weights = zip(*shares, strict=True)
        state: DocumentState = self.rng.choices(states, weights)[0]
        if born_in is BornIn.INTACCT and state in _RE_LEASED_ONLY:
            return DocumentState.APPROVED
        return state

    @staticmethod
    def _old_share(how_many: int) -> int:
        """A handful lies before any sensible sync-from date."""
        return min(how_many // 10, max(4, how_many // 200))


def _in_order(documents: list[Document]) -> list[Document]:
    return sorted(documents, key=lambda document: (document.issued, document.number))
