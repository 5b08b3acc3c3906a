"""Text beyond Intacct's limits: cut on our side, said so, and never taken for a change."""

from dataclasses import replace

import pytest

from sandbox.intacct.options import LongTexts
from sync.domain.kinds import RecordKind
from sync.domain.records import Address
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done
from tests.sync.ledgers.intacct.harbour import Company, a_contact, a_write
from tests.sync.ledgers.intacct.papers import (
    APPROVE,
    CREATE,
    CREDITS,
    INVOICES,
    PAPERS,
    UPDATE,
    Paper,
    document_in,
    only,
    the_one,
)

EVERY_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.noun)
LONG = "Service charge " * 40  # 599 characters without the last space


@EVERY_PAPER
def test_cut_texts_of_a_new_document__are_said_one_by_one_and_reported_as_stored(
    ledger: IntacctLedger, paper: Paper
) -> None:
    keeps = 30 if paper in CREDITS else 20
    lines = (paper.line(description="Rent"), paper.line(description=f"  {LONG}"))
    wanted = paper.document(reference="R" * 37, lines=lines)
    done = only(ledger, paper.write(CREATE, wanted))
    assert isinstance(done, Done)
    assert done.cut == (
        f"The reference has 37 characters; Intacct keeps {keeps}.",
        "Line 2's description has 599 characters; Intacct keeps 500.",
    )
    assert document_in(done.seen).reference == "R" * keeps
    assert document_in(done.seen).lines[1].description == LONG[:500].rstrip()
    assert the_one(ledger, paper).record == document_in(done.seen)


@EVERY_PAPER
@pytest.mark.parametrize("long_texts", list(LongTexts))
def test_whatever_intacct_does_with_long_texts__it_is_never_sent_one(
    company: Company, ledger: IntacctLedger, paper: Paper, long_texts: LongTexts
) -> None:
    company.book.options.long_texts = long_texts
    lines = (paper.line(description=LONG),)
    wanted = paper.document(number="N" * 30, reference="R" * 37, lines=lines)
    done = only(ledger, paper.write(CREATE, wanted))
    assert isinstance(done, Done)
    assert the_one(ledger, paper).record == document_in(done.seen)


@EVERY_PAPER
def test_what_was_cut__is_said_again_when_the_write_is_found(
    ledger: IntacctLedger, paper: Paper
) -> None:
    write = paper.write(CREATE, paper.document(lines=(paper.line(description=LONG),)))
    done, found = only(ledger, write), ledger.find(write)
    assert isinstance(done, Done)
    assert isinstance(found, Done)
    assert found.cut == done.cut != ()


@EVERY_PAPER
def test_a_text_that_was_cut_before__is_no_change(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    wanted = paper.document(reference="R" * 37, lines=(paper.line(description=LONG),))
    done = only(ledger, paper.write(CREATE, wanted))
    assert isinstance(done, Done)
    named = frozenset({"reference", "lines"})
    again = only(ledger, paper.write(UPDATE, wanted, key=done.key, fields=named))
    assert isinstance(again, Done)
    assert f"update_{paper.noun}" not in company.asked()


def test_only_the_texts_that_are_sent__are_said_to_be_cut(ledger: IntacctLedger) -> None:
    done = only(ledger, INVOICES.write(CREATE, INVOICES.document()))
    assert isinstance(done, Done)
    assert done.cut == ()
    now = document_in(the_one(ledger, INVOICES))
    long = replace(now, reference="R" * 37, lines=(INVOICES.line(description=LONG),))
    changed = only(
        ledger, INVOICES.write(UPDATE, long, key=done.key, fields=frozenset({"reference"}))
    )
    assert isinstance(changed, Done)
    assert changed.cut == ("The reference has 37 characters; Intacct keeps 20.",)
    stored = replace(now, reference="R" * 20)
    approved = only(ledger, INVOICES.write(APPROVE, stored, key=done.key))
    assert isinstance(approved, Done)
    assert approved.cut == ()


@pytest.mark.parametrize("kind", [RecordKind.CUSTOMER, RecordKind.VENDOR])
def test_cut_texts_of_a_contact__are_said_one_by_one(
    ledger: IntacctLedger, kind: RecordKind
) -> None:
    street = Address(line="L" * 81, town="Auckland")
    wanted = a_contact(
        name="N" * 101, telephone="0" * 31, street_address=street, postal_address=street
    )
    write = a_write(CREATE, wanted, kind=kind, key="501")
    done, found = only(ledger, write), ledger.find(write)
    assert isinstance(done, Done)
    assert isinstance(found, Done)
    assert done.cut == (
        "The name has 101 characters; Intacct keeps 100.",
        "The telephone has 31 characters; Intacct keeps 30.",
        "The line of the street address has 81 characters; Intacct keeps 80.",
    )
    assert found.cut == done.cut


def test_cut_texts_of_a_changed_contact__are_those_of_the_fields_that_change(
    ledger: IntacctLedger,
) -> None:
    wanted = a_contact(name="N" * 101, first_name="F" * 41)
    named = frozenset({"first_name"})
    write = a_write(UPDATE, wanted, kind=RecordKind.CUSTOMER, key="C-17", fields=named)
    done = only(ledger, write)
    assert isinstance(done, Done)
    assert done.cut == ("The first name has 41 characters; Intacct keeps 40.",)


def test_a_postal_address_of_its_own__is_named_as_such(ledger: IntacctLedger) -> None:
    wanted = a_contact(postal_address=Address(line="PO Box 1", suburb="S" * 90))
    done = only(ledger, a_write(CREATE, wanted, kind=RecordKind.CUSTOMER, key="501"))
    assert isinstance(done, Done)
    assert done.cut == ("The suburb of the postal address has 90 characters; Intacct keeps 80.",)
