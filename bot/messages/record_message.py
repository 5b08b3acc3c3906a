"""One record with all there is to tell: both sides, where it stands, what was sent and decided."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import texts
from bot.escaping import markup, moment, person, plain
from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    header,
    link_button,
    section,
)
from bot.messages.both_sides import agreeing, differing
from bot.messages.found_message import RELINK
from sync.domain.choices import MATTERS_OF_CHOICE
from sync.domain.runs import Requester
from sync.domain.standing import Standing, StandingState
from sync.use_cases.ports import KnownRecord, PastEvent, PastWrite
from sync.use_cases.show_record import RecordView

UNLINK = "unlink"
SETTLE = "settle"
OF_RECORD = "record:"
"""What the value of a `settle` button begins with where it is about one record; else it is an issue's id."""

PAST_SHOWN = 6
_SHORT_NAME = 4
"""Letters: shorter words in capitals are rather a name than an id."""

_LONGEST_ADDRESS = 3000


def record_message(view: RecordView) -> Message:
    """The record as a message of its own."""
    found = view.found
    name = f"{found.kind.singular.capitalize()} {plain(found.title, 100)}"
    return Message(f"{name}: {stands(found.standing)}", (header(name), *record_blocks(view)))


def record_blocks(view: RecordView) -> tuple[Block, ...]:
    """The same without its title, for a message and a dialog alike."""
    found = view.found
    former = ", ".join(markup(name, 60) for name in found.former_names[:5])
    return (
        section(*_standing_lines(found.standing), *([f"Before: {former}"] if former else [])),
        section(*(_side_line(one) for one in found.records)),
        *differing(view.fields),
        *agreeing(view.fields),
        *_buttons(view),
        *_past(view.writes, view.decisions),
    )


def stands(standing: Standing) -> str:
    """Where a record stands, in a sentence."""
    if standing.cause is None:
        return f"{standing.state.value.replace('_', ' ')}."
    return f"{texts.cause_text(standing).title}."


def open_buttons(records: Sequence[KnownRecord]) -> list[Block]:
    """Buttons that open a record where its side says at which address."""
    return [
        link_button(f"Open in {one.side.label}", action_id=f"open:{one.side}", url=one.address)
        for one in records
        if is_address(one.address)
    ]


def is_address(address: str) -> bool:
    """Whether Slack would open it: it comes from a ledger, and Slack refuses the whole message else."""
    is_web = address.startswith(("https://", "http://"))
    return (
        is_web and len(address) <= _LONGEST_ADDRESS and plain(address) == address.replace(" ", "")
    )


def changer(one: KnownRecord) -> str:
    """Who changed a record last, as its side says: Intacct tells the number of a user, and not the name."""
    name = markup(one.changed_by, 60)
    return f"user {name}" if one.changed_by.isdigit() else name


def _standing_lines(standing: Standing) -> list[str]:
    if standing.cause is None:
        return [f"Stands: *{standing.state.value.replace('_', ' ')}*"]
    text = texts.cause_text(standing)
    detail = [markup(standing.detail, 500)] if standing.detail else []
    return [f"*{markup(text.title)}*", *detail, markup(text.next_step, 500)]


def _side_line(one: KnownRecord) -> str:
    changed = f", changed {moment(one.changed_at)}" if one.changed_at else ""
    by = f" by {changer(one)}" if one.changed_at and one.changed_by else ""
    gone = ", deleted there" if one.gone else ""
    money = f", {one.amount}" if one.amount is not None else ""
    return f"*{one.side.label}:* {markup(one.title, 80)} ({markup(one.key, 60)}){money}{changed}{by}{gone}"


def _buttons(view: RecordView) -> list[Block]:
    record = view.found.records[0]
    value = str(record.record_id)
    made = open_buttons(view.found.records)
    if record.standing.cause in MATTERS_OF_CHOICE:
        made.append(
            button("Settle…", action_id=SETTLE, value=f"{OF_RECORD}{value}", style="primary")
        )
    if record.standing.state is StandingState.UNLINKED:
        made.append(button("Link again…", action_id=RELINK, value=value))
    else:
        made.append(button("Unlink…", action_id=UNLINK, value=value))
    return [actions(f"record:{value}", *made)]


def _past(writes: Sequence[PastWrite], decisions: Sequence[PastEvent]) -> Iterator[Block]:
    """What was sent and what people decided, the latest first."""
    past: list[tuple[datetime, PastWrite | PastEvent]] = [(one.noted_at, one) for one in writes]
    past += [(one.at, one) for one in decisions]
    past.sort(key=lambda each: each[0], reverse=True)
    shown = [f"• {moment(at)} {_past_line(one)}" for at, one in past[:PAST_SHOWN]]
    hidden = texts.more(len(past) - PAST_SHOWN, "earlier", "earlier")
    if shown:
        yield section("*What was sent and decided*", *shown, *hidden)
    else:
        yield context("Nothing was sent or decided yet.")


def _past_line(one: PastWrite | PastEvent) -> str:
    return _write_line(one) if isinstance(one, PastWrite) else _decision_line(one)


def _write_line(write: PastWrite) -> str:
    step = write.step
    done = texts.verb(step.verb, step.side, done=True)
    note = f" {markup(write.note, 120)}" if write.note else ""
    asked = person(write.asked_by)
    outcome = texts.OUTCOMES[write.state]
    return (
        f"{done} in {step.side.label}: {outcome}, in run {write.run_id} asked for by {asked}.{note}"
    )


def _actor(signature: str) -> str:
    """Who it was, as the audit trail signs: a name, and behind it their id in Slack where they have one."""
    name, _, person_id = signature.rpartition(" ")
    is_id = person_id[:1] in {"U", "W"} and person_id.isupper() and len(person_id) > _SHORT_NAME
    return person(Requester(person_id, name)) if is_id else markup(signature, 60)


def _decision_line(event: PastEvent) -> str:
    what = texts.decision(event.tag)
    reason = event.facts.get("reason", "")
    return f"{what} by {_actor(event.actor)}" + (f": {markup(reason, 150)}" if reason else "")
