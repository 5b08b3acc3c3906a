"""A database in which two companies' books are linked and in step, and then changed here and there.

Written straight into the tables, as syncing so many documents over HTTP would take hours; changes go in as a
pull brings them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain, count, islice

from sqlalchemy import Connection, Engine, insert

from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyLink
from sync.domain.money import Money
from sync.domain.records import (
    Account,
    AccountClass,
    Address,
    Contact,
    Dimension,
    DimensionValue,
    Document,
    DocumentLine,
    DocumentStatus,
    Record,
    Reference,
    Sighting,
    TaxDetail,
    TaxUse,
)
from sync.domain.rules import Terms
from sync.domain.sides import Side
from sync.domain.standing import StandingState
from sync.store.models import PairRow, RecordRow
from sync.store.sql_store import SqlStore
from sync.store.tables.sightings import new_record_columns

TODAY = date(2026, 3, 2)
SEEN_AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
CHANGED_EVERY = 100
_PAIRS_AT_ONCE = 2_000
_ACCOUNTS, _PROPERTIES, _DOCUMENTS_PER_CUSTOMER = 40, 60, 20


@dataclass(frozen=True, slots=True)
class Twins:
    """One thing as both sides hold it; its key there is `name` behind the side's letter."""

    kind: RecordKind
    name: str
    intacct: Record
    re_leased: Record

    def on(self, side: Side) -> Record:
        """What `side` holds."""
        return self.intacct if side is Side.INTACCT else self.re_leased

    def sighting(self, side: Side, record: Record) -> Sighting:
        """`record` as a pull of `side` brings it."""
        return Sighting(
            self.kind, key_on(side, self.name), record, "2", datetime.now(UTC), "Marcus Poe"
        )


def fill(engine: Engine, documents: int) -> CompanyLink:
    """Put two linked companies with so many documents each into an empty database, all agreed."""
    store = SqlStore(engine)
    with store.transaction() as transaction:
        link = transaction.links.add(
            CompanyLink(0, "bench", "Harbour", "HARBOUR", "", "12", Terms(date(2020, 1, 1), "GBP"))
        )
    ids = count(1)
    with engine.begin() as connection:
        everything = chain(reference_data(), customers(documents), invoices(documents))
        while some := list(islice(everything, _PAIRS_AT_ONCE)):
            _insert(connection, link.link_id, some, ids)
        if engine.dialect.name == "postgresql":
            for table in ("record", "pair"):
                connection.exec_driver_sql(f"ANALYZE {table}")
    return link


def change(engine: Engine, link: CompanyLink, documents: int) -> int:
    """Change every hundredth document: half in Intacct, a third in Re-Leased, the others on both sides.

    Returns:
        How many documents were changed.
    """
    store = SqlStore(engine)
    changed = 0
    every = islice(invoices(documents), 0, None, CHANGED_EVERY)
    while some := list(islice(every, 500)):
        for side in Side:
            sightings = [
                seen for place, one in enumerate(some) for seen in _edited(place, one, side)
            ]
            with store.transaction() as transaction:
                transaction.records.see(link.link_id, side, sightings)
        changed += len(some)
    return changed


def _edited(place: int, twins: Twins, side: Side) -> Iterator[Sighting]:
    """By its place among those changed: 0 to 4 Intacct, 5 to 7 Re-Leased, 8 two fields, 9 the same field."""
    document = twins.on(side)
    assert isinstance(document, Document)
    nth = place % 10
    if side is Side.INTACCT and (nth <= 4 or nth >= 8):
        yield twins.sighting(
            side, replace(document, due_date=document.due_date + timedelta(days=7))
        )
    elif side is Side.RE_LEASED and nth == 9:
        yield twins.sighting(
            side, replace(document, due_date=document.due_date + timedelta(days=9))
        )
    elif side is Side.RE_LEASED and nth >= 5:
        yield twins.sighting(side, replace(document, reference="edited"))


def _insert(connection: Connection, link_id: int, some: list[Twins], ids: Iterator[int]) -> None:
    pairs: list[dict[str, object]] = []
    records: list[dict[str, object]] = []
    for twins in some:
        pair_id = next(ids)
        pair: dict[str, object] = {
            "id": pair_id,
            "link_id": link_id,
            "kind": twins.kind,
            "linked_at": SEEN_AT,
        }
        for place, side in enumerate(Side):
            record_id = 2 * pair_id + place
            records.append({"id": record_id, **_agreed(link_id, side, twins), "pair_id": pair_id})
            pair[f"{side}_record_id"] = record_id
        pairs.append(pair)
    connection.execute(insert(RecordRow), records)
    connection.execute(insert(PairRow), pairs)


