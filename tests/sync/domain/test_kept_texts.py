"""Texts of which Intacct keeps only a part stay whole in Re-Leased."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.crossing import named_in_re_leased
from sync.domain.kept_texts import (
    ADDRESS_LENGTHS,
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    PERSON_LENGTHS,
    REFERENCE_LENGTHS,
    kept,
    with_whole_texts,
)
from sync.domain.plan import StepVerb
from sync.domain.planner import decide
from sync.domain.records import Address, Contact, Document, DocumentLine
from sync.domain.sides import Side
from sync.domain.standing import LINKED
from sync.ledgers.intacct.documents.objects import DOCUMENT_OBJECTS
from sync.ledgers.intacct.parties.stored_form import stored_contact
from sync.ledgers.intacct.wire.values import TEXT_LIMITS
from tests.sync.domain.made import CONTEXT, contact, invoice, line, pair_of_invoices, standing_of

LONG = ("Service charge " * 40).strip()
OTHER = ("Insurance rent " * 40).strip()
SAME_START = f"{LONG} to the end"
LONG_REFERENCE = "March, as agreed with Dana Quay"


def cut(text: str) -> str:
    return kept(text, DESCRIPTION_LENGTH)


def described(*lines: DocumentLine) -> list[str]:
    return [one.description for one in lines]


def whole_again(incoming: list[DocumentLine], held: list[DocumentLine]) -> list[str]:
    """The descriptions that go to Re-Leased."""
    made = with_whole_texts(invoice(lines=tuple(incoming)), invoice(lines=tuple(held)))
    assert isinstance(made, Document)
    return described(*made.lines)


def test_lengths__are_those_that_intacct_s_adapter_cuts_at() -> None:
    assert TEXT_LIMITS["memo"] == DESCRIPTION_LENGTH
    limits = {TEXT_LIMITS[what.legacy.reference_limit] for what in DOCUMENT_OBJECTS}
    assert limits == set(REFERENCE_LENGTHS)


def test_cut_description__stays_whole_when_the_amount_changes_in_intacct() -> None:
    assert len(LONG) > DESCRIPTION_LENGTH
    ours = [line("90.00", description=cut(LONG))]
    assert whole_again(ours, [line(description=LONG)]) == [LONG]


def test_cut_description__stays_whole_when_lines_are_added_before_it() -> None:
    ours = [line("5.00", description="Postage"), line("90.00", description=cut(LONG))]
    assert whole_again(ours, [line(description=LONG)]) == ["Postage", LONG]


def test_cut_description__stays_whole_when_the_line_before_it_is_removed() -> None:
    theirs = [line(description=OTHER), line(description=LONG)]
    assert whole_again([line("90.00", description=cut(LONG))], theirs) == [LONG]


def test_cut_description__stands_on_both_lines_when_one_was_split_into_two() -> None:
    ours = [line("600.00", description=cut(LONG)), line("500.00", description=cut(LONG))]
    assert whole_again(ours, [line(description=LONG)]) == [LONG, LONG]


def test_texts_with_the_same_start__go_back_to_the_lines_they_were_on() -> None:
    assert cut(LONG) == cut(SAME_START)
    theirs = [line("10.00", description=LONG), line("20.00", description=SAME_START)]
    ours = [line(one.net.amount.to_eng_string(), description=cut(LONG)) for one in theirs]
    assert whole_again(ours, theirs) == [LONG, SAME_START]
    assert whole_again(ours[1:], theirs) == [SAME_START]
    changed = [line("30.00", description=cut(LONG)), ours[1]]
    assert whole_again(changed, theirs) == [LONG, SAME_START]
    all_changed = [line("30.00", description=cut(LONG)), line("40.00", description=cut(LONG))]
    assert whole_again(all_changed, theirs) == [LONG, SAME_START]


@pytest.mark.parametrize("text", ["Service charge", "", LONG[:499], f"{cut(LONG)[:-1]}!"])
def test_description_changed_in_intacct__travels(text: str) -> None:
    assert whole_again([line(description=text)], [line(description=LONG)]) == [text]


@pytest.mark.parametrize("length", REFERENCE_LENGTHS)
def test_cut_reference__stays_whole(length: int) -> None:
    made = with_whole_texts(
        invoice(reference=kept(LONG_REFERENCE, length)), invoice(reference=LONG_REFERENCE)
    )
    assert made == invoice(reference=LONG_REFERENCE)


def test_reference_changed_in_intacct__travels() -> None:
    ours = invoice(reference="April")
    assert with_whole_texts(ours, invoice(reference=LONG_REFERENCE)) == ours


@given(st.lists(st.text(max_size=8)), st.lists(st.text(max_size=8)))
def test_short_texts__always_travel_as_they_are(ours: list[str], theirs: list[str]) -> None:
    bare = [line(description=text.strip()) for text in ours]
    held = [line(description=text.strip()) for text in theirs]
    assert whole_again(bare, held) == described(*bare)


@given(st.lists(st.sampled_from([LONG, OTHER, SAME_START, "Rent"]), max_size=6))
def test_unchanged_lines__come_back_as_they_were(texts: list[str]) -> None:
    theirs = [line(f"{place}.00", description=text) for place, text in enumerate(texts, start=1)]
    ours = [replace(one, description=cut(one.description)) for one in theirs]
    assert whole_again(ours, theirs) == texts


def test_planned_update__shows_the_whole_text() -> None:
    before, after = line(description=LONG), line("90.00", description=cut(LONG))
    pair = pair_of_invoices({"lines": (after,)}, agreed={"lines": (before,)})
    (step,) = decide(pair, CONTEXT).steps
    assert (step.verb, step.side, step.fields) == (StepVerb.UPDATE, Side.RE_LEASED, ("lines",))
    assert LONG in step.changes[0].after


def test_cut_text_and_the_same_amount_on_both_sides__is_agreed_and_no_conflict() -> None:
    theirs = line("90.00", description=LONG)
    ours = line("90.00", description=cut(LONG))
    decision = decide(pair_of_invoices({"lines": (ours,)}, {"lines": (theirs,)}), CONTEXT)
    assert [(step.verb, step.fields) for step in decision.steps] == [(StepVerb.AGREE, ("lines",))]


def test_longer_text_in_re_leased__still_goes_to_intacct() -> None:
    before = line(description=LONG)
    pair = pair_of_invoices(
        re_leased={"lines": (line(description=OTHER),)}, agreed={"lines": (before,)}
    )
    (step,) = decide(pair, CONTEXT).steps
    assert (step.verb, step.side) == (StepVerb.UPDATE, Side.INTACCT)
    assert standing_of(decide(pair_of_invoices(), CONTEXT)) == LINKED


LONG_LINE = (
    "Unit 7, The Old Ropery and Sailmakers' Lofts behind the Harbour Master's House, East Quay"
)
LONG_NAME = "The Incorporated Guild of Ropemakers, Sailmakers and Riggers of the Port and Town of Harwich Ltd"


def shown_by_intacct(whole: Contact, intacct_id: str = "C-17") -> Contact:
    """What Intacct makes of a contact of Re-Leased, carried back."""
    return named_in_re_leased(stored_contact(whole), intacct_id=intacct_id)


def long_contact() -> Contact:
    address = Address(line=LONG_LINE, suburb="East Quay", town="Harwich", postcode="CO12 3HH")
    return contact(
        f"C-17 {LONG_NAME}",
        correspondence_name=LONG_NAME,
        telephone="+44 1255 000 111 extension 22333",
        street_address=address,
        postal_address=address,
    )


def test_contact_lengths__are_those_that_intacct_s_adapter_cuts_at() -> None:
    limits = TEXT_LIMITS
    assert limits["name"] == NAME_LENGTH == PERSON_LENGTHS["correspondence_name"]
    assert PERSON_LENGTHS["first_name"] == limits["first_name"]
    assert PERSON_LENGTHS["last_name"] == limits["last_name"]
    assert PERSON_LENGTHS["email"] == limits["email"]
    assert {PERSON_LENGTHS[one] for one in ("telephone", "mobile", "fax")} == {limits["phone"]}
    parts = ("address_line", "address_line", "city", "state", "zip", "country")
    assert list(ADDRESS_LENGTHS.values()) == [limits[part] for part in parts]


def test_cut_contact__stays_whole() -> None:
    whole = long_contact()
    plain = replace(whole, name=LONG_NAME)
    assert shown_by_intacct(plain) != whole
    assert with_whole_texts(shown_by_intacct(plain), whole) == whole


def test_cut_address__stays_whole_when_another_part_changes_in_intacct() -> None:
    whole = long_contact()
    shown = shown_by_intacct(replace(whole, name=LONG_NAME))
    moved = replace(shown, street_address=replace(shown.street_address, town="Ipswich"))
    expected = replace(whole, street_address=replace(whole.street_address, town="Ipswich"))
    assert with_whole_texts(moved, whole) == expected


def test_address_line_changed_in_intacct__travels() -> None:
    shown = shown_by_intacct(long_contact())
    moved = replace(shown, street_address=replace(shown.street_address, line="1 Quay St"))
    made = with_whole_texts(moved, long_contact())
    assert isinstance(made, Contact)
    assert made.street_address.line == "1 Quay St"
