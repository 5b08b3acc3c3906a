"""What a request costs: counted by us exactly as the company's own usage record has it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest

from sandbox.intacct.faults import Fault, FaultKind
from sync.domain.errors import RetryLater
from sync.domain.kinds import RecordKind
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.reading.query import Query
from sync.ledgers.intacct.wire.charging import transactions_charged
from sync.ledgers.intacct.wire.envelope import records_in
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.local_call_limits import LocalCallLimits
from sync.ledgers.intacct.wire.xml_text import Element, element
from sync.use_cases.ports import CallAllowance, Done, Refused, Unknown, Usage, WriteVerb
from tests.sync.ledgers.intacct.harbour import (
    Company,
    a_contact,
    a_line,
    a_write,
    all_of,
    an_invoice,
)

CREATE, UPDATE = WriteVerb.CREATE, WriteVerb.UPDATE
CUSTOMERS = Query("CUSTOMER", ("CUSTOMERID",)).page(page_size=100)


@pytest.fixture
def limits() -> LocalCallLimits:
    return LocalCallLimits(CallAllowance(requests_in_flight=2))


@pytest.fixture
def ledger(company: Company, limits: LocalCallLimits) -> Iterator[IntacctLedger]:
    with closing(IntacctLedger(company.settings(read_attempts=1), limits)) as opened:
        yield opened


def counted(limits: LocalCallLimits, company: Company) -> Usage:
    return limits.usage(company.settings().company_id, datetime.now(UTC))


def charged(company: Company) -> int:
    """What the company's usage record says of all it was asked before."""
    with closing(Gateway(company.settings())) as gateway:
        totals, details = (
            records_in(gateway.read(Query(name, (field,)).page(page_size=2000)))
            for name, field in (("APIUSAGESUMMARY", "TOTAL_TRANS"), ("APIUSAGEDETAIL", "N_TRANS"))
        )
    in_detail = sum(int(row["N_TRANS"]) for row in details)
    # The question for the total was itself answered before the details were read, and cost 1.
    assert in_detail == int(totals[0]["TOTAL_TRANS"]) + 1
    return int(totals[0]["TOTAL_TRANS"])


def contact_with_key(key: str, *, name: str) -> Element:
    return element("CUSTOMER", element("CUSTOMERID", key), element("NAME", name))


@pytest.mark.parametrize(
    ("function", "cost"),
    [
        (element("getAPISession"), 0),
        (element("query", element("object", "ARINVOICE"), element("pagesize", "2000")), 1),
        (element("readMore", element("resultId", "7")), 1),
        (element("read", element("object", "CUSTOMER"), element("keys", "1,2,3")), 1),
        (element("create", contact_with_key("A", name="a")), 1),
        (element("create", *(contact_with_key(key, name="x") for key in "ABC")), 3),
        (element("update", *(contact_with_key(key, name="x") for key in "AB")), 2),
        (element("delete", element("object", "CUSTOMER"), element("keys", "1,2,3")), 3),
        (element("create_invoice", element("customerid", "A"), element("invoiceitems")), 1),
        (element("reverse_invoice", key="7"), 1),
    ],
    ids=lambda given: given if isinstance(given, int) else str(given.tag),
)
def test_charge__one_for_each_record_written_and_each_call_that_reads(
    function: Element, cost: int
) -> None:
    assert transactions_charged([function]) == cost
    assert transactions_charged([function, element("query")]) == cost + 1


def test_usage__reads_creates_updates_and_refusals_are_counted_as_the_company_counts_them(
    company: Company, ledger: IntacctLedger, limits: LocalCallLimits
) -> None:
    all_of(ledger, RecordKind.ACCOUNT)
    all_of(ledger, RecordKind.CUSTOMER)
    two_lines = an_invoice(lines=(a_line(), a_line("800.00", "160.00")))
    outcomes = ledger.write(
        [
            a_write(CREATE, two_lines, key="1"),
            a_write(CREATE, an_invoice(number="RL-2", lines=(a_line(tax="1.00"),)), key="2"),
            a_write(CREATE, a_contact(), kind=RecordKind.CUSTOMER, key="3"),
        ]
    )
    made, _, customer = outcomes
    assert isinstance(made, Done)
    assert isinstance(customer, Done)
    changed = a_contact(email="new@acme.test")
    fields = frozenset({"email"})
    update = a_write(UPDATE, changed, kind=RecordKind.CUSTOMER, key=customer.key, fields=fields)
    ledger.write([update])
    all_of(ledger, RecordKind.SALES_INVOICE)
    assert counted(limits, company).transactions == charged(company) > 10


def test_usage__a_refused_write_costs_nothing(
    company: Company, ledger: IntacctLedger, limits: LocalCallLimits
) -> None:
    all_of(ledger, RecordKind.CUSTOMER)
    before = counted(limits, company)
    company.faults.add(Fault(FaultKind.MISSING_DIMENSION, function_name="create_invoice"))
    company.asked()
    (refused,) = ledger.write([a_write(CREATE, an_invoice())])
    assert isinstance(refused, Refused)
    # It is looked for by its mark, by its number, and in Intacct's own usage record.
    assert company.asked() == ["create_invoice", "get_invoice", "query", "query"]
    after = counted(limits, company)
    # Only the last two were carried out: the second found no invoice to get.
    assert after == Usage(before.requests + 4, before.transactions + 2)
    assert after.transactions == charged(company)


def test_usage__a_write_whose_answer_was_lost_is_counted(
    company: Company, ledger: IntacctLedger, limits: LocalCallLimits
) -> None:
    all_of(ledger, RecordKind.CUSTOMER)
    company.faults.add(Fault(FaultKind.DROPPED_CONNECTION, function_name="create_invoice"))
    (lost,) = ledger.write([a_write(CREATE, an_invoice())])
    assert isinstance(lost, Unknown)
    assert counted(limits, company).transactions == charged(company)


def test_usage__a_request_turned_away_before_the_work_costs_nothing(
    company: Company, limits: LocalCallLimits
) -> None:
    company.faults.add(Fault(FaultKind.RATE_LIMIT, function_name="query"))
    with closing(Gateway(company.settings(read_attempts=1), limits)) as gateway:
        with pytest.raises(RetryLater):
            gateway.read(CUSTOMERS)
        assert counted(limits, company) == Usage(requests=2, transactions=0)
        gateway.read(CUSTOMERS)
    assert counted(limits, company) == Usage(requests=3, transactions=charged(company))


def test_session__threads_that_share_it_sign_in_once_and_once_more_when_it_ended(
    company: Company, limits: LocalCallLimits
) -> None:
    with closing(Gateway(company.settings(), limits)) as gateway, ThreadPoolExecutor(6) as pool:
        for times in (1, 2):
            results = list(pool.map(gateway.read, [CUSTOMERS] * 12))
            assert all(result.succeeded for result in results)
            names = [name for call in company.calls for name in call.function_names]
            assert names.count("getAPISession") == times
            company.faults.add(Fault(FaultKind.SESSION_DROP, function_name="query"))
