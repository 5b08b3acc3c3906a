"""The shelf's orders, kept up at every write, against sorting everything anew."""

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.clock import Clock
from sandbox.re_leased.document_records import Attachment
from sandbox.re_leased.moments import Moment
from sandbox.re_leased.records import Contact, Record
from sandbox.re_leased.shelf import Shelf
from sandbox.storage import Storage
from tests.sandbox.re_leased.re_leased_office import COMPANY, NOON, PAT

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "archive", "unarchive", "wait", "back"]),
        st.integers(0, 30),
    ),
    max_size=40,
)


def by_id(records: list[Contact]) -> list[Contact]:
    return sorted(records, key=lambda record: int(record.id))


def apply(shelf: Shelf[Contact], clock: Clock, step: str, number: int) -> None:
    records = by_id(shelf.all())
    if step == "add":
        shelf.add(COMPANY, by=PAT, name=f"Contact {number}")
    elif step in {"wait", "back"}:
        clock.advance(timedelta(milliseconds=number * (1 if step == "wait" else -1)))
    elif records:
        changes: dict[str, Any] = {"name": f"Contact {number}"}
        if step != "edit":
            changes = {"archived": step == "archive"}
        shelf.change(records[number % len(records)], by=PAT, **changes)


@settings(max_examples=50, deadline=None)
@given(steps=STEPS, start=st.integers(0, 5), size=st.integers(1, 5))
def test_orders__equal_sorting_everything_anew(
    steps: list[tuple[str, int]], start: int, size: int
) -> None:
    clock, storage = Clock(), Storage()
    clock.set(NOON)
    shelf = Shelf(storage, clock, name="contact", record_type=Contact)
    for step, number in steps:
        apply(shelf, clock, step, number)
    part = slice(start, start + size)
    every = by_id(shelf.all())
    current = [record for record in every if not record.archived]
    assert shelf.by_id(COMPANY, include_archived=True, part=part) == every[part]
    assert shelf.by_id(COMPANY, include_archived=False, part=part) == current[part]
    changes = sorted(every, key=lambda record: (record.modified_at, int(record.id)))
    since = changes[len(changes) // 2].modified_at if changes else Moment("")
    wanted = [record for record in changes if record.modified_at >= since]
    assert shelf.changed(COMPANY, since=since, part=part) == wanted[part]
    assert shelf.count_changed(COMPANY, since=since) == len(wanted)
    again = Shelf(storage, clock, name="contact", record_type=Contact)
    assert again.changed(COMPANY, since=Moment("")) == changes
    storage.close()


@settings(max_examples=50, deadline=None)
@given(steps=STEPS)
def test_modified_at__rises_strictly_for_every_record(steps: list[tuple[str, int]]) -> None:
    clock, storage = Clock(), Storage()
    shelf = Shelf(storage, clock, name="contact", record_type=Contact)
    for step, number in steps:
        before = {record.id: record for record in shelf.all()}
        apply(shelf, clock, step, number)
        for record in shelf.all():
            known = before.get(record.id)
            if known is not None and known != record:
                assert record.modified_at > known.modified_at
                assert record.version == known.version + 1
    storage.close()


def test_kinds__number_their_records_apart() -> None:
    clock, storage = Clock(), Storage()
    contacts: Shelf[Any] = Shelf(storage, clock, name="contact", record_type=Contact)
    files: Shelf[Any] = Shelf(storage, clock, name="attachment", record_type=Attachment)
    contact: Record = contacts.add(COMPANY, by=PAT, name="A")
    file: Record = files.add(
        COMPANY, by=PAT, document_id="1", file_name="a", content_type="b", size=1
    )
    assert contact.id == file.id == "1"
    assert contacts.put(msgspec.structs.replace(contact, id="70")).id == "70"
    assert contacts.next_id() == "71"
    storage.close()
