"""One person about to do one thing: what they have before them, and how they pick."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.master_records import Party
from sandbox.intacct.records import Document, InvoiceState
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import Document as ReLeasedDocument
from sandbox.re_leased.records import Category, Contact
from sync.store.sql_store import SqlStore
from tests.scenarios.papers import PAPERS, Paper
from tests.scenarios.parties import TENANT
from tests.simulation.scene import Scene
from tests.sync.use_cases.bridge import COMPANY

Thing = TypeVar("Thing")


class NothingToDo(Exception):
    """There is nothing of the sort that the person would do something with."""


@dataclass(slots=True)
class Entered:
    """What people entered so far, so that they never use a number twice unless they mean to.

    Attributes:
        count: How many numbers were given out.
    """

    count: int = 0

    def next(self, prefix: str) -> str:
        """A number that nobody used."""
        self.count += 1
        return f"{prefix}-{self.count}"


@dataclass(slots=True)
class Somebody:
    """A person who is about to do something.

    Attributes:
        scene: Where.
        chance: How they pick.
        entered: What people entered before.
    """

    scene: Scene
    chance: random.Random
    entered: Entered = field(default_factory=Entered)

    @property
    def intacct(self) -> IntacctBook:
        """Intacct's book."""
        return self.scene.world.intacct

    @property
    def re_leased(self) -> ReLeasedBook:
        """Re-Leased's book."""
        return self.scene.world.re_leased

    @property
    def store(self) -> SqlStore:
        """Our database."""
        return self.scene.store

    @property
    def today(self) -> date:
        """The day by the true time."""
        return self.scene.time.now.date()

    def pick(self, things: Iterable[Thing]) -> Thing:
        """One of the things.

        Raises:
            NothingToDo: There is none.
        """
        found = list(things)
        if not found:
            raise NothingToDo
        return self.chance.choice(found)

    def paper(self) -> Paper:
        """A kind of document; invoices and bills are more usual than credits."""
        return self.chance.choices(PAPERS, weights=(5, 3, 2, 1))[0]

    def amount(self) -> Decimal:
        """Money, with pence."""
        return Decimal(self.chance.randrange(100, 300_000)) / 100

    def day(self) -> date:
        """A day about now; seldom one long before the companies were linked."""
        if self.chance.random() < 0.04:
            return self.today - timedelta(days=500)
        return self.today - timedelta(days=self.chance.randrange(0, 40))

    def documents_in_intacct(self, paper: Paper) -> Iterator[Document]:
        """All such documents that are not the reversal of another."""
        for one in self.intacct.documents_of(paper.book):
            if one.state is not InvoiceState.REVERSAL:
                yield one

    def any_in_intacct(self) -> Iterator[tuple[Paper, Document]]:
        """All documents, with their kind."""
        return ((paper, one) for paper in PAPERS for one in self.documents_in_intacct(paper))

    def any_in_re_leased(self) -> Iterator[ReLeasedDocument]:
        """All documents that are there."""
        every = self.re_leased.documents.shelf.every(COMPANY)
        return (one for one in every if not one.is_deleted)

    def party(self, paper: Paper) -> Party:
        """A customer or vendor of Intacct's, in use; few are picked often, so that they meet."""
        every = [one for one in self.intacct.parties_of(paper.role.book) if one.status == "active"]
        return self.pick(every[:3] + every[-2:])

    def contact(self, paper: Paper) -> Contact:
        """A contact of Re-Leased's, in use; as for `party`."""
        wanted = Category.TENANT if paper.role is TENANT else Category.CREDITOR
        every = [
            one
            for one in self.re_leased.contacts.shelf.every(COMPANY)
            if wanted in one.categories and not one.archived
        ]
        return self.pick(every[:3] + every[-2:])


Act = Callable[[Somebody], str]
"""Does one thing and says what; raises `NothingToDo`, or the refusal of the book."""
