"""Tax that the accounting software worked out, put on a document that waited for it."""

from decimal import Decimal

from sandbox.clock import Clock
from sandbox.re_leased.document_records import (
    Document,
    Line,
    Status,
    TaxCalculation,
    TaxMode,
    TaxStatus,
)
from sandbox.re_leased.documents import Documents
from sandbox.re_leased.fields import CalculatedLineFields, CalculatedTaxFields
from sandbox.re_leased.line_amounts import Totals, with_tax
from sandbox.re_leased.moments import moment
from sandbox.re_leased.money import CENT, cents, plain, total
from sandbox.re_leased.records import Actor
from sandbox.re_leased.reference_data import ReferenceData
from sandbox.re_leased.refusal import Detail, broken_rule, broken_rules, wrong_status

_WAITING = frozenset({Status.AWAITING_APPROVAL, Status.APPROVED})


class CalculatedTax:
    """Takes in Externally Calculated Tax (Key aspects of the Intacct integration)."""

    def __init__(
        self, clock: Clock, *, documents: Documents, reference_data: ReferenceData
    ) -> None:
        self._clock = clock
        self._documents = documents
        self._reference_data = reference_data

    def apply(
        self, company_id: str, document_id: str, tax: CalculatedTaxFields, *, by: Actor
    ) -> Document:
        """Put the tax on the document's lines and total it anew; equal numbers change nothing.

        Raises:
            Refusal: 422 `tax_not_external`, `tax_total_mismatch`, `invoice_not_editable`; 409 for
                a draft, rejected or voided document.
        """
        document = self._documents.get(company_id, document_id)
        _require_waiting(document)
        self._require_external(document)
        given = _by_line(document, tax)
        lines = tuple(_taxed(line, given[line.id], document) for line in document.lines)
        calculation = TaxCalculation(
            mode=TaxMode.EXTERNAL,
            status=TaxStatus.APPLIED,
            applied_at=moment(self._clock.now()),
            external_document_id=tax.external_document_id,
        )
        if document.tax_calculation.status is TaxStatus.APPLIED and lines == document.lines:
            return document
        sums = Totals.of(lines)
        return self._documents.shelf.change(
            document,
            by=by,
            lines=lines,
            tax_calculation=calculation,
            net_total=sums.net_total,
            tax_total=sums.tax_total,
            gross_total=sums.gross_total,
            amount_due=sums.gross_total,
        )

    def _require_external(self, document: Document) -> None:
        faults = []
        for position, line in enumerate(document.lines):
            tax_type = self._reference_data.tax_types.find(document.company_id, line.tax_type_code)
            if tax_type is None or tax_type.calculation is not TaxMode.EXTERNAL:
                message = f"Line {line.id} has the tax type {line.tax_type_code}, not external."
                faults.append(Detail(f"lines[{position}]", "tax_not_external", message))
        if faults:
            raise broken_rules(faults)


def _require_waiting(document: Document) -> None:
    if document.status is Status.PAID or document.is_settled_in_part:
        message = f"{document.title} is paid; its tax cannot be changed."
        raise broken_rule("invoice_not_editable", message)
    if document.status not in _WAITING:
        raise wrong_status("put tax on", document.title, current_status=document.status)


def _by_line(document: Document, tax: CalculatedTaxFields) -> dict[str, CalculatedLineFields]:
    """The tax of every line, whose sum agrees with the total to the cent."""
    given = {line.line_id: line for line in tax.lines}
    if set(given) != {line.id for line in document.lines}:
        raise broken_rule("invalid_value", "Give the tax of every line once.", field="lines")
    amounts = total(_amount(line) for line in given.values())
    stated = cents(plain(tax.tax_total, field="taxTotal"))
    if abs(amounts - stated) > CENT:
        message = f"The lines' tax is {amounts}, the total says {stated}."
        raise broken_rule("tax_total_mismatch", message, field="taxTotal")
    return given


def _taxed(line: Line, given: CalculatedLineFields, document: Document) -> Line:
    rate = None if given.tax_rate is None else plain(given.tax_rate, field="taxRate")
    amount = cents(line.quantity * line.unit_price)
    return with_tax(line, amount=amount, tax=_amount(given), rate=rate, are=document.amounts_are)


def _amount(line: CalculatedLineFields) -> Decimal:
    return cents(plain(line.tax_amount, field="taxAmount"))
