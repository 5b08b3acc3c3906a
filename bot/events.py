"""What Slack tells by itself: App Home opened, words to the app, people and groups changed, the app taken away.

One function for each event. Each may be told more than once, and out of order.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.commands.all_commands import answer_command
from bot.commands.registry import COMMAND, Request
from bot.messages.blocks import Message
from bot.messages.words import sentence_message
from bot.reactions import Dialog
from bot.services import Services
from bot.slack_directory import membership_of
from bot.wire import read_as_slack_sends
from sync.domain.people import Membership
from sync.domain.runs import Requester
from sync.use_cases import keep_homes
from sync.use_cases.answer_privately import answer_privately
from sync.use_cases.known_people import forget, look_up_anew
from sync.use_cases.ports import Answer
from sync.use_cases.tell_operators import THE_APP, tell_operators

Event: TypeAlias = Mapping[str, Any]
"""The event inside its envelope, as Slack sends it."""


def home_opened(services: Services, event: Event) -> None:
    """Somebody looks at App Home: it is made anew, and kept current for a while."""
    if event.get("tab") == "home":
        with read_as_slack_sends():
            person_id = str(event["user"])
        keep_homes.home_opened(services.store, person_id)


def person_changed(services: Services, event: Event) -> None:
    """An account was changed: deactivated, or only its status, which happens all day long."""
    user = _inside(event, "user")
    is_member = membership_of(dict(user), services.team_id) is Membership.MEMBER
    take_note = look_up_anew if is_member else forget
    take_note(services.store, str(user.get("id") or ""))


def group_changed(services: Services, event: Event) -> None:
    """A user group was changed. What the event says of its members is not trusted: Slack cuts it short."""
    forget(
        services.store, str(_inside(event, "subteam").get("id") or event.get("subteam_id") or "")
    )


def mentioned(services: Services, event: Event) -> None:
    """Somebody spoke to the app in a channel: the same words do the same as after the command."""
    _answer_words(services, event, channel=str(event.get("channel") or ""))


def written_to(services: Services, event: Event) -> None:
    """Somebody wrote to the app directly: the same words do the same as after the command."""
    if event.get("channel_type") == "im":
        _answer_words(services, event, channel="")


def _answer_words(services: Services, event: Event, *, channel: str) -> None:
    """What people write; what the app or another bot writes, and what is edited or deleted, is no question.

    Args:
        services: What handlers work with.
        event: The message.
        channel: Where it is answered, seen by whoever wrote it only; empty for directly.
    """
    person_id = str(event.get("user") or "")
    if not person_id or event.get("bot_id") or event.get("subtype"):
        return
    person = services.roster.person(person_id)
    requester = Requester(person_id, person.name if person and person.name else person_id, channel)
    words = words_of(str(event.get("text") or ""))
    answer = answer_command(services, Request(requester, words))
    message = _needs_a_command(words) if isinstance(answer, Dialog) else answer
    answer_privately(
        services.store, Answer(channel, person_id, message.summary, message.blocks_as_json)
    )


def words_of(text: str) -> str:
    """What was said to the app: without its name in front, and without the command's."""
    words = _MENTION_IN_FRONT.sub("", text.strip(), count=1)
    return words.removeprefix(COMMAND).strip()


_MENTION_IN_FRONT = re.compile(r"<@[UW][A-Z0-9]+(\|[^<>]*)?>[\s,:]*")


def _needs_a_command(words: str) -> Message:
    """Slack lets an app open a dialog only right after a command or a click."""
    word = words.split(maxsplit=1)[0]
    return sentence_message(f"This opens a dialog, which takes the command: {COMMAND} {word}.")


def app_taken_away(services: Services, event: Event) -> None:
    """The app was uninstalled, or its token revoked: nothing can be posted, and an operator is told."""
    if event.get("type") == "tokens_revoked" and not _inside(event, "tokens").get("bot"):
        return
    with services.store.transaction() as transaction:
        administrators = services.roster.administrators
        tell_operators(transaction, administrators, subject=THE_APP, text=TAKEN_AWAY)
        transaction.lanes.hold_all(seconds=HELD_SECONDS)


TAKEN_AWAY = (
    "The app was taken out of the Slack workspace, or its token was revoked. Install it again, put its "
    "token into SLACK_BOT_TOKEN and start Leasebridge anew. What is to be told waits until then."
)
HELD_SECONDS = 300.0


def _inside(event: Event, name: str) -> Event:
    found = event.get(name)
    return found if isinstance(found, dict) else {}


EVENTS: Mapping[str, Callable[[Services, Event], None]] = {
    "app_home_opened": home_opened,
    "app_mention": mentioned,
    "message": written_to,
    "user_change": person_changed,
    "subteam_updated": group_changed,
    "subteam_members_changed": group_changed,
    "app_uninstalled": app_taken_away,
    "tokens_revoked": app_taken_away,
}
