"""The buttons of drafts that wait: approve, reject, look, approve all, put forward again."""

from bot.escaping import markup
from bot.messages.approval_words import counted, totals
from bot.messages.approvals_card import (
    APPROVE_DRAFT,
    APPROVE_TOGETHER,
    PICK_DRAFT,
    REJECT_DRAFT,
    SHOW_DRAFT,
)
from bot.messages.blocks import section
from bot.messages.draft_details import draft_dialog
from bot.messages.drafts_message import ASK_ANEW
from bot.modals.drafts import reject_dialog
from bot.reactions import Button, Click, Dialog, Reaction
from bot.services import Services
from bot.values import ShownId, row_id, shown_id, shown_ids
from sync.domain.approving.approvals import Approval, ApprovalState, ApprovalVerb
from sync.domain.roles import Permission
from sync.use_cases.approving.ask_anew import ask_anew
from sync.use_cases.approving.decide import (
    DecidedTogether,
    NotDecided,
    approve,
    approve_together,
    look_at,
)
from sync.use_cases.approving.views import view_draft

BROKEN = "This button is broken. /sync drafts shows what is open."
LEFT_OUT_SHOWN = 5


def _approve(services: Services, click: Click) -> Reaction:
    shown = shown_id(click.value)
    if shown is None:
        return BROKEN
    try:
        approval = approve(services.desk(), shown.row_id, shown.digest, click.requester)
    except NotDecided as error:
        return _said(click, str(error))
    return _said(click, _thanks(approval)) if click.view_id else None


def _approve_together(services: Services, click: Click) -> Reaction:
    shown = shown_ids(click.value)
    if shown is None:
        return BROKEN
    try:
        together = approve_together(services.desk(), shown.row_ids, shown.digest, click.requester)
    except NotDecided as error:
        return str(error)
    return _left_out(together) if together.left_out else None


def _reject(services: Services, click: Click) -> Reaction:
    shown = shown_id(click.value)
    if shown is None:
        return BROKEN
    try:
        approval = look_at(
            services.desk(), shown.row_id, shown.digest, click.requester, ApprovalVerb.REJECT
        )
    except NotDecided as error:
        return _said(click, str(error))
    return reject_dialog(approval)


def _show(services: Services, click: Click) -> Reaction:
    return _shown(services, shown_id(click.value))


def _pick(services: Services, click: Click) -> Reaction:
    return _shown(services, shown_id(click.picked))


def _shown(services: Services, shown: ShownId | None) -> Reaction:
    view = view_draft(services.store, shown.row_id) if shown is not None else None
    return BROKEN if view is None else draft_dialog(view)


def _ask_anew(services: Services, click: Click) -> Reaction:
    approval_id = row_id(click.value)
    if approval_id is None:
        return BROKEN
    try:
        opened = ask_anew(services.desk(), approval_id, click.requester)
    except NotDecided as error:
        return str(error)
    return f"{opened.draft.title} is put forward again; its card is on its way."


def _said(click: Click, text: str) -> Reaction:
    """In a dialog the answer is shown on top of it, so that nobody has to look for it elsewhere."""
    if not click.view_id:
        return text
    said = section(markup(text, 1000))
    return Dialog(callback_id="", title="Draft", blocks=(said,), closes_all=True)


def _thanks(approval: Approval) -> str:
    if approval.state is ApprovalState.WAITING_SECOND:
        return f"{approval.draft.title} is approved by you and waits for a second approver."
    return f"{approval.draft.title} is approved and on its way to both ledgers. Its card tells the rest."


def _left_out(together: DecidedTogether) -> str:
    said = [f"{counted(len(together.decided))} approved, {totals(together.decided)}."]
    said += [one.why for one in together.left_out[:LEFT_OUT_SHOWN]]
    more = len(together.left_out) - LEFT_OUT_SHOWN
    if more > 0:
        said.append(f"{counted(more)} more left out.")
    return " ".join(said)


BUTTONS = (
    # Who may decide is asked when it is decided: also people who decide in somebody's place may.
    Button(APPROVE_DRAFT, None, _approve),
    Button(APPROVE_TOGETHER, None, _approve_together),
    Button(REJECT_DRAFT, None, _reject),
    Button(SHOW_DRAFT, Permission.SEE, _show),
    Button(PICK_DRAFT, Permission.SEE, _pick),
    Button(ASK_ANEW, Permission.SEE, _ask_anew),
)
