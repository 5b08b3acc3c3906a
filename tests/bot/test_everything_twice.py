"""Every word, button, dialog and event, delivered twice at the same time, does what it does once."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.commands.all_commands import REGISTRY
from bot.registers import BUTTONS, FORMS
from jobs.embedded_redis import EmbeddedRedis
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.ports import OutboxTopic
from tests.bot.interactions import command, contents, copy_database, press
from tests.bot.office import Office, event_body, free_port, settings_of, web_process
from tests.sync.use_cases.bridge import bridge_over

WORDS: Mapping[str, str] = {}
"""What is typed after a word; a word that is not here is typed alone."""

PRESSED: Mapping[str, bytes] = {"apply_plan": press("apply_plan", "1")}
"""One press of each button."""

FILLED_IN: Mapping[str, bytes] = {}
"""One sending off of each dialog."""

EVENTS: Mapping[str, bytes] = {
    "app_home_opened": event_body({"type": "app_home_opened", "user": "U0PRIYA", "tab": "home"}),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A web process over a database that can be put back to how a day began."""

    office: Office
    database: Path
    morning: Path

    def after(self, body: bytes, *, content_type: str, times: int) -> Mapping[str, object]:
        """What the database holds after a body was delivered so many times at once."""
        copy_database(self.morning, self.database)
        with ThreadPoolExecutor(times) as slack:
            answers = list(
                slack.map(lambda _: self.office.send(body, content_type=content_type), range(times))
            )
        assert {one.status_code for one in answers} == {200}
        return contents(self.database)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Two companies in step, with a plan that was shown, drafts that wait and issues that are open."""
    folder = tmp_path_factory.mktemp("twice")
    database, morning = folder / "leasebridge.db", folder / "morning.db"
    upgrade(open_engine(f"sqlite:///{database}"))
    port = free_port()
    with (
        closing(SqlStore(open_engine(f"sqlite:///{database}"))) as store,
        bridge_over(store, documents=20) as bridge,
        EmbeddedRedis(folder / "redis") as redis,
    ):
        bridge.plan()
        bridge.sync()
        with store.transaction() as transaction:
            for topic in OutboxTopic:
                for row in transaction.outbox.claim(topic, limit=1000, busy_seconds=1):
                    transaction.outbox.done(row.row_id, row.generation)
        copy_database(database, morning)
        settings = settings_of(bridge.running, f"sqlite:///{database}", redis.url)
        with web_process(settings, port, folder / "bot.log") as http:
            office = Office(bridge.running, store, bridge.link, http, folder / "bot.log")
            yield Desk(office, database, morning)


def test_lists__are_of_all_there_is() -> None:
    assert set(WORDS) <= {one.word for one in REGISTRY.commands}
    assert set(PRESSED) == set(BUTTONS)
    assert set(FILLED_IN) == set(FORMS)


FORM = "application/x-www-form-urlencoded"
ALL = {
    **{f"/sync {one.word}": command(WORDS.get(one.word, one.word)) for one in REGISTRY.commands},
    **{f"button {name}": body for name, body in PRESSED.items()},
    **{f"dialog {name}": body for name, body in FILLED_IN.items()},
    **{f"event {name}": body for name, body in EVENTS.items()},
}


@pytest.mark.parametrize("name", ALL)
def test_delivered_twice_at_once__does_what_once_does(desk: Desk, name: str) -> None:
    content_type = "application/json" if name.startswith("event") else FORM
    once = desk.after(ALL[name], content_type=content_type, times=1)
    twice = desk.after(ALL[name], content_type=content_type, times=2)
    for table, rows in once.items():
        assert twice[table] == rows, table
