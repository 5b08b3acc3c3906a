"""The dialog in which an approver says who decides in their place while they are away."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.escaping import markup, mention, moment
from bot.messages.blocks import Block, section
from bot.modals.inputs import date_input, person_input
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services
from sync.domain.approving.approvals import Delegation
from sync.domain.choices import Person
from sync.domain.roles import Permission
from sync.use_cases.approving.delegate import CannotDelegate, delegate

AWAY = "away"
TAKER, LAST_DAY = "taker", "last_day"
NO_PERSON = "Choose who decides in your place."
NO_DAY = "Choose the last day of your absence."
USUAL_ZONE = "Europe/London"


def away_dialog(known: Sequence[Delegation]) -> Dialog:
    """Asks who, and until when; says what is noted already."""
    return Dialog(
        callback_id=AWAY,
        title="While you are away",
        blocks=(
            section(
                "Somebody else decides about drafts in your place, from now on: with your rights and your "
                "limit, never about what either of you entered, and everybody sees in whose place.",
                *(_noted(one) for one in known),
            ),
            *_inputs(),
        ),
        submit="Save",
    )


def end_of(day: date, time_zone: str) -> datetime:
    """The moment at which a day is over where the person lives; aware UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone or USUAL_ZONE))
    return midnight.astimezone(UTC)


def _inputs() -> tuple[Block, ...]:
    return (
        person_input(
            TAKER,
            "Who decides in your place?",
            hint="They need a role in Leasebridge.",
            optional=False,
        ),
        date_input(LAST_DAY, "Until the end of which day?", hint="/sync back ends it earlier."),
    )


def _noted(one: Delegation) -> str:
    who = mention(one.taker.person_id) or markup(one.taker.name)
    return f"Noted now: {who} until {moment(one.ends_at)}. What you save replaces it."


def _submit(services: Services, submission: Submission) -> Outcome:
    taker_id, day = submission.text(TAKER), _day(submission.text(LAST_DAY))
    if not taker_id:
        return Wrong({TAKER: NO_PERSON})
    if day is None:
        return Wrong({LAST_DAY: NO_DAY})
    giver = Person(submission.requester.name, submission.requester.person_id)
    known = services.roster.person(giver.person_id)
    other = services.roster.person(taker_id)
    taker = Person((other.name if other else "") or taker_id, taker_id)
    desk = services.desk()
    ends_at = end_of(day, known.time_zone if known else "")
    try:
        delegate(desk, giver, taker, begins_at=desk.now, ends_at=ends_at)
    except CannotDelegate as error:
        return Wrong({TAKER: str(error)})
    return Done(f"{taker.name} decides in your place until the end of {day:%d %b %Y}.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


FORMS = (Form(AWAY, Permission.APPROVE, _submit),)
