"""What is suggested for a Re-Leased record, and how far it can be relied on."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sync.domain.kinds import RecordKind
from sync.domain.matching import (
    AnswerVerb,
    Question,
    Shelf,
    Strength,
    needs_no_answer,
    suggestions_for,
)
from sync.domain.plan import Face
from sync.domain.records import Account, AccountClass, Address, Contact, Record
from sync.domain.sides import Side

NOWHERE = Address()
BAKERY = Contact(
    "Rowan Bakery", "Rowan Bakery", "", "", "a@b.test", "", "", "", NOWHERE, NOWHERE, active=True
)
RENT = Account("4000", "Rent", AccountClass.REVENUE, active=True)


def face(record: Record, side: Side, *, key: str = "1", record_id: int = 1) -> Face:
    return Face(record_id, side, key, record, f"{record_id}")


def strengths(re_leased: Record, *intacct: tuple[str, Record]) -> list[tuple[str, Strength]]:
    others = [
        face(record, Side.INTACCT, key=key, record_id=place)
        for place, (key, record) in enumerate(intacct, start=10)
    ]
    found = suggestions_for(face(re_leased, Side.RE_LEASED), others, {})
    return [(one.intacct.key, one.strength) for one in found]


def test_suggestions__an_equal_code_is_sure_and_an_equal_name_likely() -> None:
    renamed = replace(RENT, number="4100", name=" RENT ")
    other = replace(RENT, number="5000", name="Repairs")
    found = strengths(RENT, ("4100", renamed), ("4000", RENT), ("5000", other))
    assert found == [("4000", Strength.SURE), ("4100", Strength.LIKELY)]


def test_suggestions__a_contact_by_its_id_its_name_and_its_email() -> None:
    by_id = replace(BAKERY, name="C-1 Rowan", correspondence_name="Rowan", email="")
    assert strengths(by_id, ("C-1", BAKERY)) == [("C-1", Strength.SURE)]
    assert strengths(BAKERY, ("C-1", BAKERY)) == [("C-1", Strength.SURE)]
    no_email = replace(BAKERY, email="")
    assert strengths(no_email, ("C-1", no_email)) == [("C-1", Strength.LIKELY)]
    renamed = replace(BAKERY, name="Mill", correspondence_name="Mill")
    assert strengths(BAKERY, ("C-1", renamed)) == [("C-1", Strength.POSSIBLE)]
    stranger = replace(renamed, email="")
    assert strengths(no_email, ("C-1", stranger)) == []


def question(kind: RecordKind, record: Record, *intacct: Record) -> Question:
    others = [face(one, Side.INTACCT, record_id=place) for place, one in enumerate(intacct, 10)]
    own = face(record, Side.RE_LEASED)
    return Question(kind, own, suggestions_for(own, others, {}), None)


def test_suggested__one_good_match_or_none() -> None:
    assert question(RecordKind.CUSTOMER, BAKERY, BAKERY).suggested[0] is AnswerVerb.MATCH
    assert question(RecordKind.CUSTOMER, BAKERY, BAKERY, BAKERY).suggested[0] is AnswerVerb.LEAVE
    assert question(RecordKind.CUSTOMER, BAKERY).suggested[0] is AnswerVerb.CREATE
    assert question(RecordKind.ACCOUNT, RENT).suggested[0] is AnswerVerb.LEAVE


def test_answers__reference_data_is_never_created_in_intacct() -> None:
    assert AnswerVerb.CREATE not in question(RecordKind.ACCOUNT, RENT).verbs
    assert AnswerVerb.CREATE in question(RecordKind.VENDOR, BAKERY).verbs


def test_questions__equal_codes_need_no_answer_and_contacts_always_do() -> None:
    account, contact = (
        question(RecordKind.ACCOUNT, RENT, RENT),
        question(RecordKind.CUSTOMER, BAKERY, BAKERY),
    )
    assert needs_no_answer(account.kind, account.suggestions)
    assert not needs_no_answer(contact.kind, contact.suggestions)


FEW_WORDS = st.lists(st.sampled_from(["C-1", "c-2", "Rowan", "rowan ", "Bakery", ""]), max_size=3)
FEW_NAMES = FEW_WORDS.map(" ".join)
CONTACTS = st.builds(
    lambda name, letters, email: replace(
        BAKERY, name=name, correspondence_name=letters, email=email
    ),
    FEW_NAMES,
    FEW_NAMES,
    st.sampled_from(["", "a@b.test", "A@B.test ", "c@d.test"]),
)
ACCOUNTS = st.builds(
    lambda number, name: replace(RENT, number=number, name=name),
    st.sampled_from(["4000", "4100"]),
    FEW_NAMES,
)


@given(st.one_of(st.lists(CONTACTS, min_size=1), st.lists(ACCOUNTS, min_size=1)))
def test_shelf__finds_all_that_a_look_at_every_record_finds(
    records: list[Contact | Account],
) -> None:
    mine, *theirs = records
    keys = ("C-1", "c-2 Rowan", "4000", "")
    others = [
        face(record, Side.INTACCT, key=keys[place % len(keys)], record_id=place)
        for place, record in enumerate(theirs)
    ]
    re_leased = face(mine, Side.RE_LEASED)
    found = suggestions_for(re_leased, Shelf.of(others).like(re_leased), {})
    assert found == suggestions_for(re_leased, others, {})
