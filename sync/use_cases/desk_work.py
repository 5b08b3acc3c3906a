"""What people ask for in Slack that needs both ledgers, or takes its time: linking and confirming a matching.

It is written to the outbox at once, and done by a worker. Who asked is told privately what came of it.
"""

import logging
import uuid
from datetime import date

import msgspec

from sync.domain.errors import LeasebridgeError, RetryLater
from sync.domain.links import CompanyLink, LinkMode
from sync.domain.pre_flight import Check, stops
from sync.domain.runs import Requester
from sync.use_cases.link_companies import confirm_link, propose_link
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.match_records import confirm_matching
from sync.use_cases.ports import Answer, OutboxRow, OutboxTopic, Store
from sync.use_cases.pre_flight import check_before_linking

log = logging.getLogger(__name__)

BATCH = 5
BUSY_SECONDS = 600.0
"""How long work is left to the process that took it up; a ledger may take its time."""

ATTEMPTS = 3
AWAY_WAIT_SECONDS = 15.0
NAME_LENGTH = 300


class _Asked(msgspec.Struct, frozen=True, tag_field="task"):
    """Who asked, and where: what every piece of work carries."""

    person_id: str
    name: str
    channel: str

    @property
    def requester(self) -> Requester:
        """Who asked."""
        return Requester(self.person_id, self.name, self.channel)


class Propose(_Asked, frozen=True, tag="propose"):
    """Look at both companies and propose to link them."""

    sync_from: date


class Confirm(_Asked, frozen=True, tag="confirm"):
    """Link the companies of a proposal."""

    proposal_id: int
    typed_name: str


class ConfirmMatching(_Asked, frozen=True, tag="matching"):
    """Let a link write from now on, as was answered."""

    link_id: int


Work = Propose | Confirm | ConfirmMatching


def _asked_by(who: Requester) -> tuple[str, str, str]:
    # A name may hold half a letter, which no text in a database can.
    return who.person_id, who.name.encode(errors="replace").decode(), who.channel


def ask_for_proposal(store: Store, sync_from: date, who: Requester) -> None:
    """Have both companies looked at and a link proposed; `who` is told privately."""
    _ask(store, Propose(*_asked_by(who), sync_from))


def ask_for_link(store: Store, proposal_id: int, *, typed_name: str, who: Requester) -> None:
    """Have the companies of a proposal linked; `who` is told privately."""
    typed = typed_name[:NAME_LENGTH].encode(errors="replace").decode()
    _ask(store, Confirm(*_asked_by(who), proposal_id, typed))


def ask_to_confirm_matching(store: Store, link_id: int, who: Requester) -> None:
    """Have a matching confirmed; `who` is told privately."""
    _ask(store, ConfirmMatching(*_asked_by(who), link_id))


def work_due(desk: LinkDesk) -> int:
    """Do everything that is asked for, oldest first; returns how many pieces of work were dealt with.

    Every right is asked for again here. What cannot be done is told; what a busy ledger keeps from being done
    is tried again a few times.
    """
    worked = 0
    while True:
        with desk.store.transaction() as transaction:
            rows = transaction.outbox.claim(
                OutboxTopic.DESK, limit=BATCH, busy_seconds=BUSY_SECONDS
            )
        if not rows:
            return worked
        for row in rows:
            _work_on(desk, row)
            worked += 1


def proposal_subject(proposal_id: int, person_id: str) -> str:
    """The subject of the message to a person about a proposal."""
    return f"proposal:{proposal_id}:{person_id}"


def _ask(store: Store, work: Work) -> None:
    with store.transaction() as transaction:
        transaction.outbox.add(OutboxTopic.DESK, msgspec.json.encode(work).decode())


def _work_on(desk: LinkDesk, row: OutboxRow) -> None:
    work: Work = msgspec.json.decode(row.subject, type=Work)
    try:
        said = _do(desk, work)
    except RetryLater as error:
        if row.attempts < ATTEMPTS:
            wait = error.wait_seconds or AWAY_WAIT_SECONDS
            with desk.store.transaction() as transaction:
                transaction.outbox.later(row.row_id, delay_seconds=wait, note=str(error))
            return
        said = f"{error} Tried {ATTEMPTS} times; ask for it again later."
    except LeasebridgeError as error:
        said = str(error)
    except Exception:
        reference = uuid.uuid4().hex[:8]
        log.exception("What %s asked for failed; reference %s", work.name, reference)
        said = (
            "Something unexpected happened, and it is our fault. Give the reference "
            f"{reference} to whoever runs Leasebridge."
        )
    with desk.store.transaction() as transaction:
        if said:
            answer_id = transaction.answers.add(Answer("", work.person_id, said))
            transaction.outbox.add(OutboxTopic.MESSAGE, f"answer:{answer_id}")
        transaction.outbox.done(row.row_id, row.generation)


def _do(desk: LinkDesk, work: Work) -> str:
    """Do it; returns what the person is told, empty where a message of its own tells it."""
    match work:
        case Propose():
            return _propose(desk, work)
        case Confirm():
            return _link(desk, work)
        case ConfirmMatching():
            return _confirm_matching(desk, work)


def _propose(desk: LinkDesk, work: Propose) -> str:
    checks = check_before_linking(desk)
    try:
        proposal = propose_link(desk, sync_from=work.sync_from, who=work.requester, checks=checks)
    except LeasebridgeError as error:
        return " ".join((str(error), *map(_in_the_way, stops(checks))))
    with desk.store.transaction() as transaction:
        subject = proposal_subject(proposal.proposal_id, work.person_id)
        transaction.outbox.add(OutboxTopic.MESSAGE, subject)
    return ""


def _in_the_way(check: Check) -> str:
    return f"{check.where}, {check.subject}: {check.found} {check.next_step}".rstrip()


def _link(desk: LinkDesk, work: Confirm) -> str:
    made = confirm_link(desk, work.proposal_id, typed_name=work.typed_name, who=work.requester)
    with desk.store.transaction() as transaction:
        mode = transaction.links.mode(made.link_id)
        subject = proposal_subject(work.proposal_id, work.person_id)
        transaction.outbox.add(OutboxTopic.MESSAGE, subject)
    return f"{made.name} is linked: {mode.label}. {_what_is_next(mode)}"


def _what_is_next(mode: LinkMode) -> str:
    if mode is LinkMode.OBSERVER:
        return "Read and compare both ledgers with /sync now."
    return (
        "Nothing is written yet. Read both ledgers with /sync now, then say what Re-Leased's own records "
        "are with /sync match."
    )


def _confirm_matching(desk: LinkDesk, work: ConfirmMatching) -> str:
    link = _link_of(desk, work.link_id)
    made = confirm_matching(desk, work.link_id, who=work.requester)
    return (
        f"The matching of {link.name} is confirmed: {made} linked by it. The next sync writes; /sync plan "
        "shows what."
    )


def _link_of(desk: LinkDesk, link_id: int) -> CompanyLink:
    with desk.store.reading() as transaction:
        return transaction.links.get(link_id)
