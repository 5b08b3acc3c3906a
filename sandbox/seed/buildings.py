"""Properties, their units and the leases in them."""

import random
from datetime import date
from decimal import Decimal

from sandbox.seed.names import NameSource
from sandbox.seed.portfolio import Lease, Party, Property

_FIRST_PROPERTY = 71
_FIRST_LEASE = 901
_YEARS_BEFORE, _YEARS_AFTER = 9, 10

# Name, Re-Leased's property type.
_WELL_KNOWN = (
    ("Quay House", "Office"),
    ("Tannery Yard", "Mixed use"),
    ("Exchange Buildings", "Office"),
    ("Ropewalk Trade Park", "Industrial"),
    ("Customs Row", "Retail"),
    ("Chandlers Wharf", "Mixed use"),
    ("St Nicholas Arcade", "Retail"),
    ("Foundry Works", "Industrial"),
)
_FIRST_WORDS = ("Anchor", "Beacon", "Capstan", "Dolphin", "Ebb", "Fathom", "Gantry", "Halyard")
_SECOND_WORDS = (
    ("House", "Office"),
    ("Yard", "Mixed use"),
    ("Arcade", "Retail"),
    ("Works", "Industrial"),
    ("Court", "Office"),
)
# Units are named after what they are; rent in pounds a year for a square metre, from and to.
_UNIT_WORD = {"Office": "Suite", "Retail": "Shop", "Industrial": "Unit", "Mixed use": "Unit"}
_RENT_RANGE = {
    "Office": (180, 340),
    "Retail": (220, 520),
    "Industrial": (75, 140),
    "Mixed use": (130, 260),
}


def properties(source: NameSource, *, how_many: int) -> tuple[Property, ...]:
    """The buildings, the well-known ones first."""
    invented = [
        (f"{first} {second}", kind) for second, kind in _SECOND_WORDS for first in _FIRST_WORDS
    ]
    named = [*_WELL_KNOWN, *invented][:how_many]
    return tuple(
        Property(
            number=str(_FIRST_PROPERTY + position),
            name=name,
            reference=_reference(name, position),
            property_type=kind,
            address=source.address(),
        )
        for position, (name, kind) in enumerate(named)
    )


def leases(
    rng: random.Random,
    *,
    buildings: tuple[Property, ...],
    tenants: tuple[Party, ...],
    today: date,
) -> tuple[Lease, ...]:
    """One lease for every tenant, spread over the buildings, each in a unit of its own."""
    made = []
    for position, tenant in enumerate(tenants):
        building = buildings[position % len(buildings)]
        place_in_building = position // len(buildings)
        made.append(
            _lease(
                rng,
                number=_FIRST_LEASE + position,
                building=building,
                tenant=tenant,
                place_in_building=place_in_building,
                today=today,
            )
        )
    return tuple(made)


def _lease(
    rng: random.Random,
    *,
    number: int,
    building: Property,
    tenant: Party,
    place_in_building: int,
    today: date,
) -> Lease:
    size = Decimal(rng.randrange(280, 6200)) / 10
    lowest, highest = _RENT_RANGE[building.property_type]
    start_year = today.year - rng.randrange(3, _YEARS_BEFORE + 1)
    return Lease(
        number=str(number),
        property_number=building.number,
        tenant_number=tenant.number,
        unit=f"{_UNIT_WORD[building.property_type]} {place_in_building + 1}",
        floor=str(place_in_building % 4),
        size=size,
        annual_rent=(size * rng.randrange(lowest, highest)).quantize(Decimal("0.01")),
        start=date(start_year, rng.choice((3, 6, 9, 12)), rng.choice((24, 25, 29))),
        expiry=date(today.year + rng.randrange(1, _YEARS_AFTER), 3, 24),
    )


def _reference(name: str, position: int) -> str:
    initials = "".join(word[0] for word in name.split())
    return f"{initials}{position + 1:02d}"
