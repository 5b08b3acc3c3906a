"""What one person finds on their own page: what waits for them, then how each company stands."""

from dataclasses import dataclass
from datetime import datetime

from sync.domain.approving.approvals import ApprovalVerb
from sync.domain.approving.deciding import Authority, best_of
from sync.domain.choices import Person
from sync.domain.links import CompanyLink
from sync.domain.roles import Role
from sync.use_cases.approving.authorities import rights_of
from sync.use_cases.approving.views import WaitingDraft, waiting_drafts
from sync.use_cases.people import Roster
from sync.use_cases.ports import Issue, Store
from sync.use_cases.status import Status, status_of

MOST_COMPANIES = 10
"""Shown on one page; whoever looks after more asks for one of them."""


@dataclass(frozen=True, slots=True)
class CompanyAtHome:
    """One company, in a few lines.

    Attributes:
        status: How it stands.
        drafts: How many drafts wait for anybody.
        unlinked: How many records or pairs somebody holds where they are.
        is_matching: Whether its matching is still to be confirmed: until then nothing is written.
    """

    status: Status
    drafts: int
    unlinked: int
    is_matching: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A person's own page.

    Attributes:
        role: What they are; None sees only whom to ask.
        drafts: Drafts that they may approve, the most pressing first.
        issues: Open issues that are assigned to them.
        companies: The linked companies, the first `MOST_COMPANIES`.
        more_companies: How many are not shown.
        now: When it was made, aware UTC.
    """

    role: Role | None
    drafts: tuple[WaitingDraft, ...]
    issues: tuple[Issue, ...]
    companies: tuple[CompanyAtHome, ...]
    more_companies: int
    now: datetime


def home_of(store: Store, roster: Roster, person_id: str, now: datetime) -> Home:
    """Gather a person's page, from our own notes. Not within a transaction: a person may be looked up.

    Args:
        store: The database.
        roster: Who may do what.
        person_id: The person's id in Slack.
        now: Aware UTC.
    """
    role = roster.role_of(person_id)
    if role is None:
        return Home(None, (), (), (), 0, now)
    with store.reading() as transaction:
        links = transaction.links.all()
    waiting = waiting_drafts(store, "")
    shown = links[:MOST_COMPANIES]
    return Home(
        role=role,
        drafts=_theirs(store, roster, person_id, waiting),
        issues=_assigned_to(store, links, person_id),
        companies=tuple(_company(store, link, waiting) for link in shown),
        more_companies=len(links) - len(shown),
        now=now,
    )


def _theirs(
    store: Store, roster: Roster, person_id: str, waiting: tuple[WaitingDraft, ...]
) -> tuple[WaitingDraft, ...]:
    """The drafts that this person may approve, by their own right or in somebody's place."""
    if not waiting:
        return ()
    known = roster.person(person_id)
    who = Person(known.name if known is not None else person_id, person_id)
    rights = rights_of(store, roster, who).authorities
    with store.reading() as transaction:
        ids = {one.approval.link_id for one in waiting}
        policies = {link_id: transaction.settings.get(link_id).approval for link_id in ids}
    return tuple(
        one
        for one in waiting
        if rights
        and isinstance(
            best_of(rights, one.approval, ApprovalVerb.APPROVE, policies[one.approval.link_id]),
            Authority,
        )
    )


def _assigned_to(store: Store, links: tuple[CompanyLink, ...], person_id: str) -> tuple[Issue, ...]:
    with store.reading() as transaction:
        return tuple(
            issue
            for link in links
            for care in [transaction.care.of_open(link.link_id)]
            for issue in transaction.issues.open_ones(link.link_id)
            if issue.issue_id in care and care[issue.issue_id].assigned_to == person_id
        )


def _company(store: Store, link: CompanyLink, waiting: tuple[WaitingDraft, ...]) -> CompanyAtHome:
    with store.reading() as transaction:
        unlinked = transaction.unlinkings.open_ones(link.link_id)
        is_matching = transaction.matchings.is_open(link.link_id)
    return CompanyAtHome(
        status=status_of(store, link.link_id),
        drafts=sum(one.approval.link_id == link.link_id for one in waiting),
        unlinked=len(unlinked),
        is_matching=is_matching,
    )
