"""When: credit notes are put against invoices, and taken off again."""

from pytest_bdd import parsers, step

from sandbox.intacct.forms import ApplicationForm, CreditForm, PaymentForm
from sandbox.intacct.payment_records import CreditKind, PaymentState
from sandbox.intacct.rules.payment_kinds import RECEIPT
from sandbox.re_leased.fields import AllocationFields
from tests.scenarios.papers import PAPERS_BY_NAME
from tests.scenarios.story import Story
from tests.scenarios.tables import amount, day
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

CREDIT = r"sales credit note (?P<credit>\S+)"
INVOICE = r"sales invoice (?P<number>\S+)"
MONEY = r"(?P<money>[\d,]+\.\d\d) GBP"
CREDITS, INVOICES = PAPERS_BY_NAME["sales credit note"], PAPERS_BY_NAME["sales invoice"]


@step(parsers.re(rf"Fiona puts {MONEY} of {CREDIT} against {INVOICE} in Sage Intacct"))
def fiona_puts(story: Story, money: str, credit: str, number: str) -> None:
    invoice = INVOICES.in_intacct(story, number)
    used = CreditForm(
        kind=CreditKind.ADJUSTMENT,
        key=CREDITS.in_intacct(story, credit).record_no,
        amount=amount(money),
    )
    form = PaymentForm(
        party_id=invoice.party_id,
        receipt_date=day("today"),
        applications=(ApplicationForm(document_key=invoice.record_no, credit=used),),
    )
    story.bridge.intacct.pay(RECEIPT, form, by=FIONA)


@step(parsers.re(rf"Fiona takes {CREDIT} off {INVOICE} in Sage Intacct"))
def fiona_takes_off(story: Story, credit: str, number: str) -> None:
    key = CREDITS.in_intacct(story, credit).record_no
    document_key = INVOICES.in_intacct(story, number).record_no
    (payment,) = (
        one
        for one in story.bridge.intacct.payments_of(RECEIPT)
        if one.state is not PaymentState.VOIDED
        and [(detail.document_key, detail.credit_key) for detail in one.details]
        == [(document_key, key)]
    )
    story.bridge.intacct.reverse_payment(payment.record_no, on=day("today"), by=FIONA)


@step(parsers.re(rf"Marcus puts {MONEY} of {CREDIT} against {INVOICE} in Re-Leased"))
def marcus_puts(story: Story, money: str, credit: str, number: str) -> None:
    item = AllocationFields(
        invoice_id=INVOICES.in_re_leased(story, number).id,
        amount=amount(money),
        date=day("today"),
    )
    credit_id = CREDITS.in_re_leased(story, credit).id
    story.bridge.re_leased.credits.allocate(COMPANY, credit_id, [item], by=MARCUS)
