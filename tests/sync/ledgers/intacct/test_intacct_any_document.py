"""Any document of the four kinds, written and read back, is its own stored form."""

from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.intacct.options import UserDimension
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import Document, DocumentLine, DocumentStatus, Reference
from sync.ledgers.intacct.documents.objects import DOCUMENT_OBJECTS, DocumentObject
from sync.ledgers.intacct.documents.stored_form import cut_texts, stored_document
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done
from tests.sync.ledgers.intacct.harbour import PERSON, Company, all_of
from tests.sync.ledgers.intacct.papers import CREATE, PAPERS, UPDATE, Paper, document_in, only

ALL_FIELDS = frozenset({"number", "reference", "contact", "issue_date", "due_date", "lines"})
QUICK = settings(
    max_examples=25,
    deadline=None,
    # Every example makes a document under a key of its own, so they may share a company.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
KEYS = count(1)
TAGS = {
    "CLASS": ("QUAY",),
    "DEPARTMENT": ("RES",),
    "LOCATION": ("E200", "E300"),
    "PROJECT": ("ROOF",),
    "UNIT": ("0",),
}
short_texts = st.text(max_size=30)
long_texts = st.text(min_size=1, max_size=12).map(lambda text: text * 60)
amounts = st.decimals(Decimal(-(10**7)), Decimal(10**7), places=2)
days = st.dates(date(2018, 1, 1), date(2099, 12, 31))


@pytest.fixture
def unit(company: Company) -> str:
    """The company has a dimension of its own; gives the id of its one value."""
    company.book.options.user_dimensions = (UserDimension("UNIT", "Unit"),)
    return str(company.book.add_user_dimension_value("UNIT", "Unit 4", by=PERSON).record_no)


@st.composite
def lines(draw: st.DrawFn, paper: Paper, unit: str) -> DocumentLine:
    is_taxed = draw(st.booleans())
    names = draw(st.sets(st.sampled_from(sorted(TAGS))))
    values = {name: unit if name == "UNIT" else draw(st.sampled_from(TAGS[name])) for name in names}
    tags = tuple(
        Reference(RecordKind.DIMENSION_VALUE, f"{name}:{value}") for name, value in values.items()
    )
    return DocumentLine(
        description=draw(st.one_of(short_texts, long_texts)),
        account=Reference(RecordKind.ACCOUNT, draw(st.sampled_from(("4000", "5000")))),
        net=Money(draw(amounts), "GBP"),
        tax=Money(draw(amounts) if is_taxed else Decimal(0), "GBP"),
        tax_detail=Reference(RecordKind.TAX_DETAIL, paper.tax_detail) if is_taxed else None,
        dimensions=tags,
    )


@st.composite
def documents(draw: st.DrawFn, paper: Paper, unit: str, least_lines: int = 1) -> Document:
    some_lines = st.lists(lines(paper, unit), min_size=least_lines, max_size=least_lines + 2)
    return Document(
        number=draw(short_texts),
        reference=draw(st.one_of(short_texts, long_texts)),
        contact=paper.contact,
        issue_date=draw(days),
        due_date=draw(days),
        currency="GBP",
        status=draw(st.sampled_from((DocumentStatus.DRAFT, DocumentStatus.POSTED))),
        lines=tuple(draw(some_lines)),
    )


def object_of(paper: Paper) -> DocumentObject:
    return next(what for what in DOCUMENT_OBJECTS if what.kind is paper.kind)


def read_back(ledger: IntacctLedger, paper: Paper, key: str) -> Document:
    return next(document_in(one) for one in all_of(ledger, paper.kind) if one.key == key)


@QUICK
@given(data=st.data(), paper=st.sampled_from(PAPERS))
def test_any_document__is_read_back_in_its_stored_form(
    ledger: IntacctLedger, unit: str, data: st.DataObject, paper: Paper
) -> None:
    wanted, what = data.draw(documents(paper, unit)), object_of(paper)
    write = paper.write(CREATE, wanted, key=str(next(KEYS)))
    done = only(ledger, write)
    assert isinstance(done, Done)
    stored = stored_document(what, wanted)
    assert read_back(ledger, paper, done.key) == stored == document_in(done.seen)
    assert stored_document(what, stored) == stored
    assert cut_texts(what, stored, ALL_FIELDS) == ()
    found = ledger.find(write)
    assert isinstance(found, Done)
    assert (found.key, found.cut) == (done.key, done.cut)


@QUICK
@given(data=st.data(), paper=st.sampled_from(PAPERS))
def test_any_draft__can_be_made_any_other_and_is_read_back_so(
    ledger: IntacctLedger, unit: str, data: st.DataObject, paper: Paper
) -> None:
    first = data.draw(documents(paper, unit))
    done = only(ledger, paper.write(CREATE, first, key=str(next(KEYS))))
    assert isinstance(done, Done)
    wanted = data.draw(documents(paper, unit, least_lines=len(first.lines)))
    fields = data.draw(st.sets(st.sampled_from(sorted(ALL_FIELDS))).map(frozenset))
    before = read_back(ledger, paper, done.key)
    write = paper.write(UPDATE, wanted, key=done.key, intent=f"u{next(KEYS)}", fields=fields)
    assert isinstance(only(ledger, write), Done)
    after, stored = read_back(ledger, paper, done.key), stored_document(object_of(paper), wanted)
    kept_by_itself = ALL_FIELDS - {"due_date"} if paper.is_credit else ALL_FIELDS
    for name in kept_by_itself:
        assert getattr(after, name) == getattr(stored if name in fields else before, name)
    assert after.status is before.status
    assert isinstance(ledger.find(write), Done)
