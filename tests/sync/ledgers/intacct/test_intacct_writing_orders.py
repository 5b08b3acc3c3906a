from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.intacct.options import RepeatAnswer, UserDimension
from sandbox.intacct.order_forms import OrderForm, OrderLineEdit, OrderLineForm, SubtotalForm
from sandbox.intacct.order_records import OrderState
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus, Reference, Sighting
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done, Outcome, Refused, Unknown, Write, WriteVerb
from tests.sync.ledgers.intacct.harbour import PERSON, Company, a_line, a_write, all_of, gbp
from tests.sync.ledgers.intacct.order_desk import (
    an_order,
    an_order_line,
    edit,
    enter,
    orders_ledger,
    with_items,
)

CREATE, UPDATE, APPROVE = WriteVerb.CREATE, WriteVerb.UPDATE, WriteVerb.APPROVE
DRAFT, POSTED = DocumentStatus.DRAFT, DocumentStatus.POSTED
KEY = "SO:Sales Invoice-INV-1"


@pytest.fixture(autouse=True)
def items(company: Company) -> None:
    with_items(company)


@pytest.fixture
def orders(company: Company) -> IntacctLedger:
    return orders_ledger(company)


def only(ledger: IntacctLedger, write: Write) -> Outcome:
    (outcome,) = ledger.write([write])
    return outcome


def the_order(ledger: IntacctLedger) -> Document:
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    return document_in(seen)


def document_in(seen: Sighting | None) -> Document:
    assert seen is not None
    assert isinstance(seen.record, Document)
    return seen.record


def change(record: Document, *fields: str, key: str = KEY) -> Write:
    return a_write(UPDATE, record, key=key, fields=frozenset(fields))


@pytest.mark.parametrize("status", [DRAFT, POSTED])
def test_a_new_order__comes_back_with_the_engine_s_tax(
    company: Company, orders: IntacctLedger, status: DocumentStatus
) -> None:
    wanted = an_order(status=status, lines=(an_order_line(), an_order_line("0.03", "99.99")))
    done = only(orders, a_write(CREATE, wanted))
    assert isinstance(done, Done)
    assert done.key == "SO:Sales Invoice-RL-5521"
    told = document_in(done.seen)
    assert [(line.net, line.tax) for line in told.lines] == [
        (gbp("1200.00"), gbp("240.00")),
        (gbp("0.03"), gbp("0.01")),
    ]
    taxed = tuple(replace(line, tax=told.lines[at].tax) for at, line in enumerate(wanted.lines))
    assert told == replace(wanted, lines=taxed) == the_order(orders)
    (made,) = company.book.sales_documents
    assert (made.document_key is None) is (status is DRAFT)
    assert (made.external_id, made.state) == (
        "RL-184512",
        OrderState.DRAFT if status is DRAFT else OrderState.PENDING,
    )


def test_reading_back__takes_one_request_for_a_whole_batch(
    company: Company, orders: IntacctLedger
) -> None:
    writes = [a_write(CREATE, an_order(number=f"RL-{one}"), key=str(one)) for one in range(6)]
    company.calls.clear()
    outcomes = orders.write(writes)
    assert all(
        isinstance(one, Done) and document_in(one.seen).tax == gbp("240.00") for one in outcomes
    )
    names = [call.function_names for call in company.calls]
    assert names[-3:] == [("create_sotransaction",) * 6, ("query",), ("read",)]


def test_a_document_that_cannot_be_read_back__is_done_all_the_same(company: Company) -> None:
    orders = orders_ledger(company, read_attempts=1)
    orders.identity()
    company.faults.add(Fault(FaultKind.HTTP_STATUS, function_name="query"))
    done = only(orders, a_write(CREATE, an_order()))
    assert done == Done("SO:Sales Invoice-RL-5521")
    assert len(company.book.sales_documents) == 1


