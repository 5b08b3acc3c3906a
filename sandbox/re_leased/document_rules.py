"""Rules about a document's fields that need nothing but the fields themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import UNSET

from sandbox.re_leased.document_records import AdjustmentType, DocumentType, Kind, Status
from sandbox.re_leased.fields import DocumentFields
from sandbox.re_leased.line_amounts import Totals
from sandbox.re_leased.money import ZERO
from sandbox.re_leased.refusal import Detail, broken_rules

_STARTS_AS = frozenset({Status.DRAFT, Status.AWAITING_APPROVAL, Status.APPROVED})


@dataclass(frozen=True, slots=True)
class Essentials:
    """What every new document has."""

    kind: Kind
    contact_id: str
    issue_date: date
    document_type: DocumentType
    adjustment_type: AdjustmentType | None


def essentials(fields: DocumentFields) -> Essentials:
    """The fields that cannot be left out of a new document.

    Raises:
        Refusal: 422 when one is missing or the document starts in another state than Draft,
            Awaiting Approval or Approved.
    """
    wanted = ("kind", "contact_id", "issue_date", "lines")
    faults = [
        Detail(name, "required", f"A new invoice needs {name}.")
        for name in wanted
        if not getattr(fields, name)
    ]
    if fields.status not in _STARTS_AS:
        message = f"A new invoice cannot start as {fields.status}."
        faults.append(Detail("status", "invalid_value", message))
    if faults or not fields.kind or not fields.contact_id or not fields.issue_date:
        raise broken_rules(faults)
    return Essentials(
        kind=fields.kind,
        contact_id=fields.contact_id,
        issue_date=fields.issue_date,
        document_type=fields.document_type or DocumentType.INVOICE,
        adjustment_type=fields.adjustment_type or None,
    )


def adjustment_faults(wanted: Essentials) -> list[Detail]:
    """An adjustment says which way it goes, and nothing else does."""
    is_adjustment = wanted.document_type is DocumentType.ADJUSTMENT
    if is_adjustment == (wanted.adjustment_type is not None):
        return []
    message = "An adjustment, and only an adjustment, has an adjustment type."
    return [Detail("adjustmentType", "invalid_value", message)]


def total_faults(sums: Totals) -> list[Detail]:
    """A document is never negative; credit is given by a credit note (Limitations)."""
    if sums.gross_total >= ZERO:
        return []
    message = f"The total {sums.gross_total} is negative; enter a credit note instead."
    return [Detail("grossTotal", "negative_total", message)]


def edit_faults(fields: DocumentFields) -> list[Detail]:
    """Whether amounts contain tax can only be changed together with the lines."""
    if fields.amounts_are is UNSET or fields.lines:
        return []
    return [Detail("lines", "required", "Give the lines anew with a new amountsAre.")]


def require_none(faults: Sequence[Detail]) -> None:
    """Refuse with all of `faults` at once, if there are any."""
    if faults:
        raise broken_rules(faults)
