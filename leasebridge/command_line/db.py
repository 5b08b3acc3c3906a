"""`leasebridge db`: the database's tables."""

import click
from sqlalchemy import Engine

from leasebridge.harmless import say
from leasebridge.settings import DatabaseSettings, read
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import is_current, upgrade


@click.group(short_help="Set up or check the database.")
def db() -> None:
    """Set up or check the database's tables."""


@db.command("upgrade")
def upgrade_command() -> None:
    """Bring the tables to what this version needs; safe to repeat."""
    engine = open_engine(read(DatabaseSettings).address)
    upgrade(engine)
    engine.dispose()
    say("The database is up to date.")


@db.command("check")
def check_command() -> None:
    """Say whether the tables are what this version needs, and the audit trail is whole; else code 1."""
    engine = open_engine(read(DatabaseSettings).address)
    try:
        fault = _fault_in(engine)
    finally:
        engine.dispose()
    say(fault or "The database is up to date, and its audit trail is whole.")
    if fault:
        raise click.exceptions.Exit(1)


def _fault_in(engine: Engine) -> str | None:
    if not is_current(engine):
        return "Run `leasebridge db upgrade`."
    with SqlStore(engine).reading() as transaction:
        broken = transaction.audit.first_broken_row()
    if broken is None:
        return None
    return (
        f"The audit trail was tampered with: row {broken} does not follow from the one before it."
    )
