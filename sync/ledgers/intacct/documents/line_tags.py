"""The dimensions of lines, written for the legacy functions, whose elements have a fixed order.

The lines of order documents take them in the same form, with other elements in between.
"""

from collections.abc import Iterator, Mapping

from sync.domain.records import DocumentLine
from sync.ledgers.intacct.dimensions import STANDARD, dimension_of, user_defined_field, value_id_of
from sync.ledgers.intacct.wire.xml_text import Element, element

BEFORE_CUSTOM_FIELDS = ("LOCATION", "DEPARTMENT")
BEHIND_CUSTOM_FIELDS = ("PROJECT", "CLASS")


def tags_on(line: DocumentLine | None) -> dict[str, str]:
    """The ids of the values that a line is tagged with, by dimension; none where there is no line."""
    references = line.dimensions if line else ()
    return {dimension_of(one): value_id_of(one) for one in references}


def standard_tags(
    names: tuple[str, ...], now: Mapping[str, str], then: Mapping[str, str]
) -> Iterator[Element | None]:
    """The elements of some standard dimensions; a value that was there and is no more is sent empty."""
    for name in names:
        _, _, tag = STANDARD[name]
        yield text_or_blank(tag, now.get(name, ""), then.get(name, ""))


def user_defined_tags(now: Mapping[str, str], then: Mapping[str, str]) -> Element | None:
    """The company's own dimensions, as custom fields of the line.

    A guess: Sage documents the GLDIM fields for the generic functions only.
    """
    names = sorted((now.keys() | then.keys()) - STANDARD.keys())
    tags = [
        element(
            "customfield",
            element("customfieldname", user_defined_field(name)),
            element("customfieldvalue", now.get(name, "")),
        )
        for name in names
    ]
    return element("customfields", *tags) if tags else None


def text_or_blank(tag: str, text: str, before: str) -> Element | None:
    """An element with `text`, empty where only `before` held one, none where neither does."""
    return element(tag, text) if text or before else None
