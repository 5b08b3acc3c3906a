"""The one message about scheduled syncs that fail for one reason: how often, since when, until when."""

from bot import texts
from bot.escaping import markup, moment
from bot.messages.blocks import Message, context, header, section
from sync.domain.links import CompanyLink
from sync.domain.stoppage import FailureKind, Stoppage

MEANS = {
    FailureKind.AWAY: "A ledger does not answer. This may pass by itself: the schedule tries again.",
    FailureKind.SIGN_IN: "No sync works until this is mended, and each further try may lock the account.",
    FailureKind.SETUP: "No sync works until this is mended. Nothing is written meanwhile.",
    FailureKind.PAUSED: "Nothing is written until somebody lets it go on with /sync resume.",
    FailureKind.FAULT: "This should never happen, and is not mended by waiting.",
}
"""What each kind of failure means for whoever reads of it."""


def stoppage_message(link: CompanyLink, stoppage: Stoppage) -> Message:
    """The message as it should stand now."""
    if stoppage.ended_at is not None:
        return _over(link, stoppage)
    title = f"{link.name}: scheduled syncs fail"
    blocks = (
        header(title),
        section(
            f":red_circle: *{markup(stoppage.failure, 1500)}*",
            MEANS[stoppage.kind],
            ":point_right: Once it is mended, `/sync now` tries at once. Nothing is lost meanwhile.",
        ),
        context(_footer(link, stoppage)),
    )
    return Message(f"{title}. {stoppage.failure}", blocks)


def _over(link: CompanyLink, stoppage: Stoppage) -> Message:
    if stoppage.works_again:
        title = f"{link.name}: syncs work again"
        line = ":white_check_mark: *Syncs work again.* There is nothing left to do."
    else:
        title = f"{link.name}: scheduled syncs fail for another reason now"
        line = "The newer message says which."
    was = f"It was: {markup(stoppage.failure, 1500)}"
    return Message(
        f"{title}.", (header(title), section(line, was), context(_footer(link, stoppage)))
    )


def _footer(link: CompanyLink, stoppage: Stoppage) -> str:
    times = texts.count(stoppage.times, "sync", "syncs")
    until = f" until {moment(stoppage.last_at)}" if stoppage.times > 1 else ""
    since = f"{times} failed, {'from' if until else 'at'} {moment(stoppage.since)}{until}"
    return f"{markup(link.name)} · {since} · last: run {stoppage.last_run_id}"
