"""`leasebridge sync`: what people ask for in Slack, from a terminal. Runs here, without the queue."""

import click

from bot import texts
from bot.escaping import plain
from bot.messages.rules_message import sides
from leasebridge.command_line.at_hand import (
    named_company,
    opened_store,
    opened_workbench,
    operator,
)
from leasebridge.command_line.naming import only_one, records_named
from leasebridge.harmless import say
from leasebridge.plain_texts import aligned, plan_text, run_text, status_text
from leasebridge.record_texts import attachments_text, found_text, record_text
from sync.domain.choices import Person
from sync.domain.errors import FixSetup, LeasebridgeError
from sync.domain.holds import Hold
from sync.domain.kinds import RecordKind
from sync.domain.rule_book import RULE_BOOK
from sync.domain.runs import RunPurpose, RunState
from sync.use_cases.attachments import attachments_to_copy, mark_attachments_seen
from sync.use_cases.find_records import find_records
from sync.use_cases.hold_runs import release
from sync.use_cases.ports import Store
from sync.use_cases.request_run import Requested, request_apply, request_plan, request_sync
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from sync.use_cases.run_view import RunView, view_run
from sync.use_cases.show_record import record_called, show_record
from sync.use_cases.status import status_of

LARGEST_NUMBER = 2**31 - 1


def _word(kind: RecordKind) -> str:
    """What a kind of record is called on the command line."""
    return kind.value.replace("_", "-")


class RunFailed(LeasebridgeError):
    """A run asked for in the terminal did not come to its end."""


@click.group(short_help="Run, plan or watch a sync here.")
def sync() -> None:
    """Run, plan or watch a sync from the terminal."""


@sync.command()
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def now(company: str) -> None:
    """Sync now, and wait for the result."""
    with opened_workbench() as bench:
        link = named_company(bench.store, company)
        requested = request_sync(bench.store, link.link_id, operator())
        say(run_text(_carried_out(bench, requested)))


@sync.command()
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def plan(company: str) -> None:
    """Show what a sync would do, changing nothing: the same plan as /sync plan."""
    with opened_workbench() as bench:
        link = named_company(bench.store, company)
        view = _carried_out(bench, request_plan(bench.store, link.link_id, operator()))
        if view.plan is None:
            raise RunFailed(run_text(view))
        say(plan_text(view.run, view.plan, view.beyond))


@sync.command()
@click.argument("number", type=click.IntRange(1, LARGEST_NUMBER))
@click.option(
    "--yes", is_flag=True, help="Apply it without being asked, though it is far beyond the usual."
)
def apply(number: int, *, yes: bool) -> None:
    """Carry out exactly the plan with this NUMBER, as it was shown here or in Slack."""
    with opened_workbench() as bench:
        plan_id = _plan_of_run(bench.store, number)
        beyond = view_run(bench.store, number).beyond
        if beyond and not yes:
            click.confirm(
                f"Far more than usual. {plain(beyond)}\nApply exactly this plan?", abort=True
            )
        requested = request_apply(bench.store, plan_id, operator())
        say(run_text(_carried_out(bench, requested)))


@sync.command("go-ahead")
@click.argument("number", type=click.IntRange(1, LARGEST_NUMBER))
@click.option("--yes", is_flag=True, help="Go ahead without being asked.")
def go_ahead(number: int, *, yes: bool) -> None:
    """Go ahead with exactly what the run with this NUMBER stopped before, as it was shown here or in Slack."""
    with opened_workbench() as bench:
        hold = _hold_of_run(bench.store, number)
        if not yes:
            click.confirm(f"{plain(hold.what)}\nGo ahead with exactly this?", abort=True)
        requested = release(bench.store, hold.hold_id, hold.digest, operator())
        say(run_text(_carried_out(bench, requested)))


@sync.command()
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def status(company: str) -> None:
    """Say how things stand, from our own notes."""
    with opened_store() as store:
        current = status_of(store, named_company(store, company).link_id)
    say(status_text(current))


@sync.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def find(words: tuple[str, ...], company: str) -> None:
    """Find records by WORDS: a number, as it is or was on either side, a contact's name, or an amount."""
    with opened_store() as store:
        link = named_company(store, company)
        say(found_text(find_records(store, link.link_id, " ".join(words))))


@sync.command()
@click.argument("name", nargs=-1, required=True)
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def show(name: tuple[str, ...], company: str) -> None:
    """Show the record with this number or NAME: both sides, where it stands, what was done to it.

    Where several are called the same, say the kind before it, such as: bill 1001
    """
    kinds = {_word(kind): kind for kind in RecordKind}
    kind = kinds.get(name[0]) if len(name) > 1 else None
    with opened_store() as store:
        if kind is None:
            record_id = only_one(records_named(store, company, " ".join(name), None)).record_id
        else:
            link_id = named_company(store, company).link_id
            record_id = record_called(store, link_id, kind, " ".join(name[1:]))
        say(record_text(show_record(store, record_id)))


@sync.command()
@click.option("--seen", is_flag=True, help="Say that all of them were seen to.")
@click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
def attachments(company: str, *, seen: bool) -> None:
    """List documents with files on one side only; files are never copied."""
    with opened_store() as store:
        link_id = named_company(store, company).link_id
        if seen:
            number = mark_attachments_seen(store, link_id, Person(operator().name))
            say(f"{texts.count(number, 'document', 'documents')} seen to.")
        else:
            say(attachments_text(attachments_to_copy(store, link_id)))


@sync.command()
def rules() -> None:
    """Print the rule book: which ledger may create, change and end what."""
    rows = [
        (rule.title, sides(rule.created_in), sides(rule.changed_in), sides(rule.ended_in))
        for rule in RULE_BOOK
    ]
    say("\n".join(aligned(("Record", "Created in", "Changed in", "Ended in"), rows)))


def _hold_of_run(store: Store, number: int) -> Hold:
    """What the latest run that stopped asks, by that run's number."""
    with store.reading() as transaction:
        hold = transaction.holds.of_run(number)
    if hold is None:
        raise FixSetup(
            f"Nothing waits for an answer about run {number}. See how it stands with: "
            "leasebridge sync status"
        )
    return hold


def _plan_of_run(store: Store, number: int) -> int:
    """People know a plan by the number of the run that made it."""
    with store.reading() as transaction:
        try:
            run = transaction.runs.get(number)
        except KeyError:
            run = None
    if run is None or run.purpose is not RunPurpose.PLAN or run.plan_id is None:
        raise FixSetup(f"There is no finished plan {number}. Make one with: leasebridge sync plan")
    return run.plan_id


def _carried_out(bench: Workbench, requested: Requested) -> RunView:
    """Carry out the run here and now.

    Raises:
        RunFailed: It failed, or it must wait; a worker goes on with it then.
    """
    carry_out(bench, requested.run.run_id)
    view = view_run(bench.store, requested.run.run_id)
    if view.run.state is RunState.FAILED:
        raise RunFailed(run_text(view))
    if not view.run.state.is_over:
        raise RunFailed(
            f"{texts.run_name(view.run)} must wait: another run is at work on these companies, or a "
            "ledger is busy or away. A worker goes on with it by itself; see how it stands with: "
            "leasebridge sync status"
        )
    return view
