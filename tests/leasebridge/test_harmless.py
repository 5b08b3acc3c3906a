"""Names from a ledger in a terminal and in a log: read, and never obeyed."""

import io
import logging
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasebridge.harmless import MARK, HarmlessFormatter, harmless, say
from tests.bot.hostile import HOSTILE
from tests.effort import effort

STEERING = {
    "clears the screen": "\x1b[2J",
    "sets the title": "\x1b]0;gone\x07",
    "goes back": "Paid\rOwed",
    "one letter of C1": "\x9b31m",
    "turns the direction": "Ltd\u202e004",
    "separates lines": "a\u2028b",
    "half a letter": "\ud800",
}
FOLDER = Path(__file__).parents[2] / "leasebridge"


@pytest.mark.parametrize("name", STEERING)
def test_terminal__is_not_steered_by_a_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(f"Invoice of {STEERING[name]}")
    said = capsys.readouterr().out
    assert "\ufffd" in said
    assert not set(said) & set("\x1b\x07\r\x9b\u202e\u2028\ud800")


@effort(200)
@given(st.text() | st.sampled_from(HOSTILE))
def test_harmless__keeps_what_people_read(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert all(kept in {told, MARK} for kept, told in zip(shown, text, strict=True))
    assert harmless(shown) == shown


def test_terminal__commands_say_all_they_say_in_one_way() -> None:
    echoing = [path.name for path in FOLDER.rglob("*.py") if "click.echo(" in path.read_text()]
    assert sorted(echoing) == ["harmless.py", "manifest.py"]


@pytest.mark.parametrize("text", [*HOSTILE, *STEERING.values(), "x\nERROR sync: forged"])
def test_log__a_name_cannot_forge_a_line(text: str) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(HarmlessFormatter("%(levelname)s %(message)s"))
    record = logging.LogRecord("bot", logging.INFO, "x", 1, "Seen: %s", (text,), None)
    handler.emit(record)
    assert len(written.getvalue().splitlines()) == 1
    assert "\x1b" not in written.getvalue()


def fail(why: str) -> None:
    raise ValueError(why)


def test_log__a_traceback_is_kept_and_steers_nothing() -> None:
    try:
        fail("\x1b[2J and\x07 more")
    except ValueError:
        record = logging.LogRecord("bot", logging.ERROR, "x", 1, "Failed", (), sys.exc_info())
    shown = HarmlessFormatter("%(message)s").format(record)
    assert "Traceback" in shown
    assert "\x1b" not in shown
