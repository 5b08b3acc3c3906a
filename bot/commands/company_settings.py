"""`/sync settings`: where things are told, who approves what, when people work."""

from bot.commands.registry import Command, Request
from bot.messages.blocks import Message
from bot.messages.words import sentence_message
from bot.modals.settings import settings_dialog
from bot.reactions import Dialog
from bot.services import NoSuchCompany, Services, chosen_company
from sync.domain.roles import Permission
from sync.use_cases.change_settings import settings_of


def _settings(services: Services, request: Request) -> Message | Dialog:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    return settings_dialog(link, settings_of(services.store, link.link_id))


COMMANDS = (
    Command(
        word="settings",
        hint="[company]",
        does="Channels, approval limits, working hours, the digest",
        also=("config", "configure", "preferences", "setup"),
        permission=Permission.CHANGE_SETTINGS,
        answer=_settings,
    ),
)
