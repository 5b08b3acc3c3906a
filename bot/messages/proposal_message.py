"""A proposed link, as an administrator must see it before confirming: both companies, and what is for ever."""

from datetime import datetime

from bot import texts
from bot.escaping import markup, moment
from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    fields,
    header,
    section,
)
from sync.domain.linking import LinkProposal
from sync.domain.links import CompanyIdentity
from sync.domain.pre_flight import Check, CheckResult, stops
from sync.domain.sides import Side

CONFIRM_LINK = "confirm_link"
CHECKS_SHOWN = 12
_MARKS = {
    CheckResult.OK: ":white_check_mark:",
    CheckResult.ATTENTION: ":warning:",
    CheckResult.STOP: ":no_entry:",
}


def proposal_message(proposal: LinkProposal, now: datetime) -> Message:
    """The proposal as it stands at `now` (aware UTC)."""
    title = f"Proposal {proposal.proposal_id}: link two companies"
    state, tail = _state(proposal, now)
    return Message(
        f"{title}: {proposal.intacct.name} in Sage Intacct and {proposal.re_leased.name} in Re-Leased. "
        f"{state}",
        (
            header(title),
            *proposal_blocks(proposal),
            *_checks(proposal.checks),
            section(markup(state, 500)),
            *tail,
        ),
    )


def proposal_blocks(proposal: LinkProposal) -> list[Block]:
    """Both companies, and what a link of them means."""
    return [
        fields(
            f"*{Side.INTACCT.label}*\n{_company(proposal.intacct)}",
            f"*{Side.RE_LEASED.label}*\n{_company(proposal.re_leased)}",
        ),
        section(
            f"Sync from *{proposal.sync_from:%d %b %Y}*: documents dated before it never travel.",
            f"Mode: *{proposal.mode.label}*. {_why_observed(proposal)}".rstrip(),
            "A link is for ever: neither company can ever be linked to another.",
        ),
    ]


def _state(proposal: LinkProposal, now: datetime) -> tuple[str, list[Block]]:
    """Whether it can be confirmed, in a sentence, with the button where it can."""
    if proposal.link_id is not None:
        return "They are linked. See how they stand with /sync status.", []
    if now >= proposal.expires_at:
        return "This proposal has expired. Make a new one with /sync link.", []
    if stops(proposal.checks):
        return (
            "It cannot be confirmed like this: mend what stops it, then type /sync link again.",
            [],
        )
    press = button(
        "Link these two…",
        action_id=CONFIRM_LINK,
        value=str(proposal.proposal_id),
        style="primary",
    )
    until = context(f"It can be confirmed until {moment(proposal.expires_at)}.")
    return "Nothing is linked yet.", [actions("proposal", press), until]


def _company(company: CompanyIdentity) -> str:
    place = f"{company.company_id} {company.entity_id}".rstrip()
    currency = company.currency or "currency not said"
    return f"{markup(company.name, 200)}\nId {markup(place, 100)}, {markup(currency, 30)}"


def _why_observed(proposal: LinkProposal) -> str:
    connection = proposal.re_leased.native_connection
    if not connection:
        return ""
    return (
        f"Re-Leased itself connects this company to {markup(connection, 100)}, and two syncs on one company "
        "would create every document twice. To let Leasebridge write, disconnect it there first."
    )


def _checks(checks: tuple[Check, ...]) -> list[Block]:
    """What is not simply well, with what to do; then how many are."""
    noted = [one for one in checks if one.result is not CheckResult.OK]
    well = texts.count(len(checks) - len(noted), "check is", "checks are") + " well"
    lines = [_check(one) for one in noted[:CHECKS_SHOWN]]
    hidden = texts.more(len(noted) - CHECKS_SHOWN, "more", "more")
    return [section("*What was checked*", *lines, *hidden, f"{well}.")]


def _check(one: Check) -> str:
    step = f" {markup(one.next_step, 200)}" if one.next_step else ""
    return (
        f"{_MARKS[one.result]} {markup(one.where, 40)}, {markup(one.subject, 60)}, "
        f"{one.result.label}: {markup(one.found, 200)}{step}"
    )
