"""The promises, each looked at in what a story left behind, and judged without our rules' code."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from sandbox.calls import Part
from sync.domain.plan import StepVerb
from sync.domain.runs import IntentState, RunState
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.store.models import AuditRow, IntentRow, IssueRow, RunRow
from sync.store.snapshots import decoded_facts
from tests.simulation.leftovers import SETTLING, Leftovers, leftovers_of, settled_by
from tests.simulation.scene import Scene

Promise = Callable[[Leftovers], Iterator[str]]

MONEY_PER_UNIT = 100  # pence

DECISIONS = (
    "approval:approved_by_person",
    "approval:rejected_by_person",
    "record:chosen",
    "record:unlinked",
    "record:relinked",
    "sync:paused",
    "sync:resumed",
    "settings:changed",
    "run:requested plan",
    "run:requested apply",
)
"""What people decide, by the tag that the audit trail gives it; of a run with its purpose."""


def broken_promises(scene: Scene) -> list[str]:
    """All that was broken, each as a sentence that begins with the promise's name."""
    left = leftovers_of(scene)
    return [f"{promise.__name__}: {said}" for promise in PROMISES for said in promise(left)]


def no_twin(left: Leftovers) -> Iterator[str]:
    """Never twice: of what we made, there is at most one for each record of the other side."""
    ours = Counter(
        (thing.key[0], thing.key[1], thing.mark)
        for thing in left.things.values()
        if thing.is_ours and thing.mark and thing.state != "ended"
    )
    for (side, kind, mark), count in ours.items():
        if count > 1:
            yield f"{count} {kind} in {side} for {mark}."


def what_we_made_is_linked(left: Leftovers) -> Iterator[str]:
    """Never twice, nothing lost: what we made is known to us as the counterpart of what it was made for."""
    for thing in left.things.values():
        row = left.rows.get(thing.key)
        if thing.is_ours and (row is None or row.pair_id is None):
            yield f"{thing.title} {thing.key} was made by us and is linked to nothing."


def nothing_unaccounted_for(left: Leftovers) -> Iterator[str]:
    """Nothing lost: every record is known, and is linked, or stands where it is for a named cause."""
    for thing in left.things.values():
        row = left.rows.get(thing.key)
        if row is None:
            yield f"{thing.title} {thing.key} was never seen."
        elif row.state is StandingState.NEW:
            yield f"{thing.title} {thing.key} was seen and never considered."
        elif row.state is not StandingState.LINKED and row.cause is None:
            yield f"{thing.title} {thing.key} is {row.state} for no cause."
        elif row.state is StandingState.LINKED and row.pair_id is None:
            yield f"{thing.title} {thing.key} is called linked, and is not."


def known_as_it_is(left: Leftovers) -> Iterator[str]:
    """Nothing lost: once all is quiet, we know every record as it stands, and what is gone as gone."""
    for thing in left.things.values():
        row = left.rows.get(thing.key)
        if row is None or thing.amount is None:
            continue
        if row.gone:
            yield f"{thing.title} {thing.key} is there, and is taken for gone."
        elif row.amount is not None and row.amount != thing.amount * MONEY_PER_UNIT:
            yield f"{thing.title} {thing.key} is {thing.amount}, and is taken for {row.amount}."


def sums_equal(left: Leftovers) -> Iterator[str]:
    """To the cent: what is linked comes to the same amount and state on both sides, or there is a cause."""
    for intacct, re_leased, intacct_row, re_leased_row in left.pairs:
        if left.may_differ(intacct_row, re_leased_row):
            continue
        if intacct.state == re_leased.state == "ended":
            continue
        if intacct.amount != re_leased.amount and None not in (intacct.amount, re_leased.amount):
            yield f"{intacct.title} is {intacct.amount} in Intacct, {re_leased.amount} in Re-Leased."
        if intacct.state and intacct.state != re_leased.state:
            yield f"{intacct.title} is {intacct.state} in Intacct, {re_leased.state} in Re-Leased."


def balances_equal(left: Leftovers) -> Iterator[str]:
    """To the cent: as much is still to be paid on both sides, or money that pays it stands for a cause."""
    listed = {
        document
        for row in left.rows.values()
        if row.kind in SETTLING and (row.cause is not None or row.gone)
        for document in settled_by(row)
    }
    for intacct, re_leased, intacct_row, re_leased_row in left.pairs:
        if left.may_differ(intacct_row, re_leased_row):
            continue
        if intacct.state == re_leased.state == "ended":
            continue  # reversed here, and never sent to be approved there: nobody pays either
        if "draft" in (intacct.state, re_leased.state) or listed & {intacct.key, re_leased.key}:
            continue
        if intacct.due != re_leased.due and None not in (intacct.due, re_leased.due):
            yield f"Of {intacct.title} {intacct.due} is due in Intacct, {re_leased.due} in Re-Leased."


def taxes_equal(left: Leftovers) -> Iterator[str]:
    """To the cent: the tax of what is linked is the same on both sides, as Intacct worked it out."""
    for intacct, re_leased, intacct_row, re_leased_row in left.pairs:
        if left.may_differ(intacct_row, re_leased_row):
            continue
        if "ended" in (intacct.state, re_leased.state) or intacct.tax is None:
            continue
        if intacct.tax != re_leased.tax:
            yield f"{intacct.title}: tax {intacct.tax} in Intacct, {re_leased.tax} in Re-Leased."


