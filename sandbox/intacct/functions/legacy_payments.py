"""How the legacy look-ups show a receipt."""

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.payment_records import Payment
from sandbox.intacct.records import ZERO
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.wire.tree import Element, SubElement, add_text, new
from sandbox.intacct.wire.values import add_legacy_date, legacy_amount, parse_key


def get_arpayment(call: Call) -> list[Element]:
    """One receipt in the legacy form."""
    key = call.element.get("key", "")
    payment = call.book.payments.get(parse_key(key) or 0)
    if payment is None or not call.readable([payment]):
        raise business_rule(f"Payment {key} is not valid")
    data = new("data")
    write_payment(SubElement(data, "arpayment"), call.book, payment)
    return [data]


def write_payment(holder: Element, book: IntacctBook, payment: Payment) -> None:
    """Write a receipt as the legacy look-ups show it; `lineitems` stays empty (a guess)."""
    applied = sum((detail.amount for detail in payment.details), ZERO)
    add_text(holder, "key", str(payment.record_no))
    add_text(holder, "customerid", payment.party_id)
    add_text(holder, "paymentamount", legacy_amount(payment.total_entered))
    add_text(holder, "paymentapplied", legacy_amount(applied))
    add_text(holder, "paymentunapplied", legacy_amount(payment.total_entered - applied))
    add_text(holder, "batchkey", payment.batch)
    add_text(holder, "bankaccountid", payment.financial_entity)
    add_text(holder, "undepfundsacct", payment.undeposited_account_no)
    add_text(holder, "refid", payment.doc_number)
    add_text(holder, "state", payment.state.letter)
    add_legacy_date(holder, "datereceived", payment.receipt_date)
    add_text(holder, "paymentmethod", payment.payment_method)
    add_text(holder, "basecurr", payment.base_currency)
    add_text(holder, "currency", payment.currency)
    modified = payment.modified_at
    add_text(holder, "whenmodified", f"{modified:%m/%d/%Y %H:%M:%S}" if modified else "")
    _write_items(SubElement(holder, "arpaymentitems"), payment)
    _write_shares(SubElement(holder, "arpaymentitemdetails"), book, payment)
    SubElement(holder, "lineitems")


def _write_items(holder: Element, payment: Payment) -> None:
    for detail in payment.details:
        item = SubElement(holder, "arpaymentitem")
        add_text(item, "invoicekey", str(detail.document_key))
        add_text(item, "amount", legacy_amount(detail.applied))


def _write_shares(holder: Element, book: IntacctBook, payment: Payment) -> None:
    """What was paid of each line; the names of the elements are guesses."""
    index = book.applications.indexes["payment_key"]
    for number in index.numbers(index.between(payment.record_no, payment.record_no)):
        row = book.applications.get(number)
        if row is not None:
            share = SubElement(holder, "arpaymentitemdetail")
            add_text(share, "invoicekey", str(row.document_key))
            add_text(share, "invoicelinekey", str(row.paid_item))
            add_text(share, "amount", legacy_amount(row.amount))


FUNCTIONS = {"get_arpayment": Function(get_arpayment)}
