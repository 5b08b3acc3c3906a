"""`/sync rules`: what may travel, for everybody to read."""

from bot.commands.registry import Command, Request
from bot.messages.blocks import Message
from bot.messages.rules_message import rules_message
from bot.services import Services


def _rules(_services: Services, _request: Request) -> Message:
    return rules_message()


COMMANDS = (
    Command(
        word="rules",
        hint="",
        does="Which ledger may create, change and end what",
        also=("rule", "rulebook"),
        permission=None,
        answer=_rules,
        only_shows=True,
    ),
)
