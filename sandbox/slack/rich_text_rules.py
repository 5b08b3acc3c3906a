"""What Slack takes inside a rich text block."""

from sandbox.slack.block_checks import (
    Check,
    by_type,
    fields,
    flag,
    many,
    one_of,
    text,
    whole_number,
)

# Slack names no limit on the number of parts; this one only stops nonsense.
_PARTS = 1000

_STYLE = fields({}, {"bold": flag, "italic": flag, "strike": flag, "code": flag})
_PLAIN_STYLE = {"style": _STYLE}

_PART = by_type(
    {
        "text": fields({"text": text(12_000)}, _PLAIN_STYLE),
        "link": fields({"url": text(3000)}, {**_PLAIN_STYLE, "text": text(3000), "unsafe": flag}),
        "emoji": fields(
            {"name": text(255)}, {**_PLAIN_STYLE, "unicode": text(255), "skin_tone": text(9)}
        ),
        "user": fields({"user_id": text(255)}, _PLAIN_STYLE),
        "usergroup": fields({"usergroup_id": text(255)}, _PLAIN_STYLE),
        "channel": fields({"channel_id": text(255)}, _PLAIN_STYLE),
        "broadcast": fields({"range": one_of("here", "channel", "everyone")}, _PLAIN_STYLE),
        "date": fields(
            {"timestamp": whole_number(0, 99_999_999_999), "format": text(255)},
            {**_PLAIN_STYLE, "url": text(3000), "fallback": text(3000)},
        ),
        "color": fields({"value": text(9)}, _PLAIN_STYLE),
    }
)
_PARTS_LIST = many(_PART, least=0, most=_PARTS)
_SECTION = fields({"elements": _PARTS_LIST})
_BORDER = {"border": whole_number(0, 1)}

_ELEMENTS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_quote": fields({"elements": _PARTS_LIST}, _BORDER),
    "rich_text_preformatted": fields({"elements": _PARTS_LIST}, {**_BORDER, "language": text(255)}),
    "rich_text_list": fields(
        {
            "style": one_of("bullet", "ordered"),
            "elements": many(by_type({"rich_text_section": _SECTION}), most=_PARTS),
        },
        {**_BORDER, "indent": whole_number(0, 8), "offset": whole_number(0, 9999)},
    ),
}

RICH_TEXT = fields(
    {"elements": many(by_type(_ELEMENTS), most=_PARTS)}, {"block_id": text(255, least=0)}
)
