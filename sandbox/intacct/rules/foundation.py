"""What every rule stands on: the tables, the sequence of numbers, the users, the periods."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

import msgspec

from sandbox.clock import Clock
from sandbox.intacct.audit_entry import AuditEntry
from sandbox.intacct.master_records import (
    Account,
    CheckingAccount,
    Contact,
    DimensionValue,
    Entity,
    Item,
    Party,
    TaxDetail,
    TaxSolution,
    User,
    UserDimensionValue,
)
from sandbox.intacct.options import CompanyOptions
from sandbox.intacct.order_records import OrderDocument
from sandbox.intacct.payment_records import Application, BillPayment, OnAccount, Payment
from sandbox.intacct.records import (
    Adjustment,
    Bill,
    BillAdjustment,
    Invoice,
    Stamped,
)
from sandbox.intacct.tables import Journal, Table
from sandbox.intacct.usage import UsageEntry
from sandbox.storage import Collection, Storage

DIMENSIONS = ("DEPARTMENT", "LOCATION", "CLASS", "PROJECT")
_STAMPS = ("modified_at", "created_at")
_STATE_KEY = "state"
_USAGE = "intacct.usage"  # numbered by itself, so that asking uses up no RECORDNO

StampedRecord = TypeVar("StampedRecord", bound=Stamped)
OnChange = Callable[[str, str], None]


class BookState(msgspec.Struct, frozen=True):
    """What the company as a whole remembers."""

    closed_until: date | None = None


class BookFoundation:
    """Tables and stamps of one company's book; the rule modules build on it.

    Attributes:
        options: The company's set-up.
        on_change: Called with (object name, RECORDNO as text) after every create, change and
            deletion, for pages that show the book live.
    """

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        *,
        company_id: str,
        company_name: str,
        currency: str,
    ) -> None:
        self.storage = storage
        self.clock = clock
        self.company_id = company_id
        self.company_name = company_name
        self.currency = currency
        self.options = CompanyOptions()
        self.on_change: OnChange | None = None
        self._journal = Journal()
        self._states = Collection(storage, "intacct.state", BookState)
        self._open_tables()
        self._last_number = max(table.highest_number() for table in self._tables())

    def _open_tables(self) -> None:
        self.users = self._table("user", User, natural_id="login_id")
        self.contacts = self._table("contact", Contact, natural_id="contact_name")
        self.customers = self._table("customer", Party, natural_id="party_id")
        self.vendors = self._table("vendor", Party, natural_id="party_id")
        self.accounts = self._table("account", Account, natural_id="account_no")
        self.tax_solutions = self._table("tax_solution", TaxSolution, natural_id="solution_id")
        self.tax_details = self._table("tax_detail", TaxDetail, natural_id="detail_id")
        self.dimensions = {
            dimension: self._table(dimension.lower(), DimensionValue, natural_id="code")
            for dimension in DIMENSIONS
        }
        self.items = self._table("item", Item, natural_id="code")
        self.sales_documents = self._orders("sales_document")
        self.purchase_documents = self._orders("purchase_document")
        self.entities = self._table("entity", Entity, natural_id="location_id")
        self.checking_accounts = self._table(
            "checking_account", CheckingAccount, natural_id="bank_account_id"
        )
        self.invoices = self._documents("invoice", Invoice)
        self.adjustments = self._documents("adjustment", Adjustment)
        self.bills = self._documents("bill", Bill)
        self.bill_adjustments = self._documents("bill_adjustment", BillAdjustment)
        self.payments = self._stamped("payment", Payment, owned=("details",))
        self.bill_payments = self._stamped("bill_payment", BillPayment, owned=("details",))
        self.advances = self._stamped("advance", OnAccount, owned=("items",))
        self.bill_advances = self._stamped("bill_advance", OnAccount, owned=("items",))
        self.overpayments = self._stamped("overpayment", OnAccount)
        paid = ("payment_key", "document_key")
        self.applications = self._stamped("application", Application, *paid)
        self.bill_applications = self._stamped("bill_application", Application, *paid)
        self.user_dimension_values = self._stamped("user_dimension_value", UserDimensionValue)
        self.usage = Table(
            self.storage,
            self._journal,
            _USAGE,
            UsageEntry,
            indexed=("created_at", "control_id"),
        )
        self.audit_trail = Table(
            self.storage, self._journal, "intacct.audit", AuditEntry, indexed=("access_time",)
        )

    def _table(
        self, name: str, record_type: type[StampedRecord], *, natural_id: str
    ) -> Table[StampedRecord]:
        return Table(
            self.storage,
            self._journal,
            f"intacct.{name}",
            record_type,
            natural_id=natural_id,
            indexed=_STAMPS,
        )

    def _orders(self, name: str) -> Table[OrderDocument]:
        return Table(
            self.storage,
            self._journal,
            f"intacct.{name}",
            OrderDocument,
            natural_id="doc_id",
            indexed=("party_id", *_STAMPS),
            owned=("lines", "subtotals"),
        )

    def _documents(self, name: str, record_type: type[StampedRecord]) -> Table[StampedRecord]:
        indexed = ("record_id", "party_id", "external_id")
        return self._stamped(name, record_type, *indexed, owned=("items",))

    def _stamped(
        self,
        name: str,
        record_type: type[StampedRecord],
        *indexed: str,
        owned: Sequence[str] = (),
    ) -> Table[StampedRecord]:
        """A table of records without a natural id."""
        return Table(
            self.storage,
            self._journal,
            f"intacct.{name}",
            record_type,
            indexed=(*indexed, *_STAMPS),
            owned=owned,
        )

    def _tables(self) -> Iterator[Table[User]]:
        for value in (*vars(self).values(), *self.dimensions.values()):
            if isinstance(value, Table) and value.name != _USAGE:
                yield value

    def work_in(self, entity: str) -> None:
        """Let what is created from now on belong to that entity; empty for the whole company."""
        self._journal.entity = entity

    def now(self) -> datetime:
        """The present moment in UTC, to the second as Intacct stamps it."""
        return self.clock.now().replace(microsecond=0)

    def next_number(self) -> int:
        """The next RECORDNO of the company's one sequence."""
        self._last_number += 1
        return self._last_number

    def user_number(self, login_id: str) -> int:
        """RECORDNO of the user, who is entered on his first appearance."""
        return self.user(login_id).record_no

    def user(self, login_id: str) -> User:
        """The user of that log-in name, who is entered on his first appearance."""
        known = self.users.named(login_id)
        if known is None:
            number = self.next_number()
            known = User(
                record_no=number, created_at=self.now(), created_by=number, login_id=login_id
            )
            self.users.put(known)
        return known

    @property
    def closed_until(self) -> date | None:
        """The last day of the closed periods, or None when every period is open."""
        state = self._states.get(_STATE_KEY)
        return None if state is None else state.closed_until

    def close_books_until(self, last_day: date | None) -> None:
        """Close every period up to and including `last_day`; None opens them all."""
        self._states.put(_STATE_KEY, BookState(closed_until=last_day))

    @contextmanager
    def piece_of_work(self) -> Iterator[None]:
        """Everything done inside counts, or, when anything is raised, nothing does."""
        mark = self._journal.open()
        try:
            yield
        except BaseException:
            self._journal.close(mark, undo=True)
            raise
        self._journal.close(mark, undo=False)

    def edited(self, record: StampedRecord, by: str, **changes: object) -> StampedRecord:
        """`record` with `changes`, stamped as modified now by that user."""
        return msgspec.structs.replace(
            record, **changes, modified_at=self.now(), modified_by=self.user_number(by)
        )
