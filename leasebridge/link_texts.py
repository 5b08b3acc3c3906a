"""How a link reads in a terminal."""

from collections.abc import Sequence

from leasebridge.plain_texts import in_columns
from sync.domain.linking import LinkProposal
from sync.domain.links import CompanyLink, LinkMode
from sync.domain.pre_flight import Check, CheckResult
from sync.domain.sides import Side


def proposal_text(proposal: LinkProposal) -> str:
    """What an administrator must see before they confirm: both companies, and what is for ever."""
    intacct, re_leased = proposal.intacct, proposal.re_leased
    rows = (
        ("Company", intacct.name, re_leased.name),
        ("Id", f"{intacct.company_id} {intacct.entity_id}".rstrip(), re_leased.company_id),
        ("Currency", intacct.currency or "not said", re_leased.currency or "not said"),
        ("Connected to", "", re_leased.native_connection or "nothing else"),
    )
    table = in_columns((f"Proposal {proposal.proposal_id}", *(side.label for side in Side)), rows)
    until = f"{proposal.expires_at:%d %b %Y %H:%M} UTC"
    return "\n".join(
        (
            *table,
            "",
            f"Sync from {proposal.sync_from}: documents dated before it never travel.",
            f"Mode: {proposal.mode.label}.",
            *_why_observed(proposal),
            "",
            *_what_was_found(proposal),
            "A link is for ever: neither company can ever be linked to another.",
            f"To make it, until {until}: leasebridge link confirm {proposal.proposal_id}",
        )
    )


def next_text(mode: LinkMode) -> str:
    """What comes after linking, or after a link may write."""
    if mode is LinkMode.OBSERVER:
        return "Read and compare both ledgers with: leasebridge sync now"
    return (
        "Nothing is written yet. Read both ledgers with: leasebridge sync now\n"
        "Then say what Re-Leased's own records are: leasebridge match list"
    )


def checks_text(checks: Sequence[Check]) -> str:
    """Every check with what was found, and below it what to do."""
    rows = [(one.where, one.subject, one.result.label, one.found) for one in checks]
    head, *lines = in_columns(("Where", "What", "Result", "Found"), rows)
    steps = {line: one.next_step for line, one in zip(lines, checks, strict=True) if one.next_step}
    told = [f"{line}\n    {steps[line]}" if line in steps else line for line in lines]
    return "\n".join((head, *told))


def links_text(links: Sequence[tuple[CompanyLink, LinkMode]]) -> str:
    """The linked companies with their modes."""
    if not links:
        return "No companies are linked yet. Link two with: leasebridge link propose"
    rows = [
        (
            link.name,
            f"{link.intacct_company_id} {link.intacct_entity_id}".rstrip(),
            link.re_leased_company_id,
            str(link.terms.sync_from),
            mode.label,
        )
        for link, mode in links
    ]
    heads = ("Company", *(side.label for side in Side), "Sync from", "Mode")
    return "\n".join(in_columns(heads, rows))


def _what_was_found(proposal: LinkProposal) -> tuple[str, ...]:
    """What of the pre-flight check is not simply well."""
    noted = [one for one in proposal.checks if one.result is not CheckResult.OK]
    return (checks_text(noted), "") if noted else ()


def _why_observed(proposal: LinkProposal) -> tuple[str, ...]:
    if proposal.mode is LinkMode.ENGINE:
        return ()
    return (
        f"Re-Leased itself connects this company to {proposal.re_leased.native_connection}.",
        "Two syncs on one company would create every document twice. To let Leasebridge write,",
        "disconnect it in Re-Leased first, and propose the link again.",
    )
