"""What a person chose or typed in the elements of a message or view, in the form Slack sends it."""

from collections.abc import Iterator
from typing import Any

from sandbox.slack.errors import Json

_FIELD_OF_ELEMENT = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "overflow": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
}
# Buttons and overflow menus are pressed; they keep nothing for `state.values`.
_STATELESS = {"overflow"}
_SEVERAL = {name for name in _FIELD_OF_ELEMENT.values() if name.endswith("s")}


class ForgedChoiceError(ValueError):
    """The page sent something that the element does not offer."""


def elements_of(block: Json) -> list[Json]:
    """The elements of a block that a person can act on."""
    held = [block.get("accessory"), block.get("element")]
    if block["type"] == "actions":
        held += block["elements"]
    return [each for each in held if each and "action_id" in each]


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """The element with these ids, or None."""
    for block, element in _all_elements(blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id:
            return element
    return None


def action_fields(element: Json, given: Json) -> Json:
    """The part of an action that says what was pressed or chosen.

    A button's text and value come from the message or view, never from the page.
    """
    if element["type"] == "button":
        value = {"value": element["value"]} if "value" in element else {}
        return {"text": element["text"], **value}
    field = _FIELD_OF_ELEMENT.get(element["type"])
    return {field: _checked(element, field, given.get(field))} if field else {}


def state_values(blocks: list[Json], given: Json) -> Json:
    """`state.values` for these blocks: what the page sent, else the app's initial value.

    Args:
        blocks: the blocks of a message or view.
        given: what the page sent: by block_id, then action_id, then the field of the element.

    Returns:
        Every element that keeps a value, also the empty ones.
    """
    values: Json = {}
    for block, element in _all_elements(blocks):
        field = _FIELD_OF_ELEMENT.get(element["type"])
        if field is None or element["type"] in _STATELESS:
            continue
        sent = given.get(block["block_id"], {}).get(element["action_id"])
        value = _checked(element, field, sent.get(field)) if sent else _initial(element, field)
        here = values.setdefault(block["block_id"], {})
        here[element["action_id"]] = {"type": element["type"], field: value}
    return values


def missing_answers(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's own dialog refuses before the app is asked: a sentence by block_id."""
    problems = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        kept = values.get(block["block_id"], {}).get(element["action_id"], {})
        value = kept.get(_FIELD_OF_ELEMENT.get(element["type"], "value"))
        sentence = _problem(block, element, value)
        if sentence:
            problems[block["block_id"]] = sentence
    return problems


def _problem(block: Json, element: Json, value: Any) -> str | None:
    if not value:
        return None if block.get("optional") else "This needs an answer."
    if element["type"] != "plain_text_input":
        return None
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Please write at least {least} characters."
    return f"Please write at most {most} characters." if len(value) > most else None


def _all_elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    for block in blocks:
        for element in elements_of(block):
            yield block, element


def _initial(element: Json, field: str) -> Any:
    initial_field = field.replace("selected_", "initial_") if field != "value" else "initial_value"
    return element.get(initial_field, _empty(field))


def _empty(field: str) -> list[str] | None:
    return [] if field in _SEVERAL else None


def _checked(element: Json, field: str, value: Any) -> Any:
    if value is None:
        return _empty(field)
    offered = _offered(element)
    if offered is None:
        return value
    if field == "selected_option":
        return _own_option(offered, value)
    return [_own_option(offered, each) for each in value]


def _offered(element: Json) -> list[Json] | None:
    if "option_groups" in element:
        return [option for group in element["option_groups"] for option in group["options"]]
    return element.get("options")


def _own_option(offered: list[Json], chosen: Json) -> Json:
    for option in offered:
        if option["value"] == chosen.get("value"):
            return option
    raise ForgedChoiceError(f"there is no option with the value {chosen.get('value')!r}")
