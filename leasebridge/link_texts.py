"""How a link reads in a terminal."""

from leasebridge.plain_texts import in_columns
from sync.domain.linking import LinkProposal
from sync.domain.links import LinkMode
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
            "A link is for ever: neither company can ever be linked to another.",
            f"To make it, until {until}: leasebridge link confirm {proposal.proposal_id}",
        )
    )


def _why_observed(proposal: LinkProposal) -> tuple[str, ...]:
    if proposal.mode is LinkMode.ENGINE:
        return ()
    return (
        f"Re-Leased itself connects this company to {proposal.re_leased.native_connection}.",
        "Two syncs on one company would create every document twice. To let Leasebridge write,",
        "disconnect it in Re-Leased first, and propose the link again.",
    )
