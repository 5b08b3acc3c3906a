"""The stand-in world as a whole: its clock, its storage, two ledgers and a workspace."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec

from sandbox.calls import CallLog
from sandbox.clock import Clock
from sandbox.intacct import seeding as intacct_seeding
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.faults import Faults as IntacctFaults
from sandbox.ledgers.events import Changed, ChangeFeed
from sandbox.ledgers.intacct.side import IntacctSide
from sandbox.ledgers.re_leased.side import ReLeasedSide
from sandbox.ledgers.register import LedgerSide
from sandbox.re_leased import seeding as re_leased_seeding
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.faults import Faults as ReLeasedFaults
from sandbox.seed.generate import portfolio
from sandbox.seed.portfolio import Portfolio
from sandbox.slack.manifest import DEFAULT_COMMANDS, SlashCommand
from sandbox.slack.workspace import Workspace
from sandbox.storage import Collection, Storage

DATABASE = "stand-in-world.sqlite3"
USUAL_DOCUMENTS = 400
USUAL_SEED = 2026
_KEY = "world"


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """What this world was made from, and how far its clock is from real time."""

    documents: int
    seed: int
    company_name: str
    intacct_company: str
    re_leased_company: str
    currency: str
    clock_offset: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class WorldOptions:
    """How a world is made.

    Attributes:
        data: Folder for its one database file, or None to keep it in memory only.
        documents: How many invoices a new world starts with; a world that goes on ignores it.
        seed: Which portfolio a new world starts with; a world that goes on ignores it.
        app_url: Where the workspace finds the app, or None while no app is connected.
        commands: The slash commands that the app registered with the workspace.
        start: What a new world starts with instead of a portfolio that is made by number and seed.
    """

    data: Path | None = None
    documents: int = USUAL_DOCUMENTS
    seed: int = USUAL_SEED
    app_url: str | None = None
    commands: tuple[SlashCommand, ...] = DEFAULT_COMMANDS
    start: Portfolio | None = None


class World:
    """Everything that stands in for an outside system.

    Attributes:
        clock: The two ledgers' clock.
        intacct: Sage Intacct's book.
        re_leased: Re-Leased's book.
        workspace: The Slack workspace.
        calls: What was asked of each of them.
        intacct_faults: What is to go wrong at Intacct's gateway.
        re_leased_faults: What is to go wrong at Re-Leased's interface.
        feed: Tells the ledgers page what changes.
        re_leased_company: Id of the company in Re-Leased that the ledgers page shows.
    """

    def __init__(self, options: WorldOptions, *, clock: Clock | None = None) -> None:
        """Go on with the world in the data folder, or make and fill a new one; by `clock`, where given."""
        self.storage = Storage(_database_in(options.data) if options.data else None)
        self._origins = Collection(self.storage, "world", Origin)
        self.clock = clock or Clock()
        known = self._origins.get(_KEY)
        if known is None:
            self._origin = self._make_new(options)
        else:
            self._origin = known
            self.clock.offset = known.clock_offset
            self._open_books()
        self.re_leased_company = self._origin.re_leased_company
        self.workspace = Workspace(self.storage, app_url=options.app_url, commands=options.commands)
        self.calls = CallLog()
        self.intacct_faults = IntacctFaults()
        self.re_leased_faults = ReLeasedFaults()
        self.feed = ChangeFeed()
        self.sides: dict[str, LedgerSide] = {
            "intacct": IntacctSide(self.intacct),
            "re_leased": ReLeasedSide(self.re_leased, self.re_leased_company),
        }
        self.storage.commit()
        self.storage.take_written()  # what a new world starts with is nobody's change

    def commit(self) -> None:
        """Make everything lasting that was written since the last time, and tell the pages."""
        if self._origin.clock_offset != self.clock.offset:
            self._keep_origin(msgspec.structs.replace(self._origin, clock_offset=self.clock.offset))
            self.feed.tell_clock()
        self.storage.commit()
        written = self.storage.take_written()
        if written:
            self.feed.tell_changes(self._changes(written))

    def copy_to(self, folder: Path) -> None:
        """Keep all that is lasting in `folder`, for another world to go on from.

        Args:
            folder: Where no world is kept yet; made where it is not there.
        """
        self.storage.copy_to(_database_in(folder))

    def clear_faults(self) -> None:
        """Switch off whatever was to go wrong, in every part."""
        self.intacct_faults.clear()
        self.re_leased_faults.clear()
        self.workspace.faults.clear()

    async def close(self) -> None:
        """Make everything lasting and let the database and the connections to the app go."""
        await self.workspace.close()
        self.commit()
        self.storage.close()

    def _changes(self, written: set[tuple[str, str]]) -> set[Changed]:
        changes: set[Changed] = set()
        for collection, key in written:
            for name, side in self.sides.items():
                shown = side.record_changed(collection, key)
                if shown is not None:
                    changes.add(Changed(name, *shown))
        return changes

    def _make_new(self, options: WorldOptions) -> Origin:
        today = self.clock.now().date()
        start = options.start or portfolio(
            documents=options.documents, seed=options.seed, today=today
        )
        origin = Origin(
            documents=options.documents,
            seed=options.seed,
            company_name=start.company.name,
            intacct_company=start.company.intacct_id,
            re_leased_company=start.company.re_leased_id,
            currency=start.company.currency,
        )
        self._keep_origin(origin)
        self._open_books()
        intacct_seeding.fill(self.intacct, start)
        re_leased_seeding.fill(self.re_leased, start)
        return origin

    def _open_books(self) -> None:
        self.intacct = IntacctBook(
            self.storage,
            self.clock,
            company_id=self._origin.intacct_company,
            company_name=self._origin.company_name,
            currency=self._origin.currency,
        )
        self.re_leased = ReLeasedBook(self.storage, self.clock)

    def _keep_origin(self, origin: Origin) -> None:
        self._origin = origin
        self._origins.put(_KEY, origin)


def _database_in(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / DATABASE
