"""What the commands that people type have at hand: the database, the ledgers, the company, themselves."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from bot.services import NoSuchCompany, chosen_company
from leasebridge import wiring
from sync.domain.errors import FixSetup
from sync.domain.links import CompanyLink
from sync.domain.runs import Requester
from sync.store.sql_store import SqlStore
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster
from sync.use_cases.ports import Store
from sync.use_cases.run.bench import Workbench


@contextmanager
def opened_workbench() -> Iterator[Workbench]:
    """What a run works with, on a database that is up to date.

    Raises:
        FixSetup: It is not, or a setting is missing.
    """
    wiring.require_current_database()
    with wiring.opened_workbench() as bench:
        yield bench


@contextmanager
def opened_store() -> Iterator[SqlStore]:
    """The database, up to date.

    Raises:
        FixSetup: It is not, or it cannot be reached.
    """
    wiring.require_current_database()
    with wiring.opened_store() as store:
        yield store


@contextmanager
def opened_link_desk() -> Iterator[LinkDesk]:
    """What linking works with. Slack need not be set up yet: whoever types has every right.

    Raises:
        FixSetup: The database is not up to date, or a setting is missing.
    """
    with opened_store() as store, wiring.opened_ledgers(store) as ledgers:
        yield LinkDesk(store, ledgers, Roster({}))


def operator() -> Requester:
    """Whoever can run this program on the server has its settings, and with them every right."""
    try:
        name = f"{getpass.getuser()} (terminal)"
    except (KeyError, OSError):  # containers may run as somebody without a name
        name = "the terminal"
    return Requester(person_id="", name=name)


def named_company(store: Store, words: str) -> CompanyLink:
    """The linked company whose name begins with `words`; the only one where they are empty.

    Raises:
        FixSetup: There is none, or more than one.
    """
    link = chosen_company(store, words)
    if isinstance(link, NoSuchCompany):
        raise FixSetup(link.answer)
    return link
