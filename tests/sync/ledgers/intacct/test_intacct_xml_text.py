import socket
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.ledgers.answer_body import LARGEST_ANSWER
from sync.ledgers.intacct.wire.xml_text import (
    UnreadableXml,
    clean,
    document,
    element,
    parse,
    parse_pieces,
    text_at,
)

HOST_NAME = socket.gethostname()
ANY_TEXT = st.text(st.characters(exclude_categories=[]))
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
)


@given(XML_TEXT)
def test_text__comes_back_as_it_went(text: str) -> None:
    sent = document(element("memo", text))
    assert (parse(sent).text or "") == text


@given(ANY_TEXT)
def test_text_that_xml_cannot_hold__is_replaced_and_goes(text: str) -> None:
    made = element("memo", element("line", text), key=text)
    back = parse(document(made))
    assert (back.findtext("line") or "") == clean(text)
    assert len(clean(text)) == len(text)


def test_control_characters__become_the_replacement_character() -> None:
    assert clean("a\x00b\x0bc\td\ud800\uffff") == "a\ufffdb\ufffdc\td\ufffd\ufffd"


def test_element__leaves_out_what_is_none() -> None:
    made = element("a", element("b", "1"), None, controlid="x")
    assert document(made).endswith(b'<a controlid="x"><b>1</b></a>')


LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>"""
)
OUTSIDE = b"""<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>"""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"plain words",
        b"<response><control>",
        b"<response>&unknown;</response>",
        LAUGHS,
        OUTSIDE,
        b"""<!DOCTYPE response SYSTEM "http://127.0.0.1:9/x.dtd"><response/>""",
        b"<!DOCTYPE html><html><body/></html>",
        b"<a>" * 400 + b"</a>" * 400,
        b"\xff\xfe\x00broken",
    ],
    ids=["empty", "words", "cut", "entity", "laughs", "file", "system", "html", "deep", "bytes"],
)
def test_a_hostile_or_broken_body__is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableXml):
        parse(body)


def test_a_body_beyond_the_limit__is_unreadable() -> None:
    with pytest.raises(UnreadableXml, match="more than is ever read"):
        parse(b"<a>" + b" " * LARGEST_ANSWER + b"</a>")


def test_comments_and_instructions__are_not_seen() -> None:
    root = parse(b"<a><!-- x --><?php evil ?><b> 1 </b></a>")
    assert [child.tag for child in root] == ["b"]
    assert text_at(root, "b") == "1"
    assert text_at(root, "c") == ""


def test_a_body_of_several_roots__is_read_as_pieces() -> None:
    root = parse_pieces(b'<?xml version="1.0" encoding="UTF-8"?><error/><response><x/></response>')
    assert [child.tag for child in root] == ["error", "response"]


@pytest.mark.parametrize("spoilt", [b"\x07", b"\x00", b"&#7;", b"&#x1F;", b"&#xD800;", b"&#xffff;"])
def test_character_that_xml_cannot_hold__is_replaced_and_the_rest_is_read(spoilt: bytes) -> None:
    root = parse(b"<a><b>bell" + spoilt + b" here</b><c>&#9;&#10;&#x263a;</c></a>")
    assert text_at(root, "b") == "bell\ufffd here"
    assert root.findtext("c") == "\t\n\u263a"


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b"<a>" + b"\x1b" * 50 + b"</a>")
@example(b"<?xml version='1.0' encoding='UTF-16'?><a/>")
@example(b"<?xml version='1.0' encoding='no-such'?><a/>")
@example("<a>\u0661</a>".encode("utf-16"))
@example(b"\xef\xbb\xbf<a/>")
@example(b"<a " + b"x='1' " * 30 + b"/>")
@example(b"<a x='" + b"y" * 11_000_000 + b"'/>")
@example(b"<a>" + b"<b/>" * 200_000 + b"</a>")
@example(b"<?xml-stylesheet href='http://127.0.0.1:9/x'?><a/>")
@example(
    b"<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/hostname'/></a>"
)
def test_any_body__is_read_or_unreadable_and_nothing_else(body: bytes) -> None:
    with suppress(UnreadableXml):
        root = parse(body)
        assert "/" not in str(root.tag)
        assert HOST_NAME not in "".join(map(str, root.itertext()))
