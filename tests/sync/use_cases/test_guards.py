"""Runs that would do far more than usual, or find most records gone: they stop before they write, and ask."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, time, timedelta

import pytest

from sync.domain.choices import Person
from sync.domain.company_settings import CompanySettings
from sync.domain.holds import Hold, HoldState
from sync.domain.kinds import RecordKind
from sync.domain.links import LinkMode
from sync.domain.mass_change import GuardPolicy
from sync.domain.plan import StepVerb
from sync.domain.records import DocumentStatus
from sync.domain.roles import Role
from sync.domain.runs import SCHEDULE, Requester, RunState
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.domain.working_hours import WorkingHours
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.change_settings import change_settings
from sync.use_cases.hold_runs import HoldHasMoved, leave, release
from sync.use_cases.ports import OutboxTopic
from sync.use_cases.run.carry_out import carry_out
from sync.use_cases.run_view import RunView, view_run
from tests.knowing import roster_of
from tests.sync.use_cases.bridge import FIONA, Bridge, synced_over
from tests.sync.use_cases.our_clock import OurClock
from tests.sync.use_cases.people import TODAY, customer_in_intacct, invoice_in_intacct
from tests.sync.use_cases.starts import Starts

GRACE = Person("Grace Lim", "U0GRACE")
INVOICE = RecordKind.SALES_INVOICE
INVOICES = 4
CAREFUL = GuardPolicy(voids=2, creations=300, changes=300, gone=2, gone_percent=30)
ROUND_THE_CLOCK = WorkingHours(days=tuple(range(7)), begin=time.min, end=time.max)
"""Else what is told at once would depend on when the tests run."""


@pytest.fixture
def our_clock() -> OurClock:
    return OurClock()


@contextmanager
def with_invoices(store: SqlStore) -> Iterator[Bridge]:
    with synced_over(store, documents=0) as bridge:
        customer = customer_in_intacct(bridge)
        for number in range(INVOICES):
            invoice_in_intacct(bridge, customer, number=f"INV-900{number}")
        bridge.sync()
        assert len(bridge.invoices(Side.RE_LEASED)) == INVOICES
        set_hours(bridge, ROUND_THE_CLOCK)
        yield bridge


def set_hours(bridge: Bridge, hours: WorkingHours) -> None:
    careful = CompanySettings(guards=CAREFUL, hours=hours)
    change_settings(bridge.store, bridge.link.link_id, careful, who=GRACE)


@pytest.fixture
def guarded(starts: Starts, sqlite_url: str, our_clock: OurClock) -> Iterator[Bridge]:
    """In step with some invoices; of two voids at once nobody is asked, of three somebody is.

    What the database does is tested for itself, on both.
    """
    engine = open_engine(sqlite_url)
    with (
        closing(SqlStore(engine, now=our_clock)) as store,
        starts.go_on("guarded invoices", with_invoices, engine, store) as bridge,
    ):
        yield bridge


def reverse(bridge: Bridge, count: int) -> None:
    """A person reverses so many of the invoices that still stand in Intacct."""
    read = bridge.invoices(Side.INTACCT)
    standing = [
        one
        for one in bridge.intacct.invoices
        if one.record_id in read and read[one.record_id].status is DocumentStatus.POSTED
    ]
    for one in standing[:count]:
        bridge.intacct.reverse_invoice(one.record_no, on=TODAY, by=FIONA)


def voided(bridge: Bridge) -> int:
    """How many of Re-Leased's invoices are voided."""
    invoices = bridge.invoices(Side.RE_LEASED).values()
    return sum(one.status is DocumentStatus.VOIDED for one in invoices)


def hold_of(bridge: Bridge) -> Hold:
    with bridge.store.reading() as transaction:
        lasting = transaction.holds.lasting(bridge.link.link_id)
    assert lasting is not None
    return lasting


def last_hold(bridge: Bridge) -> Hold:
    with bridge.store.reading() as transaction:
        latest = transaction.holds.latest(bridge.link.link_id)
    assert latest is not None
    return latest


def go_ahead(bridge: Bridge, shown: Hold, who: Person = GRACE) -> RunView:
    bridge.roster = roster_of({GRACE.person_id: Role.APPROVER, "U0TOM": Role.OPERATOR})
    requested = release(
        bridge.store, shown.hold_id, shown.digest, Requester(who.person_id, who.name)
    )
    carry_out(bridge.bench, requested.run.run_id)
    return view_run(bridge.store, requested.run.run_id)


