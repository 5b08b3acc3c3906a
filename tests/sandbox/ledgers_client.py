"""Asks the stand-in world what the ledgers page asks, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import msgspec

from sandbox.server import RunningWorld, running
from sandbox.world import WorldOptions

Json = dict[str, Any]


class LedgersClient:
    """A person in front of the ledgers page, without a browser."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=10)

    def overview(self) -> Json:
        return self._json(self.http.get("/ledgers/overview"))

    def rows(self, side: str, kind: str, **query: str | int) -> Json:
        return self._json(self.http.get(f"/ledgers/{side}/{kind}", params=query))

    def detail(self, side: str, kind: str, key: str) -> Json:
        return self._json(self.http.get(f"/ledgers/{side}/{kind}/{key}"))

    def offered(self, side: str, kind: str, key: str) -> set[str]:
        return {action["name"] for action in self.detail(side, kind, key)["actions"]}

    def create(self, side: str, kind: str, values: Json) -> str:
        answer = self.http.post(f"/ledgers/{side}/{kind}", json=values)
        key: str = self._json(answer)["key"]
        return key

    def form_values(self, side: str, kind: str, key: str, action: str) -> Json:
        """What the form for an action comes filled in with."""
        answer = self.http.get(f"/ledgers/{side}/{kind}/{key}/{action}")
        return {field["name"]: field["value"] for field in self._json(answer)["fields"]}

    def act(
        self, side: str, kind: str, key: str, action: str, values: Json | None = None
    ) -> httpx.Response:
        return self.http.post(f"/ledgers/{side}/{kind}/{key}/{action}", json=values or {})

    def do(self, side: str, kind: str, key: str, action: str, values: Json | None = None) -> Json:
        """An action that must succeed."""
        return self._json(self.act(side, kind, key, action, values))

    @contextmanager
    def events(self) -> Iterator[Iterator[tuple[str, Json]]]:
        """The events the page would hear, from now on."""
        with self.http.stream("GET", "/ledgers/events") as stream:
            lines = stream.iter_lines()
            assert next(lines) == ": listening"
            yield _events(lines)

    def _json(self, answer: httpx.Response) -> Json:
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=dict[str, Any])


@contextmanager
def visiting(options: WorldOptions) -> Iterator[tuple[RunningWorld, LedgersClient]]:
    """A world that is served while the block runs, and somebody in front of its ledgers page."""
    with running(options) as served:
        client = LedgersClient(served.address)
        with client.http:
            yield served, client


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Json]]:
    for line in lines:
        if line.startswith("event: "):
            data = next(lines).removeprefix("data: ")
            yield line.removeprefix("event: "), msgspec.json.decode(data, type=dict[str, Any])


def intacct_invoice(client: LedgersClient, *, save_as: str = "Posted", net: str = "100.00") -> str:
    """A new invoice in Intacct; gives its key."""
    customer = client.rows("intacct", "customers", state="Active")["rows"][0]["title"]
    line = {"account": "4300", "tax": "UK Sale Standard", "memo": "Key fobs", "net": net}
    values = {
        "customer_id": customer,
        "record_id": "",
        "doc_number": "PO 7",
        "description": "",
        "invoice_date": "2026-11-02",
        "due_date": "2026-11-16",
        "save_as": save_as,
        "lines": [line],
    }
    return client.create("intacct", "invoices", values)


def re_leased_invoice(client: LedgersClient, *, status: str, net: str = "100.00") -> str:
    """A new invoice in Re-Leased; gives its key."""
    contact = client.rows("re_leased", "contacts")["rows"][0]["key"]
    line = {"account": "4000", "tax": "UK Sale Standard", "description": "Rent", "net": net}
    values = {
        "contact_id": contact,
        "reference": "Lobby",
        "issue_date": "2026-11-02",
        "due_date": "2026-11-22",
        "status": status,
        "lines": [line],
    }
    return client.create("re_leased", "invoices", values)
