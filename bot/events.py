"""What Slack tells by itself: App Home opened, people and groups changed. One function for each event."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.services import Services
from sync.use_cases.known_people import forget
from sync.use_cases.ports import OutboxTopic

Event: TypeAlias = Mapping[str, Any]
"""The event inside its envelope, as Slack sends it."""


def home_opened(services: Services, event: Event) -> None:
    """Somebody looks at App Home: it is made anew."""
    if event.get("tab") == "home":
        with services.store.transaction() as transaction:
            transaction.outbox.add(OutboxTopic.MESSAGE, f"home:{event['user']}")


def person_changed(services: Services, event: Event) -> None:
    """An account was changed, deactivated say: what is known of the person is looked up anew."""
    forget(services.store, str(_inside(event, "user").get("id") or ""))


def group_changed(services: Services, event: Event) -> None:
    """A user group was changed. What the event says of its members is not trusted: Slack cuts it short."""
    forget(
        services.store, str(_inside(event, "subteam").get("id") or event.get("subteam_id") or "")
    )


def _inside(event: Event, name: str) -> Event:
    found = event.get(name)
    return found if isinstance(found, dict) else {}


EVENTS: Mapping[str, Callable[[Services, Event], None]] = {
    "app_home_opened": home_opened,
    "user_change": person_changed,
    "subteam_updated": group_changed,
    "subteam_members_changed": group_changed,
}
