"""The message about a pause, for everybody who works with the company: paused, then going on."""

from bot.escaping import markup, moment, person
from bot.messages.blocks import Message, context, header, section
from sync.domain.choices import Person
from sync.domain.pausing import Pause
from sync.domain.runs import Requester


def pause_message(pause: Pause, company: str) -> Message:
    """The pause as it stands now."""
    since = f"since {moment(pause.since)}"
    why = f"Why: {markup(pause.reason)}"
    if pause.ended_at is None or pause.ended_by is None:
        title = f"{company} is paused"
        return Message(
            f"{title} by {pause.who.name}: {pause.reason}. Let it go on with /sync resume.",
            (
                header(title),
                section(f":double_vertical_bar: Paused by {_who(pause.who)} {since}.", why),
                section("Nothing is written to either ledger. Let it go on with `/sync resume`."),
            ),
        )
    title = f"{company} goes on"
    return Message(
        f"{title}: {pause.ended_by.name} ended the pause. The next sync carries over what waited.",
        (
            header(title),
            section(
                f":arrow_forward: {_who(pause.ended_by)} ended the pause {moment(pause.ended_at)}. "
                "The next sync carries over what waited."
            ),
            context(f"Paused by {_who(pause.who)} {since}. {why}"),
        ),
    )


def is_paused_message(pause: Pause, company: str) -> Message:
    """The private answer to who asks for something that a pause forbids."""
    return Message(
        pause.sentence(company),
        (section(f"*{markup(company, 100)}*", pause_line(pause)),),
    )


def pause_line(pause: Pause) -> str:
    """Who paused a company, since when and why, in mrkdwn."""
    return (
        f":double_vertical_bar: *Paused* by {_who(pause.who)} since {moment(pause.since)}: "
        f"{markup(pause.reason)}. Nothing is written until `/sync resume`."
    )


def _who(one: Person) -> str:
    return person(Requester(one.person_id, one.name))
