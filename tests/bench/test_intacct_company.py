import time
from collections.abc import Iterator

import httpx
import pytest
from lxml import etree

from bench.intacct_company import Counts, IntacctCompany, intacct_company
from sandbox.intacct import credentials

LOG_IN = (
    f"<login><userid>{credentials.USER_ID}</userid><companyid>{credentials.COMPANY_ID}</companyid>"
    f"<password>{credentials.USER_PASSWORD}</password></login>"
)
INVOICES = 30


@pytest.fixture(scope="module")
def company() -> Iterator[IntacctCompany]:
    with intacct_company(invoices=INVOICES) as served:
        yield served


def ask(company: IntacctCompany, *functions: str) -> etree._Element:
    content = "".join(
        f'<function controlid="f{place}">{function}</function>'
        for place, function in enumerate(functions)
    )
    body = (
        f"<request><control><senderid>{credentials.SENDER_ID}</senderid>"
        f"<password>{credentials.SENDER_PASSWORD}</password><controlid>c</controlid>"
        "<uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control><operation>"
        f"<authentication>{LOG_IN}</authentication><content>{content}</content></operation></request>"
    )
    answer = httpx.post(company.url, content=body, headers={"content-type": "application/xml"})
    return etree.fromstring(answer.content)


def question(object_name: str, *fields: str, condition: str = "") -> str:
    select = "".join(f"<field>{name}</field>" for name in fields)
    return (
        f"<query><object>{object_name}</object><select>{select}</select>"
        f"<filter>{condition}</filter><pagesize>2000</pagesize></query>"
    )


def test_company__holds_the_invoices_with_two_taxed_lines_each(company: IntacctCompany) -> None:
    invoices = ask(company, question("ARINVOICE", "RECORDNO", "STATE", "TOTALENTERED"))
    lines = ask(company, question("ARINVOICEITEM", "RECORDKEY", "LINEITEM", "AMOUNT", "DETAILID"))

    assert len(invoices.findall(".//ARINVOICE")) == INVOICES
    assert {one.text for one in invoices.iter("STATE")} == {"Posted"}
    assert [one.text for one in lines.iter("LINEITEM")].count("T") == 2 * INVOICES
    assert [one.text for one in lines.iter("DETAILID")].count("UK Sale Standard") == 2 * INVOICES


def test_counts__requests_functions_and_transactions_since_the_reset(
    company: IntacctCompany,
) -> None:
    company.reset()
    ask(company, question("CUSTOMER", "NAME"), question("GLACCOUNT", "TITLE"), "<noSuchThing/>")
    ask(company, question("CUSTOMER", "NAME"))

    assert company.counts() == Counts(requests=2, functions=4, transactions=3)
    assert (company.requests(), company.functions(), company.transactions()) == (2, 4, 3)


def test_change__exactly_these_invoices_were_modified_since(company: IntacctCompany) -> None:
    company.change(5)
    changes = company.change(10)

    since = f"{changes.since:%m/%d/%Y %H:%M:%S}"
    condition = (
        f"<greaterthanorequalto><field>WHENMODIFIED</field><value>{since}</value>"
        "</greaterthanorequalto>"
    )
    found = ask(company, question("ARINVOICE", "RECORDNO", condition=condition))
    assert [int(one.text or "") for one in found.iter("RECORDNO")] == list(changes.keys)
    assert len(set(changes.keys)) == 10


def test_latency__every_request_waits_until_it_is_taken_off(company: IntacctCompany) -> None:
    company.set_latency(0.2)
    started = time.monotonic()
    ask(company, question("GLACCOUNT", "TITLE"))
    waited = time.monotonic() - started
    company.set_latency(0)

    assert waited >= 0.2


def test_company__that_does_not_start_is_said_to() -> None:
    with pytest.raises(RuntimeError, match="did not start"), intacct_company(invoices=-1):
        pass
