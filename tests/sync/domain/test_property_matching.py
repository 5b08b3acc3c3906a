"""When a document lacks the property that Re-Leased would know it by."""

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.property_matching import lacks_property
from sync.domain.records import DocumentStatus, Reference
from tests.sync.domain.made import invoice, line

QUAY = Reference(RecordKind.DIMENSION_VALUE, "LOCATION:Q-1")
MILL = Reference(RecordKind.DIMENSION_VALUE, "LOCATION:Q-2")
SHOP = Reference(RecordKind.DIMENSION_VALUE, "CLASS:SHOP")


@pytest.mark.parametrize(
    ("tags", "lacks"),
    [
        ([(QUAY,)], False),
        ([(QUAY,), (MILL, SHOP)], False),
        ([()], True),
        ([(SHOP,)], True),
        ([(QUAY,), (SHOP,)], True),
    ],
)
def test_property__is_lacking_where_one_line_names_none(
    tags: list[tuple[Reference, ...]], lacks: bool
) -> None:
    document = invoice(lines=tuple(line(dimensions=one) for one in tags))
    assert lacks_property(document, "LOCATION") is lacks


def test_what_is_voided__lacks_nothing_any_more() -> None:
    assert not lacks_property(invoice(status=DocumentStatus.VOIDED), "LOCATION")
