"""What the two ledgers say about a record: where they differ side by side, what both say once."""

import json

from bot import texts
from bot.messages.both_sides import ALL_LENGTH, agreeing, differing
from bot.messages.found_message import found_message
from sync.use_cases.field_rows import FieldRow
from sync.use_cases.find_records import MOST_FOUND
from tests.bot.record_views import found

DUE = FieldRow("due date", ("29 Nov 2026",), ("06 Dec 2026",), differs=True)
CONTACT = FieldRow("contact", ("Dock Bakery Ltd",), ("Dock Bakery Ltd",), differs=False)
CUT = FieldRow("reference", ("Service charge Sep 2",), ("Service charge Sep 2026",), differs=False)
EMPTY = FieldRow("memo", ("-",), (), differs=False)


def test_differing__shows_both_values_and_nothing_that_is_the_same() -> None:
    (block,) = differing([CONTACT, DUE])
    assert [field["text"] for field in block["fields"]] == [
        "*Due date* in Sage Intacct\n29 Nov 2026",
        "*Due date* in Re-Leased\n06 Dec 2026",
    ]


def test_differing__where_few_fields_do_they_are_told_at_length() -> None:
    lines = FieldRow("lines", ("a" * 500,), ("b" * 700,), differs=True)
    told = json.dumps(differing([lines, DUE]))
    assert "a" * 290 in told
    assert "b" * 290 in told
    assert "b" * 300 not in told
    assert "a" * 130 not in json.dumps(differing([lines] * 15))


def test_agreeing__says_once_what_both_say_and_leaves_out_what_nobody_filled_in() -> None:
    heading, block = agreeing([DUE, CONTACT, EMPTY])
    assert heading["text"]["text"] == "*The same on both sides*"
    assert [field["text"] for field in block["fields"]] == ["*Contact*\nDock Bakery Ltd"]


def test_agreeing__a_text_of_which_intacct_keeps_the_beginning_is_shown_whole() -> None:
    assert "Service charge Sep 2026" in json.dumps(agreeing([CUT]))


def test_agreeing__a_long_value_is_told_at_length_where_it_is_the_only_one() -> None:
    lines = FieldRow("lines", ("a" * 1000,), ("a" * 1000,), differs=False)
    assert "a" * 1000 in json.dumps(agreeing([lines, CONTACT]))
    assert "a" * 130 not in json.dumps(agreeing([lines] * 15))


def test_agreeing__each_of_a_documents_lines_has_a_line_of_its_own() -> None:
    lines = FieldRow("lines", ("Rent: 100.00", "Heat: 20.00"), ("Rent: 100.00",), differs=False)
    _, block = agreeing([lines])
    assert block["text"]["text"] == "*Lines*\n• Rent: 100.00\n• Heat: 20.00"


def test_lines__that_are_too_many_are_counted() -> None:
    parts = tuple(f"Unit {place}: {'a' * 100}" for place in range(40))
    for blocks in (
        agreeing([FieldRow("lines", parts, parts, differs=False)]),
        differing([FieldRow("lines", parts, parts[1:], differs=True)]),
    ):
        told = json.dumps(blocks, ensure_ascii=False)
        shown = max(place for place in range(40) if f"Unit {place}:" in told) + 1
        assert 3 < shown < 40
        assert f"… and {40 - shown} more" in told


def test_lines__that_grow_as_they_are_escaped_stay_within_their_length() -> None:
    parts = ("&" * 400,) * 30
    _, block = agreeing([FieldRow("lines", parts, parts, differs=False)])
    assert len(block["text"]["text"]) < ALL_LENGTH + 100


def test_agreeing__a_record_of_one_side_has_nothing_to_be_the_same_with() -> None:
    (block,) = agreeing([FieldRow("number", ("INV-1",), (), differs=False)])
    assert [field["text"] for field in block["fields"]] == ["*Number*\nINV-1"]


def test_found__a_search_that_ends_at_its_limit_does_not_claim_to_have_counted() -> None:
    assert found_message("INV", (found(),) * 3).summary.startswith("3 records found")
    many = found_message("INV", (found(),) * MOST_FOUND)
    assert many.summary.startswith(f"At least {MOST_FOUND} records found")


def test_decision__what_the_audit_trail_tells_reads_as_a_sentence() -> None:
    assert texts.decision("approval:approved_by_person") == "Approved"
    assert texts.decision("record:chosen") == "Chosen"
    assert "_" not in texts.decision("approval:decided_elsewhere")
