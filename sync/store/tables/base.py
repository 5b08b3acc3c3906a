"""What every table of queries works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

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


def currency_of_link(connection: Connection, link_id: int) -> str:
    """The currency of the linked companies' books, in which totals are given."""
    query = select(LinkRow.currency).where(LinkRow.id == link_id)
    return connection.execute(query).scalar_one()
