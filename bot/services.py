"""What the handlers work with."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.texts import NO_COMPANIES
from bot.values import row_id
from sync.domain.links import CompanyLink
from sync.domain.roles import Permission
from sync.use_cases.approving.decide import Desk
from sync.use_cases.lately_counted import LatelyCounted
from sync.use_cases.people import Roster
from sync.use_cases.ports import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """What every handler may use. No handler talks to a ledger, to Redis or to the database itself.

    Attributes:
        store: The database, handed to use cases.
        roster: Who may do what.
        nudge: Tells the queue that the outbox has news; a best effort that never raises.
        team_id: The one Slack workspace that is served.
        counts: How many records there are, shared while they change anyway.
    """

    store: Store
    roster: Roster
    nudge: Callable[[], None]
    team_id: str
    counts: LatelyCounted = field(default_factory=LatelyCounted)

    def desk(self) -> Desk:
        """What deciding about drafts works with, at this moment."""
        return Desk(self.store, self.roster, datetime.now(UTC))

    def refusal(self, person_id: str, permission: Permission) -> str | None:
        """None where the person may; else one sentence that says who may instead."""
        return self.roster.refusal(person_id, permission)


@dataclass(frozen=True, slots=True)
class NoSuchCompany:
    """No linked company, or no single one, fits what was typed; `answer` says so and what to do."""

    answer: str


def company_with(store: Store, value: str) -> CompanyLink | None:
    """The linked company whose id `value` is, as a button or dialog brings it back; None where none is."""
    link_id = row_id(value)
    with store.reading() as transaction:
        return next((one for one in transaction.links.all() if one.link_id == link_id), None)


def chosen_company(store: Store, words: str) -> CompanyLink | NoSuchCompany:
    """The linked company that `words` begins the name of; it may be left out where only one is linked."""
    with store.reading() as transaction:
        links = transaction.links.all()
    if not links:
        return NoSuchCompany(NO_COMPANIES)
    wanted = words.strip().casefold()
    exactly = [link for link in links if link.name.casefold() == wanted]
    fitting = exactly or [link for link in links if link.name.casefold().startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(link.name for link in links)
    if fitting:
        return NoSuchCompany(f"Which company? Type the beginning of its name as well: {names}.")
    return NoSuchCompany(
        f"No linked company's name begins with “{words.strip()}”. Linked: {names}."
    )
