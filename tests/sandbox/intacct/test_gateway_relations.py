"""Dotted paths over MANY2ONE relations, in what is selected and in filters; stamps of contacts."""

from datetime import date
from typing import Any

import pytest

from sandbox.intacct.forms import ContactForm, PartyForm


def compare(operator: str, field: str, *values: str) -> str:
    inner = "".join(f"<value>{value}</value>" for value in values)
    return f"<{operator}><field>{field}</field>{inner}</{operator}>"


def edit_contact(gateway: Any, name: str, telephone: str) -> None:
    answer = gateway.call(
        f"<update><CONTACT><CONTACTNAME>{name}</CONTACTNAME><PHONE1>{telephone}</PHONE1></CONTACT>"
        "</update>"
    )
    assert answer.results == ["success"], answer.reason


@pytest.mark.parametrize("touched", [False, True])
def test_contact__its_edit_is_found_through_the_customer(
    gateway: Any, desk: Any, touched: bool
) -> None:
    desk.book.options.contact_touches_party = touched
    desk.book.create_customer(PartyForm(party_id="C-18", name="Other"), by="admin")
    desk.clock.advance(desk.book.options.session_duration)
    edit_contact(gateway, "Quay Foods Ltd(CC-17)", "0113")
    since = "03/02/2026 16:00:00"
    by_contact = compare("greaterthan", "DISPLAYCONTACT.WHENMODIFIED", since)
    rows = gateway.rows("CUSTOMER", "CUSTOMERID DISPLAYCONTACT.PHONE1", by_contact)
    assert rows == [("C-17", "0113")]
    by_customer = compare("greaterthan", "WHENMODIFIED", since)
    assert len(gateway.rows("CUSTOMER", "CUSTOMERID", by_customer)) == int(touched)


def test_contact__never_edited_has_no_stamp(gateway: Any) -> None:
    condition = compare("isnull", "DISPLAYCONTACT.WHENMODIFIED")
    assert gateway.rows("CUSTOMER", "CUSTOMERID", condition) == [("C-17",)]


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("ARINVOICE", "CUSTOMER.NAME", "Quay Foods Ltd"),
        ("ARINVOICE", "CUSTOMER.DISPLAYCONTACT.PRINTAS", "Quay Foods Ltd"),
        ("ARINVOICE", "BILLTO.PRINTAS", "Quay Foods Ltd"),
        ("ARINVOICEITEM", "ARINVOICE.RECORDID", "RL-1"),
        ("ARINVOICEITEM", "ARINVOICE.CUSTOMER.NAME", "Quay Foods Ltd"),
        ("ARINVOICEITEM", "GLACCOUNT.TITLE", "Rent"),
        ("ARINVOICEITEM", "CUSTOMER.NAME", "Quay Foods Ltd"),
        ("ARPYMTDETAIL", "ARPYMT.DOCNUMBER", ""),
        ("ARPYMTDETAIL", "ARINVOICE.RECORDID", "RL-1"),
        ("ARPYMTENTRY", "ARPYMT.CUSTOMERID", "C-17"),
        ("ARINVOICEPAYMENT", "ARINVOICE.CUSTOMERID", "C-17"),
        ("ARINVOICEPAYMENT", "ARPYMT.CUSTOMER.NAME", "Quay Foods Ltd"),
    ],
)
def test_path__is_selected_filtered_and_listed(
    gateway: Any, desk: Any, name: str, path: str, value: str
) -> None:
    invoice = desk.invoice(number="RL-1", tax=None)
    desk.book.pay_invoice(invoice.record_no, on=date(2026, 3, 9), by="fsmith")
    condition = compare("equalto", path, value) if value else compare("isnull", path)
    assert gateway.rows(name, path, condition) == [(value,)]
    assert gateway.rows(name, path, compare("equalto", path, "Nobody")) == []
    described = gateway.call(f"<lookup><object>{name}</object></lookup>").data
    listed = [relation.text for relation in described.iter("OBJECTPATH")]
    assert path.split(".", maxsplit=1)[0] in listed


def test_path__order_by_and_paging_follow_it(gateway: Any, desk: Any) -> None:
    for customer_id, name in (("C-18", "Anchor"), ("C-19", "Zephyr")):
        desk.book.create_customer(PartyForm(party_id=customer_id, name=name), by="admin")
    order = (
        "<orderby><order><field>DISPLAYCONTACT.PRINTAS</field><descending/></order></orderby>"
        "<pagesize>2</pagesize>"
    )
    assert gateway.rows("CUSTOMER", "NAME", extra=order) == [("Zephyr",), ("Quay Foods Ltd",)]


@pytest.mark.parametrize(
    "path", ["CUSTOMER.NOTHING", "NOTHING.NAME", "CUSTOMER.", "CUSTOMER", "CUSTOMER..NAME"]
)
def test_path__that_leads_nowhere_is_refused(gateway: Any, path: str) -> None:
    assert gateway.query("ARINVOICE", path).errors == ["XL03000010"]
    filtered = gateway.query("ARINVOICE", "RECORDNO", compare("equalto", path, "x"))
    assert filtered.errors == ["XL03000010"]


def test_path__is_not_for_query_texts(gateway: Any) -> None:
    answer = gateway.call(
        "<readByQuery><object>ARINVOICE</object><fields>RECORDNO</fields>"
        "<query>CUSTOMER.NAME = 'x'</query></readByQuery>"
    )
    assert answer.errors == ["XL03000010"]


def test_field_that_queries_refuse__is_refused_in_filters_too(gateway: Any) -> None:
    answer = gateway.query("ARPAYMENT", "RECORDNO", compare("equalto", "STATE", "C"))
    assert answer.errors == ["XL03000010"]


def test_contact__edited_by_a_user_is_edited_for_all(gateway: Any, desk: Any) -> None:
    desk.book.update_contact(
        "Quay Foods Ltd(CC-17)", ContactForm(email1="a@quay.test"), by="fsmith"
    )
    rows = gateway.rows("CUSTOMER", "DISPLAYCONTACT.EMAIL1 WHENMODIFIED")
    assert rows == [("a@quay.test", "")]
