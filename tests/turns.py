"""Taking turns: what is too much for one run of all the tests is shared out over days."""

import os
import zlib
from datetime import UTC, datetime

import pytest

_TURN = "LEASEBRIDGE_TURN"
_POSTGRESQL = "LEASEBRIDGE_POSTGRESQL"
_ALL = "all"
_THIRDS = 3


def decide_turns(config: pytest.Config) -> None:
    """Say once which turn it is, for all processes of the run, which may begin before and after midnight.

    Whoever asks for particular tests gets all of these.
    """
    os.environ.setdefault(_TURN, str(datetime.now(tz=UTC).date().toordinal()))
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if not everything or config.option.keyword or config.option.markexpr:
        os.environ.setdefault(_POSTGRESQL, _ALL)


def turn() -> int:
    """The number of this turn: another each day, or what LEASEBRIDGE_TURN says."""
    return int(os.environ[_TURN])


def is_on_postgresql_today(test: str) -> bool:
    """Whether this test has its turn on PostgreSQL: every third has, and each on one day of three."""
    if os.environ.get(_POSTGRESQL) == _ALL:
        return True
    return (zlib.crc32(test.encode()) + turn()) % _THIRDS == 0
