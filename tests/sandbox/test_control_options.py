"""/control/options: the set-up of the stand-in Intacct company."""

from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from sandbox.server import RunningWorld, running


@pytest.fixture(scope="module")
def served() -> Iterator[RunningWorld]:
    with running() as world:
        yield world


@pytest.fixture
def client(served: RunningWorld) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address) as client:
        yield client
        client.delete("/control/options")


def test_options__are_changed_one_by_one_and_put_back(
    client: httpx.Client, served: RunningWorld
) -> None:
    before = client.get("/control/options").json()["intacct"]
    changes = {
        "part": "intacct",
        "repeat_answer": "replay",
        "invoice_number_prefix": "INV-",
        "session_duration": "PT2H",
        "denied_objects": ["TAXDETAIL"],
        "transaction_definitions": [{"name": "Rent", "module": "Order Entry", "posts": True}],
        "closed_until": "2026-01-31",
        "users": {"xmluser": {"clock": "12"}},
    }
    answer = client.post("/control/options", json=changes).json()["intacct"]
    book = served.world.intacct
    assert book.options.transaction_definitions[0].name == "Rent"
    assert book.closed_until == date(2026, 1, 31)
    assert answer["users"]["xmluser"]["clock"] == "12"
    assert answer["repeat_answer"] == "replay"
    assert answer["multi_entity"] == before["multi_entity"]
    client.post("/control/options", json={"part": "intacct", "users": {"xmluser": {"clock": "24"}}})
    assert client.delete("/control/options").json()["intacct"] == before


@pytest.mark.parametrize(
    "changes",
    [
        {"repeat_answer": "replay"},
        {"part": "slack"},
        {"part": "intacct", "gravity": 1},
        {"part": "intacct", "repeat_answer": "perhaps"},
        {"part": "intacct", "multi_entity": True, "users": {"xmluser": {"shoe_size": 44}}},
    ],
)
def test_options__that_make_no_sense_change_nothing(client: httpx.Client, changes: object) -> None:
    before = client.get("/control/options").json()
    assert client.post("/control/options", json=changes).status_code == 400
    assert client.get("/control/options").json() == before
