"""What every table of queries works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection, bindparam, select

from sync.store.models import LinkRow

Clock = Callable[[], datetime]
"""Gives the moment now, aware UTC."""


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A subject's queries, within one transaction.

    Attributes:
        connection: With the open transaction.
        now: The clock that times are written by.
    """

    connection: Connection
    now: Clock


class Opened(Protocol):
    """A transaction that is open.

    Attributes:
        connection: Its connection.
        now: The clock that times are written by.
    """

    connection: Connection
    now: Clock


Table = TypeVar("Table")


class AtHand(Generic[Table]):
    """A table of a transaction, made when it is first asked for: a transaction asks for one or two of forty.

    Args:
        table: Makes it, of the open connection and the clock.
    """

    def __init__(self, table: Callable[[Connection, Clock], Table]) -> None:
        self._table = table
        self._name = ""

    def __set_name__(self, owner: type[Opened], name: str) -> None:
        """Know under which name it is asked for."""
        self._name = name

    def __get__(self, transaction: Opened, owner: type[Opened]) -> Table:
        """The table; from then on the transaction has it itself, and this is not asked again."""
        made = self._table(transaction.connection, transaction.now)
        vars(transaction)[self._name] = made
        return made


def currency_of_link(connection: Connection, link_id: int) -> str:
    """The currency of the linked companies' books, in which totals are given."""
    return connection.execute(_CURRENCY, {"link_id": link_id}).scalar_one()


_CURRENCY = select(LinkRow.currency).where(LinkRow.id == bindparam("link_id"))
