"""Signing in, and sending under the session that comes of it, each request in its turn."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit
from uuid import uuid4
from xml.sax.saxutils import escape

from sync.domain.errors import BrokenPromise, FixSetup, OutcomeUnknown, RetryLater, SignInRefused
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.charging import transactions_charged
from sync.ledgers.intacct.wire.envelope import (
    Answer,
    Function,
    by_session,
    log_in,
    read_answer,
    request_document,
)
from sync.ledgers.intacct.wire.error_table import Level, Meaning
from sync.ledgers.intacct.wire.errors import as_error, diagnose
from sync.ledgers.intacct.wire.transport import Reply, Transport
from sync.ledgers.intacct.wire.xml_text import Element, UnreadableXml, element, text_at
from sync.use_cases.ports import CallLimits

_SIGN_IN = "sign-in"
_TOO_MANY_REQUESTS = 429
_SESSION_STATUSES = frozenset({401, 498})  # not signed in; token expired
_FIRST_NOT_DONE = 300
_FIRST_SERVER_FAULT = 500


class _SessionEnded(Exception):
    """The session is no longer valid; no function of the request was run."""


@dataclass(frozen=True, slots=True)
class _Ticket:
    """A session and the one endpoint that knows it."""

    session_id: str = field(repr=False)
    endpoint: str


class Session:
    """Sends requests under one session, signing in when there is none and once more when it ended.

    Threads may share it: one signs in, the others go on with what it got. Every request, signing in
    too, waits for the company's turn and is counted.

    After a refused sign-in it never tries again: each attempt brings the account closer to being locked.
    """

    def __init__(self, settings: IntacctSettings, transport: Transport, limits: CallLimits) -> None:
        self._settings = settings
        self._transport = transport
        self._limits = limits
        self._signing_in = threading.Lock()
        self._ticket: _Ticket | None = None
        self._refusal = ""

    def send(self, functions: Sequence[Function], *, unique: bool) -> Answer:
        """Send `functions` in one request and wait for the answer, whose functions were all run.

        Raises:
            RetryLater, SignInRefused, FixSetup, BrokenPromise: None of the functions was run.
            OutcomeUnknown: They were sent, and what became of them is not known.
        """
        ticket = self._ticket or self._new_ticket(instead_of=None)
        try:
            return self._under(ticket, functions, unique=unique)
        except _SessionEnded:
            ticket = self._new_ticket(instead_of=ticket)
        try:
            return self._under(ticket, functions, unique=unique)
        except _SessionEnded as error:
            self._ticket = None
            raise SignInRefused(
                "Intacct signed us in and refused the new session at once. "
                "Check whether the Web Services user may use this company."
            ) from error

    def _under(self, ticket: _Ticket, functions: Sequence[Function], *, unique: bool) -> Answer:
        return self._exchange(
            ticket.endpoint, by_session(ticket.session_id), functions, unique=unique
        )

    def _new_ticket(self, *, instead_of: _Ticket | None) -> _Ticket:
        with self._signing_in:
            if self._ticket is None or self._ticket is instead_of:
                return self._sign_in()
            return self._ticket

    def _sign_in(self) -> _Ticket:
        if self._refusal:
            raise SignInRefused(self._refusal)
        self._ticket = None
        wanted = Function(_SIGN_IN, element("getAPISession"))
        try:
            answer = self._exchange(
                self._settings.url, log_in(self._settings), [wanted], unique=False
            )
        except OutcomeUnknown as error:
            raise RetryLater(f"Signing in to Intacct did not end: {error}") from error
        except _SessionEnded as error:
            raise self._remembered(SignInRefused("Intacct refused to sign us in.")) from error
        except SignInRefused as error:
            raise self._remembered(error) from error
        self._ticket = self._ticket_in(answer)
        return self._ticket

    def _remembered(self, refusal: SignInRefused) -> SignInRefused:
        self._refusal = str(refusal)
        return refusal

    def _ticket_in(self, answer: Answer) -> _Ticket:
        result = answer.results.get(_SIGN_IN)
        if result is None or not result.succeeded or result.data is None:
            raise as_error(diagnose(Level.FUNCTION, result.complaints if result else ()))
        session_id = text_at(result.data, "api/sessionid")
        if not session_id:
            raise BrokenPromise("Intacct signed us in without naming a session.")
        endpoint = text_at(result.data, "api/endpoint") or self._settings.url
        return _Ticket(session_id, trusted_endpoint(endpoint, configured=self._settings.url))

    def _exchange(
        self, url: str, authentication: Element, functions: Sequence[Function], *, unique: bool
    ) -> Answer:
        body = request_document(
            self._settings,
            authentication=authentication,
            functions=functions,
            control_id=uuid4().hex,
            unique=unique,
        )
        answer = self._in_turn(url, body, functions)
        self._require_our_company(answer)
        return answer

    def _in_turn(self, url: str, body: bytes, functions: Sequence[Function]) -> Answer:
        """Post in the company's turn, and count what it cost: all where nobody knows what was done."""
        with self._limits.turn(self._settings.company_id) as turn:
            try:
                answer = _answer_in(self._without_secrets(self._transport.post(url, body)))
            except OutcomeUnknown:
                turn.transactions = transactions_charged(one.body for one in functions)
                raise
            turn.transactions = transactions_charged(
                one.body for one in functions if not answer.refuses(one.control_id)
            )
        return answer

    def _without_secrets(self, reply: Reply) -> Reply:
        """A careless server may quote the request in an error; passwords must not travel on in a message."""
        if reply.status < _FIRST_NOT_DONE and b"<errormessage" not in reply.body:
            return reply
        body = reply.body
        for secret in (self._settings.sender_password, self._settings.user_password):
            for written in (secret, escape(secret), escape(escape(secret))):
                body = body.replace(written.encode(), b"(password)")
        return replace(reply, body=body)

    def _require_our_company(self, answer: Answer) -> None:
        wanted, entity = self._settings.company_id, self._settings.entity_id
        if answer.company_id.casefold() != wanted.casefold():
            raise FixSetup(
                f"Intacct answered for company {answer.company_id or '(none)'}, not for {wanted}. "
                "Check the company id in the settings."
            )
        if answer.entity_id and answer.entity_id.casefold() != entity.casefold():
            raise FixSetup(
                f"Intacct answered for entity {answer.entity_id}, not for {entity or 'the top level'}. "
                "Check the entity id in the settings."
            )


