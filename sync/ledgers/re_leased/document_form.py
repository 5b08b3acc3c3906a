"""Documents as Re-Leased holds them, and as our records hold them.

There all totals are positive and the type says which way they go. In our records a credit is positive too, and
an adjustment that debits is a credit of less than nothing: its amounts change their sign between the two.
"""

from decimal import Decimal

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import EXTERNAL_TAX, Document, DocumentLine, Reference
from sync.ledgers.re_leased import wire, wire_bodies, wire_shapes
from sync.ledgers.re_leased.document_sorts import DocumentSort, debits
from sync.ledgers.re_leased.line_terms import PLAIN_LINES, LineTerms
from sync.ledgers.re_leased.meanings import DOCUMENT_STATUSES, meaning_of

CENTS = Decimal("0.01")


def document_from(
    stored: wire_shapes.Invoice, sort: DocumentSort, terms: LineTerms = PLAIN_LINES
) -> Document:
    """What Re-Leased says about a document. Paid is posted: payment is not a status here.

    A credit is due on its own date; what Re-Leased holds as its due date says nothing.

    Raises:
        BrokenPromise: A value is not what this interface promises; the message names the document.
    """
    name = f"invoice {stored.id}"
    sign = -1 if sort.is_credit and debits(stored) else 1
    try:
        lines = tuple(_line_from(line, terms, stored, sign) for line in stored.lines)
    except (ValueError, ArithmeticError) as error:
        raise BrokenPromise(
            f"Re-Leased's {name} has an amount that is not money: {error}"
        ) from error
    return Document(
        number=stored.invoice_number or "",
        reference=stored.reference or "",
        contact=Reference(sort.contact_kind, stored.contact_id),
        issue_date=stored.issue_date,
        due_date=stored.issue_date if sort.is_credit else stored.due_date,
        currency=stored.currency,
        status=meaning_of(stored.status, DOCUMENT_STATUSES, field="status", of=name),
        lines=lines,
    )


def document_body(
    record: Document, sort: DocumentSort, terms: LineTerms = PLAIN_LINES
) -> wire_bodies.InvoiceBody:
    """The fields of a document as Re-Leased takes them, without its type and status."""
    turned = sort.is_credit and is_debit(record)
    return wire_bodies.InvoiceBody(
        invoice_number=record.number,
        reference=record.reference,
        contact_id=record.contact.key,
        issue_date=record.issue_date,
        due_date=record.issue_date if sort.is_credit else record.due_date,
        currency=record.currency,
        lines=[_line_body(line, terms, turned=turned) for line in record.lines],
    )


def is_debit(credit: Document) -> bool:
    """Whether a credit raises what is owed: in sum it credits less than nothing."""
    return credit.gross.is_negative


def written_amount(money: Money) -> Decimal:
    """The interface wants two decimals always, also for currencies that have none."""
    return money.amount.quantize(CENTS)


def _line_from(
    line: wire_shapes.InvoiceLine, terms: LineTerms, stored: wire_shapes.Invoice, sign: int
) -> DocumentLine:
    values = sorted(f"{item.category_id}:{item.option_id}" for item in line.tracking)
    is_included = stored.amounts_are != wire.TAX_EXCLUSIVE
    tax_detail = terms.tax_detail(line.tax_type_code, is_included=is_included)
    tax, currency = line.tax_amount, stored.currency
    is_pending = tax is None and tax_detail == EXTERNAL_TAX
    return DocumentLine(
        description=line.description or "",
        account=terms.account(line.account_code),
        net=Money(sign * line.net_amount, currency),
        tax=None if is_pending else Money(sign * (tax or Decimal(0)), currency),
        tax_detail=tax_detail,
        dimensions=tuple(Reference(RecordKind.DIMENSION_VALUE, value) for value in values),
    )


def _line_body(
    line: DocumentLine, terms: LineTerms, *, turned: bool
) -> wire_bodies.InvoiceLineBody:
    tax = None if line.tax is None else written_amount(-line.tax if turned else line.tax)
    net = written_amount(-line.net if turned else line.net)
    return wire_bodies.InvoiceLineBody(
        description=line.description,
        quantity=1,
        unit_price=net,
        account_code=terms.account_code(line.account),
        net_amount=net,
        tax_amount=tax,
        tax_type_code=terms.tax_type_code(line.tax_detail),
        tracking=[_tracking(value) for value in line.dimensions],
    )


def _tracking(value: Reference) -> wire_shapes.LineTracking:
    category_id, _, option_id = value.key.partition(":")
    return wire_shapes.LineTracking(category_id=category_id, option_id=option_id)
