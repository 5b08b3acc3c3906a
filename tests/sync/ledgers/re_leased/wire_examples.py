"""What the adapter sends and how it reads what Re-Leased shows, without a line between."""

from decimal import Decimal
from typing import Any

import msgspec

from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Record,
    Sighting,
)
from sync.ledgers.re_leased.families import FAMILIES
from sync.use_cases.ports import Write, WriteVerb

STAMPS = {
    "companyId": "12",
    "createdAt": "2026-02-01T09:00:00.000Z",
    "modifiedAt": "2026-02-15T09:00:00.000Z",
    "modifiedBy": {"type": "user", "id": "u1", "name": "Ana Lee"},
    "version": 3,
}


def new(kind: RecordKind, record: Record, key: str = "K1") -> Write:
    return Write("intent-1", kind, WriteVerb.CREATE, key, record)


def sent(write: Write) -> dict[str, Any]:
    """The body of the only request, numbers as exact decimals."""
    [request] = FAMILIES[write.kind].requests(write)
    assert request.body is not None
    body: dict[str, Any] = msgspec.json.Decoder(float_hook=Decimal).decode(request.body)
    return body


def shown(kind: RecordKind, stored: dict[str, Any]) -> list[Sighting]:
    """How the adapter reads an object of the interface."""
    family = FAMILIES[kind]
    json = msgspec.json.Encoder(decimal_format="number").encode({"id": "501", **STAMPS, **stored})
    return list(family.sightings(family.reader.read(json), kind))
