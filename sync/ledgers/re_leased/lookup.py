"""Finds one record by its id or by the mark that we left on it."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

from sync.domain.errors import BrokenPromise
from sync.ledgers.re_leased import wire
from sync.ledgers.re_leased.client import Client
from sync.ledgers.re_leased.family import Family, carries_our_mark
from sync.ledgers.re_leased.json_text import Reader
from sync.ledgers.re_leased.wire_shapes import Listing, Stored
from sync.use_cases.ports import Write

StoredT = TypeVar("StoredT", bound=Stored)

_LISTINGS = Reader(Listing, "list of linked records")


def record_by_id(client: Client, family: Family[StoredT], record_id: str) -> StoredT | None:
    """The record, or None where Re-Leased has none under this id."""
    body = client.read_if_there(wire.record_path(family.resource, record_id))
    return None if body is None else family.reader.read(body, of_company=client.company_id)


def records_by_ids(client: Client, family: Family[StoredT], ids: Sequence[str]) -> list[StoredT]:
    """Those of the records with these ids that exist and can be read, archived ones included."""
    found: list[StoredT] = []
    for start in range(0, len(ids), wire.MOST_IDS):
        query = wire.ids_query(ids[start : start + wire.MOST_IDS])
        listing = _LISTINGS.read(client.read(family.resource, query))
        for item in listing.data:
            # Whoever reads the changes tells of the others.
            with suppress(BrokenPromise):
                found.append(family.reader.read(item, of_company=client.company_id))
    return found


def marked_record(client: Client, family: Family[StoredT], write: Write) -> StoredT | None:
    """The record that was made from the Intacct record `write` names, or None.

    Raises:
        BrokenPromise: There are several, though Re-Leased allows one: a person must look.
    """
    listing = _LISTINGS.read(client.read(family.resource, wire.external_query(write.key)))
    candidates = [family.reader.read(item, of_company=client.company_id) for item in listing.data]
    marked = [stored for stored in candidates if carries_our_mark(stored, write)]
    if len(marked) > 1:
        ids = ", ".join(stored.id for stored in marked)
        raise BrokenPromise(
            f"Re-Leased has several {family.resource} for Intacct's {write.kind.singular} "
            f"{write.key}: {ids}. Unlink all but one."
        )
    return marked[0] if marked else None
