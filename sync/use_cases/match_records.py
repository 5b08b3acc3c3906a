"""Matching: what people say of Re-Leased's own records before a new link writes anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sync.domain.choices import Person
from sync.domain.errors import FixSetup
from sync.domain.kinds import RecordKind
from sync.domain.making_steps import step_from
from sync.domain.matching import MATCHED_KINDS, Answer, AnswerVerb, Question
from sync.domain.plan import Face, StepVerb
from sync.domain.planner import agreed_when_linked
from sync.domain.records import references_of
from sync.domain.roles import Permission
from sync.domain.runs import Requester
from sync.domain.settling import linked
from sync.domain.sides import Side
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.matching_questions import question_about, questions_of
from sync.use_cases.ports import AlreadyUsed, AuditEvent, Transaction
from sync.use_cases.unlink import unlink


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a matching has come.

    Attributes:
        questions: Every Re-Leased record that needs an answer, answered or not, in the order of dependence.
        is_open: Whether it still is to be confirmed.
        is_read: Whether both ledgers were read since the link was made; before that nothing is known.
    """

    questions: tuple[Question, ...]
    is_open: bool
    is_read: bool

    @property
    def unanswered(self) -> int:
        """How many still need an answer."""
        return sum(question.answer is None for question in self.questions)


def matching_of(desk: LinkDesk, link_id: int) -> Progress:
    """The questions of a link's matching with what was answered so far. Asks no ledger."""
    with desk.store.reading() as transaction:
        return Progress(
            questions=tuple(questions_of(transaction, link_id)),
            is_open=transaction.matchings.is_open(link_id),
            is_read=all(transaction.watermarks.newest(link_id, side) is not None for side in Side),
        )


def answer(
    desk: LinkDesk,
    link_id: int,
    re_leased_id: int,
    verb: AnswerVerb,
    *,
    intacct_key: str = "",
    who: Requester,
) -> Question:
    """Keep what somebody says of a Re-Leased record. It can be said anew until all is confirmed.

    Args:
        desk: What matching works with.
        link_id: The companies.
        re_leased_id: Our id of the Re-Leased record.
        verb: What is to become of it.
        intacct_key: For MATCH, the Intacct record's key.
        who: Who says so; an administrator, where they came from Slack.

    Returns:
        The question with its answer.

    Raises:
        FixSetup: They may not; the matching is confirmed already; there is no such question, or no such
            Intacct record; it cannot be answered like this; the Intacct record is used already.
    """
    desk.roster.require(who, Permission.LINK_COMPANIES)
    with desk.store.transaction() as transaction:
        _require_open(transaction, link_id)
        question = question_about(transaction, link_id, re_leased_id)
        return _answer(transaction, link_id, question, verb, intacct_key=intacct_key, who=who)


def answer_several(
    desk: LinkDesk, link_id: int, said: Mapping[int, tuple[AnswerVerb, str]], *, who: Requester
) -> Mapping[int, str]:
    """Keep what somebody says of several records, as `answer` does for one.

    Args:
        desk: What matching works with.
        link_id: The companies.
        said: By our id of the Re-Leased record: what is to become of it, and for MATCH the Intacct key.
            What nothing is asked about is left out.
        who: Who says so; an administrator, where they came from Slack.

    Returns:
        A sentence for each that will not do, by our id; the others are kept.
    """
    desk.roster.require(who, Permission.LINK_COMPANIES)
    objections: dict[int, str] = {}
    with desk.store.transaction() as transaction:
        _require_open(transaction, link_id)
        asked = {one.re_leased.record_id: one for one in questions_of(transaction, link_id)}
        for re_leased_id in said.keys() & asked.keys():
            verb, intacct_key = said[re_leased_id]
            try:
                question = asked[re_leased_id]
                _answer(transaction, link_id, question, verb, intacct_key=intacct_key, who=who)
            except FixSetup as error:
                objections[re_leased_id] = str(error)
    return objections


def answer_as_suggested(desk: LinkDesk, link_id: int, *, who: Requester) -> int:
    """Answer every question that has no answer yet as it is suggested; returns how many.

    Raises:
        FixSetup: They may not, or the matching is confirmed already.
    """
    desk.roster.require(who, Permission.LINK_COMPANIES)
    answered = 0
    with desk.store.transaction() as transaction:
        _require_open(transaction, link_id)
        used = {one.intacct_id for one in transaction.matchings.answers(link_id)}
        for question in questions_of(transaction, link_id):
            if question.answer is not None:
                continue
            verb, twin = question.suggested
            if twin is not None and twin.record_id in used:
                continue  # Two would be the same: that is for a person to say.
            used.add(twin.record_id if twin else None)
            _keep(transaction, link_id, question, _said(question, verb, twin, who))
            answered += 1
    return answered


def confirm_matching(desk: LinkDesk, link_id: int, *, who: Requester) -> int:
    """Let the link write from now on, as was answered. Safe to repeat until it has come to its end.

    What was matched is linked, what is left is unlinked under the name of whoever answered; the next run
    creates and archives.

    Returns:
        How many records were linked.

    Raises:
        FixSetup: They may not; the ledgers were not read yet; something has no answer; it is confirmed
            already.
    """
    desk.roster.require(who, Permission.LINK_COMPANIES)
    with desk.store.reading() as transaction:
        _require_open(transaction, link_id)
    progress = matching_of(desk, link_id)
    if not progress.is_read:
        raise FixSetup("The ledgers were not read yet. Run a sync first: it only reads until then.")
    if progress.unanswered:
        raise FixSetup(
            f"{progress.unanswered} of {len(progress.questions)} records have no answer yet. See them "
            "with: leasebridge match list"
        )
    _leave(desk, progress)
    with desk.store.transaction() as transaction:
        made = _link(transaction, link_id)
        _confirm(transaction, link_id, who, facts={"linked": str(made)})
    return made


