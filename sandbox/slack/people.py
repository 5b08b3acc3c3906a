"""The people of the workspace."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from sandbox.slack.credentials import APP_ID, APP_NAME, BOT_ID, BOT_USER_ID, TEAM_ID
from sandbox.slack.errors import Json, SlackError
from sandbox.storage import Collection, Storage


class Person(msgspec.Struct):
    """Somebody with an account, the app's bot user, or somebody met in a channel shared with another workspace.

    `team_id` is the workspace they belong to.
    """

    id: str
    name: str
    real_name: str
    title: str = ""
    tz: str = "Europe/London"
    is_guest: bool = False
    is_bot: bool = False
    is_admin: bool = False
    deactivated: bool = False
    team_id: str = TEAM_ID

    @property
    def email(self) -> str | None:
        """The address in the profile; a bot has none."""
        return None if self.is_bot else f"{self.name}@harbour.example"


PEOPLE_AT_START = (
    Person(
        id="U0PRIYA",
        name="priya",
        real_name="Priya Raman",
        title="Head of Finance",
        is_admin=True,
    ),
    Person(id="U0TOM", name="tom", real_name="Tom Ashworth", title="Accounts receivable"),
    Person(id="U0GRACE", name="grace", real_name="Grace Lim", title="Financial controller"),
    Person(id="U0VICTOR", name="victor", real_name="Victor Hale", title="Property manager"),
    Person(id="U0DANA", name="dana", real_name="Dana Cole", title="Auditor, guest", is_guest=True),
    Person(
        id="U0MARTIN",
        name="martin",
        real_name="Martin Osei",
        title="Bookkeeper, left",
        deactivated=True,
    ),
    Person(id=BOT_USER_ID, name="leasebridge", real_name=APP_NAME, is_bot=True),
)


class People:
    """Everybody in the workspace, kept in the storage."""

    def __init__(self, storage: Storage) -> None:
        self._people = Collection(storage, "slack_people", Person)
        for person in PEOPLE_AT_START:
            if person.id not in self._people:
                self._people.put(person.id, msgspec.structs.replace(person))

    def all(self) -> list[Person]:
        """Everybody, the bot user and deactivated people included."""
        return self._people.values()

    def get(self, person_id: str) -> Person | None:
        """The person with this id, or None."""
        return self._people.get(person_id)

    def find(self, person_id: str) -> Person:
        """The person with this id; `user_not_found` when there is none."""
        person = self._people.get(person_id)
        if person is None:
            raise SlackError("user_not_found")
        return person

    def with_email(self, address: str) -> Person:
        """The active person with this address; `users_not_found` when there is none."""
        for person in self.all():
            if person.email == address.strip().lower() and not person.deactivated:
                return person
        raise SlackError("users_not_found")

    def named(self, name: str) -> Person | None:
        """The person with this handle (as in `@tom`), or None."""
        return next((person for person in self.all() if person.name == name), None)

    def add(self, person: Person) -> None:
        """Let somebody in, or change what is said of them."""
        self._people.put(person.id, person)

    def deactivate(self, person_id: str) -> None:
        """Take the account away from somebody, as an administrator of the workspace would."""
        person = self.find(person_id)
        person.deactivated = True
        self._people.put(person.id, person)


def user_object(person: Person, *, with_email: bool) -> Json:
    """The person as the Web API shows them.

    Args:
        person: who.
        with_email: whether the app has the scope `users:read.email`.
    """
    profile: Json = {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "team": person.team_id,
    }
    if with_email and person.email:
        profile["email"] = person.email
    if person.is_bot:
        profile |= {"api_app_id": APP_ID, "bot_id": BOT_ID, "always_active": False}
    user: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deactivated,
        "profile": profile,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if person.team_id != TEAM_ID:
        return user | {"is_stranger": True, "real_name": person.real_name, "tz": person.tz}
    return user if person.deactivated else user | _rights_and_time_zone(person)


def _rights_and_time_zone(person: Person) -> Json:
    now = datetime.now(tz=UTC).astimezone(ZoneInfo(person.tz))
    offset = now.utcoffset()
    return {
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
    }
