"""The company behind the credentials: its name, currency, dimensions and users, and whether we can read it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from sync.domain.errors import BrokenPromise, FixSetup
from sync.domain.links import CompanyIdentity
from sync.ledgers.intacct.dimensions import STANDARD, EnabledDimension
from sync.ledgers.intacct.reading.query import Query, equals
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.users import Logins, logins_in, question_for_users
from sync.ledgers.intacct.wire.envelope import Result, records_in
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.values import is_true
from sync.ledgers.intacct.wire.xml_text import Element, element, text_at

_FORMATTING = (
    ("locale", "en_US", "locale"),
    ("clock", "24", "time format"),
    ("dateformat", "/mdY", "date format"),
    ("gmtoffset", "+00:00", "time zone"),
)
"""Element, the only value that can be read safely, and what the preference is called."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What the start-up questions brought.

    Attributes:
        name: The company's title.
        currency: Its base currency; that of the entity where the settings name one.
        has_entities: Whether it consists of entities.
        dimensions: The dimensions in use, of those that are synced.
        switched_off: Those that the general ledger does not use.
        logins: The logins of its users by number; empty where these may not be read.
    """

    name: str
    currency: str
    has_entities: bool
    dimensions: tuple[EnabledDimension, ...]
    switched_off: tuple[EnabledDimension, ...] = ()
    logins: Logins = field(default_factory=dict)


class Company:
    """Asks for the company's facts in one request, and remembers them for this ledger's life."""

    def __init__(self, gateway: Gateway, settings: IntacctSettings) -> None:
        self._gateway = gateway
        self._settings = settings
        self._facts: CompanyFacts | None = None

    @property
    def facts(self) -> CompanyFacts:
        """The facts, asked for once.

        Raises:
            FixSetup: The user's preferences would make dates and numbers unreadable.
        """
        return self._facts or self.refreshed()

    def require_readable(self) -> None:
        """Make sure that dates and numbers can be read, before anything is read.

        Raises:
            FixSetup: The user's preferences would make dates and numbers unreadable.
        """
        if self._facts is None:
            self.refreshed()

    def refreshed(self) -> CompanyFacts:
        """The facts, asked for again."""
        formatting, information, setup, dimensions, *users = self._answers()
        require_readable_formatting(formatting, user_id=self._settings.user_id)
        self._facts = CompanyFacts(
            name=_found(information, "company_info/title") or self._settings.company_id,
            currency=self._currency(_found(setup, "baseCurrency")),
            has_entities=is_true(_found(setup, "multiEntityShared")),
            dimensions=_dimensions(dimensions, enabled=True),
            switched_off=_dimensions(dimensions, enabled=False),
            logins=logins_in(users[0]) if users else {},
        )
        return self._facts

    def _answers(self) -> Sequence[Result]:
        """What Intacct answers to the start-up questions; the last, for its users, where these may be read."""
        questions = [
            element("readUserFormatting", element("userId", self._settings.user_id)),
            element("get_list", object="company_info"),
            element("getFinancialSetup"),
            element("getDimensions"),
        ]
        try:
            return self._gateway.read_all([*questions, question_for_users()])
        except (FixSetup, BrokenPromise) as error:
            answers = self._gateway.read_all(questions)
            _log.warning(
                "Intacct's users stay numbers, so that own drafts cannot be told: %s", error
            )
            return answers

    def identity(self) -> CompanyIdentity:
        """Which company this is, asked for again. Every answer has named the configured one."""
        facts = self.refreshed()
        return CompanyIdentity(
            company_id=self._settings.company_id,
            entity_id=self._settings.entity_id,
            name=facts.name,
            currency=facts.currency,
            modules=self._settings.modules,
        )

    def _currency(self, base_currency: str) -> str:
        """The base currency; a company with several of them keeps one with each entity."""
        if base_currency or not self._settings.entity_id:
            return base_currency
        entity = equals("LOCATIONID", self._settings.entity_id)
        query = Query("LOCATIONENTITY", ("LOCATIONID", "CURRENCY"), entity)
        rows = records_in(self._gateway.read(query.page(page_size=1)))
        return rows[0].get("CURRENCY", "") if rows else ""


def require_readable_formatting(result: Result, *, user_id: str) -> None:
    """Check that Intacct shows this user dates and times in the one form that is read here.

    Timestamps come and are compared in the user's own time zone and format; a changed preference would
    silently break the watermark.

    Raises:
        FixSetup: Says which preferences to change, and to what.
    """
    wrong = [
        f"{label} to {wanted} (now {_found(result, f'userformatting/{part}') or 'empty'})"
        for part, wanted, label in _FORMATTING
        if _found(result, f"userformatting/{part}") != wanted
    ]
    if wrong:
        raise FixSetup(
            f"In Intacct, open the preferences of user {user_id} and set the {'; the '.join(wrong)}."
        )


def _dimensions(result: Result, *, enabled: bool) -> tuple[EnabledDimension, ...]:
    if result.data is None:
        raise BrokenPromise("Intacct answered the question for its dimensions with nothing.")
    told = [
        one
        for one in result.data.iter("dimension")
        if is_true(text_at(one, "enabledInGL")) is enabled
    ]
    return tuple(dimension for one in told if (dimension := _dimension(one)) is not None)


def _dimension(said: Element) -> EnabledDimension | None:
    name, term = text_at(said, "objectName"), text_at(said, "termLabel")
    if is_true(text_at(said, "userDefinedDimension")):
        return EnabledDimension(name, term, is_user_defined=True)
    return EnabledDimension(name, term) if name in STANDARD else None


def _found(result: Result, path: str) -> str:
    return "" if result.data is None else text_at(result.data, f".//{path}")