def asked_for(bridge: Bridge) -> list[str]:
    """The subjects of messages that were asked for since this was looked at last."""
    with bridge.store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.MESSAGE, limit=1000, busy_seconds=60)
        for one in rows:
            transaction.outbox.done(one.row_id, one.generation)
    return [one.subject for one in rows]


def test_far_more_voids_than_usual__stop_the_run_before_it_writes(guarded: Bridge) -> None:
    reverse(guarded, 3)
    before = guarded.writes()
    view = guarded.sync()
    assert view.run.state is RunState.STOPPED
    assert view.run.failure.startswith(
        "Stopped before writing. This would void 3 sales invoices worth 300.15 GBP in Re-Leased"
    )
    assert guarded.writes() == before
    assert hold_of(guarded).state is HoldState.OPEN


def test_up_to_the_floor__nobody_is_asked(guarded: Bridge) -> None:
    reverse(guarded, 2)
    assert guarded.sync().run.state is RunState.DONE
    assert voided(guarded) == 2


def test_voids_in_several_runs_of_a_day__are_added_up(guarded: Bridge, our_clock: OurClock) -> None:
    reverse(guarded, 2)
    guarded.sync()
    reverse(guarded, 1)
    assert guarded.sync().run.state is RunState.STOPPED
    our_clock.ahead += timedelta(days=1, minutes=1)
    assert guarded.sync().run.state is RunState.DONE
    assert voided(guarded) == 3


def test_go_ahead__carries_out_exactly_that_plan_once(guarded: Bridge) -> None:
    reverse(guarded, 3)
    guarded.sync()
    shown = hold_of(guarded)
    view = go_ahead(guarded, shown)
    assert view.run.state is RunState.DONE
    assert voided(guarded) == 3
    assert last_hold(guarded).state is HoldState.RELEASED
    assert last_hold(guarded).who == GRACE
    with pytest.raises(HoldHasMoved):
        go_ahead(guarded, shown)
    assert guarded.sync().run.state is RunState.DONE


def test_go_ahead__leaves_out_what_has_moved_meanwhile(guarded: Bridge) -> None:
    reverse(guarded, 3)
    guarded.sync()
    shown = hold_of(guarded)
    reverse(guarded, 1)
    go_ahead(guarded, shown)
    assert voided(guarded) == 3
    assert guarded.sync().run.state is RunState.DONE
    assert voided(guarded) == 4


def test_go_ahead__is_not_for_what_was_shown_before(guarded: Bridge) -> None:
    reverse(guarded, 3)
    guarded.sync()
    shown = hold_of(guarded)
    reverse(guarded, 1)
    guarded.sync()
    with pytest.raises(HoldHasMoved, match="has changed since this was shown"):
        go_ahead(guarded, shown)
    assert voided(guarded) == 0
    go_ahead(guarded, hold_of(guarded))
    assert voided(guarded) == 4


def test_go_ahead__is_asked_for_again_in_the_job(guarded: Bridge) -> None:
    """An operator may apply plans, but not one like this."""
    reverse(guarded, 3)
    guarded.sync()
    view = go_ahead(guarded, hold_of(guarded), who=Person("Tom Ashworth", "U0TOM"))
    assert view.run.state is RunState.FAILED
    assert "not allowed to let a run write far more than usual" in view.run.failure
    assert voided(guarded) == 0


def test_go_ahead__is_audited_with_what_was_shown(guarded: Bridge) -> None:
    reverse(guarded, 3)
    guarded.sync()
    hold = hold_of(guarded)
    go_ahead(guarded, hold)
    with guarded.store.reading() as transaction:
        events = transaction.audit.about(guarded.link.link_id, [f"run {hold.run_id}"], 10)
    released = next(event for event in events if event.tag == "hold:released")
    assert released.actor == "Grace Lim U0GRACE"
    assert released.facts["digest"] == hold.digest


def test_scheduled_runs__ask_once_and_keep_the_same_message(guarded: Bridge) -> None:
    reverse(guarded, 3)
    first = guarded.sync(SCHEDULE).run
    hold = hold_of(guarded)
    assert f"hold:{hold.hold_id}" in asked_for(guarded)
    again = guarded.sync(SCHEDULE).run
    assert (first.state, again.state) == (RunState.STOPPED, RunState.STOPPED)
    assert hold_of(guarded).hold_id == hold.hold_id
    assert (hold_of(guarded).times, hold_of(guarded).run_id) == (2, again.run_id)


