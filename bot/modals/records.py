"""Dialogs about one record: all there is to tell about it; unlink it; link it again."""

from bot.escaping import markup, plain
from bot.messages.blocks import context, header, section
from bot.messages.record_message import record_blocks, stands
from bot.modals.inputs import text_input
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services
from bot.values import row_id
from sync.domain.choices import Person, Unlinking
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.domain.runs import Requester
from sync.use_cases.find_records import FoundRecord
from sync.use_cases.show_record import RecordView
from sync.use_cases.unlink import relink, unlink

UNLINK_FORM = "unlink_form"
RELINK_FORM = "relink_form"
RECORD = "record"
REASON = "reason"
LEAST_REASON = 8
"""Characters: whoever finds the record unlinked in a year must understand why."""

TOO_SHORT = f"Say why in at least {LEAST_REASON} characters: whoever finds it later will need it."
BROKEN = "This dialog is broken. Look the record up again with /sync show."


def record_dialog(view: RecordView) -> Dialog:
    """All there is to tell about a record, with what may be done."""
    found = view.found
    name = f"{found.kind.singular.capitalize()} {plain(found.title, 100)}"
    return Dialog("", found.kind.singular.capitalize(), (header(name), *record_blocks(view)))


def unlink_dialog(found: FoundRecord) -> Dialog:
    """Asks why the record is to stay where it is."""
    return Dialog(
        callback_id=UNLINK_FORM,
        title="Unlink",
        blocks=(
            section(
                f"*{_name(found)}* stays where it is from now on: nothing of it travels, whatever "
                "changes in it, until somebody links it again.",
                f"It stands: {markup(stands(found.standing), 300)}",
            ),
            text_input(
                REASON,
                "Why?",
                hint="People are shown it wherever the record is listed.",
                at_least=LEAST_REASON,
                at_most=300,
                lines=True,
            ),
        ),
        submit="Unlink",
        state={RECORD: str(found.records[0].record_id)},
    )


def relink_dialog(found: FoundRecord) -> Dialog:
    """Asks for a last look before the record travels again."""
    why = markup(found.standing.detail, 500)
    return Dialog(
        callback_id=RELINK_FORM,
        title="Link again",
        blocks=(
            section(
                f"*{_name(found)}* travels again: the next sync looks at it as if it had just changed."
            ),
            *((context(f"Unlinked because: {why}"),) if why else ()),
        ),
        submit="Link again",
        state={RECORD: str(found.records[0].record_id)},
    )


def person_of(requester: Requester) -> Person:
    """Somebody in Slack, as decisions name them."""
    return Person(requester.name, requester.person_id)


def _submit_unlink(services: Services, submission: Submission) -> Outcome:
    record_id = row_id(submission.state.get(RECORD, ""))
    reason = submission.text(REASON)
    if record_id is None:
        return Done(BROKEN)
    if len(reason) < LEAST_REASON:
        return Wrong({REASON: TOO_SHORT})
    try:
        made = unlink(
            services.store, [record_id], reason=reason, who=person_of(submission.requester)
        )
    except LeasebridgeError as error:
        return Wrong({REASON: str(error)})
    return Done(
        f"{_called(services, made)} is unlinked and stays where it is. /sync unlink lists all that are."
    )


def _submit_relink(services: Services, submission: Submission) -> Outcome:
    record_id = row_id(submission.state.get(RECORD, ""))
    if record_id is None:
        return Done(BROKEN)
    try:
        made = relink(services.store, [record_id], who=person_of(submission.requester))
    except LeasebridgeError as error:
        return Done(str(error))
    return Done(f"{_called(services, made)} is linked again. The next sync looks at it.")


def _called(services: Services, made: Unlinking) -> str:
    with services.store.reading() as transaction:
        record = transaction.records.known(made.record_ids[:1])[made.record_ids[0]]
    return f"{record.kind.singular.capitalize()} {plain(record.title, 100)}"


def _name(found: FoundRecord) -> str:
    return f"{found.kind.singular.capitalize()} {markup(found.title, 100)}"


FORMS = (
    Form(UNLINK_FORM, Permission.SETTLE, _submit_unlink),
    Form(RELINK_FORM, Permission.SETTLE, _submit_relink),
)
