"""Documents: invoices, bills, credit notes and adjustments."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sync.domain.kinds import RecordKind
from sync.domain.money import Money, total
from sync.domain.records.reference import Reference

EXTERNAL_TAX = Reference(RecordKind.TAX_DETAIL, "Externally Calculated Tax")
"""On a line whose tax Intacct's engine works out. No record of either side; it means the same on both."""


class DocumentStatus(StrEnum):
    """Where a document stands between its first keystroke and its end.

    Payment is not a status here: a posted invoice stays posted however much of it is paid.
    """

    PRIVATE = "private"  # a draft that Re-Leased keeps to itself until it is submitted
    DRAFT = "draft"  # Re-Leased: Awaiting Approval; Intacct: Draft
    REJECTED = "rejected"  # declined by an approver in Re-Leased
    POSTED = "posted"  # Re-Leased: Approved; Intacct: Posted
    VOIDED = "voided"  # Re-Leased: Voided; Intacct: Reversed


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line of a document.

    Attributes:
        description: What is charged.
        account: The account of the chart; the item on an Order Entry or Purchasing document.
        net: Amount without tax.
        tax: Tax on the line; zero where none is charged; None while Intacct's engine has not said it.
        tax_detail: The tax type, `EXTERNAL_TAX`, or None where the line carries none.
        dimensions: The dimension values the line is tagged with, in the order of their keys.
    """

    description: str
    account: Reference
    net: Money
    tax: Money | None
    tax_detail: Reference | None
    dimensions: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice, a bill, a credit note or an adjustment; which of them is told by its kind.

    Attributes:
        number: The number people see; Intacct may replace the one Re-Leased gave.
        reference: Free text of the sender.
        contact: The customer, or the vendor.
        issue_date: The document's date.
        due_date: When it is to be paid; a credit's own date.
        currency: ISO 4217 code of all amounts.
        status: Where it stands.
        lines: At least one, in order. On invoices and bills they say what is owed; on credits what is
            credited, so an adjustment that debits has negative amounts.
    """

    number: str
    reference: str
    contact: Reference
    issue_date: date
    due_date: date
    currency: str
    status: DocumentStatus
    lines: tuple[DocumentLine, ...]

    @property
    def net(self) -> Money:
        """The sum of the lines without tax."""
        return total((line.net for line in self.lines), self.currency)

    @property
    def tax(self) -> Money:
        """The sum of the lines' tax, as far as it is known."""
        return total((line.tax for line in self.lines if line.tax is not None), self.currency)

    @property
    def is_tax_pending(self) -> bool:
        """Whether the tax of a line is still to be worked out."""
        return any(line.tax is None for line in self.lines)

    @property
    def gross(self) -> Money:
        """The sum of the lines with tax: what is owed, or credited."""
        return self.net + self.tax
