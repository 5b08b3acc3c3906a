"""The dialog that asks why a company is paused."""

from bot.escaping import markup
from bot.messages.blocks import section
from bot.modals.inputs import text_input
from bot.modals.records import LEAST_REASON, REASON, person_of
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services, company_with
from sync.domain.errors import LeasebridgeError
from sync.domain.links import CompanyLink
from sync.domain.roles import Permission
from sync.use_cases.pause import pause

PAUSE_FORM = "pause_form"
LINK = "link"
TOO_SHORT = f"Say why in at least {LEAST_REASON} characters: everybody who asks for a sync is told."


def pause_dialog(link: CompanyLink, reason: str = "") -> Dialog:
    """Asks why; what was typed already stands there."""
    return Dialog(
        callback_id=PAUSE_FORM,
        title="Pause the sync",
        blocks=(
            section(
                f"Nothing is written to either ledger of *{markup(link.name, 100)}* until somebody lets "
                "it go on. A run under way finishes what it has sent, and stops."
            ),
            text_input(
                REASON, "Why?", hint=TOO_SHORT, initial=reason, at_least=LEAST_REASON, at_most=300
            ),
        ),
        submit="Pause",
        state={LINK: str(link.link_id)},
    )


def paused(name: str) -> str:
    """What is said once it is paused."""
    return f"{name} is paused: nothing is written until somebody types /sync resume."


def _submit(services: Services, submission: Submission) -> Outcome:
    link = company_with(services.store, submission.state.get(LINK, ""))
    reason = submission.text(REASON)
    if link is None:
        return Done("This dialog is broken. Type /sync pause again.")
    if len(reason) < LEAST_REASON:
        return Wrong({REASON: TOO_SHORT})
    try:
        pause(services.store, link.link_id, reason=reason, who=person_of(submission.requester))
    except LeasebridgeError as error:
        return Wrong({REASON: str(error)})
    return Done(paused(link.name))


FORMS = (Form(PAUSE_FORM, Permission.PAUSE, _submit),)