def test_found_outside_working_hours__is_asked_in_the_morning(
    guarded: Bridge, our_clock: OurClock
) -> None:
    in_three_days = (datetime.now(tz=WorkingHours().zone).weekday() + 3) % 7
    set_hours(guarded, WorkingHours(days=(in_three_days,)))
    reverse(guarded, 3)
    guarded.sync(SCHEDULE)
    subject = f"hold:{hold_of(guarded).hold_id}"
    assert subject not in asked_for(guarded)
    our_clock.ahead += timedelta(days=4)
    assert subject in asked_for(guarded)


def test_left__stays_left_and_writes_nothing(guarded: Bridge) -> None:
    reverse(guarded, 3)
    guarded.sync()
    leave(guarded.store, hold_of(guarded).hold_id, hold_of(guarded).digest, GRACE)
    guarded.sync(SCHEDULE)
    assert (hold_of(guarded).state, hold_of(guarded).who) == (HoldState.LEFT, GRACE)
    assert voided(guarded) == 0
    go_ahead(guarded, hold_of(guarded))
    assert voided(guarded) == 3


def test_nothing_else_is_lost__both_ledgers_are_read_meanwhile(guarded: Bridge) -> None:
    reverse(guarded, 3)
    guarded.sync()
    customer_in_intacct(guarded, "C-9002", "Quay Ltd")
    read_before = guarded.sync().run.progress.read
    assert read_before > 0
    go_ahead(guarded, hold_of(guarded))
    with guarded.store.reading() as transaction:
        created = transaction.records.called(guarded.link.link_id, "C-9002 Quay Ltd", None)
    assert [one.is_linked for one in created] == [True]


def test_within_the_usual_again__the_hold_is_over(guarded: Bridge) -> None:
    reverse(guarded, 3)
    guarded.sync()
    more = CompanySettings(guards=GuardPolicy(voids=100))
    change_settings(guarded.store, guarded.link.link_id, more, who=GRACE)
    assert guarded.sync().run.state is RunState.DONE
    assert last_hold(guarded).state is HoldState.OVER


def test_first_sync__is_not_compared_with_anything_and_is_not_usual_later(guarded: Bridge) -> None:
    with guarded.store.reading() as transaction:
        past = transaction.past.of(guarded.link.link_id, days=1)
    assert not past.is_new
    assert {one.sort.verb for one in past.written} == {StepVerb.CREATE}
    assert sum(one.count for one in past.written if one.sort.kind is INVOICE) == INVOICES


def test_let_write_again__is_as_new(guarded: Bridge) -> None:
    """Whatever gathered while the companies were only observed comes at once."""
    link_id = guarded.link.link_id
    with guarded.store.transaction() as transaction:
        transaction.links.set_mode(link_id, LinkMode.ENGINE, by="Grace", reason="let write")
        assert transaction.past.of(link_id, days=1).is_new


def delete(bridge: Bridge, count: int) -> None:
    bridge.intacct.options.enable_reversal_of_unpaid_invoices = False
    for one in [*bridge.intacct.invoices][:count]:
        bridge.intacct.delete_invoice(one.record_no, by=FIONA)


def test_most_records_gone__stops_the_run_and_notes_none(guarded: Bridge) -> None:
    delete(guarded, 3)
    view = guarded.sync()
    assert view.run.state is RunState.STOPPED
    assert "3 of 4 known sales invoices in Sage Intacct" in view.run.failure
    assert guarded.issues() == {}
    guarded.sync(SCHEDULE)
    assert hold_of(guarded).times == 2


def test_most_records_gone__go_ahead_believes_exactly_those(guarded: Bridge) -> None:
    delete(guarded, 3)
    guarded.sync()
    view = go_ahead(guarded, hold_of(guarded))
    assert view.run.state is RunState.DONE
    assert guarded.issues()[Cause.DELETED_IN_INTACCT].count == 1


def test_most_records_gone__one_more_is_asked_about_anew(guarded: Bridge) -> None:
    delete(guarded, 3)
    guarded.sync()
    shown = hold_of(guarded)
    delete(guarded, 1)
    view = go_ahead(guarded, shown)
    assert view.run.state is RunState.STOPPED
    assert "4 of 4 known" in hold_of(guarded).what
