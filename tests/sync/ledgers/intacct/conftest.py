from collections.abc import Iterator

import pytest

from sync.ledgers.intacct.ledger import IntacctLedger
from tests.sync.ledgers.intacct.harbour import Company, Switchboard, put_on, serving


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
