from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.options import RepeatAnswer
from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import CreditAllocation, Payment, PaymentStatus, Record, Reference
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done, Outcome, Refused, Unknown, Write, WriteVerb
from tests.sync.ledgers.intacct import paying
from tests.sync.ledgers.intacct.harbour import PERSON, Company, a_write, gbp
from tests.sync.ledgers.intacct.paying import DAY, allocated, by_key, pays

CREATE = WriteVerb.CREATE
RECEIPT, DISBURSEMENT = RecordKind.RECEIPT, RecordKind.DISBURSEMENT
SALES_ALLOCATION = RecordKind.SALES_CREDIT_ALLOCATION
PURCHASE_ALLOCATION = RecordKind.PURCHASE_CREDIT_ALLOCATION
BOTH_ANSWERS = pytest.mark.parametrize("answer", list(RepeatAnswer))
AFTER_THE_WORK = [
    FaultKind.LOST_REPLY,
    FaultKind.DROPPED_CONNECTION,
    FaultKind.TRUNCATED_BODY,
]


@pytest.fixture(autouse=True)
def bank(company: Company) -> None:
    paying.open_bank(company)


def a_receipt(*allocations: tuple[int | str, str], **changes: Any) -> Payment:
    """A receipt as it would come over from Re-Leased, all of it allocated."""
    paid = allocated(*allocations)
    fields: dict[str, Any] = {
        "reference": "BNZ 1803",
        "contact": Reference(RecordKind.CUSTOMER, "C-17"),
        "paid_on": DAY,
        "account": Reference(RecordKind.ACCOUNT, "1000"),
        "method": "EFT",
        "amount": sum((one.amount for one in paid), start=gbp("0")),
        "status": PaymentStatus.POSTED,
        "allocations": paid,
    }
    return Payment(**{**fields, **changes})


def a_disbursement(*allocations: tuple[int | str, str], **changes: Any) -> Payment:
    """A payment to the vendor."""
    fields: dict[str, Any] = {
        "contact": Reference(RecordKind.VENDOR, "V-3"),
        "allocations": allocated(*allocations, kind=RecordKind.BILL),
    }
    return a_receipt(*allocations, **{**fields, **changes})


def an_allocation(
    credit: int,
    document: int | str,
    amount: str,
    *,
    kinds: tuple[RecordKind, RecordKind] = (RecordKind.SALES_CREDIT, RecordKind.SALES_INVOICE),
    **changes: Any,
) -> CreditAllocation:
    """A credit put against a document in Re-Leased."""
    fields: dict[str, Any] = {
        "credit": Reference(kinds[0], str(credit)),
        "document": Reference(kinds[1], str(document)),
        "amount": gbp(amount),
        "allocated_on": DAY,
        "status": PaymentStatus.POSTED,
    }
    return CreditAllocation(**{**fields, **changes})


OF_VENDORS = (RecordKind.PURCHASE_CREDIT, RecordKind.BILL)


def creation(record: Record, kind: RecordKind = RECEIPT, key: str = "7001") -> Write:
    return a_write(CREATE, record, kind=kind, key=key)


def only(ledger: IntacctLedger, write: Write) -> Outcome:
    (outcome,) = ledger.write([write])
    return outcome


def read_back(ledger: IntacctLedger, write: Write) -> None:
    """What was written reads again as it was reported, and as it was wanted."""
    done = only(ledger, write)
    assert isinstance(done, Done), done
    assert done.seen is not None
    (seen,) = by_key(ledger, write.kind).values()
    assert (seen.key, seen.record) == (done.key, done.seen.record)
    assert seen.record == write.record


