from dataclasses import replace

import pytest

from sandbox.intacct.forms import ContactForm
from sandbox.intacct.options import RepeatAnswer
from sync.domain.kinds import RecordKind
from sync.domain.records import Address, Contact
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.parties.contact_writing import new_id
from sync.ledgers.intacct.parties.countries import country_read, country_written
from sync.use_cases.ports import Done, Outcome, Refused, Write, WriteVerb
from tests.sync.ledgers.intacct.harbour import PERSON, Company, a_contact, a_write, all_of

CREATE, UPDATE = WriteVerb.CREATE, WriteVerb.UPDATE
CUSTOMER, VENDOR = RecordKind.CUSTOMER, RecordKind.VENDOR
PO_BOX = Address("PO Box 1", "Ponsonby", "Auckland", "AKL", "1011", "NZ")


def only(ledger: IntacctLedger, write: Write) -> Outcome:
    (outcome,) = ledger.write([write])
    return outcome


def contact_under(ledger: IntacctLedger, kind: RecordKind, key: str) -> Contact:
    (record,) = [one.record for one in all_of(ledger, kind) if one.key == key]
    assert isinstance(record, Contact)
    return record


@pytest.mark.parametrize("kind", [CUSTOMER, VENDOR])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"postal_address": PO_BOX},
        {"postal_address": Address()},
        {"street_address": Address()},
        {"street_address": Address(), "postal_address": Address()},
        {"active": False},
        {"name": "Ångström & Søn <Ltd> " + "x" * 120, "email": "a@" + "b" * 60 + ".test"},
        {"street_address": Address(line="1 High St", country="Narnia")},
    ],
    ids=["plain", "post", "no post", "no street", "no address", "archived", "long", "country"],
)
def test_a_new_contact__is_read_back_as_it_was_reported(
    ledger: IntacctLedger, kind: RecordKind, changes: dict[str, object]
) -> None:
    write = a_write(CREATE, replace(a_contact(), **changes), kind=kind, key="501")  # type: ignore[arg-type]  # any field
    done = only(ledger, write)
    assert isinstance(done, Done)
    assert done.key == "RL-501"
    assert done.seen is not None
    assert contact_under(ledger, kind, "RL-501") == done.seen.record
    found = ledger.find(write)
    assert isinstance(found, Done)
    assert found.key == done.key


def test_a_new_customer__has_a_display_contact_that_no_other_can_be_taken_for(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.create_contact(
        ContactForm(contact_name="Acme Cafe Ltd", print_as="Somebody else"), by=PERSON
    )
    assert isinstance(only(ledger, a_write(CREATE, a_contact(), kind=CUSTOMER, key="501")), Done)
    shown = company.book.contacts.named("Acme Cafe Ltd (RL-501)")
    assert shown is not None
    assert shown.print_as == "Acme Cafe"


def test_a_new_customer_with_a_postal_address__takes_one_request(
    company: Company, ledger: IntacctLedger
) -> None:
    only(ledger, a_write(CREATE, a_contact(postal_address=PO_BOX), kind=CUSTOMER, key="501"))
    assert [call.function_names for call in company.calls] == [
        ("getAPISession",),
        ("create", "create"),
    ]


@pytest.mark.parametrize("answer", list(RepeatAnswer))
def test_the_same_intent_sent_twice__makes_one_customer(
    company: Company, ledger: IntacctLedger, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    write = a_write(CREATE, a_contact(postal_address=PO_BOX), kind=CUSTOMER, key="501")
    outcomes = [only(ledger, write), only(ledger, write)]
    assert [one.key for one in outcomes if isinstance(one, Done)] == ["RL-501", "RL-501"]
    assert len(company.book.customers) == 2


def test_another_intent_for_the_same_contact__adopts_the_customer(
    company: Company, ledger: IntacctLedger
) -> None:
    first = a_write(CREATE, a_contact(), kind=CUSTOMER, key="501", intent="one")
    second = replace(first, intent_key="two")
    assert [type(only(ledger, one)) for one in (first, second)] == [Done, Done]
    assert len(company.book.customers) == 2


def test_changes__touch_only_what_is_named(ledger: IntacctLedger) -> None:
    before = contact_under(ledger, CUSTOMER, "C-17")
    wanted = replace(before, name="Quay Food Halls", email="new@quay.test", fax="", active=False)
    named = frozenset({"name", "fax", "active"})
    write = a_write(UPDATE, wanted, kind=CUSTOMER, key="C-17", fields=named)
    assert ledger.find(write) is None
    assert isinstance(only(ledger, write), Done)
    after = contact_under(ledger, CUSTOMER, "C-17")
    assert after == replace(wanted, email=before.email, correspondence_name="Quay Food Halls")
    assert ledger.find(write) is not None


def test_contacts_that_take_two_functions__stay_within_a_request_of_the_batch_size(
    company: Company,
) -> None:
    ledger = company.ledger(batch_size=3)
    writes = [
        a_write(CREATE, a_contact(postal_address=PO_BOX), kind=CUSTOMER, key=str(key))
        for key in range(3)
    ]
    assert [type(one) for one in ledger.write(writes)] == [Done] * 3
    sizes = [len(call.function_names) for call in company.calls]
    assert sizes == [1, 2, 2, 2]  # the sign-in, then one customer and its postal contact at a time


def test_changes_of_an_address__are_left_to_people(ledger: IntacctLedger) -> None:
    write = a_write(
        UPDATE, a_contact(), kind=CUSTOMER, key="C-17", fields=frozenset({"street_address"})
    )
    refused = only(ledger, write)
    assert isinstance(refused, Refused)
    assert refused.remedy.startswith("Change the address in Intacct")


def test_a_change_of_nobody__is_refused(ledger: IntacctLedger) -> None:
    write = a_write(UPDATE, a_contact(), kind=VENDOR, key="V-9", fields=frozenset({"name"}))
    assert isinstance(only(ledger, write), Refused)


def test_ids__are_the_same_on_every_attempt_and_fit() -> None:
    assert new_id("RL-", "501") == "RL-501"
    long_key = "7f1c1b6e-0f0a-4a53-9a8e-0c3f6d0e4b55"
    assert new_id("RL-", long_key) == new_id("RL-", long_key)
    assert len(new_id("RL-", long_key)) <= 20
    assert new_id("RL-", long_key) != new_id("RL-", long_key + "x")


def test_countries__go_by_name_and_come_by_code() -> None:
    assert country_written("nz") == ("New Zealand", "NZ")
    assert country_written("New Zealand") == ("New Zealand", "NZ")
    assert country_written("Narnia") == ("Narnia", "")
    assert country_read("New Zealand", "") == "NZ"
    assert country_read("Aotearoa", "nz") == "NZ"
    assert country_read("Narnia", "") == "Narnia"
    assert country_read("", "") == ""
