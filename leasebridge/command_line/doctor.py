"""`leasebridge doctor`: says what stands in the way, part by part."""

from collections.abc import Callable, Iterator
from contextlib import closing

import click
from slack_sdk.errors import SlackApiError

from bot.slack_calls import call_slack, slack_client
from leasebridge import wiring
from leasebridge.harmless import say
from leasebridge.settings import DatabaseSettings, PeopleSettings, SlackSettings, read
from sync.domain.errors import LeasebridgeError
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import is_current
from sync.use_cases.people import is_group

Finding = tuple[bool, str]
"""Whether it is well, and a sentence."""

TIMEOUT_SECONDS = 5


@click.command(short_help="Say what stands in the way.")
def doctor() -> None:
    """Look at the database, the queue, Slack and the roles; ends with code 1 where something is wrong."""
    findings = [finding for look in LOOKS for finding in _looked_at(look)]
    for is_well, sentence in findings:
        say(f"{'ok   ' if is_well else 'WRONG'}  {sentence}")
    if not all(is_well for is_well, _ in findings):
        raise click.exceptions.Exit(1)


def _looked_at(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except LeasebridgeError as error:
        yield False, str(error)


def _database() -> Iterator[Finding]:
    engine = open_engine(read(DatabaseSettings).address)
    with closing(SqlStore(engine)) as store:
        if not is_current(engine):
            yield False, "The database's tables are not up to date. Run `leasebridge db upgrade`."
            return
        yield True, "The database answers, and its tables are up to date."
        with store.reading() as transaction:
            for trouble in transaction.troubles.open_ones():
                yield False, f"Since {trouble.noted_at:%d %b %Y %H:%M} UTC: {trouble.text}"


def _queue() -> Iterator[Finding]:
    url = wiring.redis_url()
    if wiring.queue_answers():
        yield True, "The queue answers."
    else:
        yield (
            False,
            f"The queue at {url.rpartition('@')[2]} does not answer. Start it, or correct REDIS_URL.",
        )


def _slack() -> Iterator[Finding]:
    settings = read(SlackSettings)
    client = slack_client(
        settings.bot_token.get_secret_value(), settings.api_url, timeout=TIMEOUT_SECONDS
    )
    try:
        team = str(call_slack(client.auth_test)["team_id"])
    except SlackApiError as error:
        yield False, f"Slack does not accept the app's token: {error.response.get('error')}."
        return
    if team == settings.team_id:
        yield True, f"Slack answers, and the app is in workspace {team}."
    else:
        yield False, f"The token is of workspace {team}, but SLACK_TEAM_ID says {settings.team_id}."


def _roles() -> Iterator[Finding]:
    roles = read(PeopleSettings).people
    if not roles:
        yield False, "Nobody has a role. Name people or user groups in LEASEBRIDGE_ROLES."
        return
    directory = wiring.opened_directory()
    for its_id, role in roles.items():
        found = directory.group(its_id) if is_group(its_id) else directory.person(its_id)
        name = f"{found.name} ({its_id})" if found.name else its_id
        yield not found.trouble, found.trouble or f"{name} has the role of {role}."


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (_database, _queue, _slack, _roles)