def trusted_endpoint(endpoint: str, *, configured: str) -> str:
    """`endpoint`, where a session may be sent to it: Sage's own hosts by https, or the configured one.

    Raises:
        BrokenPromise: It is neither; whoever answered must not be given the session.
    """
    there, here = urlsplit(endpoint), urlsplit(configured)
    host = (there.hostname or "").rstrip(".")
    is_sage = there.scheme == "https" and host.endswith(".intacct.com") and not there.username
    is_configured = (there.scheme, there.netloc) == (here.scheme, here.netloc)
    if not (is_sage or is_configured):
        raise BrokenPromise(f"Intacct named the endpoint {endpoint!r}, which is not one of Sage's.")
    return endpoint


def _answer_in(reply: Reply) -> Answer:
    _refuse_by_status(reply)
    try:
        answer = read_answer(reply.body)
    except UnreadableXml as error:
        if reply.status >= _FIRST_NOT_DONE:
            raise FixSetup(
                f"The Intacct address answered with HTTP status {reply.status}. "
                "Check it in the settings."
            ) from error
        raise OutcomeUnknown(f"Intacct's answer could not be read. {error}") from error
    if answer.failed_at is None:
        return answer
    diagnosis = diagnose(answer.failed_at, answer.complaints)
    if diagnosis.meaning is Meaning.SIGN_IN_AGAIN:
        raise _SessionEnded
    raise as_error(diagnosis, wait_seconds=reply.wait_seconds)


def _refuse_by_status(reply: Reply) -> None:
    if reply.status == _TOO_MANY_REQUESTS:
        raise RetryLater("Intacct's rate limit is exceeded.", wait_seconds=reply.wait_seconds)
    if reply.status in _SESSION_STATUSES:
        raise _SessionEnded
    if reply.status >= _FIRST_SERVER_FAULT:
        # Also 524: the delivery network gave up waiting while Intacct goes on with the work.
        raise OutcomeUnknown(f"Intacct answered with HTTP status {reply.status}.")
