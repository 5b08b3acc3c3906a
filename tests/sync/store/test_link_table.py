"""Links: made once, one to one, for ever."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from sync.domain.errors import FixSetup
from sync.domain.links import CompanyLink
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


@pytest.mark.parametrize(
    "change", ["UPDATE link SET name = 'Another'", "DELETE FROM link"], ids=["update", "delete"]
)
def test_link__can_neither_be_changed_nor_deleted(
    engine: Engine, store: SqlStore, link_id: int, change: str
) -> None:
    with (
        pytest.raises(DBAPIError, match="never changed or deleted"),
        engine.begin() as connection,
    ):
        connection.execute(text(change))
    with store.reading() as transaction:
        assert transaction.links.get(link_id).name == HARBOUR.name
