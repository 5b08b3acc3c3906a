"""Intacct's register of accounts."""

from collections.abc import Iterator
from typing import ClassVar

from sandbox.intacct.forms import AccountForm
from sandbox.intacct.master_records import Account
from sandbox.ledgers.intacct.common import ACTING_LOGIN, record_in
from sandbox.ledgers.intacct.masters import MasterRegister
from sandbox.ledgers.shapes import Column, Field, FormField, Option, Row
from sandbox.ledgers.values import Values


class AccountRegister(MasterRegister[Account]):
    """The chart of accounts."""

    kind = "accounts"
    label = "Accounts"
    singular = "account"
    columns = (
        Column("title", "Number"),
        Column("subtitle", "Title"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )
    _types: ClassVar = (
        Option("incomestatement", "Income statement"),
        Option("balancesheet", "Balance sheet"),
    )

    def count(self) -> int:
        """How many there are."""
        return len(self._book.accounts)

    def _records(self) -> Iterator[Account]:
        return iter(self._book.accounts)

    def _record(self, key: str) -> Account:
        return record_in(self._book.accounts, key, self.singular)

    def _row(self, record: Account) -> Row:
        return self._stamped_row(record, record.account_no, record.title, record.status)

    def _object_name(self, record: Account) -> str:  # noqa: ARG002 - the same for all
        return "GLACCOUNT"

    def _fields(self, record: Account) -> tuple[Field, ...]:
        return (
            Field("account_type", "Account type", record.account_type),
            Field("normal_balance", "Normal balance", record.normal_balance),
            Field("closing_type", "Closing type", record.closing_type),
        )

    def _form_fields(self, record: Account | None) -> tuple[FormField, ...]:
        title = "" if record is None else record.title
        asked = FormField(name="title", label="Title", value=title, required=True)
        if record is not None:
            return (asked,)
        number = FormField(name="account_no", label="Account number", required=True)
        kind = FormField(
            name="account_type",
            label="Account type",
            type="select",
            options=self._types,
            value="incomestatement",
            required=True,
        )
        return (number, asked, kind)

    def _create(self, values: Values) -> Account:
        kind = values.text("account_type") or "incomestatement"
        form = AccountForm(
            account_no=values.required("account_no", "Account number"),
            title=values.required("title", "Title"),
            account_type=kind,
            normal_balance="credit" if kind == "incomestatement" else "debit",
        )
        return self._book.create_account(form, by=ACTING_LOGIN)

    def _edit(self, record: Account, values: Values) -> None:
        form = AccountForm(title=values.required("title", "Title"))
        self._book.update_account(record.account_no, form, by=ACTING_LOGIN)

    def _set_status(self, record: Account, status: str) -> None:
        self._book.update_account(record.account_no, AccountForm(status=status), by=ACTING_LOGIN)

    def _delete(self, record: Account) -> None:
        self._book.delete_account(record.account_no, by=ACTING_LOGIN)
