"""`/sync drafts`: what waits for a decision."""

from bot.commands.registry import Command, Request
from bot.messages.blocks import Message
from bot.messages.drafts_message import CLOSED_SHOWN, drafts_message
from bot.services import Services
from sync.domain.roles import Permission
from sync.use_cases.approving.views import closed_drafts, waiting_drafts


def _drafts(services: Services, request: Request) -> Message:
    words = request.words.strip()
    waiting = waiting_drafts(services.store, words)
    closed = () if words else closed_drafts(services.store, CLOSED_SHOWN)
    return drafts_message(waiting, closed, words)


COMMANDS = (
    Command(
        word="drafts",
        hint="[tenant, property or company]",
        does="Drafts that wait for approval",
        also=("approvals", "approve", "waiting", "bills"),
        permission=Permission.SEE,
        answer=_drafts,
        only_shows=True,
    ),
)
