"""Dimensions that the company made up itself: their values, and their tags on lines."""

from dataclasses import replace

import pytest

from sandbox.intacct.options import UserDimension
from sync.domain.kinds import RecordKind
from sync.domain.records import Dimension, DimensionValue, DocumentStatus, Reference
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done, Refused
from tests.sync.ledgers.intacct.harbour import PERSON, START, Company, all_of
from tests.sync.ledgers.intacct.papers import (
    CREATE,
    INVOICES,
    PAPERS,
    UPDATE,
    Paper,
    document_in,
    only,
    the_one,
)

EVERY_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.noun)


@pytest.fixture
def units(company: Company) -> dict[str, str]:
    """A dimension of units with two values; gives their ids by name."""
    company.book.options.user_dimensions = (
        UserDimension("UNIT", "Unit"),
        UserDimension("PLANT", "Plant"),
    )
    return {
        name: str(company.book.add_user_dimension_value("UNIT", name, by=PERSON).record_no)
        for name in ("Unit 4", "Unit 5")
    }


def tag(key: str) -> Reference:
    return Reference(RecordKind.DIMENSION_VALUE, key)


def test_the_dimension__carries_the_company_s_own_word(
    ledger: IntacctLedger, units: dict[str, str]
) -> None:
    seen = {one.key: one.record for one in all_of(ledger, RecordKind.DIMENSION)}
    assert units
    assert seen["UNIT"] == Dimension(name="Unit", active=True)


def test_its_values__are_keyed_by_their_number_and_known_by_their_name(
    ledger: IntacctLedger, units: dict[str, str]
) -> None:
    seen = {one.key: one for one in all_of(ledger, RecordKind.DIMENSION_VALUE)}
    number = units["Unit 4"]
    wanted = DimensionValue(Reference(RecordKind.DIMENSION, "UNIT"), number, "Unit 4", active=True)
    assert seen[f"UNIT:{number}"].record == wanted
    assert {key for key in seen if key.startswith("UNIT:")} == {
        f"UNIT:{one}" for one in units.values()
    }


def test_its_values__are_read_whole_as_they_have_no_stamps_to_ask_by(
    ledger: IntacctLedger, units: dict[str, str]
) -> None:
    later = START.replace(year=2030)
    seen = {one.key for one in all_of(ledger, RecordKind.DIMENSION_VALUE, later)}
    assert {f"UNIT:{one}" for one in units.values()} <= seen


@EVERY_PAPER
def test_a_tag__is_written_and_read_beside_the_standard_ones(
    company: Company, ledger: IntacctLedger, paper: Paper, units: dict[str, str]
) -> None:
    plant = company.book.add_user_dimension_value("PLANT", "Boiler", by=PERSON).record_no
    standard = ("CLASS:QUAY", "DEPARTMENT:RES", "LOCATION:E200", "PROJECT:ROOF")
    keys = sorted((*standard, f"PLANT:{plant}", f"UNIT:{units['Unit 4']}"))
    wanted = paper.document(lines=(paper.line(dimensions=tuple(map(tag, keys))),))
    done = only(ledger, paper.write(CREATE, wanted))
    assert isinstance(done, Done)
    assert the_one(ledger, paper).record == wanted
    (line, *_) = paper.stored(company, done.key).items
    assert line.custom_fields == {"GLDIMUNIT": units["Unit 4"], "GLDIMPLANT": str(plant)}


@EVERY_PAPER
def test_a_tag_that_people_put_on_a_line__is_read(
    company: Company, ledger: IntacctLedger, paper: Paper, units: dict[str, str]
) -> None:
    form = paper.line_form("5.00", custom_fields={"GLDIMUNIT": units["Unit 5"]})
    paper.enter(company, lines=(form,))
    (line,) = document_in(the_one(ledger, paper)).lines
    assert tag(f"UNIT:{units['Unit 5']}") in line.dimensions


@EVERY_PAPER
def test_a_changed_or_lost_tag__is_changed_or_lost_in_intacct(
    ledger: IntacctLedger, paper: Paper, units: dict[str, str]
) -> None:
    location = tag("LOCATION:E200")
    four, five = tag(f"UNIT:{units['Unit 4']}"), tag(f"UNIT:{units['Unit 5']}")
    lines = (paper.line(dimensions=(location, four)), paper.line(dimensions=(location, four)))
    draft = paper.document(lines=lines)
    done = only(ledger, paper.write(CREATE, draft))
    assert isinstance(done, Done)
    changed = (paper.line(dimensions=(location, five)), paper.line(dimensions=(location,)))
    wanted = replace(draft, lines=changed)
    named = frozenset({"lines"})
    assert isinstance(only(ledger, paper.write(UPDATE, wanted, key=done.key, fields=named)), Done)
    assert the_one(ledger, paper).record == wanted
    assert wanted.status is DocumentStatus.DRAFT


def test_a_value_that_is_not_there__is_refused_in_intacct_s_words(
    ledger: IntacctLedger, units: dict[str, str]
) -> None:
    assert units
    line = INVOICES.line(dimensions=(tag("UNIT:99999"),))
    refused = only(ledger, INVOICES.write(CREATE, INVOICES.document(lines=(line,))))
    assert isinstance(refused, Refused)
    assert "99999 is not valid" in refused.message