def confirm_without_questions(desk: LinkDesk, link_id: int, *, who: Requester) -> None:
    """Let the link write from now on by the ordinary rules, whatever Re-Leased holds.

    For the demo, the measurements and the tests, whose companies are known.
    """
    with desk.store.transaction() as transaction:
        _confirm(transaction, link_id, who, facts={})


def _twin(transaction: Transaction, link_id: int, question: Question, intacct_key: str) -> Face:
    others = transaction.records.lone(link_id, Side.INTACCT, question.kind)
    found = [one for one in others if one.key == intacct_key]
    if not found:
        raise FixSetup(
            f"Sage Intacct has no {question.kind.singular} {intacct_key or '(none named)'} that is free to "
            f"be matched with {question.title}."
        )
    return found[0]


def _said(question: Question, verb: AnswerVerb, twin: Face | None, who: Requester) -> Answer:
    return Answer(
        re_leased_id=question.re_leased.record_id,
        kind=question.kind,
        verb=verb,
        intacct_id=twin.record_id if twin else None,
        answered_by=who.signature,
        answered_at=datetime.now(tz=UTC),
    )


def _keep(transaction: Transaction, link_id: int, question: Question, said: Answer) -> None:
    used_twice = FixSetup(
        f"The Intacct record for {question.title} is the answer for another record already. Each is "
        "used once: change that answer first."
    )
    # Asked before, as a database that has refused one of several answers takes no more of them.
    used = {one.intacct_id: one.re_leased_id for one in transaction.matchings.answers(link_id)}
    if said.intacct_id and used.get(said.intacct_id, said.re_leased_id) != said.re_leased_id:
        raise used_twice
    try:
        transaction.matchings.answer(link_id, said)
    except AlreadyUsed as error:
        raise used_twice from error
    facts = {"answer": said.verb, "intacct record": str(said.intacct_id or "")}
    event = AuditEvent("matching:answered", link_id, said.answered_by, question.title, facts)
    transaction.audit.append(event)


def _answer(
    transaction: Transaction,
    link_id: int,
    question: Question,
    verb: AnswerVerb,
    *,
    intacct_key: str,
    who: Requester,
) -> Question:
    if verb not in question.verbs:
        allowed = ", ".join(question.verbs)
        raise FixSetup(f"{question.title} can be answered with {allowed}, not with {verb}.")
    is_match = verb is AnswerVerb.MATCH
    twin = _twin(transaction, link_id, question, intacct_key) if is_match else None
    answered = _said(question, verb, twin, who)
    _keep(transaction, link_id, question, answered)
    return replace(question, answer=answered)


def _require_open(transaction: Transaction, link_id: int) -> None:
    if not transaction.matchings.is_open(link_id):
        raise FixSetup(
            "The matching is confirmed. Single records are linked, unlinked and matched one by one now: "
            "leasebridge record --help"
        )


def _leave(desk: LinkDesk, progress: Progress) -> None:
    for question in progress.questions:
        said = question.answer
        if said is None or said.verb is not AnswerVerb.LEAVE or question.re_leased.unlinked:
            continue
        who = Person(said.answered_by)
        unlink(desk.store, [said.re_leased_id], reason="Left where it is by the matching.", who=who)


def _link(transaction: Transaction, link_id: int) -> int:
    """Link what was matched, kind by kind: an option needs its category's counterpart."""
    matched = [
        one for one in transaction.matchings.answers(link_id) if one.verb is AnswerVerb.MATCH
    ]
    return sum(
        _link_kind(transaction, link_id, kind, [one for one in matched if one.kind is kind])
        for kind in MATCHED_KINDS
    )


def _link_kind(
    transaction: Transaction, link_id: int, kind: RecordKind, answers: Sequence[Answer]
) -> int:
    pairs = [(one.intacct_id, one.re_leased_id) for one in answers if one.intacct_id is not None]
    faces = transaction.records.faces([record_id for pair in pairs for record_id in pair])
    references = dict.fromkeys(one for face in faces.values() for one in references_of(face.now))
    counterparts = transaction.records.counterparts(link_id, Side.RE_LEASED, list(references), None)
    settlements = [
        linked(
            step_from(StepVerb.LINK, kind, faces[intacct], target=faces[re_leased]),
            intacct=faces[intacct],
            re_leased=faces[re_leased],
            intacct_agreed=agreed_when_linked(faces[intacct], faces[re_leased], counterparts),
        )
        for intacct, re_leased in pairs
    ]
    transaction.records.settle(link_id, settlements)
    return len(settlements)


def _confirm(
    transaction: Transaction, link_id: int, who: Requester, *, facts: dict[str, str]
) -> None:
    transaction.matchings.confirm(link_id, by=who.signature)
    name = transaction.links.get(link_id).name
    transaction.audit.append(AuditEvent("matching:confirmed", link_id, who.signature, name, facts))
