"""The first sync, and what comes after it."""

from sync.domain.kinds import SYNCED_KINDS, RecordKind
from sync.domain.records import Document, DocumentStatus
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.use_cases.status import status_of
from tests.sync.use_cases.bridge import Bridge

OPEN = {DocumentStatus.DRAFT, DocumentStatus.POSTED}


def money_of(invoice: Document) -> tuple[object, ...]:
    lines = tuple((line.net, line.tax, line.account.key) for line in invoice.lines)
    return (invoice.issue_date, invoice.due_date, invoice.status, invoice.gross, lines)


def in_scope(bridge: Bridge, side: Side) -> dict[str, tuple[object, ...]]:
    return {
        number: money_of(invoice)
        for number, invoice in bridge.invoices(side).items()
        if invoice.status in OPEN and invoice.issue_date >= bridge.link.terms.sync_from
    }


def test_first_sync__both_ledgers_hold_the_same_to_the_cent(bridge: Bridge) -> None:
    view = bridge.sync()
    assert view.run.state is RunState.DONE
    assert not view.refused
    intacct = in_scope(bridge, Side.INTACCT)
    assert intacct == in_scope(bridge, Side.RE_LEASED)
    assert len(intacct) > 5


def test_first_sync__every_record_seen_is_linked_or_set_aside_by_a_rule(bridge: Bridge) -> None:
    bridge.sync()
    status = status_of(bridge.store, bridge.link.link_id)
    by_kind = {kind.kind: kind for kind in status.kinds}
    assert list(by_kind) == list(SYNCED_KINDS)
    for kind in SYNCED_KINDS[: SYNCED_KINDS.index(RecordKind.SALES_INVOICE)]:
        counted = by_kind[kind]
        assert counted.intacct == counted.re_leased == counted.linked > 0, counted
    assert by_kind[RecordKind.SALES_INVOICE].amounts_agree
    with bridge.store.reading() as transaction:
        causes = transaction.records.cause_rows(bridge.link.link_id)
        tallies = transaction.records.tallies(bridge.link.link_id)
    aside = sum(row.count for row in causes)
    assert sum(tally.count for tally in tallies) == aside + 2 * sum(k.linked for k in status.kinds)


def test_second_sync__writes_nothing_on_either_side(synced: Bridge) -> None:
    before = synced.writes()
    view = synced.sync()
    assert view.run.state is RunState.DONE
    assert view.results == ()
    assert synced.writes() == before


def test_sync__tells_how_far_it_came(synced: Bridge) -> None:
    with synced.store.reading() as transaction:
        (run,) = transaction.runs.latest(synced.link.link_id, 5)
    assert run.progress.done == run.progress.total > 20
    assert run.progress.read > 100
    assert run.finished_at is not None
