"""Invented names of firms, people and places; none is meant to be anybody's."""

import random
import unicodedata
from dataclasses import dataclass, field

from sandbox.seed.portfolio import Address

FIRST_NAMES = (
    "Aisha",
    "Alan",
    "Amelia",
    "Andrew",
    "Beth",
    "Callum",
    "Carys",
    "Chloë",
    "Daniel",
    "Deepa",
    "Dougal",
    "Edith",
    "Ewan",
    "Fatima",
    "Fiona",
    "George",
    "Grace",
    "Gwen",
    "Hamish",
    "Harriet",
    "Imran",
    "Isla",
    "Jack",
    "Joan",
    "Kofi",
    "Laura",
    "Leila",
    "Malcolm",
    "Marek",
    "Maya",
    "Niamh",
    "Nikhil",
    "Olga",
    "Owen",
    "Priya",
    "Rhys",
    "Rosa",
    "Ruth",
    "Sanjay",
    "Seán",
    "Siobhan",
    "Tariq",
    "Tom",
    "Una",
    "Victor",
    "Wendy",
    "Yusuf",
    "Zoë",
)

SURNAMES = (
    "Abbott",
    "Ackerley",
    "Bakshi",
    "Bellweather",
    "Birtwhistle",
    "Brackenbury",
    "Carew",
    "Chaudhry",
    "Clough",
    "Coldstream",
    "Dalgleish",
    "Dunmore",
    "Eastlake",
    "Fairburn",
    "Farrow",
    "Garside",
    "Gilfoyle",
    "Greatorex",
    "Hallam",
    "Hawksworth",
    "Hollings",
    "Iqbal",
    "Jarrold",
    "Kettlewell",
    "Kowalczyk",
    "Lanyon",
    "Larkhill",
    "Lovelace",
    "Marchbank",
    "Menzies",
    "Mistry",
    "Netherwood",
    "O'Rourke",
    "Okafor",
    "Ollerenshaw",
    "Pendlebury",
    "Penhaligon",
    "Quayle",
    "Ramsbottom",
    "Ravenscroft",
    "Rowntree",
    "Sandhu",
    "Saltmarsh",
    "Sellars",
    "Shawcross",
    "Tansley",
    "Thistlethwaite",
    "Trelawny",
    "Underhill",
    "Varley",
    "Wainwright",
    "Weatherall",
    "Whitlock",
    "Wolstenholme",
    "Yarrow",
)

TOWNS = (
    ("Bristol", "Avon", "BS1"),
    ("Leeds", "West Yorkshire", "LS1"),
    ("Liverpool", "Merseyside", "L3"),
    ("Southampton", "Hampshire", "SO14"),
    ("Newcastle upon Tyne", "Tyne and Wear", "NE1"),
    ("Cardiff", "South Glamorgan", "CF10"),
    ("Hull", "East Yorkshire", "HU1"),
    ("Plymouth", "Devon", "PL1"),
)

STREETS = (
    "Quay Street",
    "Tannery Lane",
    "Customs Row",
    "Old Market Street",
    "Ropewalk",
    "Canal Side",
    "Priory Road",
    "St Nicholas Street",
    "Dock Road",
    "Mill Bank",
    "Chandlers Wharf",
    "Exchange Street",
)

TENANT_TRADES = (
    "Coffee Roasters Ltd",
    "Solicitors LLP",
    "Joinery Ltd",
    "Dental Care Ltd",
    "Bakehouse Ltd",
    "& Partners Architects LLP",
    "Cycle Works Ltd",
    "Accountants LLP",
    "Books Ltd",
    "Physiotherapy Ltd",
    "& Daughters Upholstery Ltd",
    "Opticians Ltd",
    "Engraving Ltd",
    "Recruitment Ltd",
    "Café Ltd",
    "Motor Repairs Ltd",
    "Software Ltd",
    "Florists Ltd",
    "Climbing Centre Ltd",
    "Marine Surveyors Ltd",
    "Barbers Ltd",
    "Ceramics Studio Ltd",
    "Tea Merchants Ltd",
    "Logistics Ltd",
    "Photographic Ltd",
    "Veterinary Practice Ltd",
    "Print & Sign Ltd",
    "Yoga Rooms Ltd",
    "Letting Agents Ltd",
    "Brewing Co Ltd",
)

CUSTOMER_TRADES = (
    "Car Parks Ltd",
    "Telecom Masts Ltd",
    "Outdoor Advertising Ltd",
    "EV Charging Ltd",
    "Vending Ltd",
    "Film Locations Ltd",
    "Storage Ltd",
    "Event Hire Ltd",
    "Fibre Networks Ltd",
    "Moorings Ltd",
)

SUPPLIER_TRADES = (
    "Lift Maintenance Ltd",
    "Commercial Cleaning Ltd",
    "Electrical Contractors Ltd",
    "Roofing Ltd",
    "Security Services Ltd",
    "Chartered Surveyors LLP",
    "Waste Management Ltd",
    "Fire Protection Ltd",
    "Grounds & Landscapes Ltd",
    "Insurance Brokers Ltd",
    "Plumbing & Heating Ltd",
    "Water Treatment Ltd",
)


@dataclass(slots=True)
class NameSource:
    """Invents names from one random source and never gives the same firm twice."""

    rng: random.Random
    _taken: set[str] = field(default_factory=set)

    def firm(self, trades: tuple[str, ...]) -> str:
        """A firm's legal name not given before, such as `Kettlewell Joinery Ltd`."""
        surname, trade = self.rng.choice(SURNAMES), self.rng.choice(trades)
        name = f"{surname} {trade}"
        while name in self._taken:
            surname = f"{surname.split(' ')[0]} {self.rng.choice(SURNAMES)}"
            name = f"{surname} {trade}"
            if name in self._taken:
                name = f"{surname} {trade.removesuffix(' Ltd')} {self.rng.choice(TOWNS)[0]} Ltd"
        self._taken.add(name)
        return name

    def person(self) -> tuple[str, str]:
        """A first name and a surname."""
        return self.rng.choice(FIRST_NAMES), self.rng.choice(SURNAMES)

    def telephone(self) -> str:
        """A number from the range that Ofcom keeps free for drama."""
        return f"01632 960{self.rng.randrange(1000):03d}"

    def address(self) -> Address:
        """A street address in one of the portfolio's towns."""
        town, region, district = self.rng.choice(TOWNS)
        return Address(
            line=f"{self.rng.randrange(1, 180)} {self.rng.choice(STREETS)}",
            town=town,
            region=region,
            postcode=f"{district} {self.rng.randrange(1, 10)}{self._letter()}{self._letter()}",
            country="GB",
        )

    def _letter(self) -> str:
        return self.rng.choice("ABDEFGHJLNPQRSTUWXYZ")


def trading_name(firm: str) -> str:
    """The firm's name as people say it, without the legal form."""
    return firm.removesuffix(" Ltd").removesuffix(" LLP")


def email_address(first_name: str, firm: str) -> str:
    """An address under .test, which no mail ever reaches."""
    return f"{_plain(first_name)}@{_plain(trading_name(firm))}.test"


def _plain(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(
        "".join(letter for letter in word if letter.isalnum())
        for word in ascii_text.lower().replace("&", "and").split()
    )
