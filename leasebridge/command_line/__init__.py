"""The `leasebridge` program."""

import logging
import sys

import click

from leasebridge.command_line.database import db
from leasebridge.command_line.processes import bot, sandbox, scheduler, worker
from leasebridge.command_line.sync import sync
from leasebridge.command_line.trying import demo
from sync.domain.errors import LeasebridgeError

__all__ = ["main", "program"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="leasebridge", prog_name="leasebridge")
@click.option("-v", "--verbose", is_flag=True, help="Tell more of what goes on.")
def program(*, verbose: bool) -> None:
    """Keeps Re-Leased and Sage Intacct in step, and puts the finance team in control from Slack.

    Try it without any account: leasebridge demo
    """
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for chatty in ("httpx", "httpcore", "slack_sdk", "rq"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


for command in (demo, sandbox, bot, worker, scheduler, db, sync):
    program.add_command(command)


def main() -> None:
    """Run the program; what a person can mend is told in one sentence, with exit code 1."""
    try:
        # Outside its standalone mode click returns the code that a command asked to end with.
        sys.exit(program.main(prog_name="leasebridge", standalone_mode=False))
    except LeasebridgeError as error:
        click.echo(f"leasebridge: {error}", err=True)
        sys.exit(1)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
