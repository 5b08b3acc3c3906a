"""What somebody unlinked is held where it is; what needs it waits and says so."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sync.domain.choices import Person, Unlinking
from sync.domain.crossing import Counterpart, CounterpartState
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate
from sync.domain.planner import decide
from sync.domain.records import Account, AccountClass, Reference
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    INTACCT_CUSTOMER,
    face,
    invoice,
    line,
    lone,
    pair_of_invoices,
    standing_of,
)

INVOICE = RecordKind.SALES_INVOICE
HELD = Unlinking(
    unlinking_id=7,
    link_id=1,
    kind=INVOICE,
    intacct_id=1,
    re_leased_id=2,
    reason="Disputed",
    who=Person("Priya", "U0PRIYA"),
    since=datetime(2026, 3, 4, tzinfo=UTC),
)


def test_unlinked_pair__is_held_whatever_changed() -> None:
    changed = pair_of_invoices({"reference": "April"}, {"due_date": date(2026, 4, 1)})
    decision = decide(replace(changed, unlinking=HELD), CONTEXT)
    assert decision.steps == ()
    standing = standing_of(decision)
    assert (standing.state, standing.cause) == (StandingState.UNLINKED, Cause.UNLINKED)
    assert standing.detail == "Disputed (Priya, 04 Mar 2026)"
    assert [record_id for record_id, _ in decision.standings] == [1, 2]


def test_unlinked_newcomer__does_not_travel() -> None:
    newcomer = lone(Side.RE_LEASED, INVOICE, invoice(Side.RE_LEASED))
    decision = decide(replace(newcomer, unlinking=replace(HELD, intacct_id=None)), CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision).state is StandingState.UNLINKED


def test_same_code_unlinked_on_the_other_side__is_waited_for_and_not_made_again() -> None:
    account = Account("4000", "Rent", AccountClass.REVENUE, active=True)
    twin = face(Side.RE_LEASED, account, unlinked=True)
    decision = decide(
        Candidate(RecordKind.ACCOUNT, face(Side.INTACCT, account), None, (twin,)), CONTEXT
    )
    assert decision.steps == ()
    standing = standing_of(decision)
    assert (standing.cause, standing.subject) == (Cause.WAITS_FOR_UNLINKED, "account 4000 Rent")


def test_unlinked_contact__is_named_before_anything_else_that_is_missing() -> None:
    unlinked = Counterpart(CounterpartState.UNLINKED, title="Quay Foods Ltd")
    context = replace(CONTEXT, counterparts={Side.INTACCT: {INTACCT_CUSTOMER: unlinked}})
    document = invoice(lines=(line(account=Reference(RecordKind.ACCOUNT, "4090")),))
    standing = standing_of(decide(lone(Side.INTACCT, INVOICE, document), context))
    assert (standing.state, standing.cause) == (StandingState.WAITING, Cause.WAITS_FOR_UNLINKED)
    assert standing.subject == "customer Quay Foods Ltd"
    assert standing.detail == "customer Quay Foods Ltd, account 4090"
