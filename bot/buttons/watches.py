"""The buttons of whoever waits for something to be done in Sage Intacct."""

from datetime import UTC, datetime

from bot.messages.watch_messages import REMIND_TOMORROW, WATCH_DONE
from bot.reactions import Button, Click, Reaction
from bot.services import Services
from bot.values import row_id
from sync.domain.choices import Person
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.use_cases.watch_records import end_watch, remind_tomorrow

BROKEN = "This button is broken. Ask for the record again, such as with /sync void and its number."


def tomorrow(services: Services, click: Click) -> Reaction:
    """Remind the person after a day."""
    watch_id = row_id(click.value)
    if watch_id is None:
        return BROKEN
    try:
        remind_tomorrow(services.store, watch_id, who=_who(click), now=datetime.now(tz=UTC))
    except LeasebridgeError as error:
        return str(error)
    return "You are reminded on the next working day."


def done(services: Services, click: Click) -> Reaction:
    """Wait no longer."""
    watch_id = row_id(click.value)
    if watch_id is None:
        return BROKEN
    try:
        end_watch(services.store, watch_id, who=_who(click))
    except LeasebridgeError as error:
        return str(error)
    return "You are not reminded any more. If it is not done yet, the two ledgers stay as they are."


def _who(click: Click) -> Person:
    return Person(click.requester.name, click.requester.person_id)


BUTTONS = (
    Button(REMIND_TOMORROW, Permission.SEE, tomorrow),
    Button(WATCH_DONE, Permission.SEE, done),
)
