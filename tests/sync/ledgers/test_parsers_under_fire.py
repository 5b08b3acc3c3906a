"""Each parser of what a ledger says: it reads, or it says in our own words that it cannot."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.domain.errors import BrokenPromise, LeasebridgeError
from sync.ledgers.amounts import LARGEST_AMOUNT
from sync.ledgers.intacct.reading.query import rows_remaining
from sync.ledgers.intacct.wire.envelope import Answer, read_answer, records_in
from sync.ledgers.intacct.wire.values import day_of, decimal_of, moment_of
from sync.ledgers.intacct.wire.xml_text import UnreadableXml
from sync.ledgers.re_leased import wire_shapes
from sync.ledgers.re_leased.answers import Refusal, understood
from sync.ledgers.re_leased.json_text import Reader, stamp_of, with_whole_letters
from tests.effort import effort

SHAPES = (
    *(wire_shapes.Contact, wire_shapes.Invoice, wire_shapes.Payment, wire_shapes.Account),
    *(wire_shapes.TaxType, wire_shapes.TrackingCategory, wire_shapes.Company, wire_shapes.Listing),
)
ODD = st.sampled_from(
    [
        *("NaN", "Infinity", "1e400", "1e-400", "١٢", "-0", "", "null", "2026-02-30", "9" * 30),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00"),
        *("12/31/9999 23:59:59", "01/01/0001", "0001-01-01T00:00:00+14:00", "\x00", "a\ud800"),
    ]
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), ODD, st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner)),
    max_leaves=4,
)
NAMES = (
    *("id", "version", "modifiedAt", "companyId", "name", "code", "class", "lines", "allocations"),
    *("amount", "netAmount", "currency", "status", "kind", "date", "issueDate", "data", "hasMore"),
)
OBJECTS = st.dictionaries(st.sampled_from(NAMES), VALUES)
TAGS = st.sampled_from(
    ["control", "operation", "authentication", "status", "result", "data", "errormessage", "error"]
)
TREES = st.recursive(
    st.text("abc019 ", max_size=5) | st.sampled_from(["success", "failure", "&#7;", "&x;"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@effort(60)
@given(body=OBJECTS.map(json.dumps).map(str.encode) | st.binary(max_size=60))
@example(body=b"[" * 100_000)
@example(body=b'{"id":"1","id":"2"}')
@example(body=b"\xef\xbb\xbf{}")
@example(body='{"id":"1"}'.encode("utf-16"))
@example(body=b"<!DOCTYPE html><html></html>")
def test_json__is_read_or_named_as_unreadable(shape: Any, body: bytes) -> None:
    reader = Reader(shape, "record")
    with suppress(BrokenPromise):
        assert isinstance(reader.read(body, of_company="12"), shape)
    assert reader.name_of(body).startswith("record ")
    stamp = stamp_of(body)
    assert stamp is None or stamp.astimezone(UTC).year >= 1899


@effort(200)
@given(text=st.text(), half=st.sampled_from(["\ud800", "\udfff", "\\ud800", "😀", "\\\\"]))
def test_halves_of_letters__are_all_that_is_changed(text: str, half: str) -> None:
    written = json.dumps(text + half)
    read = json.loads(with_whole_letters(written.encode()))
    assert read.encode("utf-8")
    if "\\ud" not in written:
        assert read == text + half


@effort(200)
@given(
    status=st.integers(300, 599),
    body=st.binary(max_size=60) | OBJECTS.map(lambda one: json.dumps({"error": one}).encode()),
    wait=ODD | st.text(max_size=8),
)
@example(status=422, body=b'{"error":' + b"[" * 100_000, wait="")
def test_refusal__is_understood_or_an_error_of_ours(status: int, body: bytes, wait: str) -> None:
    try:
        said = understood(status, body, retry_after=wait)
    except LeasebridgeError:
        return
    assert isinstance(said, Refusal)


@effort(200)
@given(tree=st.lists(TREES, max_size=5).map(lambda parts: f"<response>{''.join(parts)}</response>"))
def test_envelope__is_an_answer_or_unreadable(tree: str) -> None:
    with suppress(UnreadableXml):
        answer = read_answer(tree.encode())
        assert isinstance(answer, Answer)
        for result in answer.results.values():
            records_in(result)
            rows_remaining(result, page_size=2)


@pytest.mark.parametrize("read", [day_of, moment_of, decimal_of], ids=lambda read: read.__name__)
@effort(200)
@given(
    text=ODD
    | st.text(max_size=30)
    | st.from_regex(r"\d\d/\d\d/\d{4}( \d\d:\d\d:\d\d)?")
    | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
)
def test_value__is_read_or_a_broken_promise(read: Callable[[str], object], text: str) -> None:
    with suppress(BrokenPromise):
        found = read(text)
        if isinstance(found, Decimal):
            assert found.is_finite()
            assert abs(found) < LARGEST_AMOUNT
