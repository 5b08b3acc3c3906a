from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from sandbox.intacct.gateway import PATH
from sync.ledgers.intacct.ledger import IntacctLedger
from tests.sync.ledgers.intacct.harbour import Company, Switchboard, put_on, serving
from tests.sync.ledgers.intacct.scripted import Script


@pytest.fixture(scope="session")
def switchboard() -> Iterator[tuple[Switchboard, str]]:
    board = Switchboard()
    with serving(board) as url:
        yield board, url


@pytest.fixture
def company(switchboard: tuple[Switchboard, str]) -> Iterator[Company]:
    board, url = switchboard
    opened = put_on(board, url)
    yield opened
    opened.close()


@pytest.fixture
def ledger(company: Company) -> IntacctLedger:
    return company.ledger()


@pytest.fixture
def script(switchboard: tuple[Switchboard, str]) -> Script:
    board, url = switchboard
    made = Script(url)
    board.app = Starlette(routes=[Route(PATH, made.serve, methods=["POST"])])
    return made
