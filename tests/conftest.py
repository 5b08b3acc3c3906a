"""Fixtures that all tests may use: a database, a store on it, and a browser with its pictures."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine

from sync.store.engine import open_engine
from sync.store.models import Base
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from tests.browsers import NO_BROWSER, running_browser
from tests.databases import NO_POSTGRESQL, PostgreSQL, running_postgresql
from tests.sync.use_cases.starts import Starts
from tests.turns import decide_turns

BOTH = ("sqlite", "postgresql")


def pytest_configure(config: pytest.Config) -> None:
    """Decide what is tested today, before there are other processes."""
    decide_turns(config)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server for the whole session; skips the test where none can be had."""
    with running_postgresql() as server:
        if server is None:
            pytest.skip(NO_POSTGRESQL)
        yield server


@pytest.fixture(scope="session")
def postgresql_database(postgresql: PostgreSQL) -> Iterator[str]:
    """The name of a database that is up to date; each test gives it back without rows."""
    name = postgresql.make_database()
    _bring_up_to_date(postgresql.url_of(name))
    yield name
    postgresql.drop_database(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that is up to date, to be copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _bring_up_to_date(f"sqlite:///{path}")
    return path


def _bring_up_to_date(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    engine.dispose()


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> str:
    """The address of a SQLite database that is up to date: always the same, and a new file for each test."""
    path = sqlite_template.with_name("leasebridge.db")
    for old in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL, postgresql_database: str) -> Iterator[str]:
    """The address of a PostgreSQL database that is up to date."""
    yield postgresql.url_of(postgresql_database)
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    postgresql.empty_database(postgresql_database, tables)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database that is up to date: once SQLite, once PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any tables: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = server.make_database()
    yield server.url_of(name)
    server.drop_database(name)


@pytest.fixture(scope="session")
def engines() -> dict[str, Engine]:
    """By address: engines that were opened before, as each remembers the statements that it compiled."""
    return {}


@pytest.fixture
def engine(database_url: str, engines: dict[str, Engine]) -> Iterator[Engine]:
    """An open database that is up to date; no connection is left of an earlier test."""
    if database_url not in engines:
        engines[database_url] = open_engine(database_url)
    yield engines[database_url]
    engines[database_url].dispose()


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    """A store on a database that is up to date and empty."""
    return SqlStore(engine)


@pytest.fixture(scope="session")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    """The starts that stories of this session came to, for others to go on from."""
    return Starts(tmp_path_factory.mktemp("starts"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window, for the whole session; skips the test where none can be had."""
    with running_browser() as browser:
        if browser is None:
            pytest.skip(NO_BROWSER)
        yield browser


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    """Where pictures go: the folder named by LEASEBRIDGE_SCREENSHOTS, else the test's own."""
    folder = Path(os.environ.get("LEASEBRIDGE_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of one group stay on one worker: they share something that is dear to start.

    xdist 3.8 says the group in an attribute that pytest has not read since 9.2; it is put where both look.
    """
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        groups = sorted({mark.args[0] for mark in item.iter_markers("xdist_group")})
        if groups and "@" not in item.nodeid:
            item._id = type(item.id).parse(f"{item.nodeid}@{'_'.join(groups)}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how long it took to recover from the kills of the kill matrix."""
    seconds = [
        second
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "recoveries" and report.when == "call"
        for second in value
    ]
    if seconds:
        terminalreporter.write_line(
            f"{len(seconds)} workers killed; until the run was over it took {median(seconds):.1f} s "
            f"(median), {max(seconds):.1f} s at most."
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where LEASEBRIDGE_REQUIRE_ALL is set, a test skipped for want of something counts as failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("LEASEBRIDGE_REQUIRE_ALL"):
        return
    if reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
