from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.intacct.options import AuditKeyForm
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, PURCHASING
from sync.domain.kinds import RecordKind
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Deletion
from tests.sync.ledgers.intacct import paying
from tests.sync.ledgers.intacct.harbour import PERSON, START, Company, all_of
from tests.sync.ledgers.intacct.order_desk import edit, enter, orders_ledger, with_items
from tests.sync.ledgers.intacct.papers import BILLS, CREDITS, Paper

HOUR = timedelta(hours=1)
INVOICE, CUSTOMER = RecordKind.SALES_INVOICE, RecordKind.CUSTOMER


def nothing_known(kind: RecordKind) -> Iterator[Sequence[str]]:
    pytest.fail(f"Nobody needs to know our {kind.plural}.")


def known(*keys: str) -> Callable[[RecordKind], Iterator[Sequence[str]]]:
    return lambda _kind: iter([keys[:2], keys[2:]])


def deleted(
    ledger: IntacctLedger,
    kind: RecordKind,
    known: Callable[[RecordKind], Iterator[Sequence[str]]] = nothing_known,
    *,
    whole: bool = False,
) -> list[Deletion]:
    return list(ledger.deletions({kind: None if whole else START}, known))


def keys(deletions: list[Deletion]) -> list[str]:
    return [one.key for one in deletions]


def add_customer(company: Company, party_id: str) -> None:
    name = f"{party_id} {len(company.book.contacts)}"
    contact = ContactForm(contact_name=name, print_as=party_id)
    company.book.create_customer(
        PartyForm(party_id=party_id, name=party_id, contact=contact), by=PERSON
    )


@pytest.fixture(autouse=True)
def deleting(company: Company) -> None:
    company.book.options.enable_reversal_of_unpaid_invoices = False


@pytest.mark.parametrize("form", list(AuditKeyForm))
def test_a_deleted_invoice__is_told_by_the_trail(
    company: Company, ledger: IntacctLedger, form: AuditKeyForm
) -> None:
    company.book.options.audit_key_form = form
    kept, gone = company.invoice("INV-1"), company.invoice("INV-2")
    assert deleted(ledger, INVOICE) == []
    company.book.clock.advance(HOUR)
    company.book.delete_invoice(gone.record_no, by=PERSON)
    (told,) = deleted(ledger, INVOICE)
    assert told.key == str(gone.record_no) != str(kept.record_no)
    assert (told.kind, told.deleted_at) == (INVOICE, START + HOUR)
    assert told.deleted_by == PERSON
    assert ledger.trail_refusal is None


