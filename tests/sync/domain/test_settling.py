"""What counts as agreed once a step has been taken."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, Face, Step, StepVerb
from sync.domain.planner import decide
from sync.domain.records import Document, DocumentStatus
from sync.domain.settling import Held, Settlement, agreed_anew, settlement
from sync.domain.sides import Side
from tests.sync.domain.made import CONTEXT, invoice, line, lone, pair_of_invoices


def step_of(candidate: Candidate) -> Step:
    (step,) = decide(candidate, CONTEXT).steps
    return step


def both(candidate: Candidate) -> tuple[Face, Face]:
    assert candidate.intacct is not None
    assert candidate.re_leased is not None
    return candidate.intacct, candidate.re_leased


def test_update__agrees_on_the_fields_that_travelled_and_on_no_others() -> None:
    candidate = pair_of_invoices({"reference": "April"}, {"due_date": date(2026, 4, 1)})
    intacct, re_leased = both(candidate)
    step = decide(candidate, CONTEXT).steps[0]
    written = replace(invoice(Side.RE_LEASED, due_date=date(2026, 4, 1)), reference="April")
    settled = settlement(
        step,
        source=intacct,
        source_content=intacct.now,
        target=re_leased,
        written=written,
        done=Held("501"),
    )
    assert settled.source_agreed == intacct.now
    assert isinstance(settled.target_agreed, Document)
    assert settled.target_agreed.reference == "April"
    # Re-Leased's own change is still a change, and travels the other way.
    assert settled.target_agreed.due_date == date(2026, 3, 16)
    assert settled.target_now == written


def created(*, sent: Document, held: Document, asked: Document | None = None) -> Settlement:
    candidate = lone(Side.RE_LEASED, RecordKind.SALES_INVOICE, invoice(Side.RE_LEASED))
    assert candidate.re_leased is not None
    return settlement(
        step_of(candidate),
        source=candidate.re_leased,
        source_content=candidate.re_leased.now,
        target=None,
        written=sent,
        done=Held("901", held, asked=asked),
    )


@pytest.mark.parametrize("asked", [None, invoice(reference="R" * 20)], ids=["answered", "found"])
def test_create__agrees_on_what_the_ledger_says_it_holds(asked: Document | None) -> None:
    kept = invoice(reference="R" * 20)
    settled = created(sent=invoice(reference="R" * 30), held=kept, asked=asked)
    assert settled.source_agreed == invoice(Side.RE_LEASED)
    assert (settled.target_agreed, settled.target_now) == (kept, kept)


@pytest.mark.parametrize(
    "change",
    [{"reference": "April"}, {"due_date": date(2027, 1, 31)}, {"status": DocumentStatus.POSTED}],
    ids=str,
)
def test_create__does_not_agree_on_what_somebody_said_before_we_looked(
    change: dict[str, Any],
) -> None:
    """The other side is to follow."""
    changed = replace(invoice(), **change)
    settled = created(sent=invoice(), held=changed, asked=invoice())
    assert (settled.target_now, settled.target_agreed) == (changed, invoice())


def test_create__does_not_agree_on_another_amount_than_was_sent() -> None:
    candidate = lone(Side.RE_LEASED, RecordKind.SALES_INVOICE, invoice(Side.RE_LEASED))
    assert candidate.re_leased is not None
    sent = invoice()
    held = invoice(lines=(line(tax="240.01"),))
    settled = settlement(
        step_of(candidate),
        source=candidate.re_leased,
        source_content=candidate.re_leased.now,
        target=None,
        written=sent,
        done=Held("901", held),
    )
    assert settled.target_now == held
    assert settled.target_agreed == sent  # so that the cent shows as a change, and is not lost


def test_approve__agrees_on_the_status_alone() -> None:
    candidate = pair_of_invoices(intacct={"status": DocumentStatus.POSTED})
    intacct, re_leased = both(candidate)
    settled = settlement(
        step_of(candidate),
        source=intacct,
        source_content=intacct.now,
        target=re_leased,
        written=invoice(Side.RE_LEASED, status=DocumentStatus.POSTED),
        done=Held("501"),
    )
    assert settled.source_agreed == intacct.now
    assert isinstance(settled.target_agreed, Document)
    assert settled.target_agreed.status is DocumentStatus.POSTED


def test_agree__takes_both_sides_as_they_are() -> None:
    candidate = pair_of_invoices({"reference": "April"}, {"reference": "April"})
    intacct, re_leased = both(candidate)
    step = step_of(candidate)
    assert step.verb is StepVerb.AGREE
    settled = agreed_anew(step, source=intacct, target=re_leased)
    assert (settled.source_agreed, settled.target_agreed) == (intacct.now, re_leased.now)
    assert settled.target_now is None
