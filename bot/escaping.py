"""The one place that makes text from outside harmless in Slack's markup.

Source: Slack's documentation on formatting text: `&`, `<` and `>` are escaped; what formats (`*`, `_`,
`~`, backticks) has no escape, so that an invisible joiner is put beside it.
"""

import re
from datetime import datetime

from sync.domain.runs import Requester

_FORMATTING = re.compile(r"([*_~`])")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_WORD_JOINER = "\u2060"


def plain(text: str, limit: int = 3000) -> str:
    """`text` for a plain-text object: no control or direction-changing characters, cut to `limit`."""
    clean = _UNSEEN.sub("", text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def markup(text: str, limit: int = 300) -> str:
    """`text` for a mrkdwn object: shown letter for letter, formats and mentions nothing."""
    escaped = plain(text, limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _FORMATTING.sub(rf"\1{_WORD_JOINER}", escaped)


def moment(at: datetime) -> str:
    """A moment in mrkdwn, shown in each reader's own time zone."""
    fallback = f"{at:%d %b %Y %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def person(requester: Requester) -> str:
    """Who asked, in mrkdwn: a mention where Slack knows them, else the name."""
    if requester.person_id:
        return f"<@{requester.person_id}>"
    return markup(requester.name)
