"""Dimensions that a company begins to use, and what they bring along."""

from datetime import timedelta

from sandbox.intacct.forms import DimensionValueForm
from sync.domain.kinds import RecordKind
from sync.domain.records import DimensionValue
from sync.domain.sides import Side
from tests.sync.use_cases.bridge import FIONA, Bridge
from tests.sync.use_cases.people import customer_in_intacct


def options(bridge: Bridge) -> set[str]:
    """The codes of all tracking options in Re-Leased."""
    return {
        one.record.code
        for page in bridge.ledgers[Side.RE_LEASED].changes({RecordKind.DIMENSION_VALUE: None})
        for one in page.sightings
        if isinstance(one.record, DimensionValue)
    }


def test_dimension_switched_on_later__brings_its_old_values(bridge: Bridge) -> None:
    """They were changed long before the moment up to which dimension values are known."""
    bridge.intacct.options.dimensions_switched_off = frozenset({"CLASS"})
    form = DimensionValueForm(code="Z-OLD", name="From before")
    bridge.intacct.create_dimension_value("CLASS", form, by=FIONA)
    bridge.sync()
    bridge.intacct.clock.advance(timedelta(days=3))
    customer_in_intacct(bridge)
    newer = DimensionValueForm(code="Z-NEW", name="A house")
    bridge.intacct.create_dimension_value("LOCATION", newer, by=FIONA)
    bridge.sync()
    assert "Z-OLD" not in options(bridge)
    bridge.intacct.options.dimensions_switched_off = frozenset()
    bridge.sync()
    assert {"Z-OLD", "Z-NEW"} <= options(bridge)
    before = bridge.writes()
    bridge.sync()
    assert bridge.writes() == before