@pytest.mark.parametrize("answer", list(RepeatAnswer))
def test_the_same_intent_sent_twice__makes_one_document(
    company: Company, orders: IntacctLedger, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    write = a_write(CREATE, an_order())
    assert orders.find(write) is None
    first, second = only(orders, write), only(orders, write)
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert replace(second, asked=None) == first
    assert len(company.book.sales_documents) == 1
    found = orders.find(write)
    assert isinstance(found, Done)
    assert replace(found, asked=None) == first


def test_a_lost_answer__is_found_by_the_number(company: Company, orders: IntacctLedger) -> None:
    company.faults.add(Fault(FaultKind.LOST_REPLY, function_name="create_sotransaction"))
    write = a_write(CREATE, an_order())
    assert isinstance(only(orders, write), Unknown)
    found = orders.find(write)
    assert isinstance(found, Done)
    assert document_in(found.seen).tax == gbp("240.00")
    assert isinstance(found.asked, Document)
    assert found.asked.reference == an_order().reference


def test_a_number_that_is_taken__is_not_adopted(company: Company, orders: IntacctLedger) -> None:
    enter(company, "RL-5521", "5.00")
    write = a_write(CREATE, an_order())
    refused = only(orders, write)
    assert isinstance(refused, Refused)
    assert "already exists" in refused.message
    assert orders.find(write) is None


def test_an_order_that_somebody_changed_before_we_looked__is_found_by_its_number(
    company: Company, orders: IntacctLedger
) -> None:
    company.faults.add(Fault(FaultKind.LOST_REPLY, function_name="create_sotransaction"))
    write = a_write(CREATE, an_order())
    only(orders, write)
    dearer = OrderLineEdit(line_num=1, line=OrderLineForm(price=Decimal("1300.00")))
    company.book.edit_order(
        ORDER_ENTRY, "Sales Invoice-RL-5521", OrderForm(), line_edits=[dearer], by=PERSON
    )
    found = orders.find(write)
    assert isinstance(found, Done)
    assert document_in(found.seen).net == gbp("1300.00")


def test_an_order_of_somebody_else_under_our_number__is_not_taken_for_ours(
    company: Company, orders: IntacctLedger
) -> None:
    """Ours was deleted, and its number given again."""
    write = a_write(CREATE, an_order())
    only(orders, write)
    company.book.delete_order(ORDER_ENTRY, "Sales Invoice-RL-5521", by=PERSON)
    company.book.create_customer(
        PartyForm(party_id="C-18", name="Tern Ltd", contact=ContactForm(print_as="Tern Ltd")),
        by=PERSON,
    )
    enter(company, "RL-5521", "5.00", party_id="C-18")
    assert isinstance(orders.find(write), Unknown)


def test_an_invoice_without_a_number__gets_one_it_can_be_found_by(orders: IntacctLedger) -> None:
    write = a_write(CREATE, an_order(number=""))
    done = only(orders, write)
    assert isinstance(done, Done)
    assert done.key == "SO:Sales Invoice-RL-184512"
    found = orders.find(write)
    assert isinstance(found, Done)
    assert replace(found, asked=None) == done


def test_tags_and_tax_solution__are_written_in_the_order_intacct_wants(company: Company) -> None:
    orders = orders_ledger(company, tax_solution="United Kingdom - VAT")
    keys = ("CLASS:QUAY", "DEPARTMENT:RES", "LOCATION:E200", "PROJECT:ROOF")
    tags = tuple(Reference(RecordKind.DIMENSION_VALUE, key) for key in keys)
    done = only(orders, a_write(CREATE, an_order(lines=(an_order_line(dimensions=tags),))))
    assert isinstance(done, Done)
    assert document_in(done.seen).lines[0].dimensions == tags
    (made,) = company.book.sales_documents
    assert made.tax_solution_id == "United Kingdom - VAT"


def test_a_bill__goes_through_purchasing(company: Company, orders: IntacctLedger) -> None:
    line = an_order_line("50.00", account=Reference(RecordKind.ITEM, "5000 [p]"))
    vendor = Reference(RecordKind.VENDOR, "V-3")
    wanted = an_order(contact=vendor, status=POSTED, lines=(line,))
    done = only(orders, a_write(CREATE, wanted, kind=RecordKind.BILL))
    assert isinstance(done, Done)
    assert done.key == "PO:Vendor Invoice-RL-5521"
    assert document_in(done.seen).gross == gbp("60.00")
    (bill,) = company.book.bills
    assert bill.total_entered == Decimal("60.00")
    write = a_write(
        UPDATE,
        replace(document_in(done.seen), reference="New"),
        kind=RecordKind.BILL,
        key=done.key,
        fields=frozenset({"reference"}),
    )
    changed = only(orders, write)
    assert isinstance(changed, Done)
    assert document_in(changed.seen).reference == "New"


def test_dimensions_of_the_company_s_own__are_written_too(
    company: Company, orders: IntacctLedger
) -> None:
    company.book.options.user_dimensions = (UserDimension("UNIT", "Unit"),)
    value = company.book.add_user_dimension_value("UNIT", "Unit 4", by=PERSON)
    tags = (Reference(RecordKind.DIMENSION_VALUE, f"UNIT:{value.record_no}"),)
    wanted = an_order(lines=(an_order_line(dimensions=tags),))
    done = only(orders, a_write(CREATE, wanted))
    assert isinstance(done, Done)
    assert document_in(done.seen).lines[0].dimensions == tags


def test_texts_that_are_cut__are_told(orders: IntacctLedger) -> None:
    long_line = an_order_line(description="Service charge " * 60)
    done = only(orders, a_write(CREATE, an_order(lines=(long_line,))))
    assert isinstance(done, Done)
    assert done.seen is not None
    assert done.cut == ("Line 1's description has 899 characters; Intacct keeps 500.",)


def test_approving__posts_the_draft(company: Company, orders: IntacctLedger) -> None:
    enter(company, state="Draft")
    write = a_write(APPROVE, the_order(orders), key=KEY)
    assert orders.find(write) is None
    done = only(orders, write)
    assert isinstance(done, Done)
    assert document_in(done.seen).status is POSTED
    assert len(company.book.invoices) == 1
    again = only(orders, replace(write, intent_key="another"))
    assert isinstance(again, Done)
    assert orders.find(write) is not None


def test_approving__is_refused_when_the_tax_became_another(
    company: Company, orders: IntacctLedger
) -> None:
    enter(company, state="Draft")
    shown = the_order(orders)
    taxed = replace(shown.lines[0], tax=gbp("239.99"))
    refused = only(orders, a_write(APPROVE, replace(shown, lines=(taxed,)), key=KEY))
    assert isinstance(refused, Refused)
    assert refused.moved
    assert the_order(orders).status is DRAFT


@pytest.mark.parametrize("verb", [UPDATE, APPROVE])
def test_an_order_that_is_gone__is_refused_as_moved(orders: IntacctLedger, verb: WriteVerb) -> None:
    refused = only(orders, a_write(verb, an_order(), key=KEY, fields=frozenset({"reference"})))
    assert isinstance(refused, Refused)
    assert (refused.code, refused.moved) == ("gone", True)


def test_changing_a_draft__leaves_it_a_draft(company: Company, orders: IntacctLedger) -> None:
    enter(company, state="Draft")
    before = the_order(orders)
    wanted = replace(before, reference="New", due_date=date(2026, 4, 1), status=POSTED)
    done = only(orders, change(wanted, "reference", "due_date"))
    assert isinstance(done, Done)
    assert document_in(done.seen) == replace(wanted, status=DRAFT) == the_order(orders)


def test_changing_the_status_too__approves_the_draft(
    company: Company, orders: IntacctLedger
) -> None:
    enter(company, state="Draft")
    wanted = replace(the_order(orders), issue_date=date(2026, 3, 3), status=POSTED)
    write = change(wanted, "status", "issue_date")
    assert orders.find(write) is None
    assert isinstance(only(orders, write), Done)
    assert the_order(orders) == wanted
    assert orders.find(write) is not None


def test_changed_lines__replace_those_that_differ_and_are_taxed_anew(
    company: Company, orders: IntacctLedger
) -> None:
    enter(company, "INV-1", "10.00", "20.00")
    before = the_order(orders)
    number = company.book.order(ORDER_ENTRY, "Sales Invoice-INV-1").document_key
    lines = (before.lines[0], an_order_line("30.00"), an_order_line("40.00"))
    done = only(orders, change(replace(before, lines=lines), "lines"))
    assert isinstance(done, Done)
    assert done.key == KEY
    told = document_in(done.seen)
    assert [(line.net, line.tax) for line in told.lines] == [
        (gbp("10.00"), gbp("2.00")),
        (gbp("30.00"), gbp("6.00")),
        (gbp("40.00"), gbp("8.00")),
    ]
    assert company.book.order(ORDER_ENTRY, "Sales Invoice-INV-1").document_key != number


@pytest.mark.parametrize("state", ["Closed", "Converted"])
def test_documents_beyond_editing__are_refused_with_the_next_step(
    company: Company, orders: IntacctLedger, state: str
) -> None:
    order = enter(company)
    company.book.sales_documents.put(company.book.edited(order, "asmith", state=OrderState(state)))
    refused = only(orders, change(replace(the_order(orders), reference="New"), "reference"))
    assert isinstance(refused, Refused)
    assert (refused.code, bool(refused.remedy)) == ("state_not_editable", True)
    assert "update_sotransaction" not in company.asked()


@pytest.mark.parametrize(
    ("fields", "code"),
    [("contact", "never_changes"), ("number", "never_changes"), ("lines", "line_removed")],
)
def test_what_order_entry_never_changes__is_refused(
    company: Company, orders: IntacctLedger, fields: str, code: str
) -> None:
    enter(company, "INV-1", "1.00", "2.00")
    before = the_order(orders)
    refused = only(orders, change(replace(before, lines=before.lines[:1]), fields))
    assert isinstance(refused, Refused)
    assert (refused.code, bool(refused.remedy)) == (code, True)
    assert the_order(orders) == before


def test_lines_with_subtotals_by_hand__are_left_alone(
    company: Company, orders: IntacctLedger
) -> None:
    enter(company, subtotals=(SubtotalForm(description="Discount", total=Decimal("-9.00")),))
    before = the_order(orders)
    changed = replace(before.lines[0], net=gbp("1.00"))
    refused = only(orders, change(replace(before, lines=(changed, *before.lines[1:])), "lines"))
    assert isinstance(refused, Refused)
    assert refused.code == "subtotals_by_hand"
    assert isinstance(only(orders, change(replace(before, reference="New"), "reference")), Done)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (an_order(number="X" * 21), "number_too_long"),
        (an_order(currency="EUR"), "foreign_currency"),
        (an_order(lines=()), "no_lines"),
        (an_order(status=DocumentStatus.PRIVATE), "status_not_carried"),
        (an_order(lines=(a_line(),)), "not_an_item"),
        (
            an_order(lines=(an_order_line(tax_detail=Reference(RecordKind.TAX_DETAIL, "UK")),)),
            "tax_not_external",
        ),
        (
            an_order(
                lines=(
                    an_order_line(dimensions=(Reference(RecordKind.DIMENSION_VALUE, "TASK:1"),)),
                )
            ),
            "dimension_not_carried",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_order_entry_would_keep_otherwise__is_refused_before_it_is_sent(
    company: Company, orders: IntacctLedger, wanted: Document, code: str
) -> None:
    refused = only(orders, a_write(CREATE, wanted))
    assert isinstance(refused, Refused)
    assert (refused.code, bool(refused.remedy)) == (code, True)
    assert "create_sotransaction" not in company.asked()


def test_documents_outside_the_definition__are_refused_and_not_written_to_receivables(
    company: Company,
) -> None:
    enter(company)
    for ledger in (company.ledger(), orders_ledger(company, sales_definition="Sales Order")):
        record = the_order(ledger)
        refused = only(ledger, change(replace(record, reference="New"), "reference"))
        assert isinstance(refused, Refused)
        assert refused.code == "kept_by_orders"
        assert ledger.find(change(replace(record, reference="New"), "reference")) is None
    assert "update_invoice" not in company.asked()


def test_plain_invoices_from_before__are_still_changed_where_they_are(
    company: Company, orders: IntacctLedger
) -> None:
    key = str(company.invoice(draft=True).record_no)
    wanted = replace(the_order(orders), reference="New")
    outcomes = orders.write([change(wanted, "reference", key=key), a_write(CREATE, an_order())])
    assert [type(one) for one in outcomes] == [Done, Done]
    assert len(company.book.sales_documents) == 1


def test_an_edit_in_between__does_not_hide_the_document(
    company: Company, orders: IntacctLedger
) -> None:
    enter(company)
    before = the_order(orders)
    edit(company, message="Edited by a person")
    assert isinstance(only(orders, change(replace(before, reference="New"), "reference")), Done)
    assert the_order(orders).reference == "New"
