"""Somebody at a terminal, with settings of their own."""

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from leasebridge.command_line import main
from sandbox.intacct import credentials as intacct
from sandbox.re_leased import credentials as re_leased
from sandbox.slack import credentials as slack

SECRETS = ("xoxb-s3cret-token", "s3cret-signing", "s3cret-sender", "s3cret-user", "s3cret-key")
ROLES = "U0PRIYA=administrator, U0TOM=operator, U0VICTOR=viewer"

COMPLETE = {
    "SLACK_BOT_TOKEN": SECRETS[0],
    "SLACK_SIGNING_SECRET": SECRETS[1],
    "SLACK_TEAM_ID": "T0HARBOUR",
    "SLACK_CHANNEL": "C0SYNC",
    "LEASEBRIDGE_ROLES": ROLES,
    "INTACCT_SENDER_ID": "leasebridge",
    "INTACCT_SENDER_PASSWORD": SECRETS[2],
    "INTACCT_COMPANY_ID": "HARBOUR",
    "INTACCT_USER_ID": "xmluser",
    "INTACCT_USER_PASSWORD": SECRETS[3],
    "RELEASED_BASE_URL": "http://127.0.0.1:9/v1",
    "RELEASED_API_KEY": SECRETS[4],
    "RELEASED_COMPANY_ID": "12",
}
"""Every setting there must be, with made-up secrets."""


def connected_to(world: str) -> dict[str, str]:
    """The settings that connect to the stand-in world at `world`."""
    return {
        "SLACK_BOT_TOKEN": slack.BOT_TOKEN,
        "SLACK_SIGNING_SECRET": slack.SIGNING_SECRET,
        "SLACK_TEAM_ID": slack.TEAM_ID,
        "SLACK_API_URL": f"{world}/slack/api/",
        "SLACK_CHANNEL": "C0SYNC",
        "LEASEBRIDGE_ROLES": ROLES,
        "INTACCT_URL": f"{world}/ia/xml/xmlgw.phtml",
        "INTACCT_SENDER_ID": intacct.SENDER_ID,
        "INTACCT_SENDER_PASSWORD": intacct.SENDER_PASSWORD,
        "INTACCT_COMPANY_ID": intacct.COMPANY_ID,
        "INTACCT_USER_ID": intacct.USER_ID,
        "INTACCT_USER_PASSWORD": intacct.USER_PASSWORD,
        "INTACCT_TAX_SOLUTION": "United Kingdom - VAT",
        "RELEASED_BASE_URL": f"{world}/re-leased/v1",
        "RELEASED_API_KEY": re_leased.API_KEY,
        "RELEASED_COMPANY_ID": "12",
        "RELEASED_REQUESTS_PER_MINUTE": "0",
    }


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs the program in this process.

    Attributes:
        patch: Changes arguments and settings for one test.
        captured: What the program writes.
    """

    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]

    def sets(self, settings: Mapping[str, str]) -> None:
        """Have these settings, and no others."""
        for name in [*COMPLETE, *os.environ]:
            if name.startswith(("SLACK_", "INTACCT_", "RELEASED_", "LEASEBRIDGE_ROLES", "REDIS_")):
                self.patch.delenv(name, raising=False)
        for name, value in settings.items():
            self.patch.setenv(name, value)

    def types(self, line: str) -> Said:
        """Run `leasebridge <line>`."""
        self.patch.setattr(sys, "argv", ["leasebridge", *shlex.split(line)])
        self.captured.readouterr()
        try:
            main()
            code = 0
        except SystemExit as ending:
            code = int(ending.code or 0)
        written = self.captured.readouterr()
        return Said(code, written.out, written.err)


def link_in(terminal: Terminal, sync_from: str) -> None:
    """Propose the link and confirm it, as an administrator does."""
    proposed = terminal.types(f"link propose --sync-from {sync_from}")
    assert proposed.code == 0, proposed
    confirmed = terminal.types("link confirm 1 --name 'Harbour Property Group Ltd'")
    assert confirmed.code == 0, confirmed
