"""By which date documents from Re-Leased are posted to the general ledger."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from sync.domain.comparison import with_fields_of
from sync.domain.records import Document
from sync.ledgers.intacct.settings import GlDate
from sync.use_cases.ports import Done
from tests.sync.ledgers.intacct.harbour import Company
from tests.sync.ledgers.intacct.papers import BILLS, CREATE, CREDITS, INVOICES, UPDATE, Paper, only

ISSUED, DUE, LATER = date(2026, 3, 2), date(2026, 4, 16), date(2026, 5, 31)
OWED = pytest.mark.parametrize("paper", [INVOICES, BILLS], ids=lambda paper: paper.noun)
EVERY_CREDIT = pytest.mark.parametrize("paper", CREDITS, ids=lambda paper: paper.noun)


def posted_on(company: Company, paper: Paper, by: GlDate, *, changed: Sequence[str] = ()) -> date:
    """The GL date of a document that came over, and had the named dates changed to a later one then."""
    ledger = company.ledger(gl_date=by)
    wanted = paper.document(issue_date=ISSUED, due_date=DUE)
    done = only(ledger, paper.write(CREATE, wanted))
    assert isinstance(done, Done)
    if changed:
        record = with_fields_of(wanted, replace(wanted, issue_date=LATER, due_date=LATER), changed)
        assert isinstance(record, Document)
        update = paper.write(UPDATE, record, key=done.key, fields=frozenset(changed))
        assert isinstance(only(ledger, update), Done)
    return paper.stored(company, done.key).posting_date


@OWED
@pytest.mark.parametrize(("by", "expected"), [(GlDate.ISSUE_DATE, ISSUED), (GlDate.DUE_DATE, DUE)])
def test_gl_date__is_the_issue_date_or_the_due_date(
    company: Company, paper: Paper, by: GlDate, expected: date
) -> None:
    assert posted_on(company, paper, by) == expected


@EVERY_CREDIT
def test_gl_date_of_a_credit__is_its_own_date_under_either_setting(
    company: Company, paper: Paper
) -> None:
    assert posted_on(company, paper, GlDate.DUE_DATE) == ISSUED


@OWED
@pytest.mark.parametrize(
    ("by", "field", "expected"),
    [
        (GlDate.ISSUE_DATE, "issue_date", LATER),
        (GlDate.ISSUE_DATE, "due_date", ISSUED),
        (GlDate.DUE_DATE, "issue_date", DUE),
        (GlDate.DUE_DATE, "due_date", LATER),
    ],
)
def test_gl_date__follows_the_date_it_is_taken_from_and_no_other(
    company: Company, paper: Paper, by: GlDate, field: str, expected: date
) -> None:
    assert posted_on(company, paper, by, changed=(field,)) == expected
