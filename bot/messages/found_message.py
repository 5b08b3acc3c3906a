"""What a search found, and what is unlinked: lists of records, each with a button that opens it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import texts
from bot.escaping import markup, plain
from bot.messages.blocks import Block, Message, button, context, header, section, with_button
from sync.domain.matching import CONTACTS
from sync.use_cases.find_records import MOST_FOUND, FoundBy, FoundRecord
from sync.use_cases.unlink import UnlinkedRecord

SHOW_RECORD = "show_record"
RELINK = "relink"
SHOWN = 10
"""Records in a list: whoever has more to choose from types more."""


def found_message(
    words: str, found: Sequence[FoundRecord], companies: Mapping[int, str] | None = None
) -> Message:
    """What a search for `words` found.

    Args:
        words: What was typed.
        found: The records.
        companies: The companies' names by link, where several are linked; else none is named.
    """
    typed = plain(words, 60) or "-"
    if not found:
        return Message(
            f"Nothing found for {typed}. Type the beginning of a number, a part of a tenant's name, "
            "or an amount such as 1,234.50.",
            (
                header(f"Nothing found for “{typed}”"),
                section(
                    "Type the beginning of a number, a part of a tenant's or supplier's name, or an "
                    "amount such as `1,234.50`."
                ),
            ),
        )
    title = f"{_counted(found)} found for “{typed}”"
    names = ", ".join(f"{one.kind.singular} {plain(one.title, 40)}" for one in found[:5])
    hidden = texts.more(len(found) - SHOWN, "more: type more of it", "more: type more of it")
    return Message(
        f"{title}: {names}.",
        (
            header(title),
            *(_found(one, companies or {}) for one in found[:SHOWN]),
            *(context(line) for line in hidden),
        ),
    )


def unlinked_message(unlinked: Sequence[UnlinkedRecord], now: datetime) -> Message:
    """What is unlinked, the longest first, with by whom and why."""
    if not unlinked:
        return Message(
            "Nothing is unlinked. Unlink a record with /sync unlink and its number.",
            (
                header("Nothing is unlinked"),
                section("Hold a record where it is with `/sync unlink` and its number."),
            ),
        )
    title = f"{texts.count(len(unlinked), 'record is', 'records are')} unlinked"
    hidden = texts.more(len(unlinked) - SHOWN, "more, newer", "more, newer")
    return Message(
        f"{title}, the oldest for {_age(unlinked[0], now)}. Nothing of them travels.",
        (
            header(title),
            *(_unlinked(one, now) for one in unlinked[:SHOWN]),
            *(context(line) for line in hidden),
        ),
    )


def _counted(found: Sequence[FoundRecord]) -> str:
    """How many were found; a search ends at so many."""
    number = texts.count(len(found), "record", "records")
    return f"At least {number}" if len(found) >= MOST_FOUND else number


def _found(one: FoundRecord, companies: Mapping[int, str]) -> Block:
    facts = [
        markup(companies.get(one.records[0].link_id, ""), 60),
        one.kind.singular,
        f"{one.dated:%d %b %Y}" if one.dated else "",
        str(one.amount) if one.amount is not None else "",
        "in " + " and ".join(side.label for side in one.sides),
        one.standing.state.value.replace("_", " "),
    ]
    former = ", ".join(markup(name, 60) for name in one.former_names[:3])
    is_plain = one.found_by is FoundBy.NAME or one.kind in CONTACTS
    by = "" if is_plain else f" (found by {one.found_by})"
    return with_button(
        f"*{markup(one.title, 100)}*{by}",
        ", ".join(filter(None, facts)),
        *([f"Before: {former}"] if former else []),
        accessory=button("Show", action_id=SHOW_RECORD, value=str(one.records[0].record_id)),
    )


def _unlinked(one: UnlinkedRecord, now: datetime) -> Block:
    record = one.records[0]
    money = f", {record.amount}" if record.amount is not None else ""
    return with_button(
        f"*{markup(record.title, 100)}*, {record.kind.singular}{money}",
        f"Unlinked for {_age(one, now)} by {markup(one.unlinking.who.name, 60)}: "
        f"{markup(one.unlinking.reason, 200)}",
        accessory=button("Link again…", action_id=RELINK, value=str(record.record_id)),
    )


def _age(one: UnlinkedRecord, now: datetime) -> str:
    days = one.age_in_days(now)
    return texts.count(days, "day", "days") if days else "less than a day"
