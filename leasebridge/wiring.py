"""Start-up wiring: puts the parts together from the settings. The only place that knows all of them."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import httpx
from redis import RedisError
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot.app import build_app
from bot.front_door import FrontDoor
from bot.health import Health
from bot.presenter import SlackPresenter
from bot.services import Services
from bot.slack_chat import SlackChat
from bot.slack_directory import SlackDirectory
from jobs.embedded_redis import address_note
from jobs.process_names import name_of_this_process
from jobs.queues import JobQueues, connect
from jobs.runtime import JobRuntime
from leasebridge.nudger import Nudger
from leasebridge.settings import (
    DatabaseSettings,
    LedgerSettings,
    RedisSettings,
    SlackSettings,
    read,
)
from sync.domain.errors import FixSetup, LeasebridgeError
from sync.domain.modules import Modules
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.ledgers.re_leased.settings import ReLeasedSettings
from sync.store.call_limits import SLOT_SECONDS
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import is_current
from sync.use_cases.known_people import JUST_NOW, AskedPeople, NotedPeople
from sync.use_cases.messenger import Messenger
from sync.use_cases.people import Roster
from sync.use_cases.ports import Ledger, Store
from sync.use_cases.run.bench import Workbench

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

log = logging.getLogger(__name__)

Transports: TypeAlias = Mapping[Side, httpx.BaseTransport]

SLACK_PATH = "/slack/events"


@contextmanager
def opened_store(*, people_wait: bool = False) -> Iterator[SqlStore]:
    """The database, for as long as the block lasts.

    Args:
        people_wait: As for `open_engine`.

    Raises:
        FixSetup: It cannot be reached, or its tables are not up to date.
    """
    engine = open_engine(read(DatabaseSettings).address, people_wait=people_wait)
    with closing(SqlStore(engine)) as store:
        yield store


def require_current_database() -> None:
    """Make sure, at start, that the database is there and its tables are those this version knows.

    Raises:
        FixSetup: It is not.
    """
    engine = open_engine(read(DatabaseSettings).address)
    try:
        if not is_current(engine):
            raise FixSetup(
                "The database's tables are not up to date. Run `leasebridge db upgrade`."
            )
    finally:
        engine.dispose()


@contextmanager
def opened_ledgers(
    store: SqlStore,
    transports: Transports = MappingProxyType({}),
    *,
    turn_seconds: float = SLOT_SECONDS,
) -> Iterator[Mapping[Side, Ledger]]:
    """Both ledgers' adapters, for as long as the block lasts.

    Args:
        store: Where every process that asks the same Intacct company takes its turns.
        transports: What carries requests to a ledger where that is not the network itself.
        turn_seconds: How long a turn at Intacct is held without renewal.
    """
    settings = read(LedgerSettings)
    intacct = _intacct_settings(settings)
    re_leased = _re_leased_settings(settings, intacct.modules)
    limits = store.call_limits(intacct.call_allowance, slot_seconds=turn_seconds)
    ledgers: dict[Side, Ledger] = {
        Side.INTACCT: IntacctLedger(intacct, limits, transports.get(Side.INTACCT)),
        Side.RE_LEASED: ReLeasedLedger(re_leased, transports.get(Side.RE_LEASED)),
    }
    try:
        yield ledgers
    finally:
        for ledger in ledgers.values():
            ledger.close()


def _intacct_settings(settings: LedgerSettings) -> IntacctSettings:
    return IntacctSettings(
        url=settings.intacct_url,
        sender_id=settings.intacct_sender_id,
        sender_password=settings.intacct_sender_password.get_secret_value(),
        company_id=settings.intacct_company_id,
        entity_id=settings.intacct_entity_id,
        user_id=settings.intacct_user_id,
        user_password=settings.intacct_user_password.get_secret_value(),
        tax_solution=settings.intacct_tax_solution,
        sales_definition=settings.intacct_sales_definition,
        purchase_definition=settings.intacct_purchase_definition,
        gl_date=settings.intacct_gl_date,
        property_dimension=settings.intacct_property_dimension,
        requests_in_flight=settings.intacct_requests_in_flight,
        requests_per_minute=settings.intacct_requests_per_minute,
    )


def _re_leased_settings(settings: LedgerSettings, modules: Modules) -> ReLeasedSettings:
    return ReLeasedSettings(
        base_url=settings.re_leased_base_url,
        api_key=settings.re_leased_api_key.get_secret_value(),
        company_id=settings.re_leased_company_id,
        requests_per_minute=settings.re_leased_requests_per_minute or None,
        modules=modules,
        external_tax_type=settings.re_leased_external_tax_type,
    )


@contextmanager
def opened_workbench(
    transports: Transports = MappingProxyType({}),
    *,
    turn_seconds: float = SLOT_SECONDS,
    opening: Callable[[], AbstractContextManager[SqlStore]] = opened_store,
) -> Iterator[Workbench]:
    """What a run works with, for as long as the block lasts.

    Args:
        transports: As for `opened_ledgers`.
        turn_seconds: As for `opened_ledgers`.
        opening: Opens the database.
    """
    with (
        opening() as store,
        opened_ledgers(store, transports, turn_seconds=turn_seconds) as ledgers,
    ):
        yield Workbench(
            store=store,
            ledgers=ledgers,
            roster=_asking_roster(store),
            owner=name_of_this_process(),
        )


def _asking_roster(store: Store) -> Roster:
    """Who may do what, by Slack's own word: for jobs, which may wait for it."""
    return Roster(read(SlackSettings).people, AskedPeople(store, opened_directory(), JUST_NOW))


