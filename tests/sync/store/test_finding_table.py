"""What people find records by is answered from indexes; names a record had before are kept."""

from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import HARBOUR, contact, invoice, pounds, seen

MANY = 3000


@pytest.fixture
def full(store: SqlStore) -> SqlStore:
    """Many invoices of one contact, and the contact."""
    with store.transaction() as transaction:
        link = transaction.links.add(HARBOUR)
        many = [seen(str(one), invoice(f"RL-{one}", f"{one}.00")) for one in range(MANY)]
        transaction.records.see(link.link_id, Side.INTACCT, [seen("C-1", contact()), *many])
        renumbered = [seen(str(one), invoice(f"INV-{one}", f"{one}.00")) for one in range(MANY)]
        transaction.records.see(link.link_id, Side.INTACCT, renumbered)
    return store


def questions(store: SqlStore) -> list[tuple[int, ...]]:
    """Every question that can be asked, and what it finds."""
    with store.reading() as transaction:
        finding = transaction.finding
        return [
            finding.named(1, "inv-2999", 5),
            finding.once_named(1, "rl-2999", 5),
            finding.contacts_named(1, "bakery", 5),
            finding.of_contacts(1, [1], 5),
            finding.of_amount(1, pounds("2999.00"), 5),
        ]


def test_every_question__is_answered_from_an_index(full: SqlStore, engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    asked = said_to(engine, full)
    with engine.connect() as connection:
        steps = [step for one in asked for step in explained(connection, *one)]
    reads = [step for step in steps if "scan" in step.casefold() or "SEARCH" in step]
    assert len(reads) >= len(asked) > 0
    assert [step for step in reads if "index" not in step.casefold() and "KEY" not in step] == []


def test_every_question__finds_what_it_should(full: SqlStore) -> None:
    named, once_named, contacts, of_contacts, of_amount = questions(full)
    last = (MANY + 1,)
    assert (named, once_named, contacts, of_amount) == (last, last, (1,), last)
    assert of_contacts == tuple(range(MANY + 1, MANY - 4, -1))


def test_name_a_record_had_before__is_kept_once_and_not_while_it_is_its_name(
    full: SqlStore,
) -> None:
    for number in ("HPG-1", "HPG-2", "HPG-1", "HPG-1"):
        with full.transaction() as transaction:
            transaction.records.see(1, Side.INTACCT, [seen("5", invoice(number, "5.00"))])
    with full.reading() as transaction:
        (record_id,) = transaction.finding.named(1, "hpg-1", 5)
        assert transaction.finding.once_named(1, "inv-5", 1) == (record_id,)
        former = transaction.finding.former_names([record_id])
        assert former == {record_id: ("HPG-2", "INV-5", "RL-5")}


def said_to(engine: Engine, store: SqlStore) -> list[tuple[str, Any]]:
    """The statements that the questions come to, with their parameters."""
    said: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if "FROM record" in statement or "FROM former_name" in statement:
            said.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        questions(store)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return said


def explained(connection: Connection, statement: str, parameters: Any) -> list[str]:
    """How the database would answer, step by step."""
    how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    cursor = connection.connection.cursor()
    cursor.execute(f"{how} {statement}", parameters)
    return [str(row) for row in cursor.fetchall()]
