"""How a record reads in a terminal: both sides of it, where it stands, and what may be decided about it."""

from collections.abc import Sequence
from datetime import datetime

from bot import texts
from bot.escaping import plain
from leasebridge.plain_texts import in_columns
from sync.domain.choices import Choice
from sync.use_cases.choose import Offer
from sync.use_cases.find_records import FoundRecord
from sync.use_cases.ports import KnownRecord
from sync.use_cases.unlink import UnlinkedRecord

HEADS = ("Record", "Ledger", "Kind", "Number or name", "Amount", "Stands")


def found_text(found: Sequence[FoundRecord]) -> str:
    """A list of records, both sides of each pair one below the other."""
    rows = [_row(one) for thing in found for one in thing.records]
    return "\n".join(in_columns(HEADS, rows))


def record_text(found: FoundRecord, offers: Sequence[Offer], made: Sequence[Choice]) -> str:
    """One record or pair, why it stands where it stands, what may be picked, and what was picked before."""
    lines = [found_text([found]), *_why(found.first)]
    for offer in offers:
        if len(offers) > 1:
            lines += ["", f"With #{offer.re_leased.record_id} / #{offer.intacct.record_id}:"]
        lines += ["", *_pickable(offer)]
    for choice in made:
        if not choice.is_open:
            lines.append(
                f"Before: {choice.verb.label}, by {plain(choice.who.name)} on "
                f"{choice.chosen_at:%d %b %Y}: {plain(choice.result)}"
            )
    return "\n".join(lines)


def offers_text(offers: Sequence[Offer]) -> str:
    """Everything that waits for somebody's choice, with both values."""
    if not offers:
        return "Nothing waits for anybody's choice."
    lines: list[str] = []
    for offer in offers:
        rows = [_row(one) for one in (offer.intacct, offer.re_leased)]
        lines += [*in_columns(HEADS, rows), *_why(offer.intacct), *_pickable(offer), ""]
    return "\n".join(lines[:-1])


def unlinked_text(unlinked: Sequence[UnlinkedRecord], now: datetime) -> str:
    """What is unlinked, the longest first, with by whom and why."""
    if not unlinked:
        return "Nothing is unlinked."
    rows = [
        (
            f"#{one.records[0].record_id}",
            one.records[0].kind.singular,
            plain(one.records[0].title),
            texts.amount(one.records[0].amount),
            texts.count(one.age_in_days(now), "day", "days"),
            plain(one.unlinking.who.name),
            plain(one.unlinking.reason),
        )
        for one in unlinked
    ]
    heads = ("Record", "Kind", "Number or name", "Amount", "Unlinked for", "By", "Why")
    return "\n".join(in_columns(heads, rows))


def _row(one: KnownRecord) -> tuple[str, ...]:
    return (
        f"#{one.record_id}",
        one.side.label,
        one.kind.singular,
        plain(one.title),
        texts.amount(one.amount),
        "deleted" if one.gone else one.standing.state.value.replace("_", " "),
    )


def _why(one: KnownRecord) -> list[str]:
    if one.standing.cause is None:
        return []
    text = texts.cause_text(one.standing)
    detail = [f"  {plain(one.standing.detail)}"] if one.standing.detail else []
    return ["", plain(text.title), *detail, f"  {plain(text.next_step)}"]


def _pickable(offer: Offer) -> list[str]:
    options = [f"  --{verb.value.replace('_', '-'):<16}{verb.label}" for verb in offer.choices]
    lines = ["May be picked:", *options]
    if offer.picked is not None:
        who = plain(offer.picked.who.name)
        lines.append(f"Picked by {who}, for the next run: {offer.picked.verb.label}")
    return lines
