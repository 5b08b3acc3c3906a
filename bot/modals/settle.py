"""The dialog in which a person settles what the sync cannot: both values in view, bound to what was shown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot import texts
from bot.escaping import markup, moment, plain
from bot.messages.blocks import Block, actions, context, divider, header, section
from bot.messages.both_sides import agreeing, differing
from bot.messages.record_message import changer, open_buttons
from bot.modals.inputs import Option, radio_input, text_input
from bot.modals.records import person_of
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services
from bot.values import row_id
from sync.domain.choices import ChoiceVerb
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.use_cases.choose import CannotChoose, choose
from sync.use_cases.ports import KnownRecord
from sync.use_cases.settle import Matter, matter_of, next_matter

SETTLE_FORM = "settle_form"
CHOICE, WHY = "choice", "why"
ISSUE = "issue"
NOTHING_LEFT = "Nothing about it is left to settle. What was picked goes with the next sync."
_ID = {Side.INTACCT: "intacct", Side.RE_LEASED: "re_leased"}
_SEEN = {Side.INTACCT: "seen_intacct", Side.RE_LEASED: "seen_re_leased"}

_EFFECTS = {
    ChoiceVerb.TAKE_INTACCT: "Sage Intacct's values go to Re-Leased.",
    ChoiceVerb.TAKE_RE_LEASED: "Re-Leased's values go to Sage Intacct.",
    ChoiceVerb.LEAVE_BOTH: "Each side keeps its own, and the difference is not told again.",
    ChoiceVerb.MATCH: "Both become one linked pair; nothing is created.",
    ChoiceVerb.KEEP_APART: "Each travels by itself, and is created on the other side.",
}
"""What comes of each choice, read where it is picked: at most 75 characters."""


def settle_dialog(matter: Matter, *, issue_id: int | None = None, note: str = "") -> Dialog:
    """Asks what is to be done about two records.

    Args:
        matter: The records as they are shown, and what may be picked.
        issue_id: The issue that is being worked through; None for one record only.
        note: What was noted, or went wrong, just before; not escaped.
    """
    offer = matter.offer
    shown = (offer.intacct, offer.re_leased)
    name = f"{offer.intacct.kind.singular.capitalize()} {plain(offer.intacct.title, 100)}"
    opening, state = open_buttons(shown), _state(matter, issue_id)
    return Dialog(
        callback_id=SETTLE_FORM,
        title="Settle",
        blocks=(
            *((section(f"*{markup(note, 500)}*"),) if note else ()),
            header(name),
            *_why(offer.intacct if offer.intacct.standing.detail else offer.re_leased),
            section(*(_last_change(one) for one in shown)),
            *differing(matter.fields),
            *_picked(matter),
            radio_input(
                input_id(CHOICE, state),
                "What is to be done?",
                [
                    Option(verb.value, texts.capital(verb.label), _EFFECTS[verb])
                    for verb in offer.choices
                ],
            ),
            text_input(
                input_id(WHY, state),
                "Why?",
                hint="Kept with the choice.",
                at_most=300,
                optional=True,
            ),
            divider(),
            *agreeing(matter.fields),
            *([actions("open", *opening)] if opening else []),
        ),
        submit="Note this choice",
        state=state,
    )


def input_id(name: str, state: Mapping[str, str]) -> str:
    """The block_id of an input, another one for other records or contents.

    Slack keeps what was filled in where a dialog is updated and the block_id stays: a choice made for one
    record must never be there already for the next.
    """
    shown = (
        *(state.get(one, "") for one in _ID.values()),
        *(seen[:8] for seen in _seen(state).values()),
    )
    return ":".join((name, *shown))


def _submit(services: Services, submission: Submission) -> Outcome:
    state = submission.state
    ids = {side: row_id(state.get(_ID[side], "")) for side in Side}
    issue_id = row_id(state.get(ISSUE, ""))
    intacct_id, re_leased_id = ids[Side.INTACCT], ids[Side.RE_LEASED]
    if intacct_id is None or re_leased_id is None:
        return Done("This dialog is broken. Look the record up again with /sync show.")
    verb = _verb(submission.text(input_id(CHOICE, state)))
    if verb is None:
        return Wrong({input_id(CHOICE, state): "Pick what is to be done."})
    matter = matter_of(services.store, intacct_id, re_leased_id)
    if matter is None:
        return _go_on(services, issue_id, NOTHING_LEFT)
    try:
        # What the person saw decides, and not what stands there now.
        shown = replace(matter.offer, fingerprints=_seen(state))
        who = person_of(submission.requester)
        made = choose(
            services.store, shown, verb, who=who, why=submission.text(input_id(WHY, state))
        )
    except CannotChoose as error:
        return settle_dialog(matter, issue_id=issue_id, note=str(error))
    except LeasebridgeError as error:
        return Wrong({input_id(CHOICE, state): str(error)})
    title = f"{made.kind.singular.capitalize()} {plain(matter.offer.intacct.title, 100)}"
    noted = (
        f"{title}: {made.verb.label}. The next sync carries it out, if nothing moves until then."
    )
    return _go_on(services, issue_id, noted)


def _go_on(services: Services, issue_id: int | None, noted: str) -> Outcome:
    """The next matter of the issue that is being worked through, or the end."""
    matter = next_matter(services.store, issue_id) if issue_id is not None else None
    return settle_dialog(matter, issue_id=issue_id, note=noted) if matter else Done(noted)


def _verb(picked: str) -> ChoiceVerb | None:
    try:
        return ChoiceVerb(picked)
    except ValueError:
        return None


def _state(matter: Matter, issue_id: int | None) -> Mapping[str, str]:
    offer = matter.offer
    state = {_ID[one.side]: str(one.record_id) for one in (offer.intacct, offer.re_leased)}
    state |= {_SEEN[side]: seen for side, seen in offer.fingerprints.items()}
    return state if issue_id is None else state | {ISSUE: str(issue_id)}


def _seen(state: Mapping[str, str]) -> Mapping[Side, str]:
    return {side: state.get(name, "") for side, name in _SEEN.items()}


def _why(one: KnownRecord) -> Iterator[Block]:
    if one.standing.cause is None:
        return
    text = texts.cause_text(one.standing)
    # Where the same field was changed on both sides, both values stand side by side below.
    tells_more = one.standing.detail and one.standing.cause is not Cause.CHANGED_ON_BOTH_SIDES
    detail = [markup(one.standing.detail, 800)] if tells_more else []
    yield section(f"*{markup(text.title)}*", *detail)


def _last_change(one: KnownRecord) -> str:
    when = moment(one.changed_at) if one.changed_at else "nobody knows when"
    by = f" by {changer(one)}" if one.changed_by else ""
    return f"*{one.side.label}:* {markup(one.title, 80)}, last changed {when}{by}"


def _picked(matter: Matter) -> Iterator[Block]:
    picked = matter.offer.picked
    if picked is not None:
        who = markup(picked.who.name, 60)
        yield context(
            f"Picked by {who}, for the next sync: {picked.verb.label}. A new choice replaces it."
        )


FORMS = (Form(SETTLE_FORM, Permission.SETTLE, _submit),)
