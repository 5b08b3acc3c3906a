"""Every button and every form, by the name that Slack brings back."""

from collections.abc import Mapping

from bot.buttons import drafts, holds, home, issues, linking, plans, records, settle, watches, words
from bot.modals import away as away_dialogs
from bot.modals import drafts as draft_dialogs
from bot.modals import link as link_dialogs
from bot.modals import match as match_dialogs
from bot.modals import mute
from bot.modals import pause as pause_dialogs
from bot.modals import records as record_dialogs
from bot.modals import settings as settings_dialogs
from bot.modals import settle as settle_dialogs
from bot.reactions import Button, Form

BUTTONS: Mapping[str, Button] = {
    one.action_id: one
    for one in (
        *plans.BUTTONS,
        *holds.BUTTONS,
        *drafts.BUTTONS,
        *records.BUTTONS,
        *settle.BUTTONS,
        *words.BUTTONS,
        *issues.BUTTONS,
        *watches.BUTTONS,
        *linking.BUTTONS,
        *home.BUTTONS,
    )
}

FORMS: Mapping[str, Form] = {
    one.callback_id: one
    for one in (
        *away_dialogs.FORMS,
        *draft_dialogs.FORMS,
        *record_dialogs.FORMS,
        *settle_dialogs.FORMS,
        *settings_dialogs.FORMS,
        *pause_dialogs.FORMS,
        *mute.FORMS,
        *link_dialogs.FORMS,
        *match_dialogs.FORMS,
    )
}

OPENS_A_LINK = "open:"
"""What the action_id of a button begins with that only opens an address: Slack tells of the click all the
same, and nothing is to be done."""
