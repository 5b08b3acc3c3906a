"""`leasebridge manifest`: what to set the Slack app up with."""

import json

import click

from bot.manifest import manifest as made
from leasebridge.wiring import SLACK_PATH
from sync.domain.errors import FixSetup

EXAMPLE = "https://leasebridge.example.com"


@click.command(short_help="Print the Slack app's manifest.")
@click.option(
    "--address",
    default=EXAMPLE,
    show_default=True,
    help="Where Slack reaches `leasebridge bot` over HTTPS, without a path.",
)
@click.option(
    "--socket", is_flag=True, help="For `leasebridge bot --socket`, which needs no address."
)
def manifest(address: str, *, socket: bool) -> None:
    """Print the manifest to create the Slack app from: in Slack, Create New App, From a manifest."""
    if not address.startswith("https://"):
        raise FixSetup(
            f"Slack reaches apps over HTTPS only, and {address} does not begin with https://."
        )
    text = json.dumps(made(address=address.rstrip("/") + SLACK_PATH, socket=socket), indent=2)
    click.echo(text)
