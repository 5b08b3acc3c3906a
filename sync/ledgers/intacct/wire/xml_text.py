"""The one place where XML is built and read.

What comes in is not trusted: no document type, no entities, no network, limits on size and depth.
What goes out may hold anything people type: characters that XML cannot hold are replaced.
"""

import re
from collections.abc import Iterator

from lxml import etree

from sync.ledgers.answer_body import LARGEST_ANSWER

Element = etree._Element  # noqa: SLF001 - lxml names its element class so; this is the only mention

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BYTES_NOT_IN_XML = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&#(?:x0*(?:[0-8bce-f]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));",
    re.IGNORECASE,
)
_NOT_UTF_8 = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")


class UnreadableXml(ValueError):
    """A body is not XML, breaks off, or is of a kind that is never read (a hostile one)."""


def clean(text: str) -> str:
    """`text` with each character that XML 1.0 cannot hold replaced by U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)


def element(name: str, *parts: Element | str | None, **attributes: str) -> Element:
    """Build one element.

    Args:
        name: The tag.
        parts: Either child elements or one text. None is left out, so that a caller can write
            optional children in place.
        attributes: Its attributes.
    """
    made = etree.Element(name, {key: clean(value) for key, value in attributes.items()})
    for part in parts:
        if isinstance(part, str):
            made.text = clean(part)
        elif part is not None:
            made.append(part)
    return made


def document(root: Element) -> bytes:
    """The whole document in UTF-8, with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def parse(body: bytes) -> Element:
    """Read a document.

    Returns:
        The root element.

    Raises:
        UnreadableXml: The body is too large, no XML, incomplete, or has a document type.
    """
    if len(body) > LARGEST_ANSWER:
        raise UnreadableXml(f"The answer has {len(body)} bytes, more than is ever read.")
    try:
        root = _parsed(body)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableXml(f"The answer is not complete XML: {error}") from error
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise UnreadableXml("The answer declares a document type, which Intacct never does.")
    return root


def _parsed(body: bytes) -> Element:
    """The root; where the body holds characters that XML cannot, with each of them replaced by U+FFFD.

    One such character in one record would make a whole page unreadable.
    """
    try:
        return etree.fromstring(body, _careful_parser())
    except etree.XMLSyntaxError:
        fitting = _BYTES_NOT_IN_XML.sub("\ufffd".encode(), body)
        if fitting == body or body.startswith(_NOT_UTF_8):
            raise
        return etree.fromstring(fitting, _careful_parser())


def parse_pieces(body: bytes) -> Element:
    """Read a body that has several roots, as seen now and then from the real gateway.

    Returns:
        An element made up to hold the pieces.

    Raises:
        UnreadableXml: As for `parse`.
    """
    return parse(b"<pieces>" + _DECLARATION.sub(b"", body) + b"</pieces>")


def text_at(parent: Element, path: str) -> str:
    """The text of the first element at `path`, without space around it; empty where there is none."""
    return (parent.findtext(path) or "").strip()


def children(parent: Element | None) -> Iterator[Element]:
    """The children of `parent`; none where there is no parent."""
    return iter(()) if parent is None else parent.iterchildren()


def tag_of(part: Element) -> str:
    """The tag as text."""
    return str(part.tag)


def _careful_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,  # keeps the library's own limits: 256 levels, 10 MB of one text
        remove_comments=True,
        remove_pis=True,
    )
