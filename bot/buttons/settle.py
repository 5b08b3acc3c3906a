"""The button that opens the dialog in which a conflict or a look-alike is settled."""

from bot.messages.record_message import OF_RECORD, SETTLE
from bot.modals.settle import NOTHING_LEFT, settle_dialog
from bot.reactions import Button, Click, Reaction
from bot.services import Services
from bot.values import row_id
from sync.domain.roles import Permission
from sync.use_cases.settle import matter_of, next_matter


def settle(services: Services, click: Click) -> Reaction:
    """Show the record that the button is about, or the next one of its issue."""
    number = row_id(click.value.removeprefix(OF_RECORD))
    if number is None:
        return "This button is broken. Look the record up again with /sync show."
    if click.value.startswith(OF_RECORD):
        matter = matter_of(services.store, number)
        return settle_dialog(matter) if matter else NOTHING_LEFT
    matter = next_matter(services.store, number)
    return settle_dialog(matter, issue_id=number) if matter else NOTHING_LEFT


BUTTONS = (Button(SETTLE, Permission.SETTLE, settle),)
