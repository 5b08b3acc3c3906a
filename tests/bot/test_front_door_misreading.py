"""What the front door does to a body before Bolt reads it, without a server."""

from urllib.parse import parse_qsl, urlencode

from hypothesis import example, given
from hypothesis import strategies as st
from slack_bolt.request.internals import parse_body

from bot.front_door import without_bolts_misreading

PIECES = ["payload", "&", "=", "%70", "a", "+", "{"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(text=TEXTS, channel=TEXTS)
@example(text="find payload ltd", channel="payload")
@example(text="payload=1&payload=2", channel="&payload=")
def test_misreading__bolt_reads_every_command_as_it_was_typed(text: str, channel: str) -> None:
    fields = {"command": "/sync", "channel_name": channel, "text": text}
    handed_on = without_bolts_misreading(urlencode(fields).encode())
    assert parse_body(handed_on.decode(), "application/x-www-form-urlencoded") == fields


@given(body=st.lists(st.sampled_from(PIECES)).map("".join))
def test_misreading__changes_what_is_written_and_never_what_is_said(body: str) -> None:
    handed_on = without_bolts_misreading(body.encode()).decode()
    assert parse_qsl(handed_on, keep_blank_values=True) == parse_qsl(body, keep_blank_values=True)