def words_equal(left: Leftovers) -> Iterator[str]:
    """Nothing lost: what is linked says the same dates and reference on both sides, or there is a cause."""
    for intacct, re_leased, intacct_row, re_leased_row in left.pairs:
        if left.may_differ(intacct_row, re_leased_row) or intacct.dated is None:
            continue
        if "ended" in (intacct.state, re_leased.state):
            continue
        for name in ("dated", "falls_due", "reference"):
            there, here = getattr(intacct, name), getattr(re_leased, name)
            if there != here:
                yield f"{intacct.title}: {name} {there} in Intacct, {here} in Re-Leased."


def issues_told_once(left: Leftovers) -> Iterator[str]:
    """Nobody has to look: there is one open issue for each cause, and what needs a person is in one."""
    with left.scene.engine.connect() as connection:
        query = select(IssueRow).where(IssueRow.closed_at.is_(None))
        issues = list(connection.execute(query))
    counts = Counter((one.state, one.cause, one.subject, one.kind) for one in issues)
    for told, count in counts.items():
        if count > 1:
            yield f"{count} open issues about {told}."
    causes = {(one.state, one.cause, one.subject) for one in issues}
    is_alike_told = any(one.cause is Cause.LOOKS_ALIKE for one in issues)
    for row in left.rows.values():
        about = (row.state, row.cause, row.subject)
        if row.cause is Cause.LOOKS_ALIKE and is_alike_told:
            continue  # told by the records in Intacct only; each may look like several
        if row.state.needs_a_person and not row.gone and about not in causes:
            yield f"{row.title} is {about}, and no issue tells of it."


def audit_holds(left: Leftovers) -> Iterator[str]:
    """The chain of the audit trail holds."""
    with left.scene.store.reading() as transaction:
        broken = transaction.audit.first_broken_row()
    if broken is not None:
        yield f"The chain is broken at row {broken}."


def audit_complete(left: Leftovers) -> Iterator[str]:
    """Every decision that a person made stands in the audit trail once, and none that nobody made."""
    query = select(AuditRow.tag, AuditRow.facts).where(AuditRow.id > left.scene.audited_before)
    told: Counter[str] = Counter()
    with left.scene.engine.connect() as connection:
        for tag, facts in connection.execute(query):
            purpose = decoded_facts(facts).get("purpose", "")
            told[f"{tag} {purpose}".strip()] += 1
    for tag in DECISIONS:
        if told[tag] != left.scene.decided[tag]:
            yield f"{tag}: told {told[tag]} times, done {left.scene.decided[tag]} times."


def writes_journalled(left: Leftovers) -> Iterator[str]:
    """Every record that we made stands in the journal as made, once."""
    with left.scene.engine.connect() as connection:
        query = select(IntentRow.side, IntentRow.source_id).where(
            IntentRow.verb == StepVerb.CREATE, IntentRow.state == IntentState.DONE
        )
        made = Counter((side, source_id) for side, source_id in connection.execute(query))
    ids = {row.id: row.pair_id for row in left.rows.values()}
    for (side, source_id), count in made.items():
        if count > 1 and ids.get(source_id) is not None:
            yield f"The journal has {count} records made in {side} for record {source_id}."
    partners = {
        (row.pair_id, row.side): row.id for row in left.rows.values() if row.pair_id is not None
    }
    for thing in left.things.values():
        row = left.rows.get(thing.key)
        if thing.is_ours and row is not None and row.pair_id is not None:
            side = thing.key[0]
            if (side, partners.get((row.pair_id, side.other))) not in made:
                yield f"{thing.title} {thing.key} was made by us, and the journal does not tell of it."


def nothing_left_open(left: Leftovers) -> Iterator[str]:
    """No run is left, none failed by our own fault, and of no write the outcome is unknown.

    But for what somebody deleted before we looked for it: whether it is to be made again, people must say.
    """
    with left.scene.engine.connect() as connection:
        for run in connection.execute(select(RunRow)):
            if run.state not in {RunState.DONE, RunState.FAILED}:
                yield f"Run {run.id} is {run.state}."
            if "our fault" in run.failure:
                yield f"Run {run.id}: {run.failure}"
        open_states = [IntentState.SENDING, IntentState.UNKNOWN]
        query = select(IntentRow).where(IntentRow.state.in_(open_states))
        for intent in connection.execute(query):
            if not _was_deleted_before_we_looked(left, intent):
                yield f"The outcome of {intent.key} is not known."


def _was_deleted_before_we_looked(left: Leftovers, intent: Any) -> bool:
    """Intacct made it, it is there no more, and people are told that nobody knows what became of it."""
    source = next((row for row in left.rows.values() if row.id == intent.source_id), None)
    if source is None or source.cause is not Cause.MADE_AND_NOT_FOUND:
        return False
    usage = left.scene.world.intacct.usage
    is_made = any(one.control_id == intent.key and one.status == "success" for one in usage)
    return is_made and not any(
        thing.is_ours and thing.mark.endswith(source.key) for thing in left.things.values()
    )


def calls_counted_alike(left: Leftovers) -> Iterator[str]:
    """Both sides of the wire count the same calls."""
    told = {side: left.scene.stand_in.handed_over[side] for side in Side}
    totals = left.scene.world.calls.totals()
    counted = {side: totals[Part(side.value)].calls for side in Side}
    if told != counted:
        yield f"Handed over {told}, counted {counted}."


PROMISES: tuple[Promise, ...] = (
    no_twin,
    what_we_made_is_linked,
    nothing_unaccounted_for,
    known_as_it_is,
    sums_equal,
    balances_equal,
    taxes_equal,
    words_equal,
    issues_told_once,
    audit_holds,
    audit_complete,
    writes_journalled,
    nothing_left_open,
    calls_counted_alike,
)
"""All of them."""
