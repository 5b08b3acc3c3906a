"""Who entered and who changed a record: Intacct says a user's number, people know each other by login."""

import logging

import msgspec
import pytest
from lxml import etree

from sandbox.intacct.forms import InvoiceForm
from sync.domain.kinds import RecordKind
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.users import logins_in
from sync.ledgers.intacct.wire.envelope import Result
from tests.sync.ledgers.intacct.harbour import PERSON, Company, all_of
from tests.sync.ledgers.intacct.order_desk import enter, orders_ledger, with_items

SOMEBODY_ELSE = "glim"


def test_document__says_by_login_who_entered_it_and_who_changed_it(
    company: Company, ledger: IntacctLedger
) -> None:
    entered = company.invoice(draft=True)
    form = InvoiceForm(description="Agreed")
    company.book.update_invoice(entered.record_no, form, by=SOMEBODY_ELSE)
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert (seen.entered_by, seen.changed_by) == (PERSON, SOMEBODY_ELSE)


def test_order_document__says_by_login_who_entered_it(company: Company) -> None:
    with_items(company)
    enter(company)
    (seen,) = all_of(orders_ledger(company), RecordKind.SALES_INVOICE)
    assert seen.entered_by == PERSON


def test_users_that_may_not_be_read__stay_numbers(
    company: Company, ledger: IntacctLedger, caplog: pytest.LogCaptureFixture
) -> None:
    company.invoice()
    company.book.options.denied_objects = frozenset({"USERINFO"})
    with caplog.at_level(logging.WARNING, "sync.ledgers.intacct.company"):
        (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert seen.entered_by == str(company.book.user_number(PERSON))
    assert "users stay numbers" in caplog.text


def test_user_without_a_login__stays_a_number(company: Company, ledger: IntacctLedger) -> None:
    company.invoice()
    number = company.book.user_number(PERSON)
    nameless = msgspec.structs.replace(company.book.user(PERSON), login_id="")
    company.book.users.put(nameless)
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert seen.entered_by == str(number)


@pytest.mark.parametrize("row", ["<RECORDNO>7</RECORDNO>", "<LOGINID>glim</LOGINID>", ""])
def test_answer_about_users_that_lacks_something__names_nobody_and_breaks_nothing(
    row: str,
) -> None:
    data = etree.fromstring(f"<data><USERINFO>{row}</USERINFO></data>")
    assert logins_in(Result(succeeded=True, key="", data=data, complaints=())) == {}


def test_user_who_came_since_the_last_reading__has_a_login_too(
    company: Company, ledger: IntacctLedger
) -> None:
    ledger.identity()
    entered = company.invoice(draft=True)
    form = InvoiceForm(description="Agreed")
    company.book.update_invoice(entered.record_no, form, by="newcomer")
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert seen.changed_by == "newcomer"
