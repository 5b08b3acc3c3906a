"""Links: made once, one to one, for ever."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from sync.domain.errors import FixSetup
from sync.domain.links import CompanyLink, LinkMode
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import HARBOUR, QUAYSIDE


def test_add__gives_the_link_its_id(store: SqlStore) -> None:
    with store.transaction() as transaction:
        harbour = transaction.links.add(HARBOUR)
        quayside = transaction.links.add(QUAYSIDE)
    assert replace(harbour, link_id=0) == HARBOUR
    with store.reading() as transaction:
        assert transaction.links.get(quayside.link_id) == quayside
        assert transaction.links.all() == (harbour, quayside)


@pytest.mark.parametrize(
    "second",
    [
        replace(QUAYSIDE, re_leased_company_id=HARBOUR.re_leased_company_id),
        replace(QUAYSIDE, intacct_entity_id=HARBOUR.intacct_entity_id),
    ],
    ids=["same Re-Leased company", "same Intacct company and entity"],
)
def test_add__refuses_a_company_that_is_linked_already(
    store: SqlStore, link_id: int, second: CompanyLink
) -> None:
    with pytest.raises(FixSetup, match="Harbour Estates"), store.transaction() as transaction:
        transaction.links.add(second)
    with store.reading() as transaction:
        assert [link.link_id for link in transaction.links.all()] == [link_id]


def test_get__an_unknown_link(store: SqlStore) -> None:
    with store.reading() as transaction, pytest.raises(KeyError, match="no link 7"):
        transaction.links.get(7)


SECOND = """INTO link (token, name, intacct_company_id, intacct_entity_id, re_leased_company_id, sync_from,
    currency, linked_at) SELECT 't0k3n', name, '{}', intacct_entity_id, '{}', sync_from, currency, linked_at
    FROM link"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE link SET name = 'Another'",
        "UPDATE link SET re_leased_company_id = 'rl-9'",
        "DELETE FROM link",
        f"INSERT {SECOND.format('OTHER', 'rl-1')}",
        f"INSERT {SECOND.format('HARBOUR', 'rl-9')}",
    ],
    ids=["rename", "link elsewhere", "delete", "Re-Leased's again", "Intacct's again"],
)
def test_link__the_database_itself_holds_to_it(
    engine: Engine, store: SqlStore, link_id: int, statement: str
) -> None:
    assert_refused_by_the_database(engine, statement)
    with store.reading() as transaction:
        assert transaction.links.all() == (replace(HARBOUR, link_id=link_id),)


@pytest.mark.parametrize("table", ["link CASCADE", "link_mode"])
def test_link__cannot_be_emptied_on_postgresql(postgresql_url: str, table: str) -> None:
    engine = open_engine(postgresql_url)
    store = SqlStore(engine)
    with store.transaction() as transaction:
        made = transaction.links.add(HARBOUR)
    assert_refused_by_the_database(engine, f"TRUNCATE {table}")
    with store.reading() as transaction:
        assert transaction.links.all() == (made,)
    engine.dispose()


@pytest.mark.parametrize("companies", [("OTHER", "rl-1"), ("HARBOUR", "rl-9")])
def test_link__cannot_be_replaced_on_sqlite(sqlite_url: str, companies: tuple[str, str]) -> None:
    engine = open_engine(sqlite_url)
    store = SqlStore(engine)
    with store.transaction() as transaction:
        made = transaction.links.add(HARBOUR)
    assert_refused_by_the_database(engine, f"INSERT OR REPLACE {SECOND.format(*companies)}")
    with store.reading() as transaction:
        assert transaction.links.all() == (made,)
    engine.dispose()


def test_mode__is_the_newest_and_its_history_stays(
    engine: Engine, store: SqlStore, link_id: int
) -> None:
    with store.transaction() as transaction:
        assert transaction.links.mode(link_id) is LinkMode.ENGINE
        transaction.links.set_mode(link_id, LinkMode.OBSERVER, by="priya", reason="Xero")
    with store.reading() as transaction:
        assert transaction.links.mode(link_id) is LinkMode.OBSERVER
    with store.transaction() as transaction:
        transaction.links.set_mode(link_id, LinkMode.ENGINE, by="priya", reason="Xero is gone")
    with store.reading() as transaction:
        assert transaction.links.mode(link_id) is LinkMode.ENGINE
    assert_refused_by_the_database(engine, "DELETE FROM link_mode WHERE mode = 'observer'")
    assert_refused_by_the_database(engine, "UPDATE link_mode SET mode = 'engine'")


def assert_refused_by_the_database(engine: Engine, statement: str) -> None:
    refusal = "never changed or deleted|unique"
    with (
        pytest.raises(DBAPIError, match=f"(?i){refusal}"),
        engine.begin() as connection,
    ):
        connection.execute(text(statement))
