"""The migrations make exactly what the models describe, forwards and backwards, on both databases."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from sync.store.engine import open_engine
from sync.store.models import Base
from sync.store.upgrade import downgrade, is_current, upgrade


def test_upgrade__then_models_and_tables_agree_and_the_way_back_is_clean(
    empty_database_url: str,
) -> None:
    engine = open_engine(empty_database_url)
    assert not is_current(engine)
    for _ in range(2):
        upgrade(engine)
        assert is_current(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
        downgrade(engine, "base")
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
        assert not is_current(engine)
    engine.dispose()


def test_upgrade__conditions_of_indexes_are_those_of_the_models(tmp_path: Path) -> None:
    # Alembic does not compare them. SQLite gives them back as they were written.
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    upgrade(engine)
    made = {
        index["name"]: str(index["dialect_options"]["sqlite_where"])
        for table in inspect(engine).get_table_names()
        for index in inspect(engine).get_indexes(table)
        if "sqlite_where" in index.get("dialect_options", {})
    }
    described = {
        index.name: str(index.dialect_options["sqlite"]["where"])
        for table in Base.metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    engine.dispose()
    assert made == described != {}


def test_upgrade__twice_at_once(empty_database_url: str) -> None:
    engines = [open_engine(empty_database_url) for _ in range(3)]
    workers = [threading.Thread(target=upgrade, args=(engine,)) for engine in engines]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all(is_current(engine) for engine in engines)
    for engine in engines:
        engine.dispose()


def test_upgrade__works_from_any_folder(
    tmp_path: Path, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_engine(empty_database_url)
    upgrade(engine)
    assert is_current(engine)
    engine.dispose()
    assert [path.name for path in tmp_path.iterdir()] in ([], ["empty.db"])
