"""`leasebridge demo`: try the whole product without any account."""

from pathlib import Path

import click

from leasebridge.demo import DOCUMENTS, DemoOptions, run_demo
from leasebridge.harmless import say
from leasebridge.settings import HomeSettings, read
from sandbox.server import DEFAULT_PORT


@click.command(short_help="Try the whole product without an account.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, help="The port of the pages.")
@click.option("--fresh", is_flag=True, help="Begin anew: throw the demo's earlier data away.")
@click.option(
    "--documents",
    default=DOCUMENTS,
    show_default=True,
    type=click.IntRange(10, 100_000),
    help="How many documents a new demo starts with.",
)
@click.option(
    "--unlinked",
    is_flag=True,
    help="Begin before the two companies are linked, to try /sync link and /sync match.",
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the demo's data.  [default: .leasebridge/demo]",
)
def demo(port: int, documents: int, home: Path | None, *, fresh: bool, unlinked: bool) -> None:
    """Try Leasebridge: the whole product against a stand-in Intacct, Re-Leased and Slack."""
    folder = home or read(HomeSettings).home / "demo"
    options = DemoOptions(
        home=folder, port=port, fresh=fresh, documents=documents, is_linked=not unlinked
    )
    run_demo(options, tell=say)
