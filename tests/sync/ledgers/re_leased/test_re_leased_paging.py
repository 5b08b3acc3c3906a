"""Lists are read whole while their records move."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.re_leased.document_records import Document, Status
from sandbox.re_leased.fields import (
    ContactFields,
)
from sandbox.re_leased.records import Category
from sync.domain.errors import BrokenPromise, RetryLater
from sync.domain.kinds import RecordKind
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from tests.sync.ledgers.re_leased.asking import Connect, keys, seen
from tests.sync.ledgers.re_leased.stand_in import (
    COMPANY,
    PERSON,
    Server,
    StandIn,
    ledger_of,
    small_book,
)

OVERLAP = timedelta(seconds=120)


def touch(stand_in: StandIn, contact_id: str) -> None:
    """A person changes a contact's telephone number."""
    number = ContactFields(telephone=str(stand_in.line.count("GET")))
    stand_in.book.contacts.edit(COMPANY, contact_id, number, by=PERSON)


@pytest.mark.parametrize("page_size", [1, 2, 3, 7, 8, 200])
@pytest.mark.parametrize("in_one_millisecond", [True, False])
def test_paging__sees_every_record_once(
    stand_in: StandIn, connect: Connect, page_size: int, in_one_millisecond: bool
) -> None:
    if in_one_millisecond:
        stand_in.clock.stop()
    made = [stand_in.add_contact(f"Tenant {n}", Category.TENANT).id for n in range(7)]

    assert keys(connect(page_size=page_size), RecordKind.CUSTOMER) == made


@pytest.mark.parametrize("page_size", [1, 2, 3])
@pytest.mark.parametrize("in_one_millisecond", [True, False])
def test_paging__misses_nothing_while_records_move_to_the_end(
    stand_in: StandIn, connect: Connect, page_size: int, in_one_millisecond: bool
) -> None:
    if in_one_millisecond:
        stand_in.clock.stop()
    made = [stand_in.add_contact(f"Tenant {n}", Category.TENANT).id for n in range(8)]
    movers = iter(made[:4])
    stand_in.line.play("GET", "contacts", times=4, before=lambda: touch(stand_in, next(movers)))

    found = seen(connect(page_size=page_size), RecordKind.CUSTOMER)

    latest = {sighting.key: sighting.version for sighting in found}
    current = {it.id: str(it.version) for it in stand_in.book.contacts.shelf.every(COMPANY)}
    assert latest == current


def test_paging__never_reads_for_ever_while_records_keep_moving(
    stand_in: StandIn, connect: Connect
) -> None:
    stand_in.clock.stop()
    made = [stand_in.add_contact(f"Tenant {n}", Category.TENANT).id for n in range(130)]
    movers = iter(made)
    stand_in.line.play("GET", "contacts", times=130, before=lambda: touch(stand_in, next(movers)))

    with pytest.raises(RetryLater, match="faster than they can be read"):
        seen(connect(page_size=2), RecordKind.CUSTOMER)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 5), st.lists(st.lists(st.integers(0, 11), max_size=2), max_size=20))
def test_paging__misses_nothing_whatever_moves(
    server: Server, page_size: int, moves: list[list[int]]
) -> None:
    """`moves[n]`: which records a person changes just before the n-th request is answered.

    What changes after the last page was read is seen by the next reading, which overlaps a little.
    """
    stand_in = server.open(small_book())
    stand_in.clock.stop()
    made = [stand_in.add_contact(f"Tenant {n}", Category.TENANT).id for n in range(12)]
    waves = iter(moves)

    def wave() -> None:
        for position in next(waves):
            touch(stand_in, made[position])

    stand_in.line.play("GET", "contacts", times=len(moves), before=wave)
    ledger = ledger_of(stand_in, page_size=page_size)
    pages = list(ledger.changes({RecordKind.CUSTOMER: None}))
    newest = pages[-1].newest
    assert newest is not None
    stand_in.line.tricks.clear()
    later = seen(ledger, RecordKind.CUSTOMER, newest - OVERLAP)
    ledger.close()

    found = [it for page in pages for it in page.sightings]
    assert {it.key for it in found} == set(made)
    shelf = stand_in.book.contacts.shelf
    current = {it.id: str(it.version) for it in shelf.every(COMPANY)}
    assert {it.key: it.version for it in [*found, *later]} == current


def test_paging__misses_nothing_while_drafts_are_deleted(
    stand_in: StandIn, connect: Connect
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    drafts = [stand_in.add_invoice(contact, status=Status.DRAFT) for _ in range(6)]
    stand_in.line.play("GET", "invoices", before=lambda: _delete(stand_in, drafts[0]), times=1)

    found = seen(connect(page_size=2), RecordKind.SALES_INVOICE)

    assert {it.key: it.gone for it in found} == {draft.id: draft is drafts[0] for draft in drafts}


def test_list_out_of_order__is_a_broken_promise(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    stamps = ("2026-03-02T00:00:00.000Z", "2026-03-01T00:00:00.000Z")
    rows = ",".join(
        f'{{"id":"{n}","version":1,"modifiedAt":"{stamp}","name":"A","categories":[]}}'
        for n, stamp in enumerate(stamps)
    )
    body = f'{{"data":[{rows}],"hasMore":false}}'.encode()
    stand_in.line.play("GET", "contacts", reaches_the_book=False, answer=(200, body, {}))

    with pytest.raises(BrokenPromise, match="not in the order"):
        seen(ledger, RecordKind.CUSTOMER)


def _delete(stand_in: StandIn, draft: Document) -> None:
    stand_in.book.documents.delete(COMPANY, draft.id, by=PERSON)
