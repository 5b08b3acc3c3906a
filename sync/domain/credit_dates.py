"""The dates of credits: Intacct's adjustments have no due date, and are due on their own date."""

from dataclasses import replace

from sync.domain.comparison import Comparison
from sync.domain.kinds import RecordKind

CREDITS = frozenset({RecordKind.SALES_CREDIT, RecordKind.PURCHASE_CREDIT})

_DUE, _ISSUED = "due_date", "issue_date"


def due_on_its_own_date(kind: RecordKind, comparison: Comparison) -> Comparison:
    """A credit's due date is never a change by itself.

    It goes to Re-Leased along with the issue date that it follows. In all other cases it is agreed silently:
    an issue date that was carried to Intacct moves the due date there, and that must not come back.
    """
    goes_along = {_DUE, _ISSUED} <= comparison.to_re_leased
    if kind not in CREDITS or goes_along:
        return comparison
    due = frozenset({_DUE})
    changed = (
        comparison.to_re_leased
        | comparison.to_intacct
        | comparison.agreed_anew
        | comparison.clashes
    )
    return replace(
        comparison,
        to_re_leased=comparison.to_re_leased - due,
        to_intacct=comparison.to_intacct - due,
        agreed_anew=comparison.agreed_anew | (changed & due),
        clashes=comparison.clashes - due,
    )
