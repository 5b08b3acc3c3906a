from datetime import date

import msgspec
import pytest

from sandbox.intacct.payment_records import CreditKind, PaymentState
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT
from sync.domain.kinds import RecordKind
from sync.domain.records import CreditAllocation, PaymentStatus, Reference, Sighting
from sync.ledgers.intacct.ledger import IntacctLedger
from tests.sync.ledgers.intacct import paying
from tests.sync.ledgers.intacct.harbour import PERSON, Company, gbp
from tests.sync.ledgers.intacct.paying import DAY, by_key, pays, uses

SALES, PURCHASES = (
    RecordKind.SALES_CREDIT_ALLOCATION,
    RecordKind.PURCHASE_CREDIT_ALLOCATION,
)
ADJUSTMENT = CreditKind.ADJUSTMENT


@pytest.fixture(autouse=True)
def bank(company: Company) -> None:
    paying.open_bank(company)


def allocation_in(seen: Sighting) -> CreditAllocation:
    assert isinstance(seen.record, CreditAllocation)
    return seen.record


def allocations(ledger: IntacctLedger, kind: RecordKind = SALES) -> dict[str, CreditAllocation]:
    return {key: allocation_in(one) for key, one in by_key(ledger, kind).items()}


def test_a_credit_with_money__is_an_allocation_of_its_own(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice, credit = paying.invoice(company), paying.adjustment(company)
    key = paying.receive(
        company,
        pays(invoice, "1000"),
        uses(ADJUSTMENT, credit, invoice, "100"),
        uses(ADJUSTMENT, credit, invoice, "50"),
    )
    assert allocations(ledger) == {
        f"{key}:{credit}:{invoice}": CreditAllocation(
            credit=Reference(RecordKind.SALES_CREDIT, str(credit)),
            document=Reference(RecordKind.SALES_INVOICE, str(invoice)),
            amount=gbp("150"),
            allocated_on=DAY,
            status=PaymentStatus.POSTED,
        )
    }


def test_one_credit_for_several_documents__is_several_allocations(
    company: Company, ledger: IntacctLedger
) -> None:
    first, second = paying.invoice(company), paying.invoice(company, number="INV-2")
    memos = paying.adjustment(company), paying.adjustment(company)
    key = paying.receive(
        company,
        uses(ADJUSTMENT, memos[0], first, "10"),
        uses(ADJUSTMENT, memos[0], second, "20"),
        uses(ADJUSTMENT, memos[1], second, "30"),
    )
    amounts = {number: one.amount for number, one in allocations(ledger).items()}
    assert amounts == {
        f"{key}:{memos[0]}:{first}": gbp("10"),
        f"{key}:{memos[0]}:{second}": gbp("20"),
        f"{key}:{memos[1]}:{second}": gbp("30"),
    }


def test_negative_invoices__are_credits_too(company: Company, ledger: IntacctLedger) -> None:
    invoice, negative = paying.invoice(company), paying.negative_invoice(company)
    paying.receive(company, uses(CreditKind.NEGATIVE_INVOICE, negative, invoice, "150"))
    (allocation,) = allocations(ledger).values()
    assert allocation.credit == Reference(RecordKind.SALES_INVOICE, str(negative))


@pytest.mark.parametrize("kind", [CreditKind.ADVANCE, CreditKind.INLINE])
def test_money_of_earlier_and_negative_lines__are_no_credits(
    company: Company, ledger: IntacctLedger, kind: CreditKind
) -> None:
    lines = (*paying.a_line_of("100.00"), *paying.a_line_of("-20.00"))
    invoice = paying.invoice(company, lines=lines)
    used = paying.advance(company, "50") if kind is CreditKind.ADVANCE else invoice
    paying.receive(company, pays(invoice, "10"), uses(kind, used, invoice, "20"))
    assert allocations(ledger) == {}


def test_a_draft__is_one_until_it_is_posted(company: Company, ledger: IntacctLedger) -> None:
    invoice, credit = paying.invoice(company), paying.adjustment(company)
    key = paying.receive(company, uses(ADJUSTMENT, credit, invoice, "10"), draft=True)
    (draft,) = allocations(ledger).values()
    assert draft.status is PaymentStatus.DRAFT
    company.book.post_payment(key, by=PERSON)
    (posted,) = allocations(ledger).values()
    assert posted.status is PaymentStatus.POSTED


@pytest.mark.parametrize("says_so", [True, False])
def test_a_reversal__undoes_the_allocation_with_its_payment(
    company: Company, ledger: IntacctLedger, *, says_so: bool
) -> None:
    invoice, credit = paying.invoice(company), paying.adjustment(company)
    key = paying.receive(company, uses(ADJUSTMENT, credit, invoice, "10"))
    paying.wait(company)
    since = company.book.now()
    paying.reverse(company, key)
    if not says_so:
        payment = msgspec.structs.replace(company.book.payment(key), state=PaymentState.COMPLETE)
        company.book.payments.put(payment)
    (undone,) = by_key(ledger, SALES, since=since).values()
    assert undone.key == f"{key}:{credit}:{invoice}"
    assert allocation_in(undone).status is PaymentStatus.UNDONE


def test_changes__are_read_and_nothing_else(company: Company, ledger: IntacctLedger) -> None:
    invoice, credit = paying.invoice(company), paying.adjustment(company)
    paying.receive(company, uses(ADJUSTMENT, credit, invoice, "10"))
    paying.wait(company)
    since = company.book.now()
    paying.receive(company, pays(invoice, "5"))
    assert by_key(ledger, SALES, since=since) == {}
    key = paying.receive(company, uses(ADJUSTMENT, credit, invoice, "20"))
    assert set(by_key(ledger, SALES, since=since)) == {f"{key}:{credit}:{invoice}"}


def test_a_document_born_in_order_entry__keeps_its_lasting_key(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice, credit = paying.order_invoice(company, "INV-7"), paying.adjustment(company)
    key = paying.receive(company, uses(ADJUSTMENT, credit, invoice, "10"))
    assert set(allocations(ledger)) == {f"{key}:{credit}:SO:Sales Invoice-INV-7"}


def test_many_allocations__are_read_page_by_page(company: Company) -> None:
    ledger = company.ledger(page_size=2)
    invoice, credit = paying.invoice(company), paying.adjustment(company)
    for _ in range(5):
        one = uses(ADJUSTMENT, credit, invoice, "1")
        paying.receive(company, one, one, one)
    assert [one.amount for one in allocations(ledger).values()] == [gbp("3")] * 5


def test_credits_of_vendors__mirror_those_of_customers(
    company: Company, ledger: IntacctLedger
) -> None:
    bill, credit = paying.bill(company), paying.bill_adjustment(company)
    key = paying.pay_vendor(
        company, uses(ADJUSTMENT, credit, bill, "50"), receipt_date=date(2026, 3, 18)
    )
    expected = CreditAllocation(
        credit=Reference(RecordKind.PURCHASE_CREDIT, str(credit)),
        document=Reference(RecordKind.BILL, str(bill)),
        amount=gbp("50"),
        allocated_on=date(2026, 3, 18),
        status=PaymentStatus.POSTED,
    )
    assert allocations(ledger, PURCHASES) == {f"{key}:{credit}:{bill}": expected}
    assert allocations(ledger) == {}
    paying.reverse(company, key, kind=BILL_PAYMENT)
    (undone,) = allocations(ledger, PURCHASES).values()
    assert undone.status is PaymentStatus.UNDONE
