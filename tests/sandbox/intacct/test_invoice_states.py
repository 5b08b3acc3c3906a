"""An invoice's way through its states, as a user takes it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.forms import (
    ApplicationForm,
    InvoiceForm,
    LineEdit,
    LineForm,
    PartyForm,
    PaymentForm,
)
from sandbox.intacct.refusal import Refusal

DAY = date(2026, 3, 9)


def receipt(*applications: tuple[int, str]) -> PaymentForm:
    return PaymentForm(
        party_id="C-17",
        receipt_date=DAY,
        financial_entity="BARCLAYS",
        applications=tuple(
            ApplicationForm(document_key=key, amount=Decimal(amount))
            for key, amount in applications
        ),
    )


def test_draft__is_posted_once(desk: Any) -> None:
    key = desk.invoice(draft=True).record_no
    assert desk.state(key) == "Draft"
    desk.book.post_invoice(key, by="fsmith")
    assert desk.state(key) == "Posted"
    with pytest.raises(Refusal, match="not a draft"):
        desk.book.post_invoice(key, by="fsmith")


def test_draft__can_be_deleted_but_not_reversed(desk: Any) -> None:
    key = desk.invoice(draft=True).record_no
    with pytest.raises(Refusal, match="cannot be reversed"):
        desk.book.reverse_invoice(key, on=DAY, by="fsmith")
    desk.book.delete_invoice(key, by="fsmith")
    assert desk.book.invoices.get(key) is None


def test_posted__is_reversed_where_the_company_reverses(desk: Any) -> None:
    key = desk.invoice().record_no
    with pytest.raises(Refusal, match="cannot be deleted"):
        desk.book.delete_invoice(key, by="fsmith")
    reversal = desk.book.reverse_invoice(key, on=DAY, by="fsmith")
    original = desk.book.invoice(key)
    assert (original.state, reversal.state) == ("Reversed", "Reversal")
    assert reversal.total_entered == -original.total_entered
    assert (original.total_due, reversal.total_due) == (Decimal(0), Decimal(0))
    parents = {item.parent_entry for item in reversal.items if not item.is_user_line}
    assert parents == {item.record_no for item in reversal.items if item.is_user_line}


def test_posted__is_deleted_where_the_company_does_not_reverse(desk: Any) -> None:
    desk.book.options.enable_reversal_of_unpaid_invoices = False
    key = desk.invoice().record_no
    with pytest.raises(Refusal, match="cannot be reversed"):
        desk.book.reverse_invoice(key, on=DAY, by="fsmith")
    desk.book.delete_invoice(key, by="fsmith")
    assert desk.book.invoices.get(key) is None


def test_reversed__is_final(desk: Any) -> None:
    key = desk.invoice().record_no
    reversal = desk.book.reverse_invoice(key, on=DAY, by="fsmith").record_no
    for ended in (key, reversal):
        with pytest.raises(Refusal, match="cannot be changed"):
            desk.book.update_invoice(ended, InvoiceForm(description="x"), by="fsmith")
        with pytest.raises(Refusal, match="cannot be reversed"):
            desk.book.reverse_invoice(ended, on=DAY, by="fsmith")
        with pytest.raises(Refusal, match="cannot be deleted"):
            desk.book.delete_invoice(ended, by="fsmith")
        with pytest.raises(Refusal):
            desk.book.pay_invoice(ended, Decimal(1), on=DAY, by="fsmith")


def test_payment__in_part_and_in_full(desk: Any) -> None:
    key = desk.invoice("100.00").record_no
    desk.book.pay_invoice(key, Decimal("50.00"), on=DAY, by="fsmith")
    assert desk.state(key) == "Partially Paid"
    assert desk.book.invoice(key).paid_date is None
    desk.book.pay_invoice(key, on=DAY, by="fsmith")
    invoice = desk.book.invoice(key)
    assert (invoice.state, invoice.total_due, invoice.paid_date) == ("Paid", Decimal(0), DAY)
    assert [item.total_paid for item in invoice.items] == [Decimal(100), Decimal(20)]


def test_payment__draft_selects_until_it_is_posted_or_deleted(desk: Any) -> None:
    key = desk.invoice("100.00").record_no
    payment = desk.book.receive_payment(receipt((key, "120.00")), draft=True, by="fsmith")
    assert (desk.state(key), payment.state) == ("Selected", "Draft")
    with pytest.raises(Refusal, match="has payments"):
        desk.book.reverse_invoice(key, on=DAY, by="fsmith")
    desk.book.delete_payment(payment.record_no, by="fsmith")
    assert desk.state(key) == "Posted"
    again = desk.book.receive_payment(receipt((key, "120.00")), draft=True, by="fsmith")
    desk.book.post_payment(again.record_no, by="fsmith")
    assert desk.state(key) == "Paid"
    assert desk.book.invoice(key).total_selected == Decimal(0)


def test_payment__reversed_opens_the_invoice_and_locks_its_lines(desk: Any) -> None:
    key = desk.invoice("100.00").record_no
    first = desk.book.pay_invoice(key, Decimal("20.00"), on=DAY, by="fsmith").record_no
    second = desk.book.pay_invoice(key, on=DAY, by="fsmith").record_no
    desk.clock.advance(timedelta(minutes=5))
    reversal = desk.book.reverse_payment(second, on=DAY, by="fsmith")
    assert desk.state(key) == "Partially Paid"
    original = desk.book.payment(second)
    assert (original.state, reversal.state) == ("Voided", "Voided")
    assert reversal.total_entered == Decimal("-100.00")
    assert original.modified_at == reversal.created_at
    desk.book.reverse_payment(first, on=DAY, by="fsmith")
    assert desk.state(key) == "Posted"
    edit = LineEdit(line_num=1, line=LineForm(amount=Decimal(5)))
    with pytest.raises(Refusal, match="lines"):
        desk.book.update_invoice(key, InvoiceForm(), line_edits=[edit], by="fsmith")
    with pytest.raises(Refusal, match="already voided"):
        desk.book.reverse_payment(second, on=DAY, by="fsmith")


def test_payment__over_several_invoices(desk: Any) -> None:
    keys = [desk.invoice("100.00").record_no for _ in range(2)]
    desk.book.receive_payment(receipt((keys[0], "120"), (keys[1], "60")), by="fsmith")
    assert [desk.state(key) for key in keys] == ["Paid", "Partially Paid"]


def test_payment__more_than_is_due_is_refused_and_changes_nothing(desk: Any) -> None:
    key = desk.invoice("100.00").record_no
    twice = receipt((key, "100"), (key, "20.01"))
    with pytest.raises(Refusal, match="exceeds total amount due"):
        desk.book.receive_payment(twice, by="fsmith")
    assert desk.state(key) == "Posted"
    assert len(desk.book.payments) == 0


def test_payment__of_another_customers_invoice_is_refused(desk: Any) -> None:
    desk.book.create_customer(PartyForm(party_id="C-18", name="Tide"), by="fsmith")
    key = desk.invoice().record_no
    form = PaymentForm(
        party_id="C-18",
        receipt_date=DAY,
        financial_entity="BARCLAYS",
        applications=(ApplicationForm(document_key=key, amount=Decimal(1)),),
    )
    with pytest.raises(Refusal, match="can't find this transaction"):
        desk.book.receive_payment(form, by="fsmith")


@pytest.mark.parametrize("touches", [False, True])
def test_payment__touches_the_invoice_only_if_the_company_says_so(desk: Any, touches: bool) -> None:
    desk.book.options.payment_touches_invoice = touches
    invoice = desk.invoice()
    desk.clock.advance(timedelta(hours=1))
    desk.book.pay_invoice(invoice.record_no, on=DAY, by="fsmith")
    moved = desk.book.invoice(invoice.record_no).modified_at != invoice.modified_at
    assert moved is touches


def test_closed_books__nothing_is_posted_into_them(desk: Any) -> None:
    paid, unpaid = desk.invoice(), desk.invoice()
    draft = desk.invoice(draft=True, on=date(2026, 2, 27))
    payment = desk.book.pay_invoice(paid.record_no, on=date(2026, 3, 1), by="fsmith")
    desk.book.close_books_until(date(2026, 3, 1))
    closed = date(2026, 3, 1)
    attempts: list[Callable[[], object]] = [
        lambda: desk.invoice(on=closed),
        lambda: desk.book.post_invoice(draft.record_no, by="fsmith"),
        lambda: desk.book.reverse_invoice(unpaid.record_no, on=closed, by="fsmith"),
        lambda: desk.book.pay_invoice(unpaid.record_no, on=closed, by="fsmith"),
        lambda: desk.book.reverse_payment(payment.record_no, on=closed, by="fsmith"),
    ]
    for attempt in attempts:
        with pytest.raises(Refusal, match="must be in an open period 'AR'"):
            attempt()
    desk.book.close_books_until(None)
    desk.book.post_invoice(draft.record_no, by="fsmith")


def test_posting__checks_the_lines_of_the_draft_again(desk: Any) -> None:
    key = desk.invoice(draft=True).record_no
    desk.book.deactivate_account("4000", by="admin")
    with pytest.raises(Refusal, match="Account 4000 is not valid"):
        desk.book.post_invoice(key, by="fsmith")
    assert desk.state(key) == "Draft"


def test_archived_customer__is_not_invoiced(desk: Any) -> None:
    desk.book.archive_customer("C-17", by="admin")
    with pytest.raises(Refusal, match="Customer 'C-17' specified is not valid"):
        desk.invoice()
    desk.book.unarchive_customer("C-17", by="admin")
    assert desk.invoice().state == "Posted"


def test_stamps__say_who_and_when(desk: Any) -> None:
    invoice = desk.invoice(draft=True)
    desk.clock.advance(timedelta(hours=2))
    posted = desk.book.post_invoice(invoice.record_no, by="jjones")
    assert posted.created_at == invoice.created_at
    assert posted.modified_at - posted.created_at >= timedelta(hours=2)
    logins = [desk.book.users.get(n).login_id for n in (posted.created_by, posted.modified_by)]
    assert logins == ["fsmith", "jjones"]


def test_numbers__are_never_given_out_twice(desk: Any) -> None:
    key = desk.invoice(draft=True).record_no
    desk.book.delete_invoice(key, by="fsmith")
    reopened = IntacctBook(
        desk.book.storage, desk.clock, company_id="HARBOUR", company_name="H", currency="GBP"
    )
    assert reopened.next_number() > key
    assert len(reopened.audit_trail) == len(desk.book.audit_trail)


def test_reopened__finds_lines_and_closed_periods(desk: Any) -> None:
    invoice = desk.invoice()
    desk.book.close_books_until(DAY)
    reopened = IntacctBook(
        desk.book.storage, desk.clock, company_id="HARBOUR", company_name="H", currency="GBP"
    )
    assert reopened.invoice(invoice.record_no) == invoice
    assert reopened.invoices.owners[invoice.items[0].record_no] == invoice.record_no
    assert reopened.closed_until == DAY


def test_on_change__tells_what_changed(desk: Any) -> None:
    told: list[tuple[str, str]] = []
    desk.book.on_change = lambda name, key: told.append((name, key))
    key = desk.invoice().record_no
    assert told == [("ARINVOICE", str(key))]
