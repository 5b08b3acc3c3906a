"""`leasebridge db`: the database's tables."""

import click

from leasebridge.settings import DatabaseSettings, read
from sync.store.engine import open_engine
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
    click.echo("The database is up to date.")


@db.command("check")
def check_command() -> None:
    """Say whether the tables are what this version needs; exit code 1 where they are not."""
    engine = open_engine(read(DatabaseSettings).address)
    current = is_current(engine)
    engine.dispose()
    click.echo("The database is up to date." if current else "Run `leasebridge db upgrade`.")
    if not current:
        raise click.exceptions.Exit(1)
