"""What Intacct's registers of reference data have in common."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Generic, TypeVar

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.master_records import Account, DimensionValue, TaxDetail
from sandbox.intacct.records import Stamped
from sandbox.ledgers.intacct.common import (
    changed_at,
    changed_by,
    history,
)
from sandbox.ledgers.intacct.invoice_forms import deletion_form
from sandbox.ledgers.register import Register
from sandbox.ledgers.shapes import Action, Detail, Done, Field, Form, FormField, Row
from sandbox.ledgers.values import Values

_EDIT = Action("edit", "Edit", asks=True)
_ARCHIVE = Action("archive", "Make inactive")
_UNARCHIVE = Action("unarchive", "Make active", tone="good")
_DELETE = Action("delete", "Delete", asks=True, tone="bad")
_STATUS_AFTER = {"archive": "inactive", "unarchive": "active"}

Master = TypeVar("Master", bound=Account | TaxDetail | DimensionValue)


class MasterRegister(Register, Generic[Master]):
    """Records with an id, a name and a status."""

    can_create = True

    def __init__(self, book: IntacctBook) -> None:
        self._book = book

    @abstractmethod
    def _records(self) -> Iterator[Master]: ...

    @abstractmethod
    def _record(self, key: str) -> Master: ...

    @abstractmethod
    def _row(self, record: Master) -> Row: ...

    @abstractmethod
    def _form_fields(self, record: Master | None) -> tuple[FormField, ...]: ...

    @abstractmethod
    def _fields(self, record: Master) -> tuple[Field, ...]: ...

    @abstractmethod
    def _object_name(self, record: Master) -> str: ...

    @abstractmethod
    def _create(self, values: Values) -> Master: ...

    @abstractmethod
    def _edit(self, record: Master, values: Values) -> None: ...

    @abstractmethod
    def _set_status(self, record: Master, status: str) -> None: ...

    @abstractmethod
    def _delete(self, record: Master) -> None: ...

    def rows(self) -> list[Row]:
        """All of them."""
        return [self._row(record) for record in self._records()]

    def detail(self, key: str) -> Detail:
        """One of them in full."""
        record = self._record(key)
        row = self._row(record)
        return Detail(
            kind=self.kind,
            kind_label=self.singular.capitalize(),
            key=key,
            title=row.title,
            subtitle=row.subtitle,
            state=row.state,
            fields=(*self._fields(record), Field("record_no", "Record number", key)),
            actions=self.actions(record),
            changes=history(self._book, self._object_name(record), record),
        )

    def actions(self, record: Master) -> tuple[Action, ...]:
        """What Intacct lets a user do with it; deleting may still be refused while it is in use."""
        return (_EDIT, _ARCHIVE if record.status == "active" else _UNARCHIVE, _DELETE)

    def creation_form(self) -> Form:
        """The form for a new one."""
        return Form(
            title=f"New {self.singular} in Sage Intacct",
            submit=f"Save {self.singular}",
            fields=self._form_fields(None),
        )

    def create(self, values: Values) -> Done:
        """Enter a new one."""
        record = self._create(values)
        return Done(f"{self._row(record).title} was entered.", str(record.record_no))

    def action_form(self, key: str, action: str) -> Form:
        """The form for an edit, the question before a deletion."""
        record = self._record(key)
        title = self._row(record).title
        match action:
            case "edit":
                return Form(title=f"Edit {title}", submit="Save", fields=self._form_fields(record))
            case "delete":
                return deletion_form(title)
        return super().action_form(key, action)

    def act(self, key: str, action: str, values: Values) -> Done:
        """Edit it, make it inactive or active, delete it."""
        record = self._record(key)
        title = self._row(record).title
        match action:
            case "edit":
                self._edit(record, values)
                return Done(f"{title} was saved.", key)
            case "archive" | "unarchive":
                self._set_status(record, _STATUS_AFTER[action])
                return Done(f"{title} was made {_STATUS_AFTER[action]}.", key)
            case "delete":
                self._delete(record)
                return Done(f"{title} was deleted.", key, gone=True)
        return super().act(key, action, values)

    def _stamped_row(self, record: Stamped, title: str, subtitle: str, status: str) -> Row:
        return Row(
            key=str(record.record_no),
            title=title,
            subtitle=subtitle,
            state=status.capitalize(),
            changed_at=changed_at(record),
            changed_by=changed_by(self._book, record),
        )
