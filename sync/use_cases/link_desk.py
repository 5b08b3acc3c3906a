"""What linking, its check before and the matching after it work with."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.domain.sides import Side
from sync.use_cases.people import Roster
from sync.use_cases.ports import Ledger, Store


@dataclass(frozen=True, slots=True)
class LinkDesk:
    """What linking works with.

    Attributes:
        store: The database.
        ledgers: Both ledgers' adapters.
        roster: Who may do what.
    """

    store: Store
    ledgers: Mapping[Side, Ledger]
    roster: Roster
