"""Ledgers whose answers are spoilt on the way, record by record, until that is over."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import httpx
from lxml import etree

from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from tests.sync.use_cases.bridge import (
    NO_AUTHORITIES,
    Bridge,
    intacct_settings,
    re_leased_settings,
)

Spoil = Callable[[bytes], bytes]
Fields = dict[str, Any]


class SpoilingTransport(httpx.BaseTransport):
    """Carries requests to a ledger and spoils its answers while there is something to spoil them with."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport(verify=NO_AUTHORITIES)
        self.spoil: Spoil | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        body = response.read()
        response.close()
        headers = {name: text for name, text in response.headers.items() if name == "date"}
        spoilt = self.spoil(body) if self.spoil and body else body
        return httpx.Response(response.status_code, headers=headers, content=spoilt)

    def close(self) -> None:
        self._inner.close()


@contextmanager
def spoilt_on_the_way(bridge: Bridge, side: Side) -> Iterator[SpoilingTransport]:
    """The same bridge, with one side behind a line that spoils answers."""
    transport, address = SpoilingTransport(), bridge.running.address
    ledger = (
        IntacctLedger(intacct_settings(address), transport=transport)
        if side is Side.INTACCT
        else ReLeasedLedger(re_leased_settings(address), transport)
    )
    before = bridge.ledgers[side]
    with closing(ledger):
        bridge.ledgers[side] = ledger
        yield transport
    bridge.ledgers[side] = before


def spoilt_json(changes: dict[str, Callable[[Fields], Fields]]) -> Spoil:
    """Changes the records of these invoice numbers wherever they are shown."""

    def spoil(body: bytes) -> bytes:
        shown = json.loads(body)
        if "data" not in shown:
            return json.dumps(_changed(shown, changes)).encode()
        records = [_changed(record, changes) for record in shown["data"]]
        return json.dumps(shown | {"data": records}).encode()

    return spoil


def _changed(record: Fields, changes: dict[str, Callable[[Fields], Fields]]) -> Fields:
    change = changes.get(record.get("invoiceNumber") or "")
    return change(record) if change else record


def spoilt_xml(changes: dict[str, dict[str, str | None]]) -> Spoil:
    """Sets fields of invoices by their number and of items by their text; None takes one out."""

    def spoil(body: bytes) -> bytes:
        root = etree.fromstring(body)
        for row in root.iter("ARINVOICE", "ARINVOICEITEM"):
            name = row.findtext("RECORDID") or row.findtext("ENTRYDESCRIPTION") or ""
            for field, text in changes.get(name, {}).items():
                _set(row, field, text)
        return etree.tostring(root)

    return spoil


def _set(row: Any, field: str, text: str | None) -> None:
    found = row.find(field)
    if found is None:
        return
    if text is None:
        row.remove(found)
    else:
        found.text = text
