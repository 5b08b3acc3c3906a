"""The four kinds of document as an accountant names them, and how both ledgers keep them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.intacct.forms import BillForm, DocumentForm, InvoiceForm
from sandbox.intacct.records import Document as IntacctDocument
from sandbox.intacct.records import InvoiceState
from sandbox.intacct.rules.document_kinds import (
    ADJUSTMENT,
    BILL,
    BILL_ADJUSTMENT,
    INVOICE,
    DocumentKind,
)
from sandbox.re_leased.document_records import Document as ReLeasedDocument
from sandbox.re_leased.document_records import DocumentType, Kind
from sync.domain.kinds import RecordKind
from tests.scenarios.parties import SUPPLIER, TENANT, Role
from tests.scenarios.story import Story
from tests.sync.use_cases.bridge import COMPANY


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line stands on unless a table says otherwise.

    Attributes:
        account: The account.
        taxed: The tax type where there is VAT.
        untaxed: The tax type where there is none.
    """

    account: str
    taxed: str
    untaxed: str


_SALE = Terms("4000", "UK Sale Standard", "UK Sale Exempt")
_PURCHASE = Terms("5000", "UK Purchase Standard", "UK Purchase Exempt")


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of document.

    Attributes:
        kind: The kind of record.
        book: Intacct's kind.
        form: Intacct's form.
        role: Whom it concerns.
        side: Income or expense in Re-Leased.
        document_type: What it is there.
        terms: What its lines stand on.
        sign: -1 where Intacct writes a credit as a negative amount.
    """

    kind: RecordKind
    book: DocumentKind[Any]
    form: Callable[..., DocumentForm]
    role: Role
    side: Kind
    document_type: DocumentType
    terms: Terms
    sign: int

    def all_in_intacct(self, story: Story) -> list[IntacctDocument]:
        """All such documents in Intacct; not the records that reversed one."""
        documents = story.bridge.intacct.documents_of(self.book)
        return [one for one in documents if one.state is not InvoiceState.REVERSAL]

    def all_in_re_leased(self, story: Story) -> list[ReLeasedDocument]:
        """All such documents in Re-Leased; not the drafts that were deleted."""
        every = story.bridge.re_leased.documents.shelf.every(COMPANY)
        return [one for one in every if self._is_such(one) and not one.is_deleted]

    def in_intacct(self, story: Story, number: str) -> IntacctDocument:
        """The one such document of this number in Intacct."""
        found = [one for one in self.all_in_intacct(story) if one.record_id == number]
        assert len(found) == 1, f"Sage Intacct holds {len(found)} {self.kind.plural} {number}"
        return found[0]

    def in_re_leased(self, story: Story, number: str) -> ReLeasedDocument:
        """The one such document of this number in Re-Leased."""
        found = [one for one in self.all_in_re_leased(story) if one.invoice_number == number]
        assert len(found) == 1, f"Re-Leased holds {len(found)} {self.kind.plural} {number}"
        return found[0]

    def _is_such(self, document: ReLeasedDocument) -> bool:
        is_credit = document.document_type is not DocumentType.INVOICE
        return document.kind is self.side and is_credit == (self.sign < 0)


PAPERS = (
    Paper(
        kind=RecordKind.SALES_INVOICE,
        book=INVOICE,
        form=InvoiceForm,
        role=TENANT,
        side=Kind.INCOME,
        document_type=DocumentType.INVOICE,
        terms=_SALE,
        sign=1,
    ),
    Paper(
        kind=RecordKind.BILL,
        book=BILL,
        form=BillForm,
        role=SUPPLIER,
        side=Kind.EXPENSE,
        document_type=DocumentType.INVOICE,
        terms=_PURCHASE,
        sign=1,
    ),
    Paper(
        kind=RecordKind.SALES_CREDIT,
        book=ADJUSTMENT,
        form=InvoiceForm,
        role=TENANT,
        side=Kind.INCOME,
        document_type=DocumentType.CREDIT_NOTE,
        terms=_SALE,
        sign=-1,
    ),
    Paper(
        kind=RecordKind.PURCHASE_CREDIT,
        book=BILL_ADJUSTMENT,
        form=BillForm,
        role=SUPPLIER,
        side=Kind.EXPENSE,
        document_type=DocumentType.CREDIT_NOTE,
        terms=_PURCHASE,
        sign=-1,
    ),
)

PAPERS_BY_NAME = {
    name: paper for paper in PAPERS for name in (paper.kind.singular, paper.kind.plural)
}
"""Both `sales invoice` and `sales invoices` name the same kind."""
