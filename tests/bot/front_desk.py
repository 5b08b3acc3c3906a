"""The front door with Bolt behind it, in this process: quick enough to be asked a thousand things."""

import io
import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot.app import build_app
from bot.front_door import FrontDoor
from bot.health import Health
from bot.services import Services
from leasebridge.role_list import parse_roles
from sandbox.slack.credentials import BOT_TOKEN, SIGNING_SECRET, TEAM_ID
from sync.store.sql_store import SqlStore
from sync.use_cases.known_people import NotedPeople
from sync.use_cases.people import Roster
from tests.bot.office import FORM, ROLES, linked_database, signature

PATH = "/slack/events"
NOBODY_LISTENS = "http://127.0.0.1:9/api/"


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """A door to knock at, and the database behind it."""

    door: FrontDoor
    store: SqlStore
    database: Path

    def send(self, body: bytes, *, content_type: str = FORM) -> tuple[int, str]:
        """Send a signed body; the status and the text of the answer."""
        now = str(int(time.time()))
        statuses: list[str] = []

        def start(status: str, *_: object) -> object:
            statuses.append(status)
            return None

        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": PATH,
            "QUERY_STRING": "",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_X_SLACK_REQUEST_TIMESTAMP": now,
            "HTTP_X_SLACK_SIGNATURE": signature(SIGNING_SECRET, now, body),
            "wsgi.input": io.BytesIO(body),
        }
        text = b"".join(self.door(environ, start))  # type: ignore[arg-type]  # a few fields do
        return int(statuses[-1].split()[0]), text.decode()

    def interaction(self, payload: Mapping[str, Any]) -> tuple[int, str]:
        """Press or fill in something."""
        # As Slack writes it: half a letter in an escape, where a client cut an emoji in two.
        return self.send(urlencode({"payload": json.dumps(payload)}).encode())


@contextmanager
def front_desk(folder: Path) -> Iterator[FrontDesk]:
    """A front door over a database in which two companies are linked."""
    database = folder / "leasebridge.db"
    store, _ = linked_database(database)
    roster = Roster(parse_roles(ROLES), NotedPeople(store, nudge=lambda: None))
    services = Services(store, roster, nudge=lambda: None, team_id=TEAM_ID)
    app = build_app(
        services, token=BOT_TOKEN, api_url=NOBODY_LISTENS, signing_secret=SIGNING_SECRET
    )
    door = FrontDoor(
        bolt=SlackRequestHandler(app, path=PATH),
        signing_secrets=(SIGNING_SECRET,),
        path=PATH,
        health=Health(database_answers=lambda: True, queue_answers=lambda: True),
    )
    with closing(store):
        yield FrontDesk(door, store, database)


def interaction_of(kind: str, person: str, **more: Any) -> dict[str, Any]:
    """What every interaction carries."""
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": "harbour"},
        "user": {"id": person, "username": person.lower(), "team_id": TEAM_ID},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C0SYNC"},
        "channel": {"id": "C0SYNC", "name": "finance-sync"},
        "trigger_id": secrets.token_hex(8),
        **more,
    }
