"""The generic create and update of APBILL."""

from dataclasses import dataclass
from decimal import Decimal

import msgspec
from msgspec import UNSET

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.forms import BillForm, LineEdit, LineForm, TaxEntryForm, value_or
from sandbox.intacct.functions.filling_in import Filling, filled_in, plain
from sandbox.intacct.records import Bill
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.document_kinds import BILL
from sandbox.intacct.rules.document_lines import to_cent
from sandbox.intacct.wire.tree import Element, text_of
from sandbox.intacct.wire.values import parse_date, parse_number

_HEADER: Filling = {
    "VENDORID": ("vendor_id", plain),
    "WHENCREATED": ("invoice_date", parse_date),
    "WHENPOSTED": ("posting_date", parse_date),
    "WHENDUE": ("due_date", parse_date),
    "TERMNAME": ("term_name", plain),
    "RECORDID": ("record_id", plain),
    "DOCNUMBER": ("doc_number", plain),
    "DESCRIPTION": ("description", plain),
    "CURRENCY": ("currency", plain),
    "TAXSOLUTIONID": ("tax_solution_id", plain),
    "SUPDOCID": ("supdoc_id", plain),
    "BILLTOPAYTOCONTACTNAME": ("bill_to", plain),
    "SHIPTORETURNTOCONTACTNAME": ("ship_to", plain),
}
_LINE: Filling = {
    "ACCOUNTNO": ("account_no", plain),
    "ACCOUNTLABEL": ("account_no", plain),
    "OFFSETGLACCOUNTNO": ("offset_account_no", plain),
    "TRX_AMOUNT": ("amount", parse_number),
    "AMOUNT": ("amount", parse_number),
    "ENTRYDESCRIPTION": ("memo", plain),
    "DEPARTMENTID": ("department_id", plain),
    "LOCATIONID": ("location_id", plain),
    "CLASSID": ("class_id", plain),
    "PROJECTID": ("project_id", plain),
    "ITEMID": ("item_id", plain),
    "CUSTOMERID": ("customer_id", plain),
    "VENDORID": ("vendor_id", plain),
}
_NOT_IN_HEADER = frozenset(
    {"APBILLITEMS", "ACTION", "INCLUSIVETAX", "BASECURR", "ONHOLD", "PRBATCH"}
    | {"EXCH_RATE_DATE", "EXCH_RATE_TYPE_ID", "EXCHANGE_RATE"}
)
_NOT_IN_LINE = frozenset({"TAXENTRIES", "TOTALTRXAMOUNT", "RECORDNO", "LINE_NO", "BILLABLE"})


@dataclass(frozen=True, slots=True)
class BillSubmission:
    """A filled-in bill and whether it is to be posted.

    Attributes:
        gross: For each line the amount with its tax inside, or None where the net is given.
    """

    form: BillForm
    submit: bool
    gross: tuple[Decimal | None, ...]


def bill_submission(element: Element) -> BillSubmission:
    """Read an APBILL element."""
    action = text_of(element, "ACTION") or "Submit"
    if action.lower() not in {"submit", "draft"}:
        raise business_rule(f"Action {action} is not valid", "Use Draft or Submit.")
    lines = element.findall("APBILLITEMS/APBILLITEM")
    inclusive = text_of(element, "INCLUSIVETAX").lower() == "true"
    header = filled_in(BillForm, _HEADER, element, elsewhere=_NOT_IN_HEADER)
    return BillSubmission(
        msgspec.structs.replace(header, lines=tuple(_line(line) for line in lines)),
        submit=action.lower() == "submit",
        gross=tuple(_gross(line) if inclusive else None for line in lines),
    )


def enter_bill(book: IntacctBook, submission: BillSubmission, *, by: str) -> Bill:
    """Create the bill."""
    form = _with_net_amounts(book, submission)
    return book.create_document(BILL, form, draft=not submission.submit, by=by)


def change_bill(book: IntacctBook, record_no: int, submission: BillSubmission, *, by: str) -> Bill:
    """Edit the bill; lines that are given replace the bill's lines from the first on (a guess)."""
    form = _with_net_amounts(book, submission)
    kept = sum(item.is_user_line for item in book.document(BILL, record_no).items)
    edits = [
        LineEdit(line_num=place if place <= kept else None, line=line)
        for place, line in enumerate(form.lines, start=1)
    ]
    return book.update_document(
        BILL, record_no, form, line_edits=edits, submit=submission.submit, by=by
    )


def _line(element: Element) -> LineForm:
    line = filled_in(LineForm, _LINE, element, elsewhere=_NOT_IN_LINE)
    holder = element.find("TAXENTRIES")
    entries = UNSET if holder is None else tuple(map(_tax_entry, holder))
    return msgspec.structs.replace(line, tax_entries=entries)


def _tax_entry(element: Element) -> TaxEntryForm:
    given = text_of(element, "TRX_TAX")
    return TaxEntryForm(
        detail_id=text_of(element, "DETAILID"), amount=_number(given) if given else None
    )


def _gross(element: Element) -> Decimal | None:
    text = text_of(element, "TOTALTRXAMOUNT")
    return _number(text) if text else None


def _number(text: str) -> Decimal:
    try:
        return parse_number(text)
    except ValueError as error:
        raise business_rule(f"Invalid amount '{text}'") from error


def _with_net_amounts(book: IntacctBook, submission: BillSubmission) -> BillForm:
    """The form with net and tax worked out from gross, as INCLUSIVETAX asks."""
    form = submission.form
    pairs = zip(form.lines, submission.gross, strict=True)
    lines = tuple(line if gross is None else _net(book, line, gross) for line, gross in pairs)
    return msgspec.structs.replace(form, lines=lines)


def _net(book: IntacctBook, line: LineForm, gross: Decimal) -> LineForm:
    entries = value_or(line.tax_entries, ())
    details = [book.tax_details.named(entry.detail_id) for entry in entries]
    rate = sum((detail.value for detail in details if detail is not None), Decimal(0))
    net = to_cent(gross * 100 / (100 + rate))
    if len(entries) != 1:
        return msgspec.structs.replace(line, amount=net)
    rest = TaxEntryForm(detail_id=entries[0].detail_id, amount=gross - net)
    return msgspec.structs.replace(line, amount=net, tax_entries=(rest,))
