"""A register: all records of one kind in one ledger, and what a user can do with them there."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Protocol

from sandbox.ledgers.shapes import Column, Detail, Done, Form, InvoiceTotals, Row
from sandbox.ledgers.values import Values


class UnknownRecord(LookupError):
    """There is no such kind, record or action."""


class Register(ABC):
    """One kind of record. A register for reading only leaves out all but the first three methods."""

    kind: ClassVar[str]
    label: ClassVar[str]
    singular: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    can_create: ClassVar[bool] = False

    @abstractmethod
    def count(self) -> int:
        """How many records there are."""

    @abstractmethod
    def rows(self) -> list[Row]:
        """All records, in the book's order."""

    @abstractmethod
    def detail(self, key: str) -> Detail:
        """One record in full, with the actions its state allows.

        Raises:
            UnknownRecord: there is none under `key`.
        """

    def creation_form(self) -> Form:
        """The form for a new record."""
        raise UnknownRecord(f"{self.label} cannot be created here.")

    def create(self, values: Values) -> Done:
        """Enter a new record."""
        raise UnknownRecord(f"{self.label} cannot be created here: {sorted(values.names())}.")

    def action_form(self, key: str, action: str) -> Form:
        """The form to fill in before `action` is done to the record under `key`."""
        raise UnknownRecord(f"{self.singular} {key} has no action {action}.")

    def act(self, key: str, action: str, values: Values) -> Done:
        """Do `action` to the record under `key`."""
        raise UnknownRecord(
            f"{self.singular} {key} has no action {action} {sorted(values.names())}."
        )


class LedgerSide(Protocol):
    """One ledger as the page shows it."""

    @property
    def side(self) -> str:
        """`intacct` or `re_leased`."""
        ...

    @property
    def name(self) -> str:
        """The ledger's name."""
        ...

    @property
    def company(self) -> str:
        """The company, with its id in brackets."""
        ...

    @property
    def currency(self) -> str:
        """The company's currency, ISO 4217."""
        ...

    @property
    def person(self) -> str:
        """The user that people on the page act as."""
        ...

    @property
    def registers(self) -> Sequence[Register]:
        """One for each kind of record, in the order of the tabs."""
        ...

    def invoice_totals(self) -> InvoiceTotals:
        """Count and sums of the invoices that both ledgers share."""
        ...

    def record_changed(self, collection: str, key: str) -> tuple[str, str | None] | None:
        """Kind and key of the page's record that shows what was stored; None when none does.

        The key alone is None when the page shows several records of what was stored.
        """
        ...


def register_of(side: LedgerSide, kind: str) -> Register:
    """The register for `kind`.

    Raises:
        UnknownRecord: this ledger has no such kind.
    """
    for register in side.registers:
        if register.kind == kind:
            return register
    raise UnknownRecord(f"{side.name} has no records of the kind {kind}.")
