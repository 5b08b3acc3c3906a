"""From observing to writing: once Re-Leased's own connection is gone, and an administrator says so."""

from sync.domain.errors import FixSetup
from sync.domain.links import CompanyLink, LinkMode
from sync.domain.roles import Permission
from sync.domain.runs import Requester
from sync.domain.sides import Side
from sync.use_cases.link_companies import register_link
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.ports import AuditEvent


def start_writing(desk: LinkDesk, link_id: int, *, reason: str, who: Requester) -> None:
    """Let runs of an observed link write from now on. Safe to repeat where an answer was lost.

    Args:
        desk: What linking works with.
        link_id: The companies.
        reason: Why now, for the history of the link.
        who: Who says so; an administrator, where they came from Slack.

    Raises:
        FixSetup: They may not, gave no reason, it writes already, or Re-Leased's own connection is still
            there.
        RetryLater: Re-Leased did not answer; nothing was changed here.
    """
    desk.roster.require(who, Permission.LINK_COMPANIES)
    if not reason.strip():
        raise FixSetup(
            "Say why Leasebridge is to write from now on; the reason stays with the link."
        )
    with desk.store.reading() as transaction:
        link, mode = transaction.links.get(link_id), transaction.links.mode(link_id)
    if mode is LinkMode.ENGINE:
        raise FixSetup(f"{link.name} is {LinkMode.ENGINE.label} already.")
    _require_no_native_connection(desk, link)
    register_link(desk.ledgers, link)
    with desk.store.transaction() as transaction:
        transaction.links.set_mode(link_id, LinkMode.ENGINE, by=who.signature, reason=reason)
        transaction.matchings.open(link_id)
        transaction.audit.append(
            AuditEvent(
                tag="link:mode",
                link_id=link_id,
                actor=who.signature,
                subject=link.name,
                facts={"mode": LinkMode.ENGINE, "reason": reason},
            )
        )


def _require_no_native_connection(desk: LinkDesk, link: CompanyLink) -> None:
    re_leased = desk.ledgers[Side.RE_LEASED].identity()
    if re_leased.company_id != link.re_leased_company_id:
        raise FixSetup(
            f"The Re-Leased key answers for company {re_leased.company_id}, but {link.name} is linked "
            f"to {link.re_leased_company_id}. Correct the key."
        )
    if re_leased.native_connection:
        raise FixSetup(
            f"{link.name} is still connected to {re_leased.native_connection} inside Re-Leased. "
            "Disconnect it there first: two syncs on one company would create every document twice."
        )
