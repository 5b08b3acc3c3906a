"""How what people decide about single records reads in a terminal."""

from collections.abc import Sequence
from datetime import datetime

from bot import texts
from bot.escaping import plain
from leasebridge.plain_texts import in_columns
from sync.domain.choices import Choice
from sync.use_cases.choose import Offer
from sync.use_cases.ports import KnownRecord
from sync.use_cases.unlink import UnlinkedRecord

HEADS = ("Record", "Ledger", "Kind", "Number or name", "Amount", "Stands")


def records_text(records: Sequence[KnownRecord]) -> str:
    """A list of records, each with our own number for it."""
    return "\n".join(in_columns(HEADS, [_row(one) for one in records]))


def offers_text(offers: Sequence[Offer]) -> str:
    """Everything that waits for somebody's choice: both values, and what may be picked."""
    parts = [
        "\n".join(
            (
                records_text((offer.intacct, offer.re_leased)),
                "",
                *_why(offer.intacct if offer.intacct.standing.detail else offer.re_leased),
                *_pickable(offer),
            )
        )
        for offer in offers
    ]
    return "\n\n".join(parts) or "Nothing waits for anybody's choice."


def choices_text(made: Sequence[Choice]) -> str:
    """What was picked for a record, the newest first, with what came of it."""
    return "\n".join(
        f"{choice.chosen_at:%d %b %Y} {plain(choice.who.name)}: {choice.verb.label}. "
        + (plain(choice.result) if not choice.is_open else "The next sync carries it out.")
        for choice in made
    )


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
    return [plain(text.title), *detail, f"  {plain(text.next_step)}"]


def _pickable(offer: Offer) -> list[str]:
    options = [f"  --{verb.value.replace('_', '-'):<16}{verb.label}" for verb in offer.choices]
    lines = ["May be picked, with leasebridge record settle:", *options]
    if offer.picked is not None:
        who = plain(offer.picked.who.name)
        lines.append(f"Picked by {who}, for the next sync: {offer.picked.verb.label}")
    return lines