@pytest.mark.parametrize("status", [PaymentStatus.POSTED, PaymentStatus.DRAFT])
def test_a_new_receipt__is_read_back_as_it_was_reported(
    company: Company, ledger: IntacctLedger, status: PaymentStatus
) -> None:
    first, second = paying.invoice(company), paying.invoice(company, number="INV-2")
    read_back(ledger, creation(a_receipt((first, "1440.00"), (second, "0.50"), status=status)))
    states = [company.book.invoice(one).state.value for one in (first, second)]
    is_draft = status is PaymentStatus.DRAFT
    assert states == (["Selected"] * 2 if is_draft else ["Paid", "Partially Paid"])


def test_a_new_receipt__carries_our_mark_and_goes_to_the_bank(
    company: Company, ledger: IntacctLedger
) -> None:
    only(ledger, creation(a_receipt((paying.invoice(company), "5"))))
    (stored,) = company.book.payments
    assert (stored.doc_number, stored.description) == ("RL-7001", "BNZ 1803")
    assert stored.financial_entity == paying.BANK
    assert stored.receipt_date == stored.payment_date == DAY


def test_an_account_without_a_bank__holds_undeposited_funds(
    company: Company, ledger: IntacctLedger
) -> None:
    account = Reference(RecordKind.ACCOUNT, "2200")
    read_back(ledger, creation(a_receipt((paying.invoice(company), "5"), account=account)))
    (stored,) = company.book.payments
    assert (stored.financial_entity, stored.undeposited_account_no) == ("", "2200")


def test_a_new_disbursement__is_read_back_as_it_was_reported(
    company: Company, ledger: IntacctLedger
) -> None:
    first, second = paying.bill(company), paying.bill(company, "20.00")
    read_back(ledger, creation(a_disbursement((first, "100"), (second, "20")), DISBURSEMENT))
    assert len(company.book.payments) == 0


def test_an_adjustment_that_debits__is_paid(company: Company, ledger: IntacctLedger) -> None:
    debit = paying.adjustment(company, "40.00")
    paid = allocated((debit, "40"), kind=RecordKind.SALES_CREDIT)
    read_back(ledger, creation(a_receipt(allocations=paid, amount=gbp("40"))))


def test_a_document_born_in_order_entry__is_paid_under_its_present_number(
    company: Company, ledger: IntacctLedger
) -> None:
    paying.order_invoice(company, "INV-0042")
    read_back(ledger, creation(a_receipt(("SO:Sales Invoice-INV-0042", "60"))))


@pytest.mark.parametrize(
    ("told", "stored"), [("cash", "Cash"), ("BankTransfer", "EFT"), ("Online Charge Card", "EFT")]
)
def test_a_method__is_one_that_moves_nothing_by_itself(
    company: Company, ledger: IntacctLedger, told: str, stored: str
) -> None:
    record = a_receipt((paying.invoice(company), "5"), method=told)
    done = only(ledger, creation(record))
    assert isinstance(done, Done)
    (seen,) = by_key(ledger, RECEIPT).values()
    assert seen.record == replace(record, method=stored)
    assert done.seen is not None
    assert done.seen.record == seen.record


def test_a_long_reference__is_reported_as_it_is_stored(
    company: Company, ledger: IntacctLedger
) -> None:
    record = a_receipt((paying.invoice(company), "5"), reference="Rent " * 20)
    done = only(ledger, creation(record))
    assert isinstance(done, Done)
    assert done.cut == ("The reference has 99 characters; Intacct keeps 80.",)
    (seen,) = by_key(ledger, RECEIPT).values()
    assert done.seen is not None
    assert seen.record == done.seen.record


