"""Watching for what people do in Sage Intacct: told once when a sync has seen it, reminded until then."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from sandbox.intacct.forms import ContactForm, PartyForm
from sync.domain.choices import Person
from sync.domain.company_settings import CompanySettings
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.watching import Awaited, WatchEnd
from sync.store.sql_store import SqlStore
from sync.use_cases.keep_alerts import keep_alerts
from sync.use_cases.ports import Deletion, OutboxTopic, Store
from sync.use_cases.watch_records import (
    CannotWatch,
    Findings,
    begin_watch,
    end_watch,
    is_done_already,
    look_for,
    remind_tomorrow,
    view_watch,
)
from tests.sync.store.builders import Clock, contact, invoice, seen
from tests.sync.use_cases.alerting import ALWAYS, Alerting
from tests.sync.use_cases.bridge import FIONA, Bridge
from tests.sync.use_cases.people import (
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
)

TOM, GRACE = Person("tom", "U0TOM"), Person("grace", "U0GRACE")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def alerting(engine: Engine) -> Alerting:
    clock = Clock()
    made = Alerting(SqlStore(engine, now=clock), clock)
    with made.store.transaction() as transaction:
        records = (seen("C-1", contact("Rowan Bakery")), seen("1", invoice("INV-1")))
        transaction.records.see(
            made.link_id, Side.INTACCT, [*records, seen("2", invoice("INV-12"))]
        )
    return made


def one(store: Store, awaited: Awaited, words: str) -> Findings:
    (found,) = look_for(store, awaited, words)
    return found


def is_asked_for(store: Store, subject: str) -> bool:
    with store.reading() as transaction:
        return transaction.outbox.is_waiting(OutboxTopic.MESSAGE, subject)


def test_look_for__kinds_that_it_may_be_done_to_and_whole_names_first(alerting: Alerting) -> None:
    assert one(alerting.store, Awaited.REVERSAL, "inv-1").found.title == "INV-1"
    assert len(look_for(alerting.store, Awaited.REVERSAL, "INV")) == 2
    assert one(alerting.store, Awaited.EDIT, "rowan").found.title == "Rowan Bakery"
    assert look_for(alerting.store, Awaited.EDIT, "INV-1") == ()
    assert look_for(alerting.store, Awaited.UNDOING, "INV-1") == ()


def test_watch__is_one_for_each_person_and_is_reminded_until_it_is_done(
    alerting: Alerting,
) -> None:
    record = one(alerting.store, Awaited.REVERSAL, "INV-1").intacct
    assert record is not None
    first = begin_watch(alerting.store, Awaited.REVERSAL, record, who=TOM, now=NOON)
    again = begin_watch(alerting.store, Awaited.REVERSAL, record, who=TOM, now=NOON)
    other = begin_watch(alerting.store, Awaited.REVERSAL, record, who=GRACE, now=NOON)
    assert first == again
    assert other.watch_id != first.watch_id
    end_watch(alerting.store, other.watch_id, who=GRACE)
    alerting.keep()
    assert not is_asked_for(alerting.store, "watch:1:reminder:1")
    alerting.pass_by(days=1)
    for _ in range(2):
        alerting.keep()
    assert is_asked_for(alerting.store, "watch:1:reminder:1")
    assert not is_asked_for(alerting.store, "watch:1:reminder:2")
    alerting.pass_by(days=3)
    alerting.keep()
    assert is_asked_for(alerting.store, "watch:1:reminder:2")
    assert not is_asked_for(alerting.store, f"watch:{other.watch_id}:reminder:1")


def test_watch__belongs_to_whoever_began_it(alerting: Alerting) -> None:
    record = one(alerting.store, Awaited.REVERSAL, "INV-1").intacct
    assert record is not None
    begin_watch(alerting.store, Awaited.REVERSAL, record, who=TOM, now=NOON)
    with pytest.raises(CannotWatch, match="tom asked for"):
        end_watch(alerting.store, 1, who=GRACE)
    assert remind_tomorrow(alerting.store, 1, who=TOM, now=NOON) == NOON.replace(day=3)
    end_watch(alerting.store, 1, who=TOM)
    with pytest.raises(CannotWatch, match="over already"):
        remind_tomorrow(alerting.store, 1, who=TOM, now=NOON)
    with pytest.raises(CannotWatch, match="does not exist"):
        end_watch(alerting.store, 99, who=TOM)


def test_watch__ends_when_a_sync_sees_it_done_and_tells_once(bridge: Bridge) -> None:
    """The reversal and the edit are made by people in Intacct; nothing here makes them."""
    with bridge.store.transaction() as transaction:
        transaction.settings.put(bridge.link.link_id, CompanySettings(hours=ALWAYS))
    customer = customer_in_intacct(bridge, name="Dock Ltd")
    made = invoice_in_intacct(bridge, customer)
    invoice_in_intacct(bridge, customer, number="INV-9002", net="-5.00")
    bridge.sync()
    (negative,) = bridge.issues().values()
    assert is_asked_for(bridge.store, f"issue:{negative.issue_id}")
    store, now = bridge.store, datetime.now(tz=UTC)
    document = one(store, Awaited.REVERSAL, "INV-9001").intacct
    party = one(store, Awaited.EDIT, "Dock Ltd").intacct
    assert document is not None
    assert party is not None
    voided = begin_watch(store, Awaited.REVERSAL, document, who=TOM, now=now)
    edited = begin_watch(store, Awaited.EDIT, party, who=TOM, now=now)
    bridge.sync()
    assert view_watch(store, voided.watch_id).watch.end is None

    bridge.intacct.reverse_invoice(made.record_no, on=TODAY, by=FIONA)
    changed = PartyForm(name="Dock Ltd", contact=ContactForm(email1="new@dock.test"))
    bridge.intacct.update_customer(customer, changed, by=FIONA)
    bridge.sync()
    for watch in (voided, edited):
        assert view_watch(store, watch.watch_id).watch.end is WatchEnd.ARRIVED
        assert is_asked_for(store, f"watch:{watch.watch_id}:over")
    assert is_done_already(store, Awaited.REVERSAL, document.record_id)
    with store.transaction() as transaction:
        for row in transaction.outbox.claim(OutboxTopic.MESSAGE, limit=99, busy_seconds=1):
            transaction.outbox.done(row.row_id, row.generation)
    bridge.sync()
    keep_alerts(store, now)
    assert not is_asked_for(store, f"watch:{voided.watch_id}:over")


def test_watch__that_arrives_at_night_is_told_in_the_morning(alerting: Alerting) -> None:
    record = one(alerting.store, Awaited.REVERSAL, "INV-1").intacct
    assert record is not None
    watch = begin_watch(alerting.store, Awaited.REVERSAL, record, who=TOM, now=NOON)
    alerting.clock.moment = NOON.replace(hour=22)
    with alerting.store.transaction() as transaction:
        gone = [Deletion(RecordKind.SALES_INVOICE, "1", None, "")]
        transaction.records.note_gone(alerting.link_id, Side.INTACCT, gone)
    alerting.run()
    assert view_watch(alerting.store, watch.watch_id).watch.end is WatchEnd.ARRIVED
    assert alerting.due() == []
    alerting.clock.moment = NOON.replace(day=3, hour=8)
    assert alerting.due() == [f"watch:{watch.watch_id}:over"]
