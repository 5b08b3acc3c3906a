"""The dialog in which a draft is rejected, with a reason."""

from bot.messages.approval_words import draft_line
from bot.messages.approvals_card import shown_value
from bot.messages.blocks import context, section
from bot.modals.inputs import text_input
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services
from bot.values import shown_id
from sync.domain.approving.approvals import Approval
from sync.domain.approving.deciding import SHORTEST_REASON, too_short
from sync.use_cases.approving.decide import NotDecided, reject

REJECT = "reject_draft"
REASON = "reason"
BROKEN = "This dialog is broken. Nothing was decided; see /sync drafts."


def reject_dialog(approval: Approval) -> Dialog:
    """Asks why; the reason goes to Re-Leased, and to whoever entered the document."""
    return Dialog(
        callback_id=REJECT,
        title="Reject a draft",
        blocks=(
            section(draft_line(approval.draft)),
            text_input(
                REASON,
                "What is wrong, and what should be done?",
                at_least=SHORTEST_REASON,
                at_most=500,
                lines=True,
            ),
            context(
                "It is rejected in Re-Leased with this reason. The draft in Sage Intacct stays."
            ),
        ),
        submit="Reject",
        state={"approval": shown_value(approval)},
    )


def _submit(services: Services, submission: Submission) -> Outcome:
    shown = shown_id(submission.state.get("approval", ""))
    if shown is None:
        return Done(BROKEN)
    reason = submission.text(REASON)
    problem = too_short(reason)
    if problem is not None:
        return Wrong({REASON: problem})
    try:
        reject(services.desk(), shown.row_id, shown.digest, submission.requester, reason)
    except NotDecided as error:
        return Done(str(error))
    return Done()


FORMS = (Form(REJECT, None, _submit),)
"""Who may is asked when it is decided: also people who decide in somebody's place may."""
