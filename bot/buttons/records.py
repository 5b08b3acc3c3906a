"""Buttons about one record: show it, unlink it, link it again."""

from collections.abc import Callable

from bot.messages.found_message import RELINK, SHOW_RECORD
from bot.messages.record_message import UNLINK
from bot.modals.records import record_dialog, relink_dialog, unlink_dialog
from bot.reactions import Button, Click, Dialog, Reaction
from bot.services import Services
from bot.values import row_id
from sync.domain.roles import Permission
from sync.use_cases.show_record import NotFound, RecordView, show_record

NO_SUCH_RECORD = "There is no such record any more. Look it up with /sync find."


def _about_record(
    make: Callable[[RecordView], Dialog],
) -> Callable[[Services, Click], Reaction]:
    def react(services: Services, click: Click) -> Reaction:
        record_id = row_id(click.value)
        if record_id is None:
            return NO_SUCH_RECORD
        try:
            return make(show_record(services.store, record_id))
        except NotFound:
            return NO_SUCH_RECORD

    return react


BUTTONS = (
    Button(SHOW_RECORD, Permission.SEE, _about_record(record_dialog)),
    Button(UNLINK, Permission.SETTLE, _about_record(lambda view: unlink_dialog(view.found))),
    Button(RELINK, Permission.SETTLE, _about_record(lambda view: relink_dialog(view.found))),
)
