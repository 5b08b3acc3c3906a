"""Accounts, tax types and tracking: on a connected company, copied from the books only."""

from decimal import Decimal
from typing import Any

import msgspec

from sandbox.clock import Clock
from sandbox.re_leased.companies import Companies
from sandbox.re_leased.document_records import Kind, TaxMode
from sandbox.re_leased.fields import (
    AccountFields,
    CategoryFields,
    Fields,
    OptionFields,
    TaxTypeFields,
)
from sandbox.re_leased.records import Actor
from sandbox.re_leased.reference_records import (
    Account,
    AccountClass,
    TaxType,
    TrackingCategory,
    TrackingOption,
)
from sandbox.re_leased.refusal import Detail, Refusal, broken_rule, broken_rules
from sandbox.re_leased.shelf import RecordType, Shelf
from sandbox.storage import Storage

# What sort of document an account's class is for; the other classes take any tax type.
_KIND_OF_CLASS = {AccountClass.REVENUE: Kind.INCOME, AccountClass.EXPENSE: Kind.EXPENSE}
_HIGHEST_RATE = Decimal(1000)


class ReferenceData:
    """The financial settings of all companies."""

    def __init__(self, storage: Storage, clock: Clock, *, companies: Companies) -> None:
        self._companies = companies
        self.accounts = Shelf(storage, clock, name="account", record_type=Account)
        self.tax_types = Shelf(storage, clock, name="tax_type", record_type=TaxType)
        self.categories = Shelf(storage, clock, name="tracking", record_type=TrackingCategory)

    def put_account(
        self, company_id: str, code: str, fields: AccountFields, *, by: Actor
    ) -> Account:
        """Make or change an account; archiving one in use is allowed (Chart of Accounts).

        Raises:
            Refusal: 403 `managed_by_accounting_system`; 409 `duplicate_code` when another account
                has the name; 422 when a new one lacks its name or class.
        """
        self._companies.require_connection_key(company_id, by=by)
        known = self.accounts.find(company_id, code)
        self._require_own_name(company_id, code, fields.name)
        if known is not None:
            return _changed(self.accounts, known, fields.given(), by=by)
        _require(fields, "name", "account_class")
        return self.accounts.add(company_id, by=by, id=code, code=code, **fields.given())

    def put_tax_type(
        self, company_id: str, code: str, fields: TaxTypeFields, *, by: Actor
    ) -> TaxType:
        """Make or change a tax type (Tax Types).

        Raises:
            Refusal: 403 `managed_by_accounting_system`; 422 when a new one lacks its name, or its
                rate while Re-Leased is to calculate with it.
        """
        self._companies.require_connection_key(company_id, by=by)
        known = self.tax_types.find(company_id, code)
        if known is None:
            _require(fields, "display_name")
        _require_rate(known, fields)
        if known is not None:
            return _changed(self.tax_types, known, fields.given(), by=by)
        given = {"rate": None, **fields.given()}
        return self.tax_types.add(company_id, by=by, id=code, code=code, **given)

    def put_category(
        self, company_id: str, category_id: str, fields: CategoryFields, *, by: Actor
    ) -> TrackingCategory:
        """Make or change a tracking category (Property Tracking).

        Raises:
            Refusal: 403 `managed_by_accounting_system`; 422 when a new one lacks its name.
        """
        self._companies.require_connection_key(company_id, by=by)
        known = self.categories.find(company_id, category_id)
        if known is not None:
            return _changed(self.categories, known, fields.given(), by=by)
        _require(fields, "name")
        return self.categories.add(company_id, by=by, id=category_id, **fields.given())

    def put_option(
        self, company_id: str, category_id: str, option_id: str, fields: OptionFields, *, by: Actor
    ) -> TrackingCategory:
        """Make or change an option; the category counts as changed with it.

        Raises:
            Refusal: 403 `managed_by_accounting_system`; 404 without the category; 409
                `duplicate_code` when another option has the code; 422 when a new one lacks its
                code or name.
        """
        self._companies.require_connection_key(company_id, by=by)
        category = self.categories.get(company_id, category_id, what="tracking category")
        others = [option for option in category.options if option.id != option_id]
        if any(option.code == fields.code for option in others):
            message = f"{category.name} has another option with the code {fields.code}."
            raise Refusal(409, "duplicate_code", message)
        known = next((option for option in category.options if option.id == option_id), None)
        if known is None:
            _require(fields, "code", "name")
            options = (*category.options, TrackingOption(id=option_id, **fields.given()))
        else:
            changed = msgspec.structs.replace(known, **fields.given())
            options = tuple(changed if option is known else option for option in category.options)
        return _changed(self.categories, category, {"options": options}, by=by)

    def account(self, company_id: str, code: str) -> Account:
        """The account; 404 when the company has none such."""
        return self.accounts.get(company_id, code, what="account")

    def find_usable_account(self, company_id: str, code: str, *, field: str) -> Account | Detail:
        """The account for a new line, or why it cannot stand there."""
        account = self.accounts.find(company_id, code)
        if account is None:
            return Detail(field, "account_unknown", f"There is no account {code} in this company.")
        if account.archived:
            return Detail(field, "account_archived", f"Account {code} {account.name} is archived.")
        return account

    def find_usable_tax_type(
        self, company_id: str, code: str | None, *, account: Account, kind: Kind, field: str
    ) -> TaxType | Detail:
        """The tax type for a new line, or why it cannot stand there; None asks for the default."""
        wanted = code or account.default_tax_type_code
        tax_type = None if wanted is None else self.tax_types.find(company_id, wanted)
        if tax_type is None:
            message = (
                f"There is no tax type {wanted} for account {account.code}."
                if wanted
                else f"A line on account {account.code} needs a tax type; the account has no default."
            )
            return Detail(field, "tax_type_invalid_for_account", message)
        if tax_type.archived:
            message = f"Tax type {tax_type.code} is archived."
            return Detail(field, "tax_type_archived", message)
        needed = {kind, _KIND_OF_CLASS.get(account.account_class, kind)}
        if not needed.issubset(tax_type.applies_to):
            message = f"Tax type {tax_type.code} cannot be used with account {account.code}."
            return Detail(field, "tax_type_invalid_for_account", message)
        return tax_type

    def has_option(self, company_id: str, *, category_id: str, option_id: str) -> bool:
        """Whether there is such an option, neither it nor its category archived."""
        category = self.categories.find(company_id, category_id)
        if category is None or category.archived:
            return False
        return any(option.id == option_id and not option.archived for option in category.options)

    def require_option(self, company_id: str, *, category_id: str, option_id: str) -> None:
        """Tracking names options that exist and are not archived.

        Raises:
            Refusal: 422 `tracking_option_unknown`.
        """
        if not self.has_option(company_id, category_id=category_id, option_id=option_id):
            message = f"There is no option {option_id} in tracking category {category_id}."
            raise broken_rule("tracking_option_unknown", message, field="tracking")

    def _require_own_name(self, company_id: str, code: str, name: object) -> None:
        for account in self.accounts.every(company_id):
            if account.name == name and account.code != code:
                message = f"Account {account.code} is called {name} already."
                raise Refusal(409, "duplicate_code", message)


def _changed(
    shelf: Shelf[RecordType], known: RecordType, given: dict[str, Any], *, by: Actor
) -> RecordType:
    """Putting what stands there already is no change."""
    if all(getattr(known, name) == value for name, value in given.items()):
        return known
    return shelf.change(known, by=by, **given)


def _require(fields: Fields, *names: str) -> None:
    given = fields.given()
    missing = [name for name in names if not given.get(name)]
    if missing:
        raise broken_rules([Detail(name, "required", f"{name} is needed.") for name in missing])


def _require_rate(known: TaxType | None, fields: TaxTypeFields) -> None:
    calculation = fields.calculation
    if calculation is msgspec.UNSET:
        calculation = known.calculation if known else TaxMode.INTERNAL
    rate = fields.rate
    if rate is msgspec.UNSET:
        rate = known.rate if known else None
    if rate is not None and not 0 <= rate <= _HIGHEST_RATE:
        raise broken_rule("invalid_value", "A tax rate is a percentage from 0.", field="rate")
    if calculation is TaxMode.INTERNAL and rate is None:
        message = "A tax type that Re-Leased calculates with needs a rate."
        raise broken_rule("required", message, field="rate")
