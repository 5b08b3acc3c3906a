"""What a scenario came to: compared with what it comes to when nobody is killed."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.sync.use_cases.bridge import NO_AUTHORITIES, Bridge

_COUNTED_RECORDS = (
    "SELECT collection, count(*) FROM record WHERE collection NOT IN ({}) GROUP BY collection"
)
_OF_THE_WAY = ("intacct.state", "intacct.completed", "intacct.usage", "re_leased_idempotency")
"""Collections of the stand-in world that tell how something was asked for, and not what there is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands in both ledgers, and what is known of it.

    Attributes:
        ledgers: What the ledgers' page shows of both sides: counts of each kind, and the money.
        records: How many records of each sort both ledgers keep: a twin of anything shows.
        known: Our own counts and sums, by side, kind and state.
        reasons: Why what does not travel does not.
    """

    ledgers: Any
    records: dict[str, int]
    known: frozenset[object]
    reasons: frozenset[object]


def outcome_of(bridge: Bridge) -> Outcome:
    page = httpx.get(f"{bridge.running.address}/ledgers/overview", verify=NO_AUTHORITIES).json()
    with bridge.store.reading() as transaction:
        known = transaction.records.tallies(bridge.link.link_id)
        reasons = transaction.records.cause_rows(bridge.link.link_id)
    return Outcome(
        ledgers={side: page[side] for side in ("intacct", "re_leased", "difference")},
        records=_records(bridge),
        known=frozenset(known),
        reasons=frozenset(str(row) for row in reasons),
    )


def _records(bridge: Bridge) -> dict[str, int]:
    left_out = ", ".join(f"'{name}'" for name in _OF_THE_WAY)
    counted = bridge.running.world.storage.connection.execute(_COUNTED_RECORDS.format(left_out))
    return dict(counted.fetchall())
