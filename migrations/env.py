"""What Alembic runs: over a connection that the program hands in, or by the address in DATABASE_URL."""

import os
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from sync.store.engine import open_engine
from sync.store.models import Base


def plain_type(sort: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """How a new migration writes a type of ours: as the plain one under it, which never changes."""
    if sort == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations that the command asks for, all in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        # Our SQLite engine begins transactions itself, so that there too all happens or nothing.
        transactional_ddl=True,
        render_item=plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_by_address() -> None:
    """Run them on the database that the environment names: for the command `alembic`."""
    engine = open_engine(os.environ["DATABASE_URL"])
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    migrate_by_address()
