"""Who may come in, and the sessions of those who did."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.credentials import USER_ID, USER_PASSWORD
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.wire.tree import Element, text_of


def _sign_in_failed() -> Refusal:
    return Refusal("XL03000006", "Sign-in information is incorrect")


def _session_invalid() -> Refusal:
    return Refusal("XL03000006", "Invalid session", "The session timed out; sign in again.")


def _sender_not_authorised() -> Refusal:
    """The heading is known, the sentence a guess."""
    return Refusal(
        "XL03000006",
        "The sender ID is not authorized to make Web Services requests to this company.",
        description="Invalid Web Services Authorization",
    )


@dataclass(slots=True)
class Session:
    """A signed-in user.

    Attributes:
        identifier: None for a sign-in that holds for one request.
        entity: Location id of the entity he works in, or the empty text at the top level.
        expires: When the session ends unless it is used before.
    """

    identifier: str | None
    user_id: str
    entity: str
    since: datetime
    expires: datetime


class Sessions:
    """The gateway's doorkeeper. Sessions are not kept on disk: a restart ends them all."""

    def __init__(self, book: IntacctBook) -> None:
        self._book = book
        self._open: dict[str, Session] = {}

    def authenticate(self, authentication: Element) -> Session:
        """Let a caller in by session or by log-in.

        Raises:
            Refusal: XL03000006 for a wrong log-in and for a session that timed out or never was.
        """
        if not self._book.options.sender_authorised:
            raise _sender_not_authorised()
        session_id = text_of(authentication, "sessionid")
        if session_id:
            return self._resume(session_id)
        login = authentication.find("login")
        if login is None:
            raise _sign_in_failed()
        return self._log_in(login)

    def open(self, session: Session, entity: str | None) -> Session:
        """A lasting session for the same user, in `entity` when one is named.

        Raises:
            Refusal: "Get API Session Failed" when there is no such entity.
        """
        if entity and self._book.entities.named(entity) is None:
            raise Refusal("Get API Session Failed", f"Location '{entity}' is not valid")
        now = self._book.now()
        identifier = secrets.token_urlsafe(24)
        place = session.entity if entity is None else entity
        lasting = Session(identifier, session.user_id, place, now, self._expiry(now))
        self._open[identifier] = lasting
        if self._book.options.audit_sign_ins:
            user = session.user_id
            self._book.note_in_audit_trail("USERINFO", self._book.user_number(user), "A", user)
        return lasting

    def drop_all(self) -> None:
        """Forget every session."""
        self._open.clear()

    def _resume(self, session_id: str) -> Session:
        session = self._open.get(session_id)
        now = self._book.now()
        if session is None or session.expires <= now:
            self._open.pop(session_id, None)
            raise _session_invalid()
        session.since, session.expires = now, self._expiry(now)
        return session

    def _log_in(self, login: Element) -> Session:
        console, company, entity = _places(text_of(login, "companyid"))
        entity = entity or text_of(login, "locationid")
        known = (
            text_of(login, "userid") == USER_ID
            and text_of(login, "password") == USER_PASSWORD
            and company == self._book.company_id
            and console in ("", self._book.options.console_id)
        )
        if not known or (entity and self._book.entities.named(entity) is None):
            raise _sign_in_failed()
        now = self._book.now()
        return Session(None, USER_ID, entity, now, self._expiry(now))

    def _expiry(self, now: datetime) -> datetime:
        return now + self._book.options.session_duration


def _places(company_id: str) -> tuple[str, str, str]:
    """Console, company and entity out of `company`, `company|entity` or `console|company|entity`."""
    first, *others = company_id.split("|", 2)
    if len(others) <= 1:
        return "", first, "".join(others)
    return first, others[0], others[1]
