"""Tax that Intacct works out: it goes to Re-Leased only, and is never a change that Re-Leased made."""

from hypothesis import given
from hypothesis import strategies as st

from sync.domain.money import Money
from sync.domain.plan import StepVerb
from sync.domain.planner import decide
from sync.domain.records import DocumentLine, DocumentStatus
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, StandingState
from tests.sync.domain.made import CONTEXT, engine_taxed, pair_of_invoices, pounds, standing_of

Lines = dict[str, tuple[DocumentLine, ...]]
TWENTY, NOUGHT = pounds("20.00"), pounds("0.00")


def taxed(*taxes: Money | None, net: str = "100.00") -> Lines:
    """Lines with these taxes; None where the engine has not said it yet."""
    return {
        "lines": tuple(
            engine_taxed(tax, net, description=f"Line {place}") for place, tax in enumerate(taxes)
        )
    }


def test_tax_that_came__goes_to_re_leased() -> None:
    pair = pair_of_invoices(intacct=taxed(TWENTY), re_leased=taxed(None), agreed=taxed(None))
    (step,) = decide(pair, CONTEXT).steps
    assert (step.verb, step.side, step.fields) == (StepVerb.UPDATE, Side.RE_LEASED, ("lines",))
    (change,) = step.changes
    assert (change.before, change.after) == (
        "Line 0: 100.00 to 4000, tax pending",
        "Line 0: 100.00 to 4000, tax 20.00",
    )


def test_tax_of_nought__is_tax_that_came() -> None:
    pair = pair_of_invoices(intacct=taxed(NOUGHT), re_leased=taxed(None), agreed=taxed(None))
    assert [step.side for step in decide(pair, CONTEXT).steps] == [Side.RE_LEASED]


def test_tax_that_re_leased_lost__comes_again_and_is_no_change_of_re_leased() -> None:
    pair = pair_of_invoices(re_leased=taxed(None), agreed=taxed(TWENTY))
    assert [step.side for step in decide(pair, CONTEXT).steps] == [Side.RE_LEASED]


def test_lines_changed_in_re_leased__go_to_intacct_first() -> None:
    pair = pair_of_invoices(re_leased=taxed(None, net="150.00"), agreed=taxed(TWENTY))
    assert [step.side for step in decide(pair, CONTEXT).steps] == [Side.INTACCT]


def test_the_same_tax_on_both__is_agreed() -> None:
    pair = pair_of_invoices(intacct=taxed(TWENTY), re_leased=taxed(TWENTY), agreed=taxed(None))
    assert [step.verb for step in decide(pair, CONTEXT).steps] == [StepVerb.AGREE]
    assert standing_of(decide(pair_of_invoices(agreed=taxed(TWENTY)), CONTEXT)) == LINKED


def test_tax_that_is_to_come__is_pending_and_nothing_is_written() -> None:
    pair = pair_of_invoices(re_leased=taxed(TWENTY), agreed=taxed(None))
    decision = decide(pair, CONTEXT)
    standing = standing_of(decision)
    assert decision.steps == ()
    assert (standing.state, standing.cause) == (StandingState.WAITING, Cause.TAX_PENDING)


def test_a_voided_document__waits_for_no_tax() -> None:
    voided = {**taxed(None), "status": DocumentStatus.VOIDED}
    assert standing_of(decide(pair_of_invoices(agreed=voided), CONTEXT)) == LINKED


@given(st.lists(st.tuples(*[st.none() | st.sampled_from([TWENTY, NOUGHT])] * 3), min_size=1))
def test_calculated_tax__is_never_written_to_intacct_and_comes_to_rest(
    taxes: list[tuple[Money | None, Money | None, Money | None]],
) -> None:
    agreed, intacct, re_leased = (taxed(*some) for some in zip(*taxes, strict=True))
    decision = decide(pair_of_invoices(intacct, re_leased, agreed), CONTEXT)
    assert all(step.side is Side.RE_LEASED for step in decision.steps)
    if intacct == re_leased and None not in [one.tax for one in intacct["lines"]]:
        assert StepVerb.UPDATE not in [step.verb for step in decision.steps]
