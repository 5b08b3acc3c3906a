from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from sandbox.intacct.payment_records import CreditKind, PaymentState
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT
from sync.domain.kinds import RecordKind
from sync.domain.records import Payment, PaymentStatus, Reference, Sighting
from sync.ledgers.intacct.ledger import IntacctLedger
from tests.sync.ledgers.intacct import paying
from tests.sync.ledgers.intacct.harbour import PERSON, Company, gbp
from tests.sync.ledgers.intacct.paying import DAY, allocated, by_key, pays, uses

RECEIPT, DISBURSEMENT = RecordKind.RECEIPT, RecordKind.DISBURSEMENT
SALES_CREDIT = RecordKind.SALES_CREDIT


@pytest.fixture(autouse=True)
def bank(company: Company) -> None:
    paying.open_bank(company)


def payment_in(seen: Sighting) -> Payment:
    assert isinstance(seen.record, Payment)
    return seen.record


def payments(ledger: IntacctLedger, kind: RecordKind = RECEIPT) -> dict[int, Payment]:
    return {int(key): payment_in(one) for key, one in by_key(ledger, kind).items()}


def test_a_part_payment__says_what_it_pays_from_which_account(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(company)
    key = paying.receive(company, pays(invoice, "1000.00"))
    (seen,) = by_key(ledger, RECEIPT).values()
    assert seen.record == Payment(
        reference="Cheque 41",
        contact=Reference(RecordKind.CUSTOMER, "C-17"),
        paid_on=DAY,
        account=Reference(RecordKind.ACCOUNT, "1000"),
        method="EFT",
        amount=gbp("1000.00"),
        status=PaymentStatus.POSTED,
        allocations=allocated((invoice, "1000.00")),
    )
    stored = company.book.payment(key)
    assert (seen.key, seen.changed_at) == (str(key), stored.modified_at)
    assert seen.changed_by
    assert seen.address.endswith(f".o=ARPYMT&.r={key}")


def test_several_documents__each_stand_once_with_their_lines_summed(
    company: Company, ledger: IntacctLedger
) -> None:
    first, second = paying.invoice(company), paying.invoice(company, number="INV-2")
    paying.receive(company, pays(second, "40"), pays(first, "1440"), pays(second, "2.50"))
    (payment,) = payments(ledger).values()
    assert payment.allocations == allocated((first, "1440.00"), (second, "42.50"))
    assert payment.amount == gbp("1482.50")
    assert payment.unapplied == gbp("0")


def test_money_and_credit_in_one__counts_the_money_only(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice, credit = paying.invoice(company), paying.adjustment(company)
    paying.receive(
        company,
        pays(invoice, "1000"),
        uses(CreditKind.ADJUSTMENT, credit, invoice, "150"),
    )
    (payment,) = payments(ledger).values()
    assert payment.amount == gbp("1000")
    assert payment.allocations == allocated((invoice, "1000"))


def test_a_credit_put_there_without_money__is_no_payment(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice, credit = paying.invoice(company), paying.adjustment(company)
    paying.receive(company, uses(CreditKind.ADJUSTMENT, credit, invoice, "150"))
    assert payments(ledger) == {}


def test_a_discount__is_no_money(company: Company, ledger: IntacctLedger) -> None:
    invoice = paying.invoice(company)
    discounted = msgspec.structs.replace(pays(invoice, "1400"), discount=Decimal(40))
    paying.receive(company, discounted)
    (payment,) = payments(ledger).values()
    assert payment.amount == gbp("1400")
    assert payment.allocations == allocated((invoice, "1400"))


def test_an_adjustment_that_debits__is_paid_like_an_invoice(
    company: Company, ledger: IntacctLedger
) -> None:
    debit = paying.adjustment(company, "40.00")
    paying.receive(company, pays(debit, "40"))
    (payment,) = payments(ledger).values()
    assert payment.allocations == allocated((debit, "40"), kind=SALES_CREDIT)


def test_negative_lines__are_in_the_amount_of_their_invoice_already(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(
        company, lines=(*paying.a_line_of("100.00"), *paying.a_line_of("-20.00"))
    )
    own = uses(CreditKind.INLINE, invoice, invoice, "20")
    paying.receive(company, msgspec.structs.replace(own, amount=Decimal(80)))
    (payment,) = payments(ledger).values()
    assert payment.allocations == allocated((invoice, "80"))


def test_undeposited_funds__are_the_account(company: Company, ledger: IntacctLedger) -> None:
    invoice = paying.invoice(company)
    paying.receive(company, pays(invoice, "5"), financial_entity="", undeposited_account_no="2200")
    (payment,) = payments(ledger).values()
    assert payment.account == Reference(RecordKind.ACCOUNT, "2200")


def test_a_bank_opened_meanwhile__is_known(company: Company, ledger: IntacctLedger) -> None:
    invoice = paying.invoice(company)
    paying.receive(company, pays(invoice, "5"))
    assert payments(ledger)
    company.book.open_checking_account("HSBC", "2200", by=PERSON)
    key = paying.receive(company, pays(invoice, "5"), financial_entity="HSBC")
    assert payments(ledger)[key].account == Reference(RecordKind.ACCOUNT, "2200")


def test_a_payment_from_no_bank_account__has_no_account(
    company: Company, ledger: IntacctLedger
) -> None:
    key = paying.receive(company, pays(paying.invoice(company), "5"))
    odd = msgspec.structs.replace(company.book.payment(key), financial_entity="AMEX")
    company.book.payments.put(odd)
    assert payments(ledger)[key].account is None


def test_a_payer_of_several_customers__stands_for_them(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(company)
    paying.receive(company, pays(invoice, "5"), party_id="", payer_name="Quay Group")
    (payment,) = payments(ledger).values()
    assert payment.contact == Reference(RecordKind.CUSTOMER, "Quay Group")


def test_a_draft__is_one_until_it_is_posted(company: Company, ledger: IntacctLedger) -> None:
    invoice = paying.invoice(company)
    key = paying.receive(company, pays(invoice, "1440"), draft=True)
    assert company.book.invoice(invoice).state.value == "Selected"
    draft = payments(ledger)[key]
    assert draft.status is PaymentStatus.DRAFT
    company.book.post_payment(key, by=PERSON)
    posted = payments(ledger)[key]
    assert posted == replace(draft, status=PaymentStatus.POSTED)


def test_a_document_born_in_order_entry__is_paid_under_its_lasting_key(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.order_invoice(company, "INV-0042")
    paying.receive(company, pays(invoice, "100"))
    (payment,) = payments(ledger).values()
    assert payment.allocations == allocated(("SO:Sales Invoice-INV-0042", "100"))


def test_a_private_payment_of_an_entity__is_read_at_the_top(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.create_entity("E200", "Harbour North", by=PERSON)
    invoice = paying.invoice(company)
    company.book.work_in("E200")
    key = paying.receive(company, pays(invoice, "7"))
    company.book.work_in("")
    assert payments(ledger)[key].amount == gbp("7")


def test_payments_to_vendors__mirror_receipts(company: Company, ledger: IntacctLedger) -> None:
    bill, other = paying.bill(company), paying.bill(company, "30.00")
    debit = paying.bill_adjustment(company, "8.00")
    key = paying.pay_vendor(company, pays(bill, "120"), pays(other, "30"), pays(debit, "8"))
    payment = payments(ledger, DISBURSEMENT)[key]
    assert payment.contact == Reference(RecordKind.VENDOR, "V-3")
    assert payment.amount == gbp("158")
    bills = allocated((bill, "120"), (other, "30"), kind=RecordKind.BILL)
    debits = allocated((debit, "8"), kind=RecordKind.PURCHASE_CREDIT)
    assert payment.allocations == bills + debits
    assert payments(ledger) == {}
    paying.reverse(company, key, kind=BILL_PAYMENT)
    (undone,) = payments(ledger, DISBURSEMENT).values()
    assert undone.status is PaymentStatus.UNDONE


def test_an_advance__waits_and_takes_the_documents_it_is_put_against(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(company)
    key = paying.advance(company, "200.00")
    assert payments(ledger)[key].unapplied == gbp("200")
    application = paying.receive(company, uses(CreditKind.ADVANCE, key, invoice, "120"))
    seen = payments(ledger)
    assert set(seen) == {key}
    assert seen[key].allocations == allocated((invoice, "120"))
    assert (seen[key].amount, seen[key].unapplied) == (gbp("200"), gbp("80"))
    paying.reverse(company, application)
    assert payments(ledger)[key].allocations == ()
    assert payments(ledger)[key].status is PaymentStatus.POSTED


def test_an_advance_put_there_by_a_draft__still_waits(
    company: Company, ledger: IntacctLedger
) -> None:
    key = paying.advance(company, "200.00")
    invoice = paying.invoice(company)
    paying.receive(company, uses(CreditKind.ADVANCE, key, invoice, "120"), draft=True)
    assert payments(ledger)[key].unapplied == gbp("200")


def test_an_advance_to_a_vendor__is_a_disbursement(company: Company, ledger: IntacctLedger) -> None:
    bill = paying.bill(company)
    key = paying.advance(company, "90.00", kind=BILL_PAYMENT)
    paying.pay_vendor(company, uses(CreditKind.ADVANCE, key, bill, "90"))
    seen = payments(ledger, DISBURSEMENT)
    assert set(seen) == {key}
    assert seen[key].allocations == allocated((bill, "90"), kind=RecordKind.BILL)


def test_an_overpayment__belongs_to_the_receipt_it_came_with(
    company: Company, ledger: IntacctLedger
) -> None:
    first, second = paying.invoice(company), paying.invoice(company, number="INV-2")
    key = paying.receive(company, pays(first, "100"), overpayment=Decimal(30))
    assert (payments(ledger)[key].amount, payments(ledger)[key].unapplied) == (
        gbp("130"),
        gbp("30"),
    )
    (kept,) = company.book.overpayments
    paying.receive(company, uses(CreditKind.OVERPAYMENT, kept.record_no, second, "25"))
    seen = payments(ledger)
    assert set(seen) == {key}
    assert seen[key].allocations == allocated((first, "100"), (second, "25"))
    assert seen[key].unapplied == gbp("5")


@pytest.mark.parametrize("means", ["advance", "overpayment"])
def test_a_later_application__is_noticed_by_its_details_alone(
    company: Company, ledger: IntacctLedger, means: str
) -> None:
    first, second = paying.invoice(company), paying.invoice(company, number="INV-2")
    if means == "advance":
        key = used = paying.advance(company, "50")
        kind = CreditKind.ADVANCE
    else:
        key = paying.receive(company, pays(first, "100"), overpayment=Decimal(50))
        used = next(iter(company.book.overpayments)).record_no
        kind = CreditKind.OVERPAYMENT
    stamps = {one.record_no: one.modified_at for one in company.book.advances}
    paying.wait(company)
    since = company.book.now()
    paying.receive(company, uses(kind, used, second, "50"))
    for one in company.book.advances:
        # Whether Intacct stamps the advance is not known; here it does not.
        old = msgspec.structs.replace(one, modified_at=stamps[one.record_no])
        company.book.advances.put(old)
    (seen,) = by_key(ledger, RECEIPT, since=since).values()
    assert seen.key == str(key)
    assert payment_in(seen).allocations[-1:] == allocated((second, "50"))


def test_changes__are_read_and_nothing_else(company: Company, ledger: IntacctLedger) -> None:
    invoice = paying.invoice(company)
    paying.receive(company, pays(invoice, "5"))
    paying.wait(company)
    since = company.book.now()
    assert by_key(ledger, RECEIPT, since=since) == {}
    key = paying.receive(company, pays(invoice, "6"))
    assert set(by_key(ledger, RECEIPT, since=since)) == {str(key)}


def test_an_unchanged_company__is_asked_once(company: Company, ledger: IntacctLedger) -> None:
    since = company.book.now() + timedelta(hours=1)
    ledger.identity()
    company.calls.clear()
    assert by_key(ledger, RECEIPT, since=since) == {}
    assert len(company.calls) == 2  # the company's facts, and one question to each source


def test_many_payments__are_read_page_by_page(company: Company) -> None:
    ledger = company.ledger(page_size=2)
    invoice = paying.invoice(company)
    keys = {paying.receive(company, pays(invoice, "1"), pays(invoice, "2")) for _ in range(7)}
    seen = payments(ledger)
    assert set(seen) == keys
    assert {one.allocations for one in seen.values()} == {allocated((invoice, "3"))}


def test_a_reversal__undoes_the_original_and_is_no_payment_itself(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(company)
    key = paying.receive(company, pays(invoice, "1000"))
    before = payments(ledger)[key]
    paying.wait(company)
    since = company.book.now()
    paying.reverse(company, key)
    changed = by_key(ledger, RECEIPT, since=since)
    assert set(changed) == {str(key)}
    undone = payment_in(changed[str(key)])
    assert undone.status is PaymentStatus.UNDONE
    assert undone.allocations == before.allocations


def test_equal_payments_reversed_in_one_second__are_both_undone(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(company)
    keys = [paying.receive(company, pays(invoice, "10")) for _ in range(2)]
    day = date(2026, 3, 20)
    for key in keys:
        company.book.reverse_payment(key, on=day, by=PERSON)
    undone = PaymentStatus.UNDONE
    seen = {key: one.status for key, one in payments(ledger).items()}
    assert seen == dict.fromkeys(keys, undone)


def still_called_complete(company: Company, key: int) -> None:
    """What today's objects call a reversed payment is not known: this one does not say so."""
    told = msgspec.structs.replace(company.book.payment(key), state=PaymentState.COMPLETE)
    company.book.payments.put(told)


@pytest.mark.parametrize("page_size", [1, 2000])
def test_an_original_not_called_voided__is_paired_with_its_reversal(
    company: Company, page_size: int
) -> None:
    invoice = paying.invoice(company)
    key = paying.receive(company, pays(invoice, "1000"))
    other = paying.receive(company, pays(invoice, "10"))
    paying.reverse(company, key)
    still_called_complete(company, key)
    seen = payments(company.ledger(page_size=page_size))
    assert {number: one.status for number, one in seen.items()} == {
        key: PaymentStatus.UNDONE,
        other: PaymentStatus.POSTED,
    }


@pytest.mark.parametrize("page_size", [1, 2000])
def test_a_reversal_that_fits_two_payments__undoes_neither(
    company: Company, caplog: pytest.LogCaptureFixture, page_size: int
) -> None:
    invoice = paying.invoice(company)
    keys = [paying.receive(company, pays(invoice, "10")) for _ in range(2)]
    reversal = paying.reverse(company, keys[0])
    still_called_complete(company, keys[0])
    second = reversal.created_at + timedelta(seconds=1)
    twin = msgspec.structs.replace(company.book.payment(keys[1]), modified_at=second)
    company.book.payments.put(twin)
    seen = payments(company.ledger(page_size=page_size))
    assert [seen[key].status for key in keys] == [PaymentStatus.POSTED, PaymentStatus.POSTED]
    assert f"Reversal {reversal.record_no} fits payments" in caplog.text
