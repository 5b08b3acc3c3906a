"""`leasebridge link`: link two companies, once and for ever."""

from datetime import datetime

import click

from leasebridge.command_line.at_hand import opened_link_desk, operator
from leasebridge.link_texts import proposal_text
from sync.use_cases.link_companies import confirm_link, propose_link

LARGEST_NUMBER = 2**31 - 1


@click.group(short_help="Link two companies, once and for ever.")
def link() -> None:
    """Link the two companies that the credentials answer for: propose it, then confirm it."""


@link.command()
@click.option(
    "--sync-from",
    required=True,
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Documents dated before this day never travel. Fixed for ever.",
)
def propose(sync_from: datetime) -> None:
    """Show both companies and propose to link them. Nothing is linked yet."""
    with opened_link_desk() as desk:
        proposal = propose_link(desk, sync_from=sync_from.date(), who=operator())
        click.echo(proposal_text(proposal))


@link.command()
@click.argument("number", type=click.IntRange(1, LARGEST_NUMBER))
@click.option(
    "--name", prompt="Type the Re-Leased company's name", help="The Re-Leased company's name."
)
def confirm(number: int, name: str) -> None:
    """Link the companies of the proposal with this NUMBER. This cannot be undone."""
    with opened_link_desk() as desk:
        made = confirm_link(desk, number, typed_name=name, who=operator())
        with desk.store.reading() as transaction:
            mode = transaction.links.mode(made.link_id)
        click.echo(f"{made.name} is linked: {mode.label}.")
