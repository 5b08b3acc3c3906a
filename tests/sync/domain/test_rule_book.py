"""The rule book: complete, and each cell as the design has it."""

import pytest

from sync.domain.causes import CAUSE_TEXTS
from sync.domain.document_status import STATUS_STEPS
from sync.domain.kinds import (
    KINDS_OF_MODULES,
    SYNCED_KINDS,
    RecordKind,
)
from sync.domain.plan import StepVerb
from sync.domain.rule_book import (
    EITHER,
    INTACCT,
    NEITHER,
    RE_LEASED,
    RULE_BOOK,
    may_create_from,
    may_end_from,
    rule_for,
)
from sync.domain.sides import Side
from sync.domain.standing import Cause

CELLS = [
    (RecordKind.DIMENSION, INTACCT, INTACCT, INTACCT),
    (RecordKind.DIMENSION_VALUE, INTACCT, INTACCT, INTACCT),
    (RecordKind.TAX_DETAIL, INTACCT, INTACCT, INTACCT),
    (RecordKind.ACCOUNT, INTACCT, INTACCT, INTACCT),
    (RecordKind.ITEM, RE_LEASED, RE_LEASED, RE_LEASED),
    (RecordKind.CUSTOMER, EITHER, INTACCT, INTACCT),
    (RecordKind.VENDOR, EITHER, INTACCT, INTACCT),
    (RecordKind.SALES_INVOICE, EITHER, EITHER, INTACCT),
    (RecordKind.BILL, EITHER, EITHER, INTACCT),
    (RecordKind.SALES_CREDIT, EITHER, EITHER, INTACCT),
    (RecordKind.PURCHASE_CREDIT, EITHER, EITHER, INTACCT),
    (RecordKind.RECEIPT, EITHER, NEITHER, INTACCT),
    (RecordKind.DISBURSEMENT, EITHER, NEITHER, INTACCT),
    (RecordKind.SALES_CREDIT_ALLOCATION, EITHER, NEITHER, INTACCT),
    (RecordKind.PURCHASE_CREDIT_ALLOCATION, EITHER, NEITHER, INTACCT),
    (RecordKind.ATTACHMENT, NEITHER, NEITHER, NEITHER),
]


@pytest.mark.parametrize(
    ("kind", "created", "changed", "ended"), CELLS, ids=[kind.value for kind, *_ in CELLS]
)
def test_rule_book__says_what_the_design_says(
    kind: RecordKind, created: frozenset[Side], changed: frozenset[Side], ended: frozenset[Side]
) -> None:
    rule = rule_for(kind)
    assert (rule.created_in, rule.changed_in, rule.ended_in) == (created, changed, ended)


def test_every_kind__has_exactly_one_rule() -> None:
    kinds = [kind for rule in RULE_BOOK for kind in rule.kinds]
    assert sorted(kinds) == sorted(RecordKind)
    assert [kind for kind, *_ in CELLS] == list(RecordKind)


def test_every_kind__is_synced_for_all_or_for_some_companies_or_never_copied() -> None:
    kinds = [*SYNCED_KINDS, *KINDS_OF_MODULES, RecordKind.ATTACHMENT]
    assert sorted(kinds) == sorted(RecordKind)


def test_order_of_work__puts_what_is_needed_first() -> None:
    ranks = [kind.rank for kind in SYNCED_KINDS]
    assert ranks == sorted(ranks)
    assert RecordKind.ACCOUNT.rank < RecordKind.CUSTOMER.rank < RecordKind.SALES_INVOICE.rank


def test_items__are_made_from_re_leased_only() -> None:
    assert not may_create_from(RecordKind.ITEM, Side.INTACCT)


def test_ends__are_carried_over_only_from_where_the_rule_book_lets_them() -> None:
    documents = (RecordKind.SALES_INVOICE, RecordKind.BILL, RecordKind.SALES_CREDIT)
    voids = [side for verb, side in STATUS_STEPS.values() if verb is StepVerb.VOID]
    assert voids == [Side.RE_LEASED]
    for kind in documents:
        assert all(may_end_from(kind, side.other) for side in voids)
        assert not may_end_from(kind, Side.RE_LEASED)


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause__says_what_happened_why_and_what_to_do(cause: Cause) -> None:
    text = CAUSE_TEXTS[cause]
    assert text.title
    assert text.why.endswith(".")
    assert text.next_step.endswith(".")
