"""The page's reading of Slack's text markup, of links and of dates, asked in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.sandbox.pages.canned_workspace import COMMANDS, MARIA, PEOPLE, CannedWorkspace

pytestmark = pytest.mark.browser

Ask = Callable[..., Any]
CALL = """async ([module, name, given]) => {
  const found = await import(`/static/workspace/${module}.js`);
  const answer = found[name](...given);
  return answer instanceof Node ? answer.outerHTML : answer;
}"""


@pytest.fixture(scope="module")
def ask(context: BrowserContext, served_workspace: CannedWorkspace) -> Iterator[Ask]:
    """Calls a function of one of the page's modules, as Maria in London."""
    page = context.new_page()
    page.goto(f"{served_workspace.address}/?person={MARIA}")
    page.get_by_test_id("composer").wait_for()
    yield lambda module, name, *given: page.evaluate(CALL, [module, name, list(given)])
    page.close()


def outline(piece: dict[str, Any]) -> str:
    """A piece as `kind(text)`, for comparing whole trees at a glance."""
    inner = "".join(map(outline, piece["children"])) if "children" in piece else None
    words = inner if inner is not None else piece.get("text", piece.get("id", ""))
    return words if piece["kind"] == "text" else f"{piece['kind']}({words})"


READINGS = {
    "*bold* and _it_ and ~gone~": "bold(bold) and italic(it) and strike(gone)",
    "*bold _both_*": "bold(bold italic(both))",
    "2*3*4 and snake_case_name": "2*3*4 and snake_case_name",
    "* not bold * nor **": "* not bold * nor **",
    "*never closed": "*never closed",
    "*not\nacross lines*": "*not\nacross lines*",
    "`a *b* c`": "code(a *b* c)",
    "```one\n*two*```": "pre(one\n*two*)",
    "> quoted *line*\nafter": "quote(quoted bold(line))after",
    "&gt; also quoted": "quote(also quoted)",
    "a &lt;b&gt; &amp;amp;": "a <b> &amp;",
    "<https://a.example/x?a=1&amp;b=2|here>": "link(https://a.example/x?a=1&b=2)",
    "see https://a.example/x.": "see link(https://a.example/x).",
    "<@U0TOM> in <#C0FINANCE|x> <!here>": "person(U0TOM) in channel(C0FINANCE) broadcast(here)",
    "*<https://a.example|a*b>*": "bold(link(https://a.example))",
    ":tada: at 10:30:45": "emoji(tada) at 10:30:45",
    "<not a link>": "<not a link>",
    "1 < 2 and 3 > 2": "1 < 2 and 3 > 2",
}


def test_text_is_read_as_slack_reads_it(ask: Ask) -> None:
    read = {text: "".join(map(outline, ask("mrkdwn", "parse", text))) for text in READINGS}
    assert read == READINGS


def test_thousands_of_marks_are_read_in_good_time(ask: Ask) -> None:
    for text in ("*a " * 1000, "*_~" * 1000, "<" * 3000, "`" * 3000, "> " * 1500):
        words = "".join(map(outline, ask("mrkdwn", "parse", text)))
        assert words


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://a.example/x", True),
        ("http://a.example", True),
        ("mailto:maria@harbour.example", True),
        ("/ledgers?find=INV-1", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//elsewhere.example", False),
        ("/\\elsewhere.example", False),
        ("https:/\\elsewhere.example", False),
        ("vbscript:x", False),
        ("", False),
    ],
)
def test_only_plain_addresses_are_followed(ask: Ask, address: str, followed: bool) -> None:
    assert ask("links", "safeAddress", address) == (address if followed else None)


def test_a_date_is_shown_in_the_readers_zone__not_the_browsers(ask: Ask) -> None:
    shown = ask("dates", "formatted", 1751364000, "{date_short} at {time}", "never")
    assert shown == "1 Jul 2025 at 11:00"  # London; the browser stands in New York
    assert ask("dates", "formatted", "no number", "{date}", "never") == "never"
    assert ask("dates", "formatted", 1751364000, "{constructor} {date_num}", "") == (
        "{constructor} 2025-07-01"
    )


def test_an_unknown_emoji_stays_as_it_was_written(ask: Ask) -> None:
    assert ask("emoji", "emojiFor", "white_check_mark") == "✅"
    assert ask("emoji", "emojiFor", "no_such_emoji") is None


def test_a_name_is_completed_after_an_at_sign(ask: Ask) -> None:
    people = [person for person in PEOPLE if not person["is_bot"]]
    offered = ask("completion", "suggest", "/sync explain to @lind", COMMANDS, people)
    assert [item["text"] for item in offered["items"]] == ["/sync explain to @maria "]
    note = ask("completion", "suggest", "/sync explain INV", COMMANDS, people)["note"]
    assert note == "/sync explain [document]: Why a document is as it is"
