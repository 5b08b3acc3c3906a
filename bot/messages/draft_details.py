"""One draft in full, as a dialog: lines, totals, what to look at twice, and where to open it."""

from bot.escaping import markup, moment
from bot.messages.approval_words import NAME, draft_line, notes_on, outcome_line
from bot.messages.approvals_card import approval_buttons
from bot.messages.blocks import Block, actions, context, link_button, section
from bot.messages.record_message import is_address
from bot.reactions import Dialog
from sync.domain.approving.deciding import needs_second
from sync.domain.records import Document, DocumentLine, Reference
from sync.domain.sides import Side
from sync.use_cases.approving.views import DraftView

LINES_SHOWN = 40
LINES_IN_A_SECTION = 8


def draft_dialog(view: DraftView) -> Dialog:
    """The draft as Intacct has it now; with buttons while it waits."""
    approval, draft = view.approval, view.approval.draft
    blocks = (
        section(draft_line(draft), *notes_on(draft), outcome_line(approval)),
        *_about(view),
        *(_lines(view, view.document) if view.document is not None else []),
        *_links(view),
        *([approval_buttons(approval, details=False)] if approval.state.is_undecided else []),
        context(_footer(view)),
    )
    return Dialog(callback_id="", title="Draft", blocks=tuple(blocks))


def _about(view: DraftView) -> list[Block]:
    draft, document = view.approval.draft, view.document
    lines = [f"Dated {draft.dated:%d %b %Y}, due {draft.due:%d %b %Y}"]
    if document is not None and document.reference:
        lines.append(f"Reference: {markup(document.reference, 120)}")
    if draft.changers:
        names = (f"user {one} of Sage Intacct" if one.isdigit() else one for one in draft.changers)
        lines.append(f"Entered or changed by: {markup(', '.join(names), 200)}")
    if needs_second(draft.amount, view.policy):
        lines.append("Needs two different approvers.")
    return [section(*lines)]


def _lines(view: DraftView, document: Document) -> list[Block]:
    told = [_line(view, line) for line in document.lines[:LINES_SHOWN]]
    more = len(document.lines) - LINES_SHOWN
    if more > 0:
        told.append(f"… and {more:,} more lines")
    tax = "still being worked out" if document.is_tax_pending else str(document.tax)
    sums = f"Net {document.net} · tax {tax} · total *{document.gross}*"
    chunks = (told[at : at + LINES_IN_A_SECTION] for at in range(0, len(told), LINES_IN_A_SECTION))
    return [*(section(*chunk) for chunk in chunks), section(sums)]


def _line(view: DraftView, line: DocumentLine) -> str:
    tax = "tax pending" if line.tax is None else f"tax {line.tax}"
    facts = [_name(view, line.account), *(_name(view, one) for one in line.dimensions)]
    said = markup(line.description, 120) or "(no description)"
    return f"• {said}: *{line.net}*, {tax} ({', '.join(facts)})"


def _name(view: DraftView, reference: Reference) -> str:
    return markup(view.names.get(reference, reference.key), NAME)


def _links(view: DraftView) -> list[Block]:
    buttons = [
        link_button(f"Open in {side.label}", action_id=f"open:{side}", url=view.addresses[side])
        for side in Side
        if is_address(view.addresses.get(side, ""))
    ]
    return [actions("links", *buttons)] if buttons else []


def _footer(view: DraftView) -> str:
    approval = view.approval
    return (
        f"{markup(view.link.name, 100)} · put forward {moment(approval.opened_at)} · "
        f"version `{approval.draft.digest[:8]}`"
    )
