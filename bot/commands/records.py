"""`/sync find`, `show`, `history`, `unlink` and `relink`: looking at single records, and holding them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.commands.registry import Command, Request
from bot.escaping import plain
from bot.finding import companies_to_name, things_called, things_found
from bot.messages.blocks import Message
from bot.messages.found_message import found_message, unlinked_message
from bot.messages.history_message import RUNS_SHOWN, history_message
from bot.messages.record_message import record_message
from bot.messages.words import sentence_message
from bot.modals.records import relink_dialog, unlink_dialog
from bot.reactions import Dialog
from bot.services import NoSuchCompany, Services, chosen_company
from sync.domain.roles import Permission
from sync.use_cases.find_records import FoundRecord
from sync.use_cases.show_record import show_record
from sync.use_cases.unlink import unlinked_records


def _find(services: Services, request: Request) -> Message:
    return _listed(services, request.words, things_found(services.store, request.words))


def _show(services: Services, request: Request) -> Message:
    name = request.words.strip()
    if not name:
        return sentence_message("Which record? Type its number, such as /sync show INV-1001.")
    found = things_called(services.store, name)
    if len(found) == 1:
        return record_message(show_record(services.store, found[0].records[0].record_id))
    return _listed(services, name, found) if found else _nothing_called(name)


def _history(services: Services, request: Request) -> Message:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    with services.store.reading() as transaction:
        runs = transaction.runs.latest(link.link_id, RUNS_SHOWN)
    return history_message(link, runs)


def _about_one(
    make: Callable[[FoundRecord], Dialog],
) -> Callable[[Services, Request], Message | Dialog]:
    """The dialog about the record that is named; all that is unlinked where none is."""

    def answer(services: Services, request: Request) -> Message | Dialog:
        name = request.words.strip()
        if not name:
            return _all_unlinked(services)
        refusal = services.refusal(request.requester.person_id, Permission.SETTLE)
        if refusal is not None:
            return sentence_message(refusal)
        found = things_called(services.store, name)
        if len(found) == 1:
            return make(found[0])
        return _listed(services, name, found) if found else _nothing_called(name)

    return answer


def _listed(services: Services, words: str, found: Sequence[FoundRecord]) -> Message:
    return found_message(words, found, companies_to_name(services.store))


def _all_unlinked(services: Services) -> Message:
    with services.store.reading() as transaction:
        links = transaction.links.all()
    unlinked = [one for link in links for one in unlinked_records(services.store, link.link_id)]
    unlinked.sort(key=lambda one: one.unlinking.since)
    return unlinked_message(unlinked, datetime.now(UTC))


def _nothing_called(name: str) -> Message:
    called = plain(name, 60)
    return sentence_message(
        f"Nothing is or was called {called}. Look for a part of it with /sync find {called}."
    )


COMMANDS = (
    Command(
        word="find",
        hint="<number, tenant or amount>",
        does="Look for records",
        also=("search", "lookup", "where", "look"),
        permission=Permission.SEE,
        answer=_find,
        only_shows=True,
    ),
    Command(
        word="show",
        hint="<number>",
        does="One record as both ledgers have it, and what was done to it",
        also=("open", "view", "record", "explain", "invoice"),
        permission=Permission.SEE,
        answer=_show,
        only_shows=True,
    ),
    Command(
        word="history",
        hint="[company]",
        does="The last runs",
        also=("runs", "log", "past"),
        permission=Permission.SEE,
        answer=_history,
        only_shows=True,
    ),
    Command(
        word="unlink",
        hint="[number]",
        does="Hold a record where it is, or list those that are held",
        also=("detach", "disconnect", "separate", "exclude"),
        permission=Permission.SEE,
        answer=_about_one(unlink_dialog),
    ),
    Command(
        word="relink",
        hint="[number]",
        does="Let an unlinked record travel again",
        also=("reconnect", "attach", "unhold"),
        permission=Permission.SEE,
        answer=_about_one(relink_dialog),
    ),
)
