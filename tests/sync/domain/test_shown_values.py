"""Values in words for people: a document's lines above all."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import EXTERNAL_TAX, DocumentLine, Reference
from sync.domain.shown_values import parts_apart, parts_shown, shown


def pounds(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


VAT = Reference(RecordKind.TAX_DETAIL, "Standard rate")
FLAT = Reference(RecordKind.DIMENSION_VALUE, "Harbour House")
OTHER_FLAT = Reference(RecordKind.DIMENSION_VALUE, "Dock Street 4")
RENT = DocumentLine(
    description="Rent",
    account=Reference(RecordKind.ACCOUNT, "4000 Rent"),
    net=pounds("1200.00"),
    tax=pounds("240.00"),
    tax_detail=VAT,
    dimensions=(FLAT,),
)
SERVICE = replace(RENT, description="Service charge", net=pounds("90.00"), tax=pounds("18.00"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (RENT, "Rent: 1,200.00 to 4000 Rent, tax 240.00 (Standard rate), for Harbour House"),
        (
            replace(RENT, tax=pounds("0"), tax_detail=None, dimensions=(FLAT, OTHER_FLAT)),
            "Rent: 1,200.00 to 4000 Rent, for Harbour House, Dock Street 4",
        ),
        (
            replace(RENT, tax=None, tax_detail=EXTERNAL_TAX, dimensions=()),
            "Rent: 1,200.00 to 4000 Rent, tax pending",
        ),
        (
            replace(RENT, tax=pounds("0.00"), dimensions=()),
            "Rent: 1,200.00 to 4000 Rent, tax 0.00 (Standard rate)",
        ),
    ],
)
def test_line__says_tax_and_what_it_is_tagged_with(line: DocumentLine, words: str) -> None:
    assert shown(line) == words


@pytest.mark.parametrize(
    "change",
    [
        {"description": "Rates"},
        {"net": pounds("1200.01")},
        {"tax": pounds("240.01")},
        {"tax_detail": None},
        {"account": Reference(RecordKind.ACCOUNT, "4001 Other")},
        {"dimensions": (OTHER_FLAT,)},
    ],
)
def test_line__that_differs_in_anything_reads_otherwise(change: dict[str, object]) -> None:
    # Any of the fields, which the type checker cannot follow.
    assert shown(replace(RENT, **change)) != shown(RENT)  # type: ignore[arg-type]


def test_apart__of_several_lines_only_those_that_differ_are_told() -> None:
    ours, theirs = (SERVICE, RENT, SERVICE), (SERVICE, replace(RENT, dimensions=()), SERVICE)
    told = parts_apart(ours, here=ours, there=theirs)
    assert told == (shown(RENT), "2 others are the same")
    assert parts_apart(theirs, here=theirs, there=ours) == (
        shown(theirs[1]),
        "2 others are the same",
    )


def test_apart__a_line_that_only_one_side_has_is_told_there() -> None:
    ours, theirs = (RENT, SERVICE), (RENT,)
    assert parts_apart(ours, here=ours, there=theirs) == (shown(SERVICE), "1 other is the same")
    assert parts_apart(theirs, here=theirs, there=ours) == ("only what is the same",)
    three = (RENT, SERVICE, RENT)
    assert parts_apart(ours, here=ours, there=three) == ("only the 2 that are the same",)


def test_apart__is_compared_in_common_terms_and_told_in_ones_own() -> None:
    named = replace(RENT, account=Reference(RecordKind.ACCOUNT, "Rental income"))
    told = parts_apart((named, named), here=(RENT, RENT), there=(RENT, SERVICE))
    assert told == (shown(named), "1 other is the same")


def test_apart__nothing_at_all_is_told_as_nothing() -> None:
    assert parts_apart((), here=(), there=(RENT,)) == ("-",)


def test_apart__a_single_value_is_told_as_it_is() -> None:
    assert parts_apart("INV-1", here="INV-1", there="INV-2") == ("INV-1",)


def test_parts__of_several_lines_each_is_told_for_itself() -> None:
    assert parts_shown((RENT, SERVICE)) == (shown(RENT), shown(SERVICE))
    assert parts_shown(()) == parts_shown(None) == ("-",)
