"""How a matching reads in a terminal."""

from leasebridge.plain_texts import in_columns
from sync.domain.matching import AnswerVerb, Question
from sync.domain.records import title_of
from sync.use_cases.match_records import Progress


def questions_text(progress: Progress, *, everything: bool) -> str:
    """What is asked with what is suggested, below how far it has come."""
    total = len(progress.questions)
    if not progress.is_open:
        return "The matching is confirmed."
    if not progress.is_read:
        return "The ledgers were not read yet. Read them with: leasebridge sync now"
    head = f"{total - progress.unanswered} of {total} answered."
    if not progress.unanswered:
        head += " To let the link write: leasebridge match confirm"
    asked = [one for one in progress.questions if everything or one.answer is None]
    if not asked:
        return head
    rows = [
        (
            str(one.re_leased.record_id),
            one.kind.singular,
            one.title,
            _suggested(one),
            _answered(one),
        )
        for one in asked
    ]
    table = in_columns(("Number", "Kind", "In Re-Leased", "Suggested", "Answer"), rows)
    return "\n".join((head, "", *table))


def question_text(question: Question) -> str:
    """One answer, as it was kept."""
    return f"{question.kind.singular} {question.title}: {_answered(question)}"


def _suggested(question: Question) -> str:
    if not question.suggestions:
        return question.suggested[0].label
    best = question.suggestions[0]
    return f"match {best.intacct.key} {title_of(best.intacct.now)} ({best.strength}: {best.reason})"


def _answered(question: Question) -> str:
    said = question.answer
    if said is None:
        return ""
    if said.verb is not AnswerVerb.MATCH:
        return said.verb.label
    names = {one.intacct.record_id: title_of(one.intacct.now) for one in question.suggestions}
    known = names.get(said.intacct_id or 0, f"record {said.intacct_id}")
    return f"{said.verb.label} {known}"
