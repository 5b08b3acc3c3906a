"""When and then: receipts, and disbursements to suppliers."""

from pytest_bdd import parsers, step, then

from tests.scenarios.paying import (
    TILLS,
    apply_on_account,
    pay_in_intacct,
    pay_in_re_leased,
    pay_without_document,
)
from tests.scenarios.story import Story
from tests.scenarios.tables import Table, amount, day
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

TILL = "(?P<till>receipt|disbursement)"
MONEY = r"(?P<money>[\d,]+\.\d\d) GBP"
_TILL_OF = {"sales invoice": "receipt", "bill": "disbursement"}


@step(parsers.re(rf"Fiona enters (?:this|these) {TILL}s? in Sage Intacct:"))
def fiona_enters_payment(story: Story, till: str, datatable: Table) -> None:
    pay_in_intacct(story, TILLS[till], datatable)


@step(parsers.re(rf"Marcus enters (?:this|these) {TILL}s? in Re-Leased:"))
def marcus_enters_payment(story: Story, till: str, datatable: Table) -> None:
    pay_in_re_leased(story, TILLS[till], datatable)


@step(
    parsers.re(
        rf'Fiona pays {MONEY} to the supplier "(?P<name>.+)" without a bill, '
        r"reference (?P<reference>\S+), in Sage Intacct"
    )
)
def fiona_pays_without_bill(story: Story, money: str, name: str, reference: str) -> None:
    pay_without_document(story, TILLS["disbursement"], name, amount(money), reference)


@step(
    parsers.re(
        rf"Fiona applies {MONEY} of (?P<reference>\S+) to (?P<paper>sales invoice|bill) "
        r"(?P<number>\S+) in Sage Intacct"
    )
)
def fiona_applies(story: Story, money: str, reference: str, paper: str, number: str) -> None:
    apply_on_account(story, TILLS[_TILL_OF[paper]], reference, number, amount(money))


@step(parsers.re(rf"Fiona (?P<does>reverses|deletes) {TILL} (?P<reference>\S+) in Sage Intacct"))
def fiona_undoes(story: Story, does: str, till: str, reference: str) -> None:
    """The stand-in reverses posted payments only; a deletion is told by the audit trail alone."""
    book, books = TILLS[till].book, story.bridge.intacct
    record_no = TILLS[till].in_intacct(story, reference).record_no
    if does == "reverses":
        books.reverse_payment(record_no, on=day("today"), kind=book, by=FIONA)
        return
    books.reverse_payment(record_no, on=day("today"), kind=book, by=FIONA)
    books.payments_of(book).remove(record_no)
    books.note_in_audit_trail(book.object_name, record_no, "D", FIONA)


@step(parsers.re(rf"Marcus reverses {TILL} (?P<reference>\S+) in Re-Leased"))
def marcus_reverses(story: Story, till: str, reference: str) -> None:
    payment = TILLS[till].in_re_leased(story, reference)
    story.bridge.re_leased.payments.reverse(COMPANY, payment.id, by=MARCUS)


@then(parsers.re(rf"Re-Leased holds (?P<count>a|no) {TILL} of {MONEY}"))
def re_leased_holds_payment(story: Story, count: str, till: str, money: str) -> None:
    payments = TILLS[till].all_in_re_leased(story)
    found = [one for one in payments if one.amount == amount(money)]
    assert len(found) == {"a": 1, "no": 0}[count]
