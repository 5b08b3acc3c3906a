"""What Leasebridge never does itself: the rule, the record in Sage Intacct, reminders, and the arrival."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import texts
from bot.escaping import markup, moment
from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    header,
    section,
)
from bot.messages.record_message import open_buttons
from sync.domain.watching import Awaited, Watch
from sync.use_cases.ports import KnownRecord
from sync.use_cases.watch_records import Findings, WatchView

REMIND_TOMORROW = "watch_tomorrow"
WATCH_DONE = "watch_done"
"""Names of the buttons; the value holds the watch's id."""

RECORDS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How something that only people do, in Sage Intacct, is spoken of.

    Attributes:
        title: What is to be done, as a title.
        rule: The rule in a sentence.
        how: What to do, and what happens by itself then.
        done: What a record is called once it is done.
        word: The word of `/sync` that asks for it.
    """

    title: str
    rule: str
    how: str
    done: str
    word: str


WORDS = {
    Awaited.REVERSAL: Elsewhere(
        title="Void in Sage Intacct",
        rule="Documents are voided in Sage Intacct only; Leasebridge never does it.",
        how=(
            "Reverse it there, do not delete it. The next sync voids its counterpart in Re-Leased. A rent "
            "period that was billed with it is not billed again: raise a one-off invoice for it."
        ),
        done="reversed",
        word="void",
    ),
    Awaited.UNDOING: Elsewhere(
        title="Undo in Sage Intacct",
        rule="Payments are undone in Sage Intacct first; Leasebridge never does it.",
        how=(
            "Reverse it there, do not delete it. It is not removed in Re-Leased by itself: once the sync has "
            "seen it, an issue asks for that to be done by hand."
        ),
        done="undone",
        word="undo-payment",
    ),
    Awaited.EDIT: Elsewhere(
        title="Edit in Sage Intacct",
        rule="Contacts are changed in Sage Intacct only; Leasebridge never does it.",
        how="Change it there. The next sync carries the change to Re-Leased.",
        done="changed",
        word="edit-contact",
    ),
}


def watching_message(findings: Findings, record: KnownRecord, watch: Watch) -> Message:
    """The answer with the rule, the record in Sage Intacct, and that its change is waited for."""
    words = WORDS[watch.awaited]
    blocks = (
        header(words.title),
        section(*_record_lines(record), words.rule, f":point_right: {words.how}"),
        _buttons(watch, record),
        context(
            f"{markup(findings.link.name)} · You are told when a sync sees it {words.done}; "
            f"next reminder {moment(watch.remind_at)}"
        ),
    )
    summary = f"{_name(record)}: {words.rule} {words.how} You are told when it is {words.done}."
    return Message(summary, blocks)


def choice_message(awaited: Awaited, findings: Sequence[Findings]) -> Message:
    """The answer where several records fit what was typed."""
    words = WORDS[awaited]
    lines = [
        f"• {markup(one.found.title, 120)} · {one.found.kind.singular}{_money(one)}"
        f" · {markup(one.link.name, 80)}"
        for one in findings[:RECORDS_SHOWN]
    ]
    hidden = texts.more(len(findings) - RECORDS_SHOWN, "more record", "more records")
    number = texts.count(len(findings), "record fits", "records fit")
    ask = f"Type one of these in full: /sync {words.word} and its number or name."
    blocks = (header(words.title), section(f"{number}. {ask}", *lines, *hidden))
    return Message(f"{number}. {ask}", blocks)


def arrived_message(view: WatchView) -> Message:
    """What somebody waited for has arrived."""
    words, record = WORDS[view.watch.awaited], view.intacct
    is_gone = "deleted" if record.gone else words.done
    title = f"{_name(record)} is {is_gone} in Sage Intacct"
    blocks = (
        header(title),
        section(":white_check_mark: You asked to be told.", *_rest(view)),
        *_open_buttons(record),
        context(f"{markup(view.link.name)} · waited for since {moment(view.watch.since)}"),
    )
    return Message(f"{title}.", blocks)


def reminder_message(view: WatchView) -> Message:
    """What somebody waits for is still to be done."""
    words, record = WORDS[view.watch.awaited], view.intacct
    title = f"Still to be {words.done}: {_name(record)}"
    blocks = (
        header(title),
        section(words.rule, f":point_right: {words.how}"),
        _buttons(view.watch, record),
        context(f"{markup(view.link.name)} · waited for since {moment(view.watch.since)}"),
    )
    return Message(f"{title}. {words.how}", blocks)


def _rest(view: WatchView) -> list[str]:
    """How the counterpart stands: what is not done there by itself is said."""
    other = view.re_leased
    if other is None:
        return ["It has no counterpart in Re-Leased."]
    if other.standing.cause is None:
        return ["The counterpart in Re-Leased follows with the same sync, or has followed."]
    text = texts.cause_text(other.standing)
    return [f"In Re-Leased: {markup(text.title)}. {markup(text.next_step, 500)}"]


def _record_lines(record: KnownRecord) -> list[str]:
    money = f" · {record.amount}" if record.amount is not None else ""
    return [f"*{markup(_name(record))}*{money}"]


def _name(record: KnownRecord) -> str:
    return f"{record.kind.singular.capitalize()} {record.title}"


def _money(findings: Findings) -> str:
    return f" · {findings.found.amount}" if findings.found.amount is not None else ""


def _buttons(watch: Watch, record: KnownRecord) -> Block:
    value = str(watch.watch_id)
    return actions(
        f"watch:{watch.watch_id}",
        *open_buttons([record]),
        button("Remind me tomorrow", action_id=REMIND_TOMORROW, value=value),
        button("Done, do not remind me", action_id=WATCH_DONE, value=value),
    )


def _open_buttons(record: KnownRecord) -> list[Block]:
    opens = open_buttons([record])
    return [actions(f"record:{record.record_id}", *opens)] if opens else []
