"""Dialogs that link two companies: from when on, and the name to type before it is for ever."""

from datetime import UTC, date, datetime

from bot.escaping import plain
from bot.messages.blocks import section
from bot.messages.proposal_message import proposal_blocks
from bot.modals.inputs import date_input, text_input
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services
from bot.values import row_id
from sync.domain.linking import (
    EARLIEST_SYNC_FROM,
    Confirmation,
    LinkProposal,
    objection_to_confirming,
)
from sync.domain.roles import Permission
from sync.use_cases.desk_work import ask_for_link, ask_for_proposal

PROPOSE_FORM = "propose_link_form"
CONFIRM_FORM = "confirm_link_form"
SYNC_FROM, NAME, PROPOSAL = "sync_from", "typed_name", "proposal"
LOOKING = (
    "Both ledgers are being looked at. The proposal comes to you as a private message; nothing is linked "
    "before you confirm it."
)
TOO_EARLY = f"Choose {EARLIEST_SYNC_FROM:%d %b %Y} or later."
NO_DATE = "Type the date as year-month-day, such as 2026-01-01."


def propose_dialog() -> Dialog:
    """Asks from when on documents are to travel."""
    return Dialog(
        callback_id=PROPOSE_FORM,
        title="Link two companies",
        blocks=(
            section(
                "Leasebridge looks at the two companies that its credentials answer for, and proposes to "
                "link them. Nothing is linked before an administrator confirms the proposal."
            ),
            date_input(
                SYNC_FROM,
                "Sync from",
                hint="Documents dated before this day never travel. Fixed for ever once linked.",
            ),
        ),
        submit="Propose",
    )


def confirm_dialog(proposal: LinkProposal) -> Dialog:
    """Asks for the name of the company that is to be linked for ever."""
    return Dialog(
        callback_id=CONFIRM_FORM,
        title="Link these two",
        blocks=(
            *proposal_blocks(proposal),
            text_input(
                NAME,
                "Type the Re-Leased company's name",
                hint="Exactly as it is called. This cannot be undone.",
                at_most=200,
            ),
        ),
        submit="Link for ever",
        state={PROPOSAL: str(proposal.proposal_id)},
    )


def typed_date(words: str) -> date | None:
    """The date that somebody typed or picked; None where it is none."""
    try:
        return date.fromisoformat(words.strip()) if words.isascii() else None
    except ValueError:
        return None


def proposal_with(services: Services, value: str) -> LinkProposal | None:
    """The proposal whose id a button or dialog brings back."""
    proposal_id = row_id(value)
    if proposal_id is None:
        return None
    with services.store.reading() as transaction:
        try:
            return transaction.proposals.get(proposal_id)
        except KeyError:
            return None


def objection(proposal: LinkProposal, typed_name: str) -> str | None:
    """Why it cannot be confirmed like this, as far as can be told without asking the ledgers."""
    said = Confirmation(typed_name, proposal.intacct, proposal.re_leased, datetime.now(UTC))
    return objection_to_confirming(proposal, said)


def _submit_proposal(services: Services, submission: Submission) -> Outcome:
    sync_from = typed_date(submission.text(SYNC_FROM))
    if sync_from is None or sync_from < EARLIEST_SYNC_FROM:
        return Wrong({SYNC_FROM: NO_DATE if sync_from is None else TOO_EARLY})
    ask_for_proposal(services.store, sync_from, submission.requester)
    return Done(LOOKING)


def _submit_confirmation(services: Services, submission: Submission) -> Outcome:
    proposal = proposal_with(services, submission.state.get(PROPOSAL, ""))
    if proposal is None:
        return Done("There is no such proposal. Make a new one with /sync link.")
    typed = plain(submission.text(NAME), 200)
    in_the_way = objection(proposal, typed)
    if in_the_way is not None:
        return Wrong({NAME: in_the_way})
    ask_for_link(services.store, proposal.proposal_id, typed_name=typed, who=submission.requester)
    return Done("Both ledgers are told of the link. You hear privately when it is made.")


FORMS = (
    Form(PROPOSE_FORM, Permission.LINK_COMPANIES, _submit_proposal),
    Form(CONFIRM_FORM, Permission.LINK_COMPANIES, _submit_confirmation),
)
