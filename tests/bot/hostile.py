"""Texts that people or programs might put into a ledger, and that must do no harm in Slack."""

from hypothesis import strategies as st

LONG = "A very long name " * 600

HOSTILE = (
    "",
    " ",
    "<!channel>",
    "<@U0TOM> pays <https://evil.example|here>",
    "*bold* _italic_ ~struck~ `code` ```pre```",
    "&lt;!here&gt; &amp; Co",
    "right\u202eto left\u2066",
    "bell\x07 null\x00 escape\x1b[31m delete\x7f",
    "first line\n> quoted\n• second\r\nthird\u2028fourth",
    ":warning: :white_check_mark:",
    "https://evil.example/?a=1&b=2",
    "\ud800 half a letter",
    "Zoë & Søn's Bäckerei 株式会社 👩‍👩‍👧",
    LONG,
    "&" * 10_000,
    "*" * 10_000,
)

ANY_TEXT = st.one_of(
    st.text(),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(["<", ">", "&", "*", "_", "~", "`", ":", "a", " ", "\n", "!"])).map(
        "".join
    ),
)
