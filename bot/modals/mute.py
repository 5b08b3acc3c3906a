"""The dialog that asks why an issue is muted."""

from datetime import UTC, datetime

from bot import texts
from bot.escaping import markup
from bot.messages.blocks import section
from bot.messages.issue_words import holds_up
from bot.modals.inputs import text_input
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services
from bot.values import row_id
from sync.domain.choices import Person
from sync.domain.roles import Permission
from sync.use_cases.care_for_issues import CannotCare, IssueView, mute

MUTE_FORM = "mute_issue"
REASON = "reason"
ISSUE = "issue"


def mute_dialog(view: IssueView) -> Dialog:
    """Asks for the reason, with what is muted in view."""
    title = texts.cause_text(view.issue.standing).title
    return Dialog(
        MUTE_FORM,
        "Mute an issue",
        (
            section(
                f"*{markup(title, 300)}*: {holds_up(view.issue)}",
                "Nobody is told of it any more, until it closes by itself or somebody unmutes it.",
            ),
            text_input(
                REASON, "Why", hint="Whoever finds it muted later will need this.", lines=True
            ),
        ),
        submit="Mute",
        state={ISSUE: str(view.issue.issue_id)},
    )


def mute_form(services: Services, sent: Submission) -> Outcome:
    """Mute it, if the reason says anything."""
    issue_id = row_id(sent.state.get(ISSUE, ""))
    if issue_id is None:
        return Done("This dialog is broken. List what is open: /sync issues")
    who = Person(sent.requester.name, sent.requester.person_id)
    try:
        mute(services.store, issue_id, who=who, why=sent.text(REASON), now=datetime.now(tz=UTC))
    except CannotCare as error:
        return Wrong({REASON: str(error)})
    return Done()


FORMS = (Form(MUTE_FORM, Permission.SETTLE, mute_form),)
