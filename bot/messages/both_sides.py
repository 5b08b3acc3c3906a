"""What the two ledgers say about a record: where they differ side by side, what both say once."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from bot import texts
from bot.escaping import markup
from bot.messages.blocks import Block, context, fields, section
from sync.domain.sides import Side
from sync.use_cases.field_rows import FieldRow

FIELDS_SHOWN = 15
VALUE_LENGTH = 120
ALL_LENGTH = 1200
"""Characters for all values that differ, and for all that are long: few of them are told at length."""

SHORT_VALUE = 60
"""Characters that fit beside another value; a longer one has a line of its own."""

SEVERAL = 2

_IN_A_BLOCK = 10
_ROOM_FOR_MORE = 30


def differing(rows: Sequence[FieldRow]) -> list[Block]:
    """Where the two differ: Sage Intacct's beside Re-Leased's."""
    apart = [row for row in rows if row.differs]
    shown = apart[:FIELDS_SHOWN]
    length = _length_of_each(len(Side) * len(shown))
    return [
        *_grid([said for row in shown for said in _both(row, length)]),
        *_more(len(apart) - FIELDS_SHOWN),
    ]


def agreeing(rows: Sequence[FieldRow]) -> list[Block]:
    """What both say, or the only side that has the record; what nobody filled in is left out."""
    told = [(row, _whole(row)) for row in rows if not row.differs]
    told = [(row, said) for row, said in told if said not in {(), ("-",)}]
    shown = told[:FIELDS_SHOWN]
    has_both = any(row.intacct and row.re_leased for row, _ in shown)
    short = [_named(row, said, SHORT_VALUE) for row, said in shown if _is_short(said)]
    long = [(row, said) for row, said in shown if not _is_short(said)]
    length = _length_of_each(len(long))
    return [
        *([section("*The same on both sides*")] if has_both else []),
        *_grid(short),
        *(section(_named(row, said, length)) for row, said in long),
        *_more(len(told) - FIELDS_SHOWN),
    ]


def _whole(row: FieldRow) -> Sequence[str]:
    """What both say; of some texts Intacct keeps only the beginning."""
    is_beginning = "; ".join(row.re_leased).startswith("; ".join(row.intacct))
    return row.re_leased if is_beginning else row.intacct


def _is_short(said: Sequence[str]) -> bool:
    return len(said) == 1 and len(said[0]) <= SHORT_VALUE


def _both(row: FieldRow, length: int) -> Iterator[str]:
    for side, said in ((Side.INTACCT, row.intacct), (Side.RE_LEASED, row.re_leased)):
        yield f"*{_label(row)}* in {side.label}\n{_told(said, length)}"


def _named(row: FieldRow, said: Sequence[str], length: int) -> str:
    return f"*{_label(row)}*\n{_told(said, length)}"


def _told(said: Sequence[str], length: int) -> str:
    """What is said, of several parts each in a line of its own: as many as `length` holds."""
    if len(said) < SEVERAL:
        return markup("".join(said), length) or "-"
    room = length - _ROOM_FOR_MORE
    lines = [f"• {markup(part, room) or '-'}" for part in said]
    ends = accumulate(len(line) + 1 for line in lines)
    count = max(1, sum(end <= room for end in ends))
    return "\n".join([*lines[:count], *texts.more(len(lines) - count, "more", "more")])


def _length_of_each(count: int) -> int:
    return max(VALUE_LENGTH, ALL_LENGTH // max(1, count))


def _label(row: FieldRow) -> str:
    return texts.capital(markup(row.label, 40))


def _grid(said: Sequence[str]) -> list[Block]:
    places = range(0, len(said), _IN_A_BLOCK)
    return [fields(*said[start : start + _IN_A_BLOCK]) for start in places]


def _more(hidden: int) -> list[Block]:
    return [context(line) for line in texts.more(hidden, "more field", "more fields")]
