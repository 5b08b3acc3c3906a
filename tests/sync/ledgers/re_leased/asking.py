"""What the tests ask of the adapter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Address,
    Contact,
    Document,
    DocumentLine,
    DocumentStatus,
    Record,
    Reference,
    Sighting,
)
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Done, Write, WriteVerb
from tests.sync.ledgers.re_leased.stand_in import nzd

Connect = Callable[..., ReLeasedLedger]


def seen(ledger: ReLeasedLedger, kind: RecordKind, since: datetime | None = None) -> list[Sighting]:
    return [sighting for page in ledger.changes({kind: since}) for sighting in page.sightings]


def keys(ledger: ReLeasedLedger, kind: RecordKind, since: datetime | None = None) -> list[str]:
    return [sighting.key for sighting in seen(ledger, kind, since)]


ACME = Contact(
    name="C-100 Acme Cafe Ltd",
    correspondence_name="Acme Cafe Ltd",
    first_name="Ana",
    last_name="Lee",
    email="ana@acme.example",
    telephone="09 555 0100",
    mobile="",
    fax="",
    postal_address=Address("PO Box 1", "", "Auckland", "", "1010", "NZ"),
    street_address=Address("1 Quay St", "", "Auckland", "", "1010", "NZ"),
    active=True,
)


def create(kind: RecordKind, record: Record, key: str) -> Write:
    return Write(f"12:{kind}:{key}", kind, WriteVerb.CREATE, key, record)


def change(seen: Sighting, record: Record, *fields: str) -> Write:
    intent = f"12:update:{seen.key}:{seen.version}"
    names = frozenset(fields)
    return Write(intent, seen.kind, WriteVerb.UPDATE, seen.key, record, names, seen.version)


def act(verb: WriteVerb, seen: Sighting, status: DocumentStatus) -> Write:
    assert isinstance(seen.record, Document)
    record = replace(seen.record, status=status)
    intent = f"12:{verb}:{seen.key}:{seen.version}"
    return Write(intent, seen.kind, verb, seen.key, record, version=seen.version)


def done(ledger: ReLeasedLedger, write: Write) -> Sighting:
    [outcome] = ledger.write([write])
    assert isinstance(outcome, Done), outcome
    assert outcome.seen is not None
    assert outcome.key == outcome.seen.key
    return outcome.seen


def invoice(contact_key: str, status: DocumentStatus = DocumentStatus.DRAFT) -> Document:
    line = DocumentLine(
        description="Rent March 2026",
        account=Reference(RecordKind.ACCOUNT, "4000"),
        net=nzd("7000.01"),
        tax=nzd("1050.03"),
        tax_detail=Reference(RecordKind.TAX_DETAIL, "GST15"),
        dimensions=(Reference(RecordKind.DIMENSION_VALUE, "9:91"),),
    )
    return Document(
        number="INV-0042",
        reference="Mar rent",
        contact=Reference(RecordKind.CUSTOMER, contact_key),
        issue_date=date(2026, 3, 1),
        due_date=date(2026, 3, 20),
        currency="NZD",
        status=status,
        lines=(line, replace(line, description="Parking", net=nzd("100"), tax=nzd("15"))),
    )
