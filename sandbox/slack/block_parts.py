"""What Slack takes inside blocks: texts, options, confirmations, and interactive elements.

The limits are those of Slack's block and element reference pages.
"""

from sandbox.slack.block_checks import (
    Check,
    at_least_one,
    by_type,
    exactly_one,
    fields,
    flag,
    many,
    matching,
    one_of,
    text,
    whole_number,
)

ID = text(255, least=0)
LINK = text(3000)
DATE = matching(r"\d{4}-\d\d-\d\d", "a date like 2025-01-31")
TIME = matching(r"\d\d:\d\d", "a time like 09:30")
STYLE = one_of("primary", "danger")


def plain_text(most: int) -> Check:
    """A text object that carries no markup."""
    return by_type({"plain_text": fields({"text": text(most)}, {"emoji": flag})})


def any_text(most: int) -> Check:
    """A text object with or without Slack's markup."""
    return by_type(
        {
            "plain_text": fields({"text": text(most)}, {"emoji": flag}),
            "mrkdwn": fields({"text": text(most)}, {"verbatim": flag}),
        }
    )


CONFIRM = fields(
    {
        "title": plain_text(100),
        "text": any_text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": STYLE},
)


def option(label: Check) -> Check:
    """One thing to choose; `label` is the check of its text."""
    return fields({"text": label, "value": text(150)}, {"description": any_text(75), "url": LINK})


PLAIN_OPTION = option(plain_text(75))
RICH_OPTION = option(any_text(75))
OPTION_GROUP = fields(
    {"label": plain_text(75), "options": many(PLAIN_OPTION, most=100)},
)

_ACTION = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": flag}
_PLACEHOLDER = {**_ACTION, "placeholder": plain_text(150)}
_SEVERAL = {"max_selected_items": whole_number(1, 1000)}
_OPTIONS = {
    "options": many(PLAIN_OPTION, most=100),
    "option_groups": many(OPTION_GROUP, most=100),
}
_IDS = many(text(255), least=0, most=1000)
_TYPED = {
    "action_id": ID,
    "placeholder": plain_text(150),
    "focus_on_load": flag,
    "dispatch_action_config": fields(
        {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), most=2)}
    ),
}
_CONVERSATION_FILTER = fields(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
_DEFAULT_CONVERSATION = {"default_to_current_conversation": flag, "filter": _CONVERSATION_FILTER}

IMAGE = fields(
    {"alt_text": text(2000)},
    {
        "image_url": LINK,
        "slack_file": fields({}, {"id": text(255), "url": LINK}, exactly_one("id", "url")),
    },
    exactly_one("image_url", "slack_file"),
)

BUTTON = fields(
    {"text": plain_text(75)},
    {
        "action_id": ID,
        "confirm": CONFIRM,
        "url": LINK,
        "value": text(2000),
        "style": STYLE,
        "accessibility_label": text(75),
    },
)

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "image": IMAGE,
    "static_select": fields(
        {},
        {**_PLACEHOLDER, **_OPTIONS, "initial_option": PLAIN_OPTION},
        exactly_one("options", "option_groups"),
    ),
    "multi_static_select": fields(
        {},
        {
            **_PLACEHOLDER,
            **_OPTIONS,
            **_SEVERAL,
            "initial_options": many(PLAIN_OPTION, most=100),
        },
        exactly_one("options", "option_groups"),
    ),
    "users_select": fields({}, {**_PLACEHOLDER, "initial_user": text(255)}),
    "multi_users_select": fields({}, {**_PLACEHOLDER, **_SEVERAL, "initial_users": _IDS}),
    "channels_select": fields({}, {**_PLACEHOLDER, "initial_channel": text(255)}),
    "multi_channels_select": fields({}, {**_PLACEHOLDER, **_SEVERAL, "initial_channels": _IDS}),
    "conversations_select": fields(
        {}, {**_PLACEHOLDER, **_DEFAULT_CONVERSATION, "initial_conversation": text(255)}
    ),
    "multi_conversations_select": fields(
        {},
        {**_PLACEHOLDER, **_SEVERAL, **_DEFAULT_CONVERSATION, "initial_conversations": _IDS},
    ),
    "overflow": fields(
        {"options": many(PLAIN_OPTION, most=5)}, {"action_id": ID, "confirm": CONFIRM}
    ),
    "checkboxes": fields(
        {"options": many(RICH_OPTION, most=10)},
        {**_ACTION, "initial_options": many(RICH_OPTION, most=10)},
    ),
    "radio_buttons": fields(
        {"options": many(RICH_OPTION, most=10)}, {**_ACTION, "initial_option": RICH_OPTION}
    ),
    "datepicker": fields({}, {**_PLACEHOLDER, "initial_date": DATE}),
    "timepicker": fields({}, {**_PLACEHOLDER, "initial_time": TIME, "timezone": text(100)}),
    "datetimepicker": fields({}, {**_ACTION, "initial_date_time": whole_number(0, 9_999_999_999)}),
    "plain_text_input": fields(
        {},
        {
            **_TYPED,
            "initial_value": text(3000, least=0),
            "multiline": flag,
            "min_length": whole_number(0, 3000),
            "max_length": whole_number(1, 3000),
        },
    ),
    "email_text_input": fields({}, {**_TYPED, "initial_value": text(3000)}),
    "url_text_input": fields({}, {**_TYPED, "initial_value": text(3000)}),
    "number_input": fields(
        {"is_decimal_allowed": flag},
        {
            **_TYPED,
            "initial_value": text(100),
            "min_value": text(100),
            "max_value": text(100),
        },
    ),
}

_SINGLE_SELECTS = ("static_select", "users_select", "channels_select", "conversations_select")
_MULTI_SELECTS = tuple(f"multi_{name}" for name in _SINGLE_SELECTS)
_CHOICES = ("checkboxes", "radio_buttons", "datepicker", "timepicker")
_TYPED_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")


def elements(*types: str) -> Check:
    """One of these elements."""
    return by_type({name: ELEMENTS[name] for name in types})


ACCESSORY = elements("button", "image", "overflow", *_SINGLE_SELECTS, *_MULTI_SELECTS, *_CHOICES)
ACTION_ELEMENT = elements("button", "overflow", "datetimepicker", *_SINGLE_SELECTS, *_CHOICES)
INPUT_ELEMENT = elements(
    "datetimepicker", *_SINGLE_SELECTS, *_MULTI_SELECTS, *_CHOICES, *_TYPED_INPUTS
)
CONTEXT_ELEMENT = by_type(
    {
        "image": IMAGE,
        "plain_text": fields({"text": text(3000)}, {"emoji": flag}),
        "mrkdwn": fields({"text": text(3000)}, {"verbatim": flag}),
    }
)
