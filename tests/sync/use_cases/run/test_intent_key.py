"""The key of a write: the same on every attempt, another one only for another content or after a refusal."""

from dataclasses import replace
from typing import Any

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.plan import Step, StepVerb
from sync.domain.sides import Side
from sync.use_cases.run.prepare import intent_key
from tests.sync.domain.made import pounds

STEP = Step(
    verb=StepVerb.UPDATE,
    kind=RecordKind.SALES_INVOICE,
    side=Side.INTACCT,
    source_id=7,
    source_fingerprint="a1",
    target_id=8,
    target_fingerprint="b1",
    fields=("description",),
    title="invoice INV-7",
    amount=pounds("1.00"),
)


def test_key__is_the_same_for_the_same_step_planned_again() -> None:
    planned_again = replace(STEP, title="invoice INV-7 (Harbour)", choice_id=3)
    assert intent_key("h4rb", STEP, 0) == intent_key("h4rb", planned_again, 0)


@pytest.mark.parametrize(
    "other",
    [
        {"source_fingerprint": "a2"},
        {"target_fingerprint": "b2"},
        {"fields": ("description", "due_date")},
        {"verb": StepVerb.APPROVE},
        {"side": Side.RE_LEASED},
        {"source_id": 9},
    ],
    ids=lambda other: next(iter(other)),
)
def test_key__is_another_for_another_step_or_content(other: dict[str, Any]) -> None:
    assert intent_key("h4rb", STEP, 0) != intent_key("h4rb", replace(STEP, **other), 0)


def test_key__is_another_for_other_companies_and_after_a_refusal() -> None:
    keys = [intent_key("h4rb", STEP, 0), intent_key("v1ct", STEP, 0), intent_key("h4rb", STEP, 1)]
    assert len(set(keys)) == len(keys)
