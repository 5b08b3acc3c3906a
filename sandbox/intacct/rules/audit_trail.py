"""What the audit trail keeps of who made, changed and deleted what."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.intacct.audit_entry import AuditEntry
from sandbox.intacct.options import AuditKeyForm
from sandbox.intacct.rules.foundation import BookFoundation
from sandbox.intacct.tables import Table


class AuditRules(BookFoundation):
    """Writes AUDITHISTORY, as far as the company's options say that it covers a record."""

    def note_in_audit_trail(self, object_name: str, record_no: int, mode: str, by: str) -> None:
        """Add a row: mode C for create, M for modify, D for delete, A for access.

        A deletion is noted while the record is still there, so that it can be named.
        """
        self.note_change(object_name, record_no, mode, by, audited=True)

    def note_change(
        self, object_name: str, record_no: int, mode: str, by: str, *, audited: bool
    ) -> None:
        """Tell of a change, with a row when the trail covers the record."""
        if audited and self._covers(object_name):
            self.audit_trail.put(
                AuditEntry(
                    record_no=self.next_number(),
                    object_type=object_name.lower(),
                    object_key=self._object_key(object_name, record_no),
                    access_time=self.now(),
                    access_mode=mode,
                    user_id=by,
                )
            )
        if self.on_change is not None:
            self.on_change(object_name, str(record_no))

    def note_lines(self, object_name: str, lines: Iterable[Any], mode: str, by: str) -> None:
        """Add a row for each line, in companies whose trail has them."""
        if self.options.audit_lines:
            for line in lines:
                self.note_change(object_name, line.record_no, mode, by, audited=True)

    def object_keys(self, object_name: str, record_no: int) -> frozenset[str]:
        """Everything OBJECTKEY may say of a record, whatever the option said at the time."""
        return frozenset(
            {str(record_no), f"{record_no}--REC", self._natural_id(object_name, record_no)}
        )

    def _covers(self, object_name: str) -> bool:
        options = self.options
        return options.audit_trail and object_name.upper() not in options.unaudited_objects

    def _object_key(self, object_name: str, record_no: int) -> str:
        match self.options.audit_key_form:
            case AuditKeyForm.RECORD:
                return f"{record_no}--REC"
            case AuditKeyForm.PLAIN:
                return str(record_no)
            case AuditKeyForm.NATURAL:
                return self._natural_id(object_name, record_no)

    def _natural_id(self, object_name: str, record_no: int) -> str:
        """The object's unique name, or RECORDNO where it has none."""
        table = self._named_tables().get(object_name.upper())
        return (table and table.natural_id_of(record_no)) or str(record_no)

    def _named_tables(self) -> Mapping[str, Table[Any]]:
        return {
            "CUSTOMER": self.customers,
            "VENDOR": self.vendors,
            "CONTACT": self.contacts,
            "GLACCOUNT": self.accounts,
            "TAXDETAIL": self.tax_details,
            "TAXSOLUTION": self.tax_solutions,
            "ITEM": self.items,
            "SODOCUMENT": self.sales_documents,
            "PODOCUMENT": self.purchase_documents,
            "LOCATIONENTITY": self.entities,
            "CHECKINGACCOUNT": self.checking_accounts,
            "USERINFO": self.users,
            **self.dimensions,
        }
