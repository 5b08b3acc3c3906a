"""People enter, decide about, change and take back documents."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sandbox.intacct.forms import LineEdit, LineForm, TaxEntryForm
from sandbox.intacct.records import Document, InvoiceState
from sandbox.re_leased.document_records import Document as ReLeasedDocument
from sandbox.re_leased.document_records import DocumentType, Status
from sandbox.re_leased.fields import DocumentFields, LineFields
from tests.scenarios.papers import Paper
from tests.simulation.people.acting import Act, Somebody
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

_DUE = timedelta(days=14)


def enter_in_intacct(who: Somebody) -> str:
    """A draft, or posted at once."""
    return entered_in_intacct(who, who.paper(), who.entered.next("IN"))


def enter_a_draft(who: Somebody) -> str:
    """One that waits for approval, on either side."""
    number = who.entered.next("DR")
    if who.chance.random() < 0.5:
        return entered_in_intacct(who, who.paper(), number, is_draft=True)
    return entered_in_re_leased(who, who.paper(), number, Status.AWAITING_APPROVAL)


def entered_in_intacct(
    who: Somebody, paper: Paper, number: str, *, is_draft: bool | None = None
) -> str:
    """Enter one document; a draft more seldom than not, where it is not said."""
    day = who.day()
    optional: dict[str, Any] = {} if paper.sign < 0 else {"due_date": day + _DUE}
    form = paper.form(
        record_id=number,
        invoice_date=day,
        lines=tuple(_line(who, paper) for _ in range(who.chance.choice((1, 1, 2)))),
        **optional,
        **{paper.role.form_field: who.party(paper).party_id},
    )
    draft = who.chance.random() < 0.4 if is_draft is None else is_draft
    made = who.intacct.create_document(paper.book, form, draft=draft, by=FIONA)
    return f"enters {paper.kind.singular} {number}, {made.state}, {made.total_entered}"


def _line(who: Somebody, paper: Paper) -> LineForm:
    taxed = paper.terms.taxed if who.chance.random() < 0.5 else paper.terms.untaxed
    return LineForm(
        account_no=paper.terms.account,
        amount=paper.sign * who.amount(),
        memo="Rent",
        tax_entries=(TaxEntryForm(detail_id=taxed),),
    )


def post(who: Somebody) -> str:
    """Submit a draft as it stands."""
    paper, one = who.pick(
        (paper, one) for paper, one in who.any_in_intacct() if one.state is InvoiceState.DRAFT
    )
    who.intacct.update_document(paper.book, one.record_no, paper.form(), by=FIONA)
    return f"posts {one.record_id}"


def change_amount(who: Somebody) -> str:
    """Another amount on the first line; a draft stays one, or is posted with it."""
    paper, one = who.pick(who.any_in_intacct())
    edit = LineEdit(line_num=1, line=LineForm(amount=paper.sign * who.amount()))
    submit = one.state is not InvoiceState.DRAFT or who.chance.random() < 0.3
    changed = who.intacct.update_document(
        paper.book, one.record_no, paper.form(), line_edits=[edit], submit=submit, by=FIONA
    )
    return f"changes {one.record_id} to {changed.total_entered}"


def change_words(who: Somebody) -> str:
    """Another reference, description or due date."""
    paper, one = who.pick(who.any_in_intacct())
    changes: dict[str, Any] = who.chance.choice(
        (
            {"doc_number": who.entered.next("REF")},
            {"description": who.entered.next("Words")},
            {"invoice_date": one.invoice_date - timedelta(days=1)},
            {"record_id": who.entered.next("INNEW")},
        )
    )
    submit = one.state is not InvoiceState.DRAFT
    who.intacct.update_document(
        paper.book, one.record_no, paper.form(**changes), submit=submit, by=FIONA
    )
    return f"changes {one.record_id}: {changes}"


def reverse(who: Somebody) -> str:
    """Reverse what is posted and not paid."""
    paper, one = who.pick(
        (paper, one) for paper, one in who.any_in_intacct() if one.state is InvoiceState.POSTED
    )
    who.intacct.reverse_document(paper.book, one.record_no, on=who.today, by=FIONA)
    return f"reverses {one.record_id}"


def delete(who: Somebody) -> str:
    """Delete a draft."""
    paper, one = who.pick(
        (paper, one) for paper, one in who.any_in_intacct() if one.state is InvoiceState.DRAFT
    )
    who.intacct.delete_document(paper.book, one.record_no, by=FIONA)
    return f"deletes {one.record_id}"


def close_the_books(who: Somebody) -> str:
    """Close a period, or open all again."""
    closed = None if who.intacct.closed_until else who.today - timedelta(days=20)
    who.intacct.close_books_until(closed)
    return f"closes the books until {closed}"


def enter_in_re_leased(who: Somebody) -> str:
    """For themselves, awaiting approval, or approved at once."""
    return entered_in_re_leased(who, who.paper(), who.entered.next("RE"))


def entered_in_re_leased(
    who: Somebody, paper: Paper, number: str, status: Status | None = None
) -> str:
    """Enter one document, of any status where none is said."""
    day = who.day()
    fields = DocumentFields(
        kind=paper.side,
        document_type=paper.document_type,
        status=status
        or who.chance.choices(
            (Status.DRAFT, Status.AWAITING_APPROVAL, Status.APPROVED), weights=(1, 3, 3)
        )[0],
        invoice_number=number,
        contact_id=who.contact(paper).id,
        issue_date=day,
        due_date=day if paper.sign < 0 else day + _DUE,
        lines=tuple(
            _line_in_re_leased(who, paper, who.amount())
            for _ in range(who.chance.choice((1, 1, 2)))
        ),
    )
    made = who.re_leased.documents.create(COMPANY, fields, by=MARCUS)
    return f"enters {paper.kind.singular} {number}, {made.status}, {made.gross_total}"


def _line_in_re_leased(who: Somebody, paper: Paper, net: Decimal) -> LineFields:
    return LineFields(
        account_code=paper.terms.account,
        description="Rent",
        net_amount=net,
        tax_type_code=paper.terms.taxed if who.chance.random() < 0.5 else paper.terms.untaxed,
    )


def enter_twice(who: Somebody) -> str:
    """Both offices enter a document under one number."""
    paper, number = who.paper(), who.entered.next("TW")
    first = entered_in_intacct(who, paper, number)
    return f"{first}; and in Re-Leased {entered_in_re_leased(who, paper, number)}"


def submit(who: Somebody) -> str:
    """Put a draft forward."""
    one = _of_status(who, Status.DRAFT, Status.REJECTED)
    who.re_leased.documents.submit(COMPANY, one.id, by=MARCUS)
    return f"submits {one.invoice_number}"


def approve(who: Somebody) -> str:
    """Approve in Re-Leased itself."""
    one = _of_status(who, Status.AWAITING_APPROVAL)
    who.re_leased.documents.approve(COMPANY, one.id, by=MARCUS)
    return f"approves {one.invoice_number}"


def reject(who: Somebody) -> str:
    """Reject in Re-Leased itself."""
    one = _of_status(who, Status.AWAITING_APPROVAL)
    who.re_leased.documents.reject(COMPANY, one.id, by=MARCUS)
    return f"rejects {one.invoice_number}"


def take_back(who: Somebody) -> str:
    """Make a draft of it again."""
    one = _of_status(who, Status.AWAITING_APPROVAL, Status.REJECTED, Status.APPROVED)
    who.re_leased.documents.reset_to_draft(COMPANY, one.id, by=MARCUS)
    return f"takes {one.invoice_number} back"


def void(who: Somebody) -> str:
    """Void in Re-Leased, which is Intacct's to do."""
    one = _of_status(who, Status.APPROVED, Status.AWAITING_APPROVAL)
    who.re_leased.documents.void(COMPANY, one.id, by=MARCUS)
    return f"voids {one.invoice_number}"


