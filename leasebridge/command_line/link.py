"""`leasebridge link`: link two companies, once and for ever."""

from datetime import datetime

import click

from leasebridge.command_line.at_hand import (
    named_company,
    opened_link_desk,
    opened_store,
    operator,
)
from leasebridge.harmless import say
from leasebridge.link_texts import checks_text, links_text, next_text, proposal_text
from sync.domain.links import LinkMode
from sync.domain.pre_flight import stops
from sync.use_cases.link_companies import confirm_link, propose_link
from sync.use_cases.link_mode import start_writing
from sync.use_cases.pre_flight import check_before_linking

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
        checks = check_before_linking(desk)
        proposal = propose_link(desk, sync_from=sync_from.date(), who=operator(), checks=checks)
        say(proposal_text(proposal))


@link.command()
def check() -> None:
    """Look at everything that a link needs, on both sides, changing nothing; else code 1."""
    with opened_link_desk() as desk:
        checks = check_before_linking(desk)
    say(checks_text(checks))
    if stops(checks):
        raise click.exceptions.Exit(1)


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
        say(f"{made.name} is linked: {mode.label}.")
        say(next_text(mode))


@link.command()
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
@click.option("--reason", prompt="Why", help="Why now; it stays with the link.")
def engine(company: str, reason: str) -> None:
    """Let Leasebridge write for companies that it only observed so far."""
    with opened_link_desk() as desk:
        linked = named_company(desk.store, company)
        start_writing(desk, linked.link_id, reason=reason, who=operator())
        say(f"{linked.name} is {LinkMode.ENGINE.label} from now on.")
        say(next_text(LinkMode.ENGINE))


@link.command()
def show() -> None:
    """Show the linked companies, and what is done for each."""
    with opened_store() as store, store.reading() as transaction:
        modes = [(one, transaction.links.mode(one.link_id)) for one in transaction.links.all()]
    say(links_text(modes))
