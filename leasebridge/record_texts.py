"""Records that were looked for, and one record with all there is to tell, as plain text for the terminal."""

from collections.abc import Sequence
from datetime import datetime

from bot import texts
from bot.escaping import plain
from leasebridge.plain_texts import aligned
from sync.domain.standing import Standing
from sync.use_cases.find_records import FoundRecord
from sync.use_cases.ports import KnownRecord, PastEvent, PastWrite
from sync.use_cases.show_record import RecordView

NOTHING_FOUND = "Nothing is or was called so, and no document has that amount."
NO_FILES = "No document has files on one side only that nobody has seen to."
_LONGEST_NAME = 60


def found_text(found: Sequence[FoundRecord]) -> str:
    """What a search found, a line each."""
    if not found:
        return NOTHING_FOUND
    heads = ("Found", "What", "Dated", "Amount", "In", "Stands", "By")
    rows = [
        (
            plain(one.title, _LONGEST_NAME),
            one.kind.singular,
            f"{one.dated}" if one.dated else "-",
            texts.amount(one.amount),
            " and ".join(side.label for side in one.sides),
            one.standing.state.value.replace("_", " "),
            one.found_by.value,
        )
        for one in found
    ]
    former = [
        f"{plain(one.title, _LONGEST_NAME)} was {', '.join(map(plain, one.former_names))} before."
        for one in found
        if one.former_names
    ]
    return "\n".join([*aligned(heads, rows), *former])


def attachments_text(documents: Sequence[KnownRecord]) -> str:
    """Documents with files on one side only, a line each."""
    rows = [
        (plain(one.title, _LONGEST_NAME), one.kind.singular, one.side.label) for one in documents
    ]
    return "\n".join(aligned(("Document", "What", "Files in"), rows)) if rows else NO_FILES


def record_text(view: RecordView) -> str:
    """One record: both sides, where it stands, what was done to it."""
    found = view.found
    name = f"{found.kind.singular.capitalize()} {plain(found.title)}"
    lines = [name, _standing_line(found.standing)]
    if found.former_names:
        lines.append(f"Before: {', '.join(map(plain, found.former_names))}")
    for one in found.records:
        changed = f", changed {_moment(one.changed_at)}" if one.changed_at else ""
        by = f" by {plain(one.changed_by)}" if one.changed_at and one.changed_by else ""
        gone = ", deleted there" if one.gone else ""
        where = f"  {one.address}" if one.address else ""
        lines.append(f"{one.side.label} {plain(one.key)}{changed}{by}{gone}{where}")
    rows = [(row.label, _in_a_cell(row.intacct), _in_a_cell(row.re_leased)) for row in view.fields]
    lines += ["", *aligned(("Field", "Sage Intacct", "Re-Leased"), rows)]
    return "\n".join([*lines, *_history(view.writes, view.decisions)])


def _in_a_cell(said: Sequence[str]) -> str:
    return plain("; ".join(said), 80)


def _standing_line(standing: Standing) -> str:
    if standing.cause is None:
        return f"Stands: {standing.state.value}"
    text = texts.cause_text(standing)
    detail = f" {plain(standing.detail)}" if standing.detail else ""
    return f"{plain(text.title)}.{detail}\n{plain(text.next_step)}"


def _history(writes: Sequence[PastWrite], decisions: Sequence[PastEvent]) -> list[str]:
    """What we wrote and what people decided, the latest first."""
    lines = [(one.noted_at, _write_line(one)) for one in writes]
    lines += [(one.at, _decision_line(one)) for one in decisions]
    if not lines:
        return ["", "Nothing was written or decided yet."]
    lines.sort(key=lambda line: line[0], reverse=True)
    return ["", "What was done:", *(f"  {_moment(at)}  {said}" for at, said in lines)]


def _write_line(write: PastWrite) -> str:
    step = write.step
    done = texts.verb(step.verb, step.side, done=True)
    fields = (
        f" ({', '.join(name.replace('_', ' ') for name in step.fields)})" if step.fields else ""
    )
    note = f" {plain(write.note)}" if write.note else ""
    outcome = texts.OUTCOMES[write.state]
    return (
        f"{done} in {step.side.label}{fields}: {outcome}, in run {write.run_id} asked for by "
        f"{plain(write.asked_by.name)}.{note}"
    )


def _decision_line(event: PastEvent) -> str:
    what = texts.decision(event.tag)
    reason = event.facts.get("reason", "")
    return f"{what} by {plain(event.actor)}" + (f": {plain(reason)}" if reason else "")


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
