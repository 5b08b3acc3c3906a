"""`/sync void`, `undo-payment`, `edit-contact`: the rule is said, the record shown, the change waited for."""

from datetime import UTC, datetime
from functools import partial

from bot.commands.registry import COMMAND, Command, Request
from bot.messages.blocks import Message
from bot.messages.watch_messages import WORDS, choice_message, watching_message
from bot.messages.words import sentence_message
from bot.services import Services
from sync.domain.choices import Person
from sync.domain.roles import Permission
from sync.domain.watching import Awaited
from sync.use_cases.watch_records import Findings, begin_watch, is_done_already, look_for


def _explain(awaited: Awaited, services: Services, request: Request) -> Message:
    words = WORDS[awaited]
    if not request.words.strip():
        return sentence_message(
            f"{words.rule} Type {COMMAND} {words.word} and the number or name, and the record is found."
        )
    found = look_for(services.store, awaited, request.words)
    if not found:
        return sentence_message(
            f"{words.rule} No such record is known by “{request.words.strip()}”: try another number or name, "
            "or sync first."
        )
    if len(found) > 1:
        return choice_message(awaited, found)
    return _watch(awaited, services, request, found[0])


def _watch(awaited: Awaited, services: Services, request: Request, found: Findings) -> Message:
    words, record = WORDS[awaited], found.intacct
    name = f"{found.found.kind.singular.capitalize()} {found.found.title}"
    if record is None:
        return sentence_message(
            f"{name} is in Re-Leased only: there is nothing in Sage Intacct to deal with. {words.rule}"
        )
    if is_done_already(services.store, awaited, record.record_id):
        return sentence_message(f"{name} is {words.done} in Sage Intacct already.")
    who = Person(request.requester.name, request.requester.person_id)
    watch = begin_watch(services.store, awaited, record, who=who, now=datetime.now(tz=UTC))
    return watching_message(found, record, watch)


COMMANDS = (
    Command(
        word="void",
        hint="<number>",
        does="How to void a document, and be told when it is done",
        also=("reverse", "delete"),
        permission=Permission.SEE,
        answer=partial(_explain, Awaited.REVERSAL),
    ),
    Command(
        word="undo-payment",
        hint="<number>",
        does="How to undo a payment, and be told when it is done",
        also=("undo", "refund", "bounced"),
        permission=Permission.SEE,
        answer=partial(_explain, Awaited.UNDOING),
    ),
    Command(
        word="edit-contact",
        hint="<name>",
        does="How to change a contact, and be told when it has arrived",
        also=("contact", "edit", "rename"),
        permission=Permission.SEE,
        answer=partial(_explain, Awaited.EDIT),
    ),
)
