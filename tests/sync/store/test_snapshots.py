"""The codec: what goes in comes out, to the last digit, and equal records have equal fingerprints."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.plan import StepVerb
from sync.domain.records import (
    RECORD_TYPES,
    Account,
    AccountClass,
    Address,
    Allocation,
    Contact,
    CreditAllocation,
    Dimension,
    DimensionValue,
    Document,
    DocumentLine,
    DocumentStatus,
    Item,
    ItemUse,
    Payment,
    PaymentStatus,
    Record,
    Reference,
    TaxDetail,
    TaxUse,
)
from sync.store.snapshots import (
    decoded_record,
    decoded_step,
    decoded_write,
    encoded_record,
    encoded_step,
    encoded_write,
    fingerprint,
)
from sync.use_cases.ports import Write, WriteVerb
from tests.sync.store.builders import account, invoice, step

TEXTS = st.text(max_size=20)
REFERENCES = st.builds(Reference, st.sampled_from(RecordKind), TEXTS)
POUNDS = st.decimals(-(10**12), 10**12, places=2).map(lambda amount: Money(amount, "GBP"))
ADDRESSES = st.builds(Address, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
LINES = st.builds(
    DocumentLine,
    description=TEXTS,
    account=REFERENCES,
    net=POUNDS,
    tax=POUNDS,
    tax_detail=st.none() | REFERENCES,
    dimensions=st.lists(REFERENCES, max_size=3).map(tuple),
)
RECORDS: dict[type[Record], st.SearchStrategy[Record]] = {
    Dimension: st.builds(Dimension, TEXTS, st.booleans()),
    DimensionValue: st.builds(DimensionValue, REFERENCES, TEXTS, TEXTS, st.booleans()),
    TaxDetail: st.builds(
        TaxDetail,
        TEXTS,
        TEXTS,
        st.none() | st.decimals(0, 100, places=4),
        st.sampled_from(TaxUse),
        st.booleans(),
    ),
    Account: st.builds(Account, TEXTS, TEXTS, st.sampled_from(AccountClass), st.booleans()),
    Item: st.builds(Item, TEXTS, TEXTS, st.sampled_from(ItemUse), st.booleans()),
    Payment: st.builds(
        Payment,
        reference=TEXTS,
        contact=REFERENCES,
        paid_on=st.dates(),
        account=st.none() | REFERENCES,
        method=TEXTS,
        amount=POUNDS,
        status=st.sampled_from(PaymentStatus),
        allocations=st.lists(st.builds(Allocation, REFERENCES, POUNDS), max_size=3).map(tuple),
    ),
    CreditAllocation: st.builds(
        CreditAllocation,
        credit=REFERENCES,
        document=REFERENCES,
        amount=POUNDS,
        allocated_on=st.dates(),
        status=st.sampled_from(PaymentStatus),
    ),
    Contact: st.builds(Contact, *[TEXTS] * 8, ADDRESSES, ADDRESSES, st.booleans()),
    Document: st.builds(
        Document,
        number=TEXTS,
        reference=TEXTS,
        contact=REFERENCES,
        issue_date=st.dates(),
        due_date=st.dates(),
        currency=st.just("GBP"),
        status=st.sampled_from(DocumentStatus),
        lines=st.lists(LINES, max_size=3).map(tuple),
    ),
}
KINDS_AND_RECORDS = st.sampled_from(sorted(RECORD_TYPES)).flatmap(
    lambda kind: st.tuples(st.just(kind), RECORDS[RECORD_TYPES[kind]])
)


def test_every_kept_kind__has_a_strategy() -> None:
    assert set(RECORD_TYPES.values()) == set(RECORDS)


@given(KINDS_AND_RECORDS)
def test_record__comes_back_as_it_was(kind_and_record: tuple[RecordKind, Record]) -> None:
    kind, record = kind_and_record
    content = encoded_record(record)
    back = decoded_record(kind, content)
    assert back == record
    assert encoded_record(back) == content
    assert decoded_record(kind, content.decode()) == record


def test_amount__keeps_every_digit() -> None:
    content = encoded_record(invoice(net="90071992547409.93"))
    assert b'"90071992547409.93"' in content


def test_fingerprint__is_the_same_for_equal_records_only() -> None:
    twenty = TaxDetail("STD", "Standard", Decimal(20), TaxUse.SALES, active=True)
    assert fingerprint(twenty) == fingerprint(replace(twenty, rate=Decimal("20.00")))
    assert fingerprint(twenty) != fingerprint(replace(twenty, rate=Decimal("20.01")))
    assert len(fingerprint(twenty)) == 32


def test_fingerprint__never_changes_between_versions() -> None:
    # Were this to change, every record in every installation would look changed.
    assert fingerprint(account()) == "1a17f4206b54062b6ebb59c477f2a7cf"


@pytest.mark.parametrize("verb", list(WriteVerb))
def test_write__comes_back_as_it_was(verb: WriteVerb) -> None:
    write = Write(
        intent_key="h4rb0ur1.7",
        kind=RecordKind.SALES_INVOICE,
        verb=verb,
        key="42",
        record=invoice(),
        fields=frozenset({"number", "due_date"}),
        version="3",
    )
    assert decoded_write(encoded_write(write)) == write


@pytest.mark.parametrize("verb", list(StepVerb))
def test_step__comes_back_as_it_was(verb: StepVerb) -> None:
    taken = replace(step(verb, 7, invoice(), target_id=8), fields=("due_date",))
    assert decoded_step(encoded_step(taken)) == taken


def test_dates__are_written_as_days() -> None:
    assert b'"issue_date":"2026-03-01"' in encoded_record(
        replace(invoice(), issue_date=date(2026, 3, 1))
    )
