"""Accounts, tax details and dimension values: the reference data of the books."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from msgspec import UNSET

from sandbox.intacct.forms import AccountForm, DimensionValueForm, ItemForm, TaxDetailForm, given
from sandbox.intacct.master_records import (
    Account,
    CheckingAccount,
    DimensionValue,
    Entity,
    Item,
    Party,
    TaxDetail,
    TaxSolution,
)
from sandbox.intacct.records import DocumentItem, Stamped
from sandbox.intacct.refusal import already_exists, business_rule
from sandbox.intacct.rules.own_fields import OwnFieldRules
from sandbox.intacct.tables import Table

Master = TypeVar("Master", bound=Stamped)


@dataclass(frozen=True, slots=True)
class MasterKind:
    """How one kind of reference data is called on the wire and in sentences."""

    object_name: str
    label: str
    id_attribute: str
    id_label: str


ACCOUNT = MasterKind("GLACCOUNT", "GL Account", "account_no", "Account number")
ITEM = MasterKind("ITEM", "Item", "code", "Item ID")
TAX_DETAIL = MasterKind("TAXDETAIL", "Tax Detail", "detail_id", "Tax detail ID")


def dimension_kind(dimension: str) -> MasterKind:
    """The kind of a member of `dimension`, for example DEPARTMENT."""
    label = dimension.capitalize()
    return MasterKind(dimension, label, "code", f"{label} ID")


class MasterRules(OwnFieldRules):
    """Keeps the chart of accounts, the tax details and the dimensions."""

    def members_of(self, dimension: str) -> Callable[[str], DimensionValue | Party | Item | None]:
        """How a member of that dimension is found by its id: a department, a customer, an item."""
        match dimension:
            case "CUSTOMER":
                return self.customers.named
            case "VENDOR":
                return self.vendors.named
            case "ITEM":
                return self.items.named
            case _:
                return self.dimensions[dimension].named

    def create_account(self, form: AccountForm, *, by: str) -> Account:
        """Add an account to the chart. Refused when its number is taken or title missing."""
        return self._create_master(self.accounts, ACCOUNT, Account, form, by, needs="title")

    def update_account(self, account_no: str, form: AccountForm, *, by: str) -> Account:
        """Edit an account; STATUS inactive takes it out of use."""
        return self._update_master(self.accounts, ACCOUNT, account_no, form, by)

    def deactivate_account(self, account_no: str, *, by: str) -> Account:
        """Take an account out of use; nothing can be posted to it any more."""
        return self.update_account(account_no, AccountForm(status="inactive"), by=by)

    def delete_account(self, account_no: str, *, by: str) -> None:
        """Delete an account that no invoice line uses."""
        self._delete_master(self.accounts, ACCOUNT, account_no, by)

    def create_tax_detail(self, form: TaxDetailForm, *, by: str) -> TaxDetail:
        """Add a rate of tax."""
        return self._create_master(self.tax_details, TAX_DETAIL, TaxDetail, form, by)

    def update_tax_detail(self, detail_id: str, form: TaxDetailForm, *, by: str) -> TaxDetail:
        """Edit a rate of tax; invoices already entered keep the tax they have."""
        return self._update_master(self.tax_details, TAX_DETAIL, detail_id, form, by)

    def deactivate_tax_detail(self, detail_id: str, *, by: str) -> TaxDetail:
        """Take a rate of tax out of use."""
        return self.update_tax_detail(detail_id, TaxDetailForm(status="inactive"), by=by)

    def delete_tax_detail(self, detail_id: str, *, by: str) -> None:
        """Delete a rate of tax that no invoice line uses."""
        self._delete_master(self.tax_details, TAX_DETAIL, detail_id, by)

    def create_dimension_value(
        self, dimension: str, form: DimensionValueForm, *, by: str
    ) -> DimensionValue:
        """Add a member to DEPARTMENT, LOCATION, CLASS or PROJECT."""
        kind = dimension_kind(dimension)
        table = self.dimensions[dimension]
        return self._create_master(table, kind, DimensionValue, form, by, needs="name")

    def update_dimension_value(
        self, dimension: str, code: str, form: DimensionValueForm, *, by: str
    ) -> DimensionValue:
        """Edit a member of a dimension."""
        kind = dimension_kind(dimension)
        return self._update_master(self.dimensions[dimension], kind, code, form, by)

    def deactivate_dimension_value(self, dimension: str, code: str, *, by: str) -> DimensionValue:
        """Take a member of a dimension out of use."""
        inactive = DimensionValueForm(status="inactive")
        return self.update_dimension_value(dimension, code, inactive, by=by)

    def delete_dimension_value(self, dimension: str, code: str, *, by: str) -> None:
        """Delete a member of a dimension that no invoice line uses."""
        self._delete_master(self.dimensions[dimension], dimension_kind(dimension), code, by)

    def create_item(self, form: ItemForm, *, by: str) -> Item:
        """Add an item to sell or buy."""
        return self._create_master(self.items, ITEM, Item, form, by, needs="name")

    def update_item(self, item_id: str, form: ItemForm, *, by: str) -> Item:
        """Edit an item."""
        return self._update_master(self.items, ITEM, item_id, form, by)

    def delete_item(self, item_id: str, *, by: str) -> None:
        """Delete an item that no invoice line uses."""
        self._delete_master(self.items, ITEM, item_id, by)

    def install_tax_solution(self, solution_id: str, *, by: str) -> TaxSolution:
        """Install a country's tax set-up, such as `United Kingdom - VAT`."""
        solution = TaxSolution(
            record_no=self.next_number(),
            created_at=self.now(),
            created_by=self.user_number(by),
            solution_id=solution_id,
            description=solution_id,
        )
        self._enter_master(self.tax_solutions, "TAXSOLUTION", solution, by)
        return solution

    def open_checking_account(self, bank_account_id: str, account_no: str, *, by: str) -> None:
        """Add a bank account that receipts can be paid into."""
        account = CheckingAccount(
            record_no=self.next_number(),
            created_at=self.now(),
            created_by=self.user_number(by),
            bank_account_id=bank_account_id,
            account_no=account_no,
        )
        self._enter_master(self.checking_accounts, "CHECKINGACCOUNT", account, by)

    def create_entity(self, location_id: str, name: str, *, by: str) -> Entity:
        """Add a sub-company; from then on the company has several entities."""
        entity = Entity(
            record_no=self.next_number(),
            created_at=self.now(),
            created_by=self.user_number(by),
            location_id=location_id,
            name=name,
            currency=self.currency,
        )
        self._enter_master(self.entities, "LOCATIONENTITY", entity, by)
        return entity

    def _create_master(
        self,
        table: Table[Master],
        kind: MasterKind,
        record_type: type[Master],
        form: msgspec.Struct,
        by: str,
        *,
        needs: str | None = None,
    ) -> Master:
        natural_id = getattr(form, kind.id_attribute)
        if natural_id is UNSET or not natural_id:
            raise business_rule(f"{kind.id_label} is required", "Provide a value, then try again.")
        if needs is not None and getattr(form, needs) in (UNSET, ""):
            raise business_rule(f"{kind.label} {needs} is required", "Provide a value.")
        if table.named(natural_id) is not None:
            raise already_exists(kind.label, natural_id)
        record = record_type(
            record_no=self.next_number(),
            created_at=self.now(),
            created_by=self.user_number(by),
            **given(form),
        )
        self._enter_master(table, kind.object_name, record, by)
        return record

    def _enter_master(
        self, table: Table[Master], object_name: str, record: Master, by: str
    ) -> None:
        table.put(record)
        self.note_in_audit_trail(object_name, record.record_no, "C", by)

    def _update_master(
        self, table: Table[Master], kind: MasterKind, natural_id: str, form: msgspec.Struct, by: str
    ) -> Master:
        before = table.named(natural_id)
        if before is None:
            raise business_rule(f"{kind.label} {natural_id} is not valid")
        changes = given(form, leave_out=frozenset({kind.id_attribute}))
        after = self.edited(before, by, **changes)
        table.put(after)
        self.note_in_audit_trail(kind.object_name, after.record_no, "M", by)
        return after

    def _delete_master(
        self, table: Table[Master], kind: MasterKind, natural_id: str, by: str
    ) -> None:
        record = table.named(natural_id)
        name = kind.object_name.lower()
        if record is None:
            raise business_rule(f"Cannot find {name} with key '{natural_id}' to delete.")
        if self._is_used_on_a_line(kind.object_name, natural_id):
            raise business_rule(f"{kind.label} {natural_id} is in use and cannot be deleted.")
        self.note_in_audit_trail(kind.object_name, record.record_no, "D", by)
        table.remove(record.record_no)

    def _is_used_on_a_line(self, object_name: str, natural_id: str) -> bool:
        return any(
            natural_id == _reference_of(item, object_name)
            for table in (self.invoices, self.adjustments, self.bills, self.bill_adjustments)
            for document in table
            for item in document.items
        )


_REFERENCES = {
    "GLACCOUNT": "account_no",
    "TAXDETAIL": "detail_id",
    "DEPARTMENT": "department_id",
    "LOCATION": "location_id",
    "CLASS": "class_id",
    "PROJECT": "project_id",
    "ITEM": "item_id",
}


def _reference_of(item: DocumentItem, object_name: str) -> str:
    reference: str = getattr(item, _REFERENCES[object_name])
    return reference