def _agreed(link_id: int, side: Side, twins: Twins) -> dict[str, object]:
    columns = new_record_columns(
        link_id, side, twins.kind, key_on(side, twins.name), twins.on(side), seen_at=SEEN_AT
    )
    return columns | {
        "agreed": columns["content"],
        "agreed_fingerprint": columns["fingerprint"],
        "version": "1",
        "changed_at": SEEN_AT,
        "needs_look": False,
        "state": StandingState.LINKED,
    }


def key_on(side: Side, name: str) -> str:
    """The key by which `side` knows what both call `name`."""
    return f"{side.value[0]}-{name}"


# --- what there is --------------------------------------------------------------------------------


def _same(kind: RecordKind, name: str, record: Record) -> Twins:
    return Twins(kind, name, record, record)


def reference_data() -> Iterator[Twins]:
    """Accounts, a tax type, and the properties as values of a dimension."""
    yield _same(RecordKind.DIMENSION, "property", Dimension("Property", active=True))
    for nth in range(_PROPERTIES):
        code = f"P{nth}"
        on_sides = {
            side: DimensionValue(
                Reference(RecordKind.DIMENSION, key_on(side, "property")),
                code,
                f"Quay {nth}",
                active=True,
            )
            for side in Side
        }
        yield Twins(
            RecordKind.DIMENSION_VALUE, code, on_sides[Side.INTACCT], on_sides[Side.RE_LEASED]
        )
    rate = TaxDetail("UK Sale Standard", "Standard", Decimal(20), TaxUse.SALES, active=True)
    yield _same(RecordKind.TAX_DETAIL, "standard", rate)
    for nth in range(_ACCOUNTS):
        account = Account(f"{4000 + nth}", f"Rent {nth}", AccountClass.REVENUE, active=True)
        yield _same(RecordKind.ACCOUNT, f"{4000 + nth}", account)


def customers(documents: int) -> Iterator[Twins]:
    """As many customers as so many documents are billed to."""
    for nth in range(documents // _DOCUMENTS_PER_CUSTOMER + 1):
        name = f"Tenant {nth} Limited"
        street = Address(f"{nth} Harbour Street", "", "Bristol", "", "BS1 4XX", "United Kingdom")
        contact = Contact(name, name, "", "", "", "", "", "", street, street, active=True)
        there = replace(contact, name=f"{key_on(Side.INTACCT, f'c{nth}')} {name}")
        yield Twins(RecordKind.CUSTOMER, f"c{nth}", contact, there)


def invoices(documents: int) -> Iterator[Twins]:
    """So many sales invoices of two lines."""
    for nth in range(documents):
        on_sides = {side: _invoice(nth, side) for side in Side}
        yield Twins(
            RecordKind.SALES_INVOICE, f"{nth}", on_sides[Side.INTACCT], on_sides[Side.RE_LEASED]
        )


def _invoice(nth: int, side: Side) -> Document:
    issued = TODAY - timedelta(days=nth % 700)
    return Document(
        number=f"INV-{nth}",
        reference=f"Lease {nth % 5000}",
        contact=Reference(RecordKind.CUSTOMER, key_on(side, f"c{nth // _DOCUMENTS_PER_CUSTOMER}")),
        issue_date=issued,
        due_date=issued + timedelta(days=30),
        currency="GBP",
        status=DocumentStatus.POSTED,
        lines=tuple(_lines(nth, side)),
    )


def _lines(nth: int, side: Side) -> Iterable[DocumentLine]:
    for place, what in enumerate(("Rent for the month", "Service charge")):
        net = Decimal(10_000 + nth % 90_000) / 100
        yield DocumentLine(
            description=f"{what} of unit {nth % 997}",
            account=Reference(
                RecordKind.ACCOUNT, key_on(side, f"{4000 + (nth + place) % _ACCOUNTS}")
            ),
            net=Money(net, "GBP"),
            tax=Money((net / 5).quantize(Decimal("0.01")), "GBP"),
            tax_detail=Reference(RecordKind.TAX_DETAIL, key_on(side, "standard")),
            dimensions=(
                Reference(RecordKind.DIMENSION_VALUE, key_on(side, f"P{nth % _PROPERTIES}")),
            ),
        )
