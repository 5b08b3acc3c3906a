"""What Slack would refuse about a message's blocks, asked before they are sent.

Source of limits and surfaces: Slack's Block Kit reference, the specification of its Python library, and
public reports on the size of a whole message. Only the blocks that Leasebridge has a use for are known;
any other is objected to, so that a new block gets its rule here first.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

Surface: TypeAlias = Literal["message", "modal", "home"]
Objections: TypeAlias = Iterator[str]

MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
ID_LENGTH = 255
TABLE_ROWS, TABLE_COLUMNS = 100, 20
MARKDOWN_LENGTH = 12_000
"""Characters, over all markdown blocks of a message."""


def objections(blocks: Sequence[Any], surface: Surface) -> tuple[str, ...]:
    """Everything Slack would refuse, each in a sentence that names the block by its place from 1.

    Args:
        blocks: The blocks as they would be sent, from JSON.
        surface: Where they would stand.

    Returns:
        Nothing where Slack would take them.
    """
    found = list(_of_all(blocks, surface))
    for place, block in enumerate(blocks, start=1):
        found += [f"Block {place}: {reason}." for reason in _of_block(block, surface)]
    return tuple(found)


def is_acceptable(block: Any, surface: Surface) -> bool:
    """Whether Slack would take this block, by itself, on this surface."""
    return next(_of_block(block, surface), None) is None


def _of_all(blocks: Sequence[Any], surface: Surface) -> Objections:
    known = [block for block in blocks if isinstance(block, dict)]
    if len(blocks) > MOST_BLOCKS[surface]:
        yield f"A {surface} holds at most {MOST_BLOCKS[surface]} blocks, not {len(blocks)}."
    ids = Counter(str(block["block_id"]) for block in known if block.get("block_id"))
    yield from (f"The block_id {name} is used {n} times." for name, n in ids.items() if n > 1)
    if sum(block.get("type") == "table" for block in known) > 1:
        yield "Only one table may stand in one place."
    markdown = (block for block in known if block.get("type") == "markdown")
    if sum(len(str(block.get("text", ""))) for block in markdown) > MARKDOWN_LENGTH:
        yield f"All markdown together is longer than {MARKDOWN_LENGTH} characters."


def _of_block(block: Any, surface: Surface) -> Objections:
    kind = _type_of(block)
    if kind not in _BLOCKS:
        yield f"nobody here knows a block of type {kind:.30}"
        return
    if surface not in _SURFACES.get(kind, frozenset(MOST_BLOCKS)):
        yield f"a {kind} cannot stand in a {surface}"
    yield from _text(block.get("block_id", "-"), "block_id", ID_LENGTH)
    yield from _BLOCKS[kind](block)


def _type_of(value: Any) -> str:
    return str(value.get("type")) if isinstance(value, dict) else "none"


def _text(value: Any, name: str, most: int, *, least: int = 1) -> Objections:
    if not isinstance(value, str):
        yield f"{name} is not a text"
    elif not least <= len(value) <= most:
        yield f"{name} has {len(value)} characters, not {least} to {most}"


def _text_object(value: Any, name: str, most: int, *, plain_only: bool = False) -> Objections:
    kinds = {"plain_text"} if plain_only else {"plain_text", "mrkdwn"}
    if _type_of(value) not in kinds:
        yield f"{name} is not an object of type {' or '.join(sorted(kinds))}"
        return
    yield from _text(value.get("text"), name, most)


def _plain(value: Any, name: str, most: int) -> Objections:
    return _text_object(value, name, most, plain_only=True)


def _many(value: Any, name: str, most: int) -> Objections:
    if not isinstance(value, list):
        yield f"{name} is not a list"
    elif not 1 <= len(value) <= most:
        yield f"{name} has {len(value)} entries, not 1 to {most}"


def _each(value: Any, name: str, most: int, check: Callable[[Any, str], Objections]) -> Objections:
    yield from _many(value, name, most)
    if isinstance(value, list):
        for place, entry in enumerate(value, start=1):
            yield from check(entry, f"{name} {place}")


def _header(block: Any) -> Objections:
    yield from _plain(block.get("text"), "text", 150)


def _section(block: Any) -> Objections:
    if "text" not in block and "fields" not in block:
        yield "a section needs a text or fields"
    if "text" in block:
        yield from _text_object(block["text"], "text", 3000)
    if "fields" in block:
        yield from _each(
            block["fields"], "field", 10, lambda it, name: _text_object(it, name, 2000)
        )
    if "accessory" in block:
        yield from _element(block["accessory"], "accessory")


def _context(block: Any) -> Objections:
    def check(entry: Any, name: str) -> Objections:
        if _type_of(entry) == "image":
            return _image(entry)
        return _text_object(entry, name, 3000)

    yield from _each(block.get("elements"), "element", 10, check)


def _actions(block: Any) -> Objections:
    elements = block.get("elements")
    yield from _each(elements, "element", 25, _element)
    if isinstance(elements, list):
        ids = Counter(str(it.get("action_id")) for it in elements if isinstance(it, dict))
        yield from (f"the action_id {name} is used {n} times" for name, n in ids.items() if n > 1)


def _divider(_block: Any) -> Objections:
    return iter(())


def _image(block: Any) -> Objections:
    yield from _text(block.get("alt_text"), "alt_text", 2000)
    if ("image_url" in block) == ("slack_file" in block):
        yield "an image needs exactly one of image_url and slack_file"
    yield from _text(block.get("image_url", "-"), "image_url", 3000)


def _input(block: Any) -> Objections:
    yield from _plain(block.get("label"), "label", 2000)
    if "hint" in block:
        yield from _plain(block["hint"], "hint", 2000)
    yield from _element(block.get("element"), "element")


def _table(block: Any) -> Objections:
    yield from _each(block.get("rows"), "row", TABLE_ROWS, _row)
    if "column_settings" in block:
        yield from _many(block["column_settings"], "column_settings", TABLE_COLUMNS)


def _row(row: Any, name: str) -> Objections:
    yield from _each(row, f"{name} cell", TABLE_COLUMNS, _cell)


def _cell(cell: Any, name: str) -> Objections:
    if _type_of(cell) not in {"raw_text", "raw_number"}:
        yield f"{name} is not of type raw_text or raw_number"
        return
    yield from _text(cell.get("text"), name, 3000)


def _markdown(block: Any) -> Objections:
    yield from _text(block.get("text"), "text", MARKDOWN_LENGTH)


def _element(element: Any, name: str) -> Objections:
    kind = _type_of(element)
    if kind not in _ELEMENTS:
        yield f"{name}: nobody here knows an element of type {kind:.30}"
        return
    yield from _text(element.get("action_id", "-"), f"{name}: action_id", ID_LENGTH)
    yield from _ELEMENTS[kind](element, name)
    if "placeholder" in element:
        yield from _plain(element["placeholder"], f"{name}: placeholder", 150)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{name}: confirm")


def _button(element: Any, name: str) -> Objections:
    yield from _plain(element.get("text"), f"{name}: text", 75)
    yield from _text(element.get("value", "-"), f"{name}: value", 2000)
    yield from _text(element.get("url", "-"), f"{name}: url", 3000)
    if element.get("style", "primary") not in ("primary", "danger"):
        yield f"{name}: style is neither primary nor danger"


def _confirm(confirm: Any, name: str) -> Objections:
    if not isinstance(confirm, dict):
        yield f"{name} is not an object"
        return
    yield from _plain(confirm.get("title"), f"{name}: title", 100)
    yield from _text_object(confirm.get("text"), f"{name}: text", 300)
    yield from _plain(confirm.get("confirm"), f"{name}: confirm", 30)
    yield from _plain(confirm.get("deny"), f"{name}: deny", 30)


def _choice(most: int) -> Callable[[Any, str], Objections]:
    """An element with up to `most` options."""

    def option(entry: Any, name: str) -> Objections:
        if not isinstance(entry, dict):
            yield f"{name} is not an object"
            return
        yield from _text_object(entry.get("text"), f"{name}: text", 75)
        yield from _text(entry.get("value"), f"{name}: value", 150)

    def check(element: Any, name: str) -> Objections:
        yield from _each(element.get("options"), f"{name}: option", most, option)

    return check


def _text_input(element: Any, name: str) -> Objections:
    yield from _text(element.get("initial_value", ""), f"{name}: initial_value", 3000, least=0)
    longest = element.get("max_length", 3000)
    if not isinstance(longest, int) or not 1 <= longest <= 3000:  # noqa: PLR2004 - Slack's figure
        yield f"{name}: max_length is not 1 to 3000"


def _anything(_element: Any, _name: str) -> Objections:
    return iter(())


_BLOCKS: Mapping[str, Callable[[Any], Objections]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
    "image": _image,
    "input": _input,
    "table": _table,
    "markdown": _markdown,
}
_SURFACES: Mapping[str, frozenset[Surface]] = {
    "table": frozenset({"message", "home"}),
    "markdown": frozenset({"message"}),
}
"""Blocks that may not stand everywhere."""

_ELEMENTS: Mapping[str, Callable[[Any, str], Objections]] = {
    "button": _button,
    "image": lambda element, _name: _image(element),
    "static_select": _choice(100),
    "multi_static_select": _choice(100),
    "overflow": _choice(5),
    "checkboxes": _choice(10),
    "radio_buttons": _choice(10),
    "plain_text_input": _text_input,
    "users_select": _anything,
    "multi_users_select": _anything,
    "channels_select": _anything,
    "conversations_select": _anything,
    "datepicker": _anything,
    "timepicker": _anything,
    "number_input": _anything,
}