def delete_in_re_leased(who: Somebody) -> str:
    """Delete a draft."""
    one = _of_status(who, Status.DRAFT, Status.REJECTED)
    who.re_leased.documents.delete(COMPANY, one.id, by=MARCUS)
    return f"deletes {one.invoice_number}"


def change_amount_in_re_leased(who: Somebody) -> str:
    """One line with another amount in place of all."""
    changed = amended_in_re_leased(who, who.pick(who.any_in_re_leased()))
    return f"changes {changed.invoice_number} to {changed.gross_total}"


def amended_in_re_leased(who: Somebody, one: ReLeasedDocument) -> ReLeasedDocument:
    """One line with another amount in place of all."""
    line = one.lines[0]
    amended = LineFields(
        account_code=line.account_code,
        description=line.description,
        net_amount=who.amount(),
        tax_type_code=line.tax_type_code,
    )
    return who.re_leased.documents.edit(
        COMPANY, one.id, DocumentFields(lines=(amended,)), by=MARCUS
    )


def change_words_in_re_leased(who: Somebody) -> str:
    """Another reference, number or date."""
    one = who.pick(who.any_in_re_leased())
    fields = who.chance.choice(
        (
            DocumentFields(reference=who.entered.next("REF")),
            DocumentFields(invoice_number=who.entered.next("RENEW")),
            DocumentFields(issue_date=one.issue_date - timedelta(days=1)),
        )
    )
    who.re_leased.documents.edit(COMPANY, one.id, fields, by=MARCUS)
    return f"changes {one.invoice_number}: {fields.given(leave_out=('status', 'external_refs'))}"


def attach(who: Somebody) -> str:
    """Put a file on a document."""
    one = who.pick(who.any_in_re_leased())
    who.re_leased.attachments.attach(
        COMPANY,
        one.id,
        file_name="scan.pdf",
        content_type="application/pdf",
        size=10_000,
        by=MARCUS,
    )
    return f"puts a file on {one.invoice_number}"


def _of_status(who: Somebody, *statuses: Status) -> ReLeasedDocument:
    return who.pick(one for one in who.any_in_re_leased() if one.status in statuses)


def is_paid_by(paper: Paper, one: Document) -> bool:
    """Whether money may be put against it."""
    payable = {InvoiceState.POSTED, InvoiceState.PARTIALLY_PAID}
    return paper.sign > 0 and one.state in payable


def is_invoice(one: ReLeasedDocument) -> bool:
    """Whether it is paid, rather than a credit."""
    return one.document_type is DocumentType.INVOICE


DOCUMENTS: Mapping[str, Act] = {
    "enter in Intacct": enter_in_intacct,
    "enter a draft": enter_a_draft,
    "post": post,
    "change amount in Intacct": change_amount,
    "change words in Intacct": change_words,
    "reverse": reverse,
    "delete in Intacct": delete,
    "close the books": close_the_books,
    "enter in Re-Leased": enter_in_re_leased,
    "enter twice": enter_twice,
    "submit": submit,
    "approve in Re-Leased": approve,
    "reject in Re-Leased": reject,
    "take back": take_back,
    "void in Re-Leased": void,
    "delete in Re-Leased": delete_in_re_leased,
    "change amount in Re-Leased": change_amount_in_re_leased,
    "change words in Re-Leased": change_words_in_re_leased,
    "attach a file": attach,
}
"""By name."""
