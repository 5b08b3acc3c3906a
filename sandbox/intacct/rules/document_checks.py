"""What may be done to a document in which state, and when it falls due."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sandbox.intacct.forms import LineForm, value_or
from sandbox.intacct.records import Document, InvoiceState
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.document_kinds import DocumentKind

_ENDED = frozenset({InvoiceState.REVERSED, InvoiceState.REVERSAL})
_OPEN_FOR_LINES = frozenset({InvoiceState.DRAFT, InvoiceState.POSTED})
_HAS_PAYMENTS = frozenset({InvoiceState.SELECTED, InvoiceState.PARTIALLY_PAID, InvoiceState.PAID})


def check_may_be_edited(
    document: Document, kind: DocumentKind[Any], *, with_lines: bool, submit: bool
) -> None:
    """Refuse an edit of an ended document, of paid lines, and of a posted one back to draft."""
    name = _name(document, kind)
    if document.state in _ENDED:
        raise business_rule(f"The {name} is {document.state.lower()} and cannot be changed.")
    if document.state is not InvoiceState.DRAFT and not submit:
        raise business_rule(f"The {name} is posted and cannot become a draft again.")
    if with_lines and (document.lines_locked or document.state not in _OPEN_FOR_LINES):
        raise business_rule(f"The lines of {name} cannot be changed after a payment.")


def check_may_be_reversed(
    document: Document, kind: DocumentKind[Any], *, reversals_enabled: bool
) -> None:
    """Refuse a reversal of all but posted documents without payments, where the company reverses."""
    name = _name(document, kind)
    if document.state in _HAS_PAYMENTS:
        raise business_rule(f"The {name} has payments.", "Reverse the payments first.")
    if document.state is not InvoiceState.POSTED or document.module_key != kind.module_key:
        raise business_rule(f"The {name} cannot be reversed.", f"Only a posted {kind.noun} can be.")
    if not reversals_enabled:
        raise business_rule(f"The {name} is unpaid and cannot be reversed.", "Delete it.")


def check_may_be_deleted(
    document: Document, kind: DocumentKind[Any], *, reversals_enabled: bool
) -> None:
    """Refuse a deletion of all but drafts, and posted unpaid ones where the company deletes."""
    name = _name(document, kind)
    if document.state in _HAS_PAYMENTS:
        raise business_rule(f"The {name} has payments.", "Reverse the payments first.")
    if document.state in _ENDED or document.module_key != kind.module_key:
        raise business_rule(f"The {name} cannot be deleted.")
    if document.state is InvoiceState.POSTED and reversals_enabled:
        raise business_rule(f"The {name} is posted and cannot be deleted.", "Reverse it.")


def due_by_term(start: date, term_name: str) -> date:
    """The due date by an AR term: as many days later as its name says (a guess; no term table)."""
    if not term_name:
        raise business_rule("A due date or a term is required")
    days = re.search(r"\d{1,3}", term_name)
    return start + timedelta(days=int(days.group()) if days else 0)


def check_every_line_is_taxed(lines: Sequence[LineForm]) -> None:
    """Tax entries are required on every line of a VAT transaction. The wording is a guess."""
    if not all(value_or(line.tax_entries, ()) for line in lines):
        raise business_rule("Tax entries are required for each line of a VAT transaction")


def _name(document: Document, kind: DocumentKind[Any]) -> str:
    return f"{kind.noun} {document.record_id or document.record_no}"
