"""`leasebridge match`: say what Re-Leased's own records are in Intacct, before a new link writes."""

import click

from leasebridge.command_line.at_hand import named_company, opened_link_desk, operator
from leasebridge.harmless import say
from leasebridge.match_texts import question_text, questions_text
from sync.domain.matching import AnswerVerb
from sync.use_cases.match_records import (
    answer,
    answer_as_suggested,
    confirm_matching,
    matching_of,
)

LARGEST_NUMBER = 2**31 - 1
of_company = click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)


@click.group(short_help="Match Re-Leased's own records before the first sync writes.")
def match() -> None:
    """Say what Re-Leased's own records are in Intacct. Nothing is written before it is confirmed."""


@match.command("list")
@click.option("--all", "everything", is_flag=True, help="Also what is answered already.")
@of_company
def list_command(company: str, *, everything: bool) -> None:
    """Show what is asked, what is suggested, and how far it has come."""
    with opened_link_desk() as desk:
        link = named_company(desk.store, company)
        say(questions_text(matching_of(desk, link.link_id), everything=everything))


@match.command("answer")
@click.argument("number", type=click.IntRange(1, LARGEST_NUMBER))
@click.argument("verb", type=click.Choice([verb.value for verb in AnswerVerb]))
@click.argument("intacct_id", default="")
@of_company
def answer_command(number: int, verb: str, intacct_id: str, company: str) -> None:
    """Answer for the record with this NUMBER by a VERB: match INTACCT_ID, create, archive or leave."""
    with opened_link_desk() as desk:
        link = named_company(desk.store, company)
        said = answer(
            desk, link.link_id, number, AnswerVerb(verb), intacct_key=intacct_id, who=operator()
        )
        say(question_text(said))


@match.command()
@of_company
def suggested(company: str) -> None:
    """Answer all that has no answer yet as it is suggested."""
    with opened_link_desk() as desk:
        link = named_company(desk.store, company)
        count = answer_as_suggested(desk, link.link_id, who=operator())
        say(f"{count} answered as suggested.")
        say(questions_text(matching_of(desk, link.link_id), everything=True))


@match.command()
@of_company
def confirm(company: str) -> None:
    """Let the link write from now on, as was answered."""
    with opened_link_desk() as desk:
        link = named_company(desk.store, company)
        made = confirm_matching(desk, link.link_id, who=operator())
        say(
            f"The matching of {link.name} is confirmed: {made} linked. The next sync writes: "
            "leasebridge sync plan shows what."
        )
