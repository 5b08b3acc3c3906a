"""`leasebridge sync`: what people ask for in Slack, from a terminal. Runs here, without the queue."""

import getpass
from datetime import datetime

import click

from bot import texts
from bot.messages.rules_message import sides
from bot.services import NoSuchCompany, chosen_company
from leasebridge import wiring
from leasebridge.plan_table import aligned, plan_text, run_text
from sync.domain.errors import FixSetup, LeasebridgeError
from sync.domain.kinds import NOT_YET_SYNCED_KINDS
from sync.domain.links import CompanyLink
from sync.domain.rule_book import RULE_BOOK
from sync.domain.runs import Requester, RunState
from sync.use_cases.make_link import make_link
from sync.use_cases.ports import Store
from sync.use_cases.request_run import Requested, request_apply, request_plan, request_sync
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from sync.use_cases.run_view import view_run
from sync.use_cases.status import status_of


class RunFailed(LeasebridgeError):
    """A run asked for in the terminal did not come to its end; its own words were shown."""


@click.group()
def sync() -> None:
    """Run, plan or watch a sync from the terminal."""
    wiring.require_current_database()


@sync.command()
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def now(company: str) -> None:
    """Sync now, and wait for the result."""
    with wiring.opened_workbench() as bench:
        link = _company(bench.store, company)
        _carry_out_and_tell(bench, request_sync(bench.store, link.link_id, _operator()))


@sync.command()
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def plan(company: str) -> None:
    """Show what a sync would do, changing nothing: the same plan as /sync plan."""
    with wiring.opened_workbench() as bench:
        link = _company(bench.store, company)
        requested = request_plan(bench.store, link.link_id, _operator())
        carry_out(bench, requested.run.run_id)
        view = view_run(bench.store, requested.run.run_id)
        if view.plan is None:
            raise RunFailed(run_text(view))
        click.echo(plan_text(view.plan))


@sync.command()
@click.argument("plan_id", type=int)
def apply(plan_id: int) -> None:
    """Carry out exactly the plan PLAN_ID that was shown."""
    with wiring.opened_workbench() as bench:
        _carry_out_and_tell(bench, request_apply(bench.store, plan_id, _operator()))


@sync.command()
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def status(company: str) -> None:
    """Say how things stand, from our own notes."""
    with wiring.opened_store() as store:
        current = status_of(store, _company(store, company).link_id)
    click.echo(f"{current.link.name}, documents from {current.link.terms.sync_from}\n")
    rows = [
        (
            kind.kind.plural,
            f"{kind.intacct:,}",
            f"{kind.re_leased:,}",
            f"{kind.linked:,}",
            texts.amount(kind.amount_intacct),
            texts.amount(kind.amount_re_leased),
        )
        for kind in current.kinds
    ]
    heads = ("Records", "Intacct", "Re-Leased", "In step", "Sum in Intacct", "Sum in Re-Leased")
    click.echo("\n".join(aligned(heads, rows)))
    click.echo(f"\nNot yet synced: {', '.join(kind.plural for kind in current.not_yet_synced)}")
    for run in current.runs:
        purpose = texts.PURPOSES[run.purpose]
        click.echo(
            f"{run.created_at:%Y-%m-%d %H:%M}  {purpose} {run.run_id}: {texts.run_state(run)}"
        )


@sync.command()
def rules() -> None:
    """Print the rule book: which ledger may create, change and end what."""
    rows = [
        (rule.title, sides(rule.created_in), sides(rule.changed_in), sides(rule.ended_in))
        for rule in RULE_BOOK
    ]
    click.echo("\n".join(aligned(("Record", "Created in", "Changed in", "Ended in"), rows)))
    click.echo(f"\nNot yet synced: {', '.join(kind.plural for kind in NOT_YET_SYNCED_KINDS)}")


@sync.command("link")
@click.option(
    "--sync-from",
    required=True,
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Documents dated before this day never travel. Fixed for ever.",
)
@click.option("--yes", is_flag=True, help="Do not ask again.")
def link_command(sync_from: datetime, *, yes: bool) -> None:
    """Link the two companies the credentials answer for. This cannot be undone."""
    with wiring.opened_store() as store, wiring.opened_ledgers() as ledgers:
        names = " and ".join(
            f"{side.label} company {ledger.identity().name}" for side, ledger in ledgers.items()
        )
        if not yes:
            click.confirm(f"Link {names}, for ever?", abort=True)
        made = make_link(
            store, ledgers, sync_from=sync_from.date(), actor=f"{getpass.getuser()} (terminal)"
        )
        click.echo(f"{made.name} is linked.")


def _operator() -> Requester:
    """Whoever can run this program on the server has its settings, and with them every right."""
    return Requester(person_id="", name=f"{getpass.getuser()} (terminal)")


def _company(store: Store, words: str) -> CompanyLink:
    link = chosen_company(store, words)
    if isinstance(link, NoSuchCompany):
        raise FixSetup(link.answer)
    return link


def _carry_out_and_tell(bench: Workbench, requested: Requested) -> None:
    carry_out(bench, requested.run.run_id)
    view = view_run(bench.store, requested.run.run_id)
    if view.run.state is RunState.FAILED:
        raise RunFailed(run_text(view))
    click.echo(run_text(view))
    if not view.run.state.is_over:
        click.echo("Another run is at work on this company; this one goes on after it.")
