from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.intacct.forms import ItemForm
from sandbox.intacct.options import RepeatAnswer
from sync.domain.kinds import RecordKind
from sync.domain.records import Item, ItemUse
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done, Outcome, Refused, Write, WriteVerb
from tests.sync.ledgers.intacct.harbour import PERSON, START, Company, a_write, all_of

CREATE, UPDATE = WriteVerb.CREATE, WriteVerb.UPDATE


def an_item(**changes: Any) -> Item:
    fields: dict[str, Any] = {"code": "4000 [s]", "name": "Rent income [s]"}
    return Item(**{**fields, "use": ItemUse.SALES, "active": True, **changes})


def write_of(verb: WriteVerb, item: Item, **changes: Any) -> Write:
    return a_write(verb, item, **{"kind": RecordKind.ITEM, "key": item.code, **changes})


def only(ledger: IntacctLedger, write: Write) -> Outcome:
    (outcome,) = ledger.write([write])
    return outcome


def stored(company: Company) -> Iterator[tuple[str, str, str]]:
    return ((one.code, one.name, one.status) for one in company.book.items)


@pytest.mark.parametrize(
    ("item", "item_type", "accounts"),
    [
        (an_item(), "Non-Inventory (Sales only)", ("4000", "")),
        (
            an_item(code="5000 [p]", name="Repairs [p]", use=ItemUse.PURCHASES),
            "Non-Inventory (Purchase only)",
            ("", "5000"),
        ),
        (an_item(code="4000", use=ItemUse.BOTH), "Non-Inventory", ("4000", "4000")),
    ],
)
def test_a_new_item__is_read_back_as_it_was_reported(
    company: Company, ledger: IntacctLedger, item: Item, item_type: str, accounts: tuple[str, str]
) -> None:
    done = only(ledger, write_of(CREATE, item))
    assert isinstance(done, Done)
    assert done.seen is not None
    (seen,) = all_of(ledger, RecordKind.ITEM)
    assert (seen.key, seen.record) == (done.key, item) == (done.seen.key, done.seen.record)
    (made,) = company.book.items
    assert made.item_type == item_type
    assert (made.income_account_no, made.expense_account_no) == accounts


@pytest.mark.parametrize("spelling", ["4000-S", "4000[s]", "[S] 4000", "4000 [s]"])
def test_an_item_in_another_spelling__is_taken_and_not_made_twice(
    company: Company, ledger: IntacctLedger, spelling: str
) -> None:
    form = ItemForm(code=spelling, name="Rent", item_type="Non-Inventory (Sales only)")
    company.book.create_item(form, by=PERSON)
    write = write_of(CREATE, an_item())
    done = only(ledger, write)
    assert isinstance(done, Done)
    assert done.key == spelling
    assert done.seen is not None
    assert done.seen.record == an_item(name="Rent")
    assert len(company.book.items) == 1
    assert ledger.find(write) == done


def test_another_use__is_another_item(company: Company, ledger: IntacctLedger) -> None:
    only(ledger, write_of(CREATE, an_item()))
    only(ledger, write_of(CREATE, an_item(code="4000 [p]", use=ItemUse.PURCHASES)))
    assert [one[0] for one in stored(company)] == ["4000 [s]", "4000 [p]"]


@pytest.mark.parametrize("answer", list(RepeatAnswer))
def test_the_same_intent_sent_twice__makes_one_item(
    company: Company, ledger: IntacctLedger, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    write = write_of(CREATE, an_item())
    assert ledger.find(write) is None
    assert [type(only(ledger, write)) for _ in range(2)] == [Done, Done]
    assert len(company.book.items) == 1


def test_many_new_items__are_looked_up_with_one_question(
    company: Company, ledger: IntacctLedger
) -> None:
    items = [an_item(code=f"{number} [s]") for number in range(4000, 4030)]
    outcomes = ledger.write([write_of(CREATE, item) for item in items])
    assert {type(one) for one in outcomes} == {Done}
    assert company.asked().count("query") == 1


def test_a_renamed_item_out_of_use__keeps_its_spelling(
    company: Company, ledger: IntacctLedger
) -> None:
    form = ItemForm(code="4000-s", name="Rent", item_type="Non-Inventory (Sales only)")
    company.book.create_item(form, by=PERSON)
    wanted = an_item(name="Rental income", active=False)
    write = write_of(UPDATE, wanted, key="4000-s", fields=frozenset({"name", "active"}))
    assert ledger.find(write) is None
    done = only(ledger, write)
    assert isinstance(done, Done)
    assert list(stored(company)) == [("4000-s", "Rental income", "inactive")]
    found = ledger.find(write)
    assert isinstance(found, Done)
    assert found.seen is not None
    assert found.seen.record == wanted


def test_only_what_changes__is_sent(company: Company, ledger: IntacctLedger) -> None:
    only(ledger, write_of(CREATE, an_item()))
    wanted = an_item(name="Other", active=False)
    only(ledger, write_of(UPDATE, wanted, fields=frozenset({"active"})))
    assert list(stored(company)) == [("4000 [s]", "Rent income [s]", "inactive")]


@pytest.mark.parametrize("name", ["code", "use"])
def test_what_an_item_is__never_changes(ledger: IntacctLedger, name: str) -> None:
    write = write_of(UPDATE, an_item(), fields=frozenset({name}))
    refused = only(ledger, write)
    assert isinstance(refused, Refused)
    assert (refused.code, bool(refused.remedy)) == ("item_never_changes_so", True)


def test_a_code_that_does_not_fit__is_refused_before_it_is_sent(
    company: Company, ledger: IntacctLedger
) -> None:
    refused = only(ledger, write_of(CREATE, an_item(code=f"{'4' * 27} [s]")))
    assert isinstance(refused, Refused)
    assert refused.code == "item_code_too_long"
    assert "create" not in company.asked()


def test_items_of_the_company_s_own__keep_their_code(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.create_item(
        ItemForm(code="WIDGET-S", name="Small", item_type="Inventory"), by=PERSON
    )
    (seen,) = all_of(ledger, RecordKind.ITEM, START)
    assert seen.record == Item("WIDGET-S", "Small", ItemUse.BOTH, active=True)
