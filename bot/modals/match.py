"""Dialogs of a matching: what Re-Leased's own records are in Intacct, page by page, then for good."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from bot import texts
from bot.escaping import markup
from bot.messages.blocks import Block, actions, button, confirmation, context, header, section
from bot.modals.inputs import Option, menu_input
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services, company_with
from bot.values import row_id
from sync.domain.errors import LeasebridgeError
from sync.domain.links import CompanyLink
from sync.domain.matching import AnswerVerb, Question
from sync.domain.plan import Face
from sync.domain.records import title_of
from sync.domain.roles import Permission
from sync.use_cases.desk_work import ask_to_confirm_matching
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.match_records import Progress, answer_several, matching_of

MATCH_FORM, CONFIRM_FORM = "match_form", "confirm_matching_form"
ANSWER_AS_SUGGESTED, LOOK_THROUGH = "match_as_suggested", "match_look_through"
LINK, FROM = "link", "from"
PAGE = 8
MOST_SUGGESTIONS = 90
"""In a menu of at most a hundred, beside the other answers."""

NOT_READ = (
    "The ledgers were not read yet. Type /sync now first: it only reads until the matching is done."
)
OVER = "The matching is confirmed. Look at single records with /sync show."
PICK = "Pick one of the answers."
BROKEN = "This dialog is broken. Type /sync match again."


def desk_of(services: Services) -> LinkDesk:
    """What matching works with: it asks no ledger before it is confirmed."""
    return LinkDesk(services.store, {}, services.roster)


def match_dialog(
    services: Services, link: CompanyLink, *, start: int | None = None
) -> Dialog | str:
    """What is to be answered next, or the last look where all is; a sentence where there is nothing to ask.

    Args:
        services: What handlers work with.
        link: The companies.
        start: Look through all questions from this one on, answered or not; None for those without answer.
    """
    progress = matching_of(desk_of(services), link.link_id)
    if not progress.is_open:
        return OVER
    return page_dialog(link, progress, start) if progress.is_read else NOT_READ


def page_dialog(link: CompanyLink, progress: Progress, start: int | None) -> Dialog:
    """A page of questions; the last look where none is left on it."""
    is_review = start is not None
    behind = progress.questions[start or 0 :]
    page = tuple(islice((one for one in behind if is_review or one.answer is None), PAGE))
    if not page:
        return _last_look(link, progress)
    state = {LINK: str(link.link_id)} | ({} if start is None else {FROM: str(start)})
    return Dialog(
        callback_id=MATCH_FORM,
        title="Match",
        blocks=(
            header(_how_far(progress)),
            section(*_counts(progress.questions)),
            *_suggest_all(link, progress, start),
            *(block for question in page for block in _asked(question)),
            context(
                "What you leave open is asked again. Nothing is written before all is confirmed."
            ),
        ),
        submit="Keep these answers",
        state=state,
    )


def _last_look(link: CompanyLink, progress: Progress) -> Dialog:
    """All is answered: what will become of it, once more, before it is for good."""
    look = button("Look through the answers", action_id=LOOK_THROUGH, value=f"{link.link_id}")
    said = Counter(one.answer.verb for one in progress.questions if one.answer is not None)
    lines = [f"• {texts.capital(verb.label)}: {said[verb]:,}" for verb in AnswerVerb if said[verb]]
    total = texts.count(len(progress.questions), "record", "records")
    return Dialog(
        callback_id=CONFIRM_FORM,
        title="Match",
        blocks=(
            header(_how_far(progress)),
            section(f"*{markup(link.name, 100)}*: {total} of Re-Leased.", *lines),
            section(
                "*Confirm the matching* lets Leasebridge write from now on, as was answered: records that "
                "are the same are linked, the others are created, archived or left. It cannot be opened "
                "again; single records can be unlinked later."
            ),
            *([actions("look", look)] if progress.questions else []),
        ),
        submit="Confirm the matching",
        state={LINK: str(link.link_id)},
    )


def _how_far(progress: Progress) -> str:
    total = len(progress.questions)
    return f"{total - progress.unanswered:,} of {total:,} answered"


def _counts(questions: Sequence[Question]) -> Iterator[str]:
    """How many are asked about and answered, kind by kind."""
    kinds = Counter(one.kind for one in questions)
    answered = Counter(one.kind for one in questions if one.answer is not None)
    for kind, count in kinds.items():
        yield f"• {kind.plural.capitalize()}: {answered[kind]:,} of {count:,}"


def _suggest_all(link: CompanyLink, progress: Progress, start: int | None) -> list[Block]:
    if start is not None:
        return []
    open_ones = texts.count(progress.unanswered, "open question", "open questions")
    press = button(
        "Answer all as suggested",
        action_id=ANSWER_AS_SUGGESTED,
        value=str(link.link_id),
        confirm=confirmation(
            title="Answer all as suggested?",
            text=f"The {open_ones} are answered as suggested. You see every answer before you confirm.",
            confirm="Answer all",
        ),
    )
    return [actions("suggest", press)]


def _asked(question: Question) -> tuple[Block, ...]:
    best = question.suggestions[0] if question.suggestions else None
    why = (
        f"Suggested: {best.strength}, {best.reason}" if best else "Nothing like it in Sage Intacct"
    )
    return (
        menu_input(
            f"answer:{question.re_leased.record_id}",
            f"{question.kind.singular.capitalize()} {question.title}",
            _options(question),
            picked=_picked(question),
            hint=f"{why}.",
            optional=True,
        ),
    )


def _options(question: Question) -> list[Option]:
    same = [
        Option(_same_as(one.intacct), f"Same as {one.intacct.key} {title_of(one.intacct.now)}")
        for one in question.suggestions[:MOST_SUGGESTIONS]
    ]
    verbs = [verb for verb in question.verbs if verb is not AnswerVerb.MATCH]
    return [*same, *(Option(verb.value, texts.capital(verb.label)) for verb in verbs)]


def _picked(question: Question) -> str:
    said = question.answer
    if said is None:
        verb, twin = question.suggested
        return _same_as(twin) if twin is not None else verb.value
    if said.verb is AnswerVerb.MATCH:
        return f"{AnswerVerb.MATCH}:{said.intacct_id}"
    return said.verb.value


def _same_as(face: Face) -> str:
    return f"{AnswerVerb.MATCH}:{face.record_id}"


def _submit_page(services: Services, submission: Submission) -> Outcome:
    link = company_with(services.store, submission.state.get(LINK, ""))
    if link is None:
        return Done(BROKEN)
    progress = matching_of(desk_of(services), link.link_id)
    asked = {f"answer:{one.re_leased.record_id}": one for one in progress.questions}
    said = {
        question.re_leased.record_id: _said(question, submission.text(block_id))
        for block_id in submission.values
        if (question := asked.get(block_id)) is not None
        and not (question.answer is not None and submission.text(block_id) == _picked(question))
    }
    wrong = {one: PICK for one, answered in said.items() if answered is None}
    kept = {one: answered for one, answered in said.items() if answered is not None}
    try:
        who = submission.requester
        wrong |= answer_several(desk_of(services), link.link_id, kept, who=who)
    except LeasebridgeError as error:
        return Done(str(error))
    if wrong:
        return Wrong({f"answer:{one}": sentence for one, sentence in wrong.items()})
    start = row_id(submission.state.get(FROM, ""))
    following = match_dialog(services, link, start=None if start is None else start + PAGE)
    return Done(following) if isinstance(following, str) else following


def _said(question: Question, picked: str) -> tuple[AnswerVerb, str] | None:
    """What was picked, with the Intacct record's key for a match; None where it was not offered."""
    verb, _, record = picked.partition(":")
    keys = {_same_as(one.intacct): one.intacct.key for one in question.suggestions}
    if verb not in set(AnswerVerb) or (record and picked not in keys):
        return None
    return AnswerVerb(verb), keys.get(picked, "")


def _submit_confirmation(services: Services, submission: Submission) -> Outcome:
    link = company_with(services.store, submission.state.get(LINK, ""))
    if link is None:
        return Done(BROKEN)
    following = match_dialog(services, link)
    if isinstance(following, str):
        return Done(following)
    if following.callback_id != CONFIRM_FORM:
        return following
    ask_to_confirm_matching(services.store, link.link_id, submission.requester)
    return Done(
        f"The matching of {link.name} is being confirmed. You hear privately when it is done."
    )


FORMS = (
    Form(MATCH_FORM, Permission.LINK_COMPANIES, _submit_page),
    Form(CONFIRM_FORM, Permission.LINK_COMPANIES, _submit_confirmation),
)
