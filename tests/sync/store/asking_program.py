"""One process of several that ask the same company.

`python -m tests.sync.store.asking_program DATABASE_URL GATEWAY_URL IN_FLIGHT QUESTIONS` signs in, says
`ready`, waits for a line, and then asks so many questions with as many threads as may ask at a time.
With 0 questions it holds one turn of a second's length, says `holding`, and never lets go by itself.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

from sandbox.intacct import credentials
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.xml_text import element
from sync.store.call_limits import SqlCallLimits
from sync.store.engine import open_engine
from sync.use_cases.ports import CallAllowance

HELD_SECONDS = 1.0
"""How soon the slot of the holder is free after it was killed."""


def settings(gateway_url: str, *, in_flight: int) -> IntacctSettings:
    return IntacctSettings(
        url=gateway_url,
        sender_id=credentials.SENDER_ID,
        sender_password=credentials.SENDER_PASSWORD,
        company_id=credentials.COMPANY_ID,
        entity_id="",
        user_id=credentials.USER_ID,
        user_password=credentials.USER_PASSWORD,
        requests_in_flight=in_flight,
        read_attempts=1,
    )


def now() -> datetime:
    return datetime.now(UTC)


def ask(database_url: str, given: IntacctSettings, questions: int) -> None:
    limits = SqlCallLimits(open_engine(database_url), given.call_allowance, now=now)
    question = element(
        "query",
        element("object", "CUSTOMER"),
        element("select", element("field", "CUSTOMERID")),
    )
    threads = given.requests_in_flight
    with closing(Gateway(given, limits)) as gateway, ThreadPoolExecutor(threads) as pool:
        gateway.read(question)
        print("ready", flush=True)  # noqa: T201 - told to the test
        sys.stdin.readline()
        for result in pool.map(gateway.read, [question] * questions):
            assert result.succeeded


def hold(database_url: str) -> None:
    limits = SqlCallLimits(
        open_engine(database_url), CallAllowance(), now=now, slot_seconds=HELD_SECONDS
    )
    with limits.turn(credentials.COMPANY_ID):
        print("holding", flush=True)  # noqa: T201 - told to the test
        sys.stdin.read()


if __name__ == "__main__":
    database_url, gateway_url, in_flight, questions = sys.argv[1:]
    if int(questions):
        ask(database_url, settings(gateway_url, in_flight=int(in_flight)), int(questions))
    else:
        hold(database_url)
