"""The `leasebridge` program."""

import importlib
import logging
import sys

import click

from leasebridge.harmless import HarmlessFormatter, say
from sync.domain.errors import LeasebridgeError

__all__ = ["main", "program"]

COMMANDS = (
    "demo",
    "sandbox",
    "bot",
    "worker",
    "scheduler",
    "db",
    "doctor",
    "manifest",
    "link",
    "match",
    "sync",
    "record",
)
"""In the order of the help. Each is the like-named command of the module of that name in this package."""


class _Commands(click.Group):
    """Imports a command only when it is asked for: every process starts with what it needs, and no more."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="leasebridge", prog_name="leasebridge")
@click.option("-v", "--verbose", is_flag=True, help="Tell more of what goes on.")
def program(*, verbose: bool) -> None:
    """Keeps Re-Leased and Sage Intacct in step, and puts the finance team in control from Slack.

    Try it without any account: leasebridge demo
    """
    handler = logging.StreamHandler()
    handler.setFormatter(HarmlessFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[handler])
    for chatty in ("httpx", "httpcore", "slack_sdk", "rq"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def main() -> None:
    """Run the program; what a person can mend is told in one sentence, with exit code 1."""
    try:
        # Outside its standalone mode click returns the code that a command asked to end with.
        sys.exit(program.main(prog_name="leasebridge", standalone_mode=False))
    except LeasebridgeError as error:
        say(f"leasebridge: {error}", err=True)
        sys.exit(1)
    except click.exceptions.Abort:
        say("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
