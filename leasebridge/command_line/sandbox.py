"""`leasebridge sandbox`: the stand-in world alone."""

import logging
from pathlib import Path

import click

from leasebridge.harmless import say
from sandbox.server import DEFAULT_HOST, DEFAULT_PORT, AddressTaken
from sandbox.server import run as run_sandbox
from sandbox.slack.manifest import DEFAULT_COMMANDS, read_commands
from sandbox.world import USUAL_DOCUMENTS, USUAL_SEED
from sync.domain.errors import FixSetup


@click.command(short_help="Run only the stand-in world.")
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="The address to listen on.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, help="The port to listen on.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder to keep the world in; without it, it is gone at the end.",
)
@click.option(
    "--documents",
    default=USUAL_DOCUMENTS,
    show_default=True,
    type=click.IntRange(0, 100_000),
    help="How many documents a new world starts with.",
)
@click.option(
    "--seed", default=USUAL_SEED, show_default=True, help="Which world; same seed, same world."
)
@click.option("--app-url", help="Where the stand-in Slack delivers commands and clicks.")
@click.option(
    "--commands",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON file with the slash commands of the app, as its manifest lists them.",
)
@click.option(
    "--re-leased-requests-per-minute",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help="The stand-in Re-Leased's rate limit; 0 for none, 60 for the one we assume is real.",
)
def sandbox(
    *,
    host: str,
    port: int,
    data: Path | None,
    documents: int,
    seed: int,
    app_url: str | None,
    commands: Path | None,
    re_leased_requests_per_minute: int,
) -> None:
    """Run only the stand-in world: a Sage Intacct, a Re-Leased and a Slack workspace."""
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    try:
        run_sandbox(
            host=host,
            port=port,
            data=data,
            documents=documents,
            seed=seed,
            app_url=app_url,
            commands=read_commands(commands.read_bytes()) if commands else DEFAULT_COMMANDS,
            re_leased_requests_per_minute=re_leased_requests_per_minute or None,
            ready=lambda address: say(f"The stand-in world is at {address}"),
        )
    except AddressTaken as error:
        raise FixSetup(str(error)) from error
