"""Reading requests safely, and building answers."""

import re
from collections.abc import Sequence

from lxml import etree
from lxml.etree import SubElement
from lxml.etree import _Element as Element

__all__ = [
    "Element",
    "MalformedXmlError",
    "SubElement",
    "WrittenParts",
    "add_text",
    "add_written",
    "new",
    "parse",
    "text_of",
    "to_bytes",
    "to_text",
]

WrittenParts = list[bytes]
"""Parts of an answer that were written as text, because elements for so many rows take too long."""

_PLACE_OF_PART = re.compile(rb"<\?written (\d+)\?>")  # no text can look so: it has no bare `<`


class MalformedXmlError(Exception):
    """The request is not XML that the gateway takes; the message says where and why."""


def parse(body: bytes) -> Element:
    """The root of a request.

    Raises:
        MalformedXmlError: It is not well-formed, or brings a document type of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedXmlError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MalformedXmlError("a document type declaration is not allowed")
    return root


def new(tag: str, **attributes: str) -> Element:
    """A new element."""
    return etree.Element(tag, attributes)


def add_text(parent: Element, tag: str, text: str | None) -> None:
    """Add a child that holds `text`; None and the empty text make it empty."""
    SubElement(parent, tag).text = text or None


def text_of(parent: Element, tag: str) -> str:
    """The stripped text of the first such child, or the empty text."""
    return (parent.findtext(tag) or "").strip()


def add_written(parent: Element, parts: WrittenParts, text: str) -> None:
    """Add children that are written already; `to_bytes` puts them where they belong."""
    parent.append(etree.ProcessingInstruction("written", str(len(parts))))
    parts.append(text.encode())


def to_text(root: Element) -> str:
    """One element as text."""
    return etree.tostring(root, encoding="unicode")


def to_bytes(root: Element, parts: Sequence[bytes] = ()) -> bytes:
    """The whole answer in UTF-8, with its declaration and the `parts` written beforehand."""
    whole = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return _PLACE_OF_PART.sub(lambda place: parts[int(place[1])], whole) if parts else whole
