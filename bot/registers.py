"""Every button and every form, by the name that Slack brings back."""

from collections.abc import Mapping

from bot.buttons import plans
from bot.reactions import Button, Form

BUTTONS: Mapping[str, Button] = {one.action_id: one for one in (*plans.BUTTONS,)}

FORMS: Mapping[str, Form] = {}

OPENS_A_LINK = "open:"
"""What the action_id of a button begins with that only opens an address: Slack tells of the click all the
same, and nothing is to be done."""