def test_a_new_allocation__is_read_back_as_it_was_reported(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice, credit = paying.invoice(company), paying.adjustment(company)
    read_back(ledger, creation(an_allocation(credit, invoice, "150.00"), SALES_ALLOCATION))
    assert by_key(ledger, RECEIPT) == {}
    assert company.book.invoice(invoice).total_paid == gbp("150").amount


def test_an_allocation_to_a_debit_and_to_an_order_s_invoice__are_read_back(
    company: Company, ledger: IntacctLedger
) -> None:
    paying.order_invoice(company, "INV-1")
    credit, debit = paying.adjustment(company), paying.adjustment(company, "10.00")
    both = (RecordKind.SALES_CREDIT, RecordKind.SALES_CREDIT)
    writes = [
        creation(an_allocation(credit, "SO:Sales Invoice-INV-1", "9"), SALES_ALLOCATION, "1"),
        creation(an_allocation(credit, debit, "10", kinds=both), SALES_ALLOCATION, "2"),
    ]
    outcomes = ledger.write(writes)
    seen = by_key(ledger, SALES_ALLOCATION)
    assert {one.key: one.seen.record for one in outcomes if isinstance(one, Done) and one.seen} == {
        key: one.record for key, one in seen.items()
    }
    assert [one.record for one in writes] == [one.record for one in seen.values()]


def test_a_new_allocation_of_a_vendor_s_credit__is_read_back(
    company: Company, ledger: IntacctLedger
) -> None:
    bill, credit = paying.bill(company), paying.bill_adjustment(company)
    wanted = an_allocation(credit, bill, "50", kinds=OF_VENDORS, status=PaymentStatus.DRAFT)
    read_back(ledger, creation(wanted, PURCHASE_ALLOCATION))


def any_write(company: Company, kind: RecordKind) -> Write:
    """A write of each kind that Intacct takes."""
    match kind:
        case RecordKind.RECEIPT:
            return creation(a_receipt((paying.invoice(company), "1440")))
        case RecordKind.DISBURSEMENT:
            return creation(a_disbursement((paying.bill(company), "500")), kind)
        case RecordKind.SALES_CREDIT_ALLOCATION:
            credit, invoice = paying.adjustment(company), paying.invoice(company)
            return creation(an_allocation(credit, invoice, "150"), kind)
        case _:
            credit, bill = paying.bill_adjustment(company), paying.bill(company)
            return creation(an_allocation(credit, bill, "50", kinds=OF_VENDORS), kind)


def made(company: Company) -> int:
    return len(company.book.payments) + len(company.book.bill_payments)


ALL_KINDS = pytest.mark.parametrize(
    "kind", [RECEIPT, DISBURSEMENT, SALES_ALLOCATION, PURCHASE_ALLOCATION]
)


@ALL_KINDS
@BOTH_ANSWERS
@pytest.mark.parametrize("fault", AFTER_THE_WORK)
def test_a_lost_reply__is_unknown_then_found_and_never_made_twice(
    company: Company,
    ledger: IntacctLedger,
    kind: RecordKind,
    answer: RepeatAnswer,
    fault: FaultKind,
) -> None:
    company.book.options.repeat_answer = answer
    write = any_write(company, kind)
    company.faults.add(Fault(fault, function_name="create"))
    assert isinstance(only(ledger, write), Unknown)
    found = ledger.find(write)
    assert isinstance(found, Done)
    again = only(ledger, write)
    assert isinstance(again, Done)
    assert again.key == found.key
    assert made(company) == 1
    assert set(by_key(ledger, kind)) == {found.key}


@ALL_KINDS
@BOTH_ANSWERS
def test_the_same_part_sent_twice__is_made_once(
    company: Company, ledger: IntacctLedger, kind: RecordKind, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    whole = any_write(company, kind).record
    assert isinstance(whole, Payment | CreditAllocation)
    part = replace(whole, amount=gbp("1"))
    if isinstance(part, Payment):
        paid = (replace(part.allocations[0], amount=gbp("1")),)
        part = replace(part, allocations=paid)
    first, second = (only(ledger, creation(part, kind)) for _ in range(2))
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert first.key == second.key
    assert made(company) == 1


@ALL_KINDS
def test_a_fault_before_the_work__is_unknown_and_not_there(
    company: Company, ledger: IntacctLedger, kind: RecordKind
) -> None:
    write = any_write(company, kind)
    company.faults.add(Fault(FaultKind.HTTP_STATUS, function_name="create", status=502))
    assert isinstance(only(ledger, write), Unknown)
    assert ledger.find(write) is None
    assert isinstance(only(ledger, write), Done)


def test_two_with_our_mark_that_say_the_same__are_unknown(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(company)
    for _ in range(2):
        paying.receive(company, pays(invoice, "5"), doc_number="RL-7001")
    write = creation(a_receipt((invoice, "5")))
    found = ledger.find(write)
    assert isinstance(found, Unknown)
    assert "all say what was to be entered" in found.detail


@pytest.mark.parametrize(
    "changed",
    [
        {"paid_on": date(2026, 3, 17)},
        {"amount": gbp("6"), "allocations": 6},
        {"allocations": 0},
    ],
    ids=["day", "amount", "document"],
)
def test_one_with_our_mark_that_says_something_else__is_not_adopted(
    company: Company, ledger: IntacctLedger, changed: dict[str, Any]
) -> None:
    invoice, other = paying.invoice(company), paying.invoice(company, number="INV-2")
    paying.receive(company, pays(invoice, "5"), doc_number="RL-7001")
    documents = {6: allocated((invoice, "6")), 0: allocated((other, "5"))}
    if "allocations" in changed:
        changed = {**changed, "allocations": documents[changed["allocations"]]}
    write = creation(replace(a_receipt((invoice, "5")), **changed))
    found = ledger.find(write)
    assert isinstance(found, Unknown)
    assert "say something else" in found.detail


def test_equal_payments__are_told_apart_by_their_marks(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(company)
    writes = [creation(a_receipt((invoice, "5")), key=key) for key in ("7001", "7002")]
    made = [one.key for one in ledger.write(writes) if isinstance(one, Done)]
    found = [ledger.find(write) for write in writes]
    assert [one.key for one in found if isinstance(one, Done)] == made
    assert len(set(made)) == 2


def test_one_that_was_reversed_since__was_made(company: Company, ledger: IntacctLedger) -> None:
    write = creation(a_receipt((paying.invoice(company), "5")))
    done = only(ledger, write)
    assert isinstance(done, Done)
    paying.reverse(company, int(done.key))
    found = ledger.find(write)
    assert isinstance(found, Done)
    assert found.key == done.key
    assert found.seen is not None
    assert isinstance(found.seen.record, Payment)
    assert found.seen.record.status is PaymentStatus.UNDONE


def test_find__knows_no_payment_that_was_never_made(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = paying.invoice(company)
    paying.receive(company, pays(invoice, "5"), doc_number="BNZ 1803")
    assert ledger.find(creation(a_receipt((invoice, "5")))) is None


def _selected(company: Company) -> int:
    invoice = paying.invoice(company)
    paying.receive(company, pays(invoice, "1"), draft=True)
    return invoice


def _in_euros(payment: Payment) -> Payment:
    euros = replace(payment.amount, currency="EUR")
    allocations = tuple(replace(one, amount=euros) for one in payment.allocations)
    return replace(payment, amount=euros, allocations=allocations)


def _of_two_banks(company: Company) -> Payment:
    company.book.open_checking_account("HSBC", "1000", by=PERSON)
    return a_receipt((paying.invoice(company), "5"))


Made = Callable[[Company], Record]
REFUSALS: dict[str, tuple[str, Made]] = {
    "draft": (
        "document_not_open",
        lambda company: a_receipt((company.invoice(draft=True).record_no, "5")),
    ),
    "too much": (
        "more_than_open",
        lambda company: a_receipt((paying.invoice(company), "1440.01")),
    ),
    "selected": (
        "more_than_open",
        lambda company: a_receipt((_selected(company), "1440.00")),
    ),
    "of another": (
        "document_of_another",
        lambda company: a_receipt(
            (paying.invoice(company), "5"), contact=Reference(RecordKind.CUSTOMER, "C-99")
        ),
    ),
    "not there": ("document_gone", lambda _: a_receipt(("99999", "5"))),
    "order not there": ("document_gone", lambda _: a_receipt(("SO:Sales Invoice-9", "5"))),
    "not allocated": (
        "not_fully_applied",
        lambda company: a_receipt((paying.invoice(company), "5"), amount=gbp("6")),
    ),
    "foreign": (
        "foreign_currency",
        lambda company: _in_euros(a_receipt((paying.invoice(company), "5"))),
    ),
    "undone": (
        "status_not_carried",
        lambda company: a_receipt((paying.invoice(company), "5"), status=PaymentStatus.UNDONE),
    ),
    "no account": (
        "no_bank_account",
        lambda company: a_receipt((paying.invoice(company), "5"), account=None),
    ),
    "two banks": ("several_bank_accounts", _of_two_banks),
    "credit used up": (
        "more_than_open",
        lambda company: an_allocation(
            paying.adjustment(company), paying.invoice(company), "150.01"
        ),
    ),
    "no credit": (
        "more_than_open",
        lambda company: an_allocation(
            paying.adjustment(company, "40.00"), paying.invoice(company), "5"
        ),
    ),
    "negative invoice": (
        "credit_not_carried",
        lambda company: an_allocation(
            paying.negative_invoice(company),
            paying.invoice(company),
            "5",
            kinds=(RecordKind.SALES_INVOICE, RecordKind.SALES_INVOICE),
        ),
    ),
    "bank of a disbursement": (
        "no_bank_account",
        lambda company: a_disbursement(
            (paying.bill(company), "5"), account=Reference(RecordKind.ACCOUNT, "2200")
        ),
    ),
}


@pytest.mark.parametrize("case", list(REFUSALS))
def test_what_intacct_would_not_take__is_refused_before_it_is_sent(
    company: Company, ledger: IntacctLedger, case: str
) -> None:
    code, make = REFUSALS[case]
    record = make(company)
    kind = SALES_ALLOCATION if isinstance(record, CreditAllocation) else RECEIPT
    kind = DISBURSEMENT if case == "bank of a disbursement" else kind
    before = made(company)
    refused = only(ledger, creation(record, kind))
    assert isinstance(refused, Refused)
    assert (refused.code, bool(refused.message), bool(refused.remedy)) == (code, True, True)
    assert made(company) == before
    assert "create" not in company.asked()


def test_what_only_intacct_knows__is_refused_in_its_words(
    company: Company, ledger: IntacctLedger
) -> None:
    write = creation(a_receipt((paying.invoice(company), "5")))
    company.book.close_books_until(date(2026, 3, 31))
    refused = only(ledger, write)
    assert isinstance(refused, Refused)
    assert "open period" in refused.message


def test_a_batch__is_checked_in_one_request_and_sent_in_one(
    company: Company, ledger: IntacctLedger
) -> None:
    invoices = [paying.invoice(company, number=f"INV-{place}") for place in range(20)]
    ledger.identity()
    only(ledger, creation(a_receipt((invoices[0], "1")), key="first"))  # the banks are known now
    company.calls.clear()
    writes = [creation(a_receipt((one, "1")), key=str(one)) for one in invoices]
    assert {type(one) for one in ledger.write(writes)} == {Done}
    assert [set(call.function_names) for call in company.calls] == [{"query"}, {"create"}]


@ALL_KINDS
@pytest.mark.parametrize("verb", [WriteVerb.UPDATE, WriteVerb.APPROVE, WriteVerb.VOID])
def test_what_is_undone_or_changed__is_for_people(
    company: Company, ledger: IntacctLedger, kind: RecordKind, verb: WriteVerb
) -> None:
    write = replace(any_write(company, kind), verb=verb)
    with pytest.raises(BrokenPromise, match=f"never sends a {verb} of a {kind.singular}"):
        ledger.write([write])