def opened_directory() -> SlackDirectory:
    """Slack's word on people and user groups."""
    settings = read(SlackSettings)
    return SlackDirectory(settings.bot_token.get_secret_value(), settings.api_url, settings.team_id)


@contextmanager
def opened_messenger() -> Iterator[Messenger]:
    """What delivering messages works with, for as long as the block lasts."""
    settings = read(SlackSettings)
    with opened_store() as store:
        presenter = SlackPresenter(
            store=store,
            roster=Roster(settings.people, NotedPeople(store, nudge=lambda: None)),
            channel=settings.channel,
        )
        chat = SlackChat(settings.bot_token.get_secret_value(), settings.api_url)
        yield Messenger(
            store=store,
            presenter=presenter,
            chat=chat,
            directory=opened_directory(),
            fallback_channel=settings.channel,
            administrators=Roster(settings.people).administrators,
        )


def job_runtime() -> JobRuntime:
    """How a job opens what it needs, after the worker's fork."""
    return JobRuntime(workbench=opened_workbench, messenger=opened_messenger)


def redis_url() -> str:
    """Where the Redis-protocol server is: REDIS_URL, or the embedded server that the scheduler runs.

    Raises:
        FixSetup: Neither is there.
    """
    settings = read(RedisSettings)
    if settings.url:
        return settings.url
    noted = address_note(embedded_redis_folder())
    if noted.exists():
        return noted.read_text(encoding="utf-8").strip()
    raise FixSetup(
        "No Redis server: REDIS_URL is not set, and no embedded one runs. Set REDIS_URL, or start "
        "`leasebridge scheduler` first: without REDIS_URL it runs an embedded server."
    )


def embedded_redis_folder() -> Path:
    """Where the embedded server keeps its data."""
    return read(RedisSettings).home / "redis"


def queues() -> JobQueues:
    """The job queues."""
    return connect(redis_url())


def bolt_app(store: Store, settings: SlackSettings) -> App:
    """The Bolt app; whoever serves it over HTTP puts the front door before it."""
    nudge = Nudger(store, queues)
    services = Services(
        store=store,
        roster=Roster(settings.people, NotedPeople(store, nudge)),
        nudge=nudge,
        team_id=settings.team_id,
    )
    return build_app(
        services,
        token=settings.bot_token.get_secret_value(),
        api_url=settings.api_url,
        signing_secret=settings.signing_secrets[0],
    )


def web_application(store: Store, settings: SlackSettings) -> "WSGIApplication":
    """The front door with Bolt behind it."""
    return FrontDoor(
        bolt=SlackRequestHandler(bolt_app(store, settings), path=SLACK_PATH),
        signing_secrets=settings.signing_secrets,
        path=SLACK_PATH,
        health=health(store),
    )


def health(store: Store) -> Health:
    """The health pages of a process that serves Slack."""
    return Health(database_answers=lambda: _answers(store), queue_answers=queue_answers)


def queue_answers() -> bool:
    """Whether the Redis-protocol server can be reached now."""
    try:
        with closing(queues().connection) as connection:
            return bool(connection.ping())
    except (LeasebridgeError, RedisError):
        return False


def _answers(store: Store) -> bool:
    try:
        with store.reading() as transaction:
            transaction.links.all()
    except Exception:  # noqa: BLE001 - whatever is wrong with the database, the answer is no
        return False
    return True