def test_what_was_deleted_before__is_not_told_again(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.delete_invoice(company.invoice().record_no, by=PERSON)
    assert list(ledger.deletions({INVOICE: START + HOUR}, nothing_known)) == []


def test_the_trail__costs_one_question_for_all_kinds(
    company: Company, ledger: IntacctLedger
) -> None:
    company.invoice()
    list(ledger.deletions({INVOICE: START}, nothing_known))  # also whether the trail tells anything
    company.calls.clear()
    kinds = [INVOICE, RecordKind.BILL, CUSTOMER, RecordKind.ACCOUNT, RecordKind.RECEIPT]
    assert list(ledger.deletions(dict.fromkeys(kinds, START), nothing_known)) == []
    assert company.asked() == ["query"]


def test_a_long_trail__is_read_to_its_end(company: Company) -> None:
    for place in range(7):
        company.book.delete_invoice(company.invoice(f"INV-{place}").record_no, by=PERSON)
    ledger = company.ledger(page_size=3)
    assert len(deleted(ledger, INVOICE)) == 7
    assert company.asked_beside_facts().count("query") == 3


def test_a_deleted_bill__is_told_as_a_bill(company: Company, ledger: IntacctLedger) -> None:
    bill = BILLS.enter(company)
    company.book.delete_document(BILLS.book, bill.record_no, by=PERSON)
    told = deleted(ledger, RecordKind.BILL)
    assert [(one.kind, one.key) for one in told] == [(RecordKind.BILL, str(bill.record_no))]
    assert deleted(ledger, INVOICE) == []


@pytest.mark.parametrize("form", list(AuditKeyForm))
def test_what_goes_by_its_id__is_looked_for_among_the_known(
    company: Company, ledger: IntacctLedger, form: AuditKeyForm
) -> None:
    company.book.options.audit_key_form = form
    everyone = known("C-17", "C-18", "C-19")
    for party in ("C-18", "C-19"):
        add_customer(company, party)
    assert deleted(ledger, CUSTOMER, nothing_known) == []
    company.book.delete_customer("C-18", by=PERSON)
    assert deleted(ledger, CUSTOMER, everyone) == [Deletion(CUSTOMER, "C-18", None, "")]


def test_a_customer_made_anew_under_its_id__is_not_gone(
    company: Company, ledger: IntacctLedger
) -> None:
    add_customer(company, "C-18")
    company.book.delete_customer("C-18", by=PERSON)
    add_customer(company, "C-18")
    assert deleted(ledger, CUSTOMER, known("C-17", "C-18")) == []


def test_dimension_values__are_looked_for_in_their_own_dimension(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.delete_dimension_value("CLASS", "QUAY", by=PERSON)
    kept = ("LOCATION:E200", "PROJECT:ROOF")
    told = deleted(ledger, RecordKind.DIMENSION_VALUE, known(*kept, "CLASS:QUAY"))
    assert keys(told) == ["CLASS:QUAY"]


@pytest.mark.parametrize("paper", CREDITS, ids=lambda paper: str(paper.kind))
def test_adjustments__are_always_looked_for_as_the_trail_is_silent(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    kept, gone = paper.enter(company, "CN-1"), paper.enter(company, "CN-2")
    numbers = (str(kept.record_no), str(gone.record_no))
    assert deleted(ledger, paper.kind, known(*numbers)) == []
    company.book.delete_document(paper.book, gone.record_no, by=PERSON)
    assert deleted(ledger, paper.kind, known(*numbers)) == [
        Deletion(paper.kind, numbers[1], None, "")
    ]


def test_without_a_moment_to_begin_with__every_known_record_is_looked_for(
    company: Company, ledger: IntacctLedger
) -> None:
    kept = company.invoice("INV-1")
    told = deleted(ledger, INVOICE, known(str(kept.record_no), "99", "98"), whole=True)
    assert keys(told) == ["99", "98"]
    assert company.asked_beside_facts().count("query") == 1


def test_without_permission__the_trail_is_left_and_everything_known_is_looked_for(
    company: Company, ledger: IntacctLedger
) -> None:
    gone = company.invoice()
    company.book.delete_invoice(gone.record_no, by=PERSON)
    company.book.options.denied_objects = frozenset({"AUDITHISTORY"})
    told = deleted(ledger, INVOICE, known(str(gone.record_no)))
    assert told == [Deletion(INVOICE, str(gone.record_no), None, "")]
    assert ledger.trail_refusal is not None
    assert "audit history" in ledger.trail_refusal.message
    assert ledger.trail_refusal.remedy
    company.book.options.denied_objects = frozenset()
    assert keys(deleted(ledger, INVOICE)) == [str(gone.record_no)]
    assert ledger.trail_refusal is None


@pytest.mark.parametrize(("page_size", "most", "requests"), [(2000, 10_000, 1), (2, 4, 3)])
def test_many_known_records__are_asked_for_many_at_a_time(
    company: Company, page_size: int, most: int, requests: int
) -> None:
    numbers = [str(company.invoice(f"INV-{place}").record_no) for place in range(10)]
    ledger = company.ledger(page_size=page_size, rows_per_request=most)
    ledger.identity()
    company.calls.clear()
    told = deleted(ledger, INVOICE, known(*numbers, "99999"), whole=True)
    assert keys(told) == ["99999"]
    assert len(company.calls) == requests


def test_an_order_document_saved_again__was_not_deleted(company: Company) -> None:
    with_items(company)
    enter(company)
    for ledger in (company.ledger(), orders_ledger(company)):
        (seen,) = all_of(ledger, INVOICE)
        edit(company, reference="Q2")
        assert seen.key not in keys(deleted(ledger, INVOICE))
        assert deleted(ledger, INVOICE, known(seen.key), whole=True) == []


@pytest.mark.parametrize("through_orders", [True, False])
def test_a_deleted_order_document__is_told_under_its_key(
    company: Company, through_orders: bool
) -> None:
    with_items(company)
    enter(company, "INV-1")
    enter(company, "INV-2")
    ledger = orders_ledger(company) if through_orders else company.ledger()
    seen = [one.key for one in all_of(ledger, INVOICE)]
    company.book.delete_order(ORDER_ENTRY, "Sales Invoice-INV-2", by=PERSON)
    told = deleted(ledger, INVOICE, known(*seen))
    assert "SO:Sales Invoice-INV-2" in keys(told)
    assert "SO:Sales Invoice-INV-1" not in keys(told)


def test_a_deleted_purchase_document__is_told_under_its_key(company: Company) -> None:
    with_items(company)
    enter(company, "B-1", "5.00", kind=PURCHASING)
    ledger = orders_ledger(company)
    company.book.delete_order(PURCHASING, "Vendor Invoice-B-1", by=PERSON)
    told = deleted(ledger, RecordKind.BILL, known("PO:Vendor Invoice-B-1"))
    assert "PO:Vendor Invoice-B-1" in keys(told)
    assert Decimal(0) == sum(bill.total_entered for bill in company.book.bills)


def test_a_deleted_draft_payment__is_told_with_what_it_applied(
    company: Company, ledger: IntacctLedger
) -> None:
    paying.open_bank(company)
    draft = paying.receive(company, paying.pays(paying.invoice(company), "10.00"), draft=True)
    parts = known(f"{draft}:915:901", "7:915:901")
    company.book.delete_payment(draft, by=PERSON)
    told = deleted(ledger, RecordKind.RECEIPT)
    assert [(one.key, one.deleted_by) for one in told] == [(str(draft), PERSON)]
    applied = deleted(ledger, RecordKind.SALES_CREDIT_ALLOCATION, parts)
    assert keys(applied) == [f"{draft}:915:901", "7:915:901"]


def test_money_on_account__is_a_payment_that_is_still_there(
    company: Company, ledger: IntacctLedger
) -> None:
    paying.open_bank(company)
    payment = paying.receive(company, paying.pays(paying.invoice(company), "10.00"))
    held = known(str(payment), str(paying.advance(company, "5.00")), "99")
    assert keys(deleted(ledger, RecordKind.RECEIPT, held, whole=True)) == ["99"]
