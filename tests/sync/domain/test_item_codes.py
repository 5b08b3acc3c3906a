import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.records import (
    Item,
    ItemUse,
    account_of_item,
    item_code,
    item_code_in_one_spelling,
    natural_key_of,
)

SALES, PURCHASES, BOTH = ItemUse.SALES, ItemUse.PURCHASES, ItemUse.BOTH
SPELLINGS = (
    "4000 [s]",
    "4000[s]",
    "4000 [S]",
    "  4000   [ s ] ",
    "4000 (s)",
    "4000-s",
    "4000 - S",
    "[S] 4000",
    "[s]4000",
)


def an_item(code: str, use: ItemUse = SALES) -> Item:
    return Item(code=code, name="Rent", use=use, active=True)


@pytest.mark.parametrize("code", SPELLINGS)
def test_spellings__are_one_item(code: str) -> None:
    assert item_code_in_one_spelling(code, SALES) == "4000 [s]"
    assert account_of_item(code, SALES) == "4000"
    assert natural_key_of(an_item(code)) == "4000 [s]"


def test_case__makes_no_second_item() -> None:
    assert natural_key_of(an_item("Rent-S")) == natural_key_of(an_item("RENT [s]"))


def test_uses__are_different_items() -> None:
    assert natural_key_of(an_item("4000 [p]", PURCHASES)) != natural_key_of(an_item("4000 [s]"))
    assert item_code("4000", PURCHASES) == "4000 [p]"
    assert item_code("4000", BOTH) == "4000"


@pytest.mark.parametrize(
    ("code", "use"),
    [
        ("4000 [p]", SALES),  # marked for the other use
        ("WIDGET-S", BOTH),  # a hyphen is part of many codes
        ("WIDGET-P", SALES),
        ("-s", SALES),
        ("[s]", SALES),
        ("4000 [x]", SALES),
        ("4000", SALES),
    ],
)
def test_marks_that_do_not_count__leave_the_code_alone(code: str, use: ItemUse) -> None:
    assert item_code_in_one_spelling(code, use) == code
    assert account_of_item(code, use) == code


def test_brackets__count_on_items_for_both_uses() -> None:
    assert item_code_in_one_spelling("4000[P]", BOTH) == "4000 [p]"


@given(st.text(max_size=40), st.sampled_from(ItemUse))
def test_one_spelling__stays_as_it_is_when_spelt_again(code: str, use: ItemUse) -> None:
    once = item_code_in_one_spelling(code, use)
    assert natural_key_of(an_item(once, use)) == natural_key_of(an_item(code, use))


@given(st.text("0123456789ABCab", min_size=1, max_size=20), st.sampled_from([SALES, PURCHASES]))
def test_an_account__comes_back_out_of_its_item_s_code(account: str, use: ItemUse) -> None:
    assert account_of_item(item_code(account, use), use) == account
