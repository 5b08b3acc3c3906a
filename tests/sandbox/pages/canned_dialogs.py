"""A dialog with one of every kind of input."""

from typing import Any

from tests.sandbox.pages.canned_story import button, mrkdwn, option, plain

Json = dict[str, Any]


def reject_view() -> Json:
    """A dialog with one of every kind of input."""
    return {
        "id": "V0REJECT",
        "type": "modal",
        "callback_id": "reject",
        "title": plain("Reject invoice"),
        "submit": plain("Reject"),
        "close": plain("Keep it"),
        "blocks": [
            {
                "type": "section",
                "block_id": "what",
                "text": mrkdwn("*INV-20418* · Brightwater Cafe · *£4,250.00*"),
                "accessory": button("history", "History"),
            },
            _input("reason", "Reason", "text", multiline=True, kind="plain_text_input"),
            {
                **_input("who", "Who should correct it", "person", kind="users_select"),
                "hint": plain("They get a message with your reason."),
            },
            _input(
                "kinds",
                "What is wrong",
                "kinds",
                kind="multi_static_select",
                options=[option("Amount", "amount"), option("VAT code", "vat")],
            ),
            _input("by", "Correct it by", "date", kind="datepicker", optional=True),
            _input(
                "how",
                "Then",
                "then",
                kind="radio_buttons",
                options=[option("Ask me again", "again"), option("Ask Priya", "priya")],
            ),
        ],
    }


def _input(
    block_id: str, label: str, action_id: str, *, kind: str, optional: bool = False, **more: Any
) -> Json:
    element = {"type": kind, "action_id": action_id, **more}
    shape = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    return {**shape, "optional": True} if optional else shape
