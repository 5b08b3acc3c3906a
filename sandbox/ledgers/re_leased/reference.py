"""Re-Leased's registers that can only be read here: accounts, tax types, tracking, properties.

The financial settings come from the accounting software once a company is connected, and this page
does not change them before either.
"""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Generic
from urllib.parse import quote, unquote

from sandbox.ledgers.re_leased.common import (
    address_text,
    day_field,
    history,
    key_of,
    links,
    record_in,
    spaced,
)
from sandbox.ledgers.register import Register, UnknownRecord
from sandbox.ledgers.shapes import Column, Detail, Field, Row
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.property_records import Property, Tenancy
from sandbox.re_leased.records import Record
from sandbox.re_leased.reference_records import Account, TaxType, TrackingCategory, TrackingOption
from sandbox.re_leased.shelf import RecordType, Shelf


def _columns(title: str, subtitle: str) -> tuple[Column, ...]:
    return (
        Column("title", title),
        Column("subtitle", subtitle),
        Column("state", "State"),
        Column("changed", "Last change"),
    )


class ReadOnlyRegister(Register, Generic[RecordType]):
    """Records of one shelf, for reading."""

    def __init__(self, book: ReLeasedBook, company_id: str) -> None:
        self._book = book
        self._company_id = company_id

    @property
    @abstractmethod
    def _shelf(self) -> Shelf[RecordType]: ...

    @abstractmethod
    def _names(self, record: RecordType) -> tuple[str, str]: ...

    @abstractmethod
    def _fields(self, record: RecordType) -> tuple[Field, ...]: ...

    def _state(self, record: RecordType) -> str:
        return _archived_or_active(record)

    def count(self) -> int:
        """How many there are, archived ones too."""
        return self._shelf.count(self._company_id, include_archived=True)

    def rows(self) -> list[Row]:
        """All of them."""
        return [self._row(record) for record in self._shelf.every(self._company_id)]

    def detail(self, key: str) -> Detail:
        """One of them in full."""
        record = record_in(self._shelf, self._company_id, key, self.singular)
        row = self._row(record)
        return Detail(
            kind=self.kind,
            kind_label=self.singular.capitalize(),
            key=key,
            title=row.title,
            subtitle=row.subtitle,
            state=row.state,
            fields=(*self._fields(record), *links(record)),
            changes=history(record),
        )

    def _row(self, record: RecordType) -> Row:
        title, subtitle = self._names(record)
        return Row(
            key=key_of(record.id),
            title=title,
            subtitle=subtitle,
            state=self._state(record),
            changed_at=record.modified_at,
            changed_by=record.modified_by.name,
        )


class PropertyRegister(ReadOnlyRegister[Property]):
    """Buildings."""

    kind = "properties"
    label = "Properties"
    singular = "property"
    columns = _columns("Reference", "Name")

    @property
    def _shelf(self) -> Shelf[Property]:
        return self._book.properties.shelf

    def _names(self, record: Property) -> tuple[str, str]:
        return record.reference, record.name

    def _fields(self, record: Property) -> tuple[Field, ...]:
        manager = record.property_manager
        return (
            Field("property_type", "Type", record.property_type),
            Field("address", "Address", address_text(record.address)),
            Field("manager", "Property manager", manager.name if manager else None),
            Field("id", "Re-Leased ID", record.id),
        )


class TenancyRegister(ReadOnlyRegister[Tenancy]):
    """Leases."""

    kind = "tenancies"
    label = "Tenancies"
    singular = "tenancy"
    columns = _columns("Tenancy", "Tenant")

    @property
    def _shelf(self) -> Shelf[Tenancy]:
        return self._book.properties.tenancies

    def _names(self, record: Tenancy) -> tuple[str, str]:
        contact = self._book.contacts.shelf.find(self._company_id, record.account_contact_id)
        return record.name, record.account_contact_id if contact is None else contact.name

    def _state(self, record: Tenancy) -> str:
        return spaced(record.status)

    def _fields(self, record: Tenancy) -> tuple[Field, ...]:
        building = self._book.properties.shelf.find(self._company_id, record.property_id)
        term, rent = record.current_term, record.rent_template
        return (
            Field("property", "Property", None if building is None else building.name),
            Field("type", "Type", record.tenancy_type),
            day_field("start", "Term from", None if term is None else term.start),
            day_field("expiry", "Term to", None if term is None else term.expiry),
            Field(
                "rent", "Annual rent", None if rent is None else str(rent.annual_amount), "amount"
            ),
            Field(
                "frequency", "Invoiced", None if rent is None else spaced(rent.payment_frequency)
            ),
            Field("id", "Re-Leased ID", record.id),
        )


class AccountRegister(ReadOnlyRegister[Account]):
    """The chart of accounts."""

    kind = "accounts"
    label = "Accounts"
    singular = "account"
    columns = _columns("Code", "Name")

    @property
    def _shelf(self) -> Shelf[Account]:
        return self._book.reference_data.accounts

    def _names(self, record: Account) -> tuple[str, str]:
        return record.code, record.name

    def _fields(self, record: Account) -> tuple[Field, ...]:
        return (
            Field("class", "Class", record.account_class),
            Field("default_tax", "Default tax type", record.default_tax_type_code),
            Field(
                "payments", "Payments to this account", "Yes" if record.enable_payments else "No"
            ),
        )


class TaxTypeRegister(ReadOnlyRegister[TaxType]):
    """Tax types."""

    kind = "tax_types"
    label = "Tax types"
    singular = "tax type"
    columns = _columns("Code", "Name")

    @property
    def _shelf(self) -> Shelf[TaxType]:
        return self._book.reference_data.tax_types

    def _names(self, record: TaxType) -> tuple[str, str]:
        return record.code, record.display_name

    def _fields(self, record: TaxType) -> tuple[Field, ...]:
        rate = None if record.rate is None else f"{record.rate.normalize():f} %"
        return (
            Field("rate", "Rate", rate),
            Field("calculation", "Calculated", record.calculation),
            Field("applies_to", "Applies to", ", ".join(record.applies_to)),
        )


class TrackingRegister(Register):
    """The options of all tracking categories; an option's key is its category's id and its own."""

    kind = "tracking_options"
    label = "Tracking"
    singular = "tracking option"
    columns = _columns("Option", "Name")

    def __init__(self, book: ReLeasedBook, company_id: str) -> None:
        self._book = book
        self._company_id = company_id

    def count(self) -> int:
        """How many options there are."""
        return sum(1 for _ in self._options())

    def rows(self) -> list[Row]:
        """All of them, by category."""
        return [_option_row(category, option) for category, option in self._options()]

    def detail(self, key: str) -> Detail:
        """One option in full."""
        for category, option in self._options():
            row = _option_row(category, option)
            if unquote(row.key) == unquote(key):
                return Detail(
                    kind=self.kind,
                    kind_label="Tracking option",
                    key=key,
                    title=row.title,
                    subtitle=row.subtitle,
                    state=row.state,
                    fields=(
                        Field("category", "Category", category.name),
                        Field("code", "Code", option.code),
                        Field("id", "Re-Leased ID", f"{category.id} / {option.id}"),
                        *links(category),
                    ),
                    changes=history(category),
                )
        raise UnknownRecord(f"There is no tracking option {unquote(key)} any more.")

    def _options(self) -> Iterator[tuple[TrackingCategory, TrackingOption]]:
        for category in self._book.reference_data.categories.every(self._company_id):
            for option in category.options:
                yield category, option


def _option_row(category: TrackingCategory, option: TrackingOption) -> Row:
    return Row(
        key=quote(f"{category.id}:{option.id}", safe=""),
        title=f"{category.name} {option.code}",
        subtitle=option.name,
        state="Archived" if option.archived or category.archived else "Active",
        changed_at=category.modified_at,
        changed_by=category.modified_by.name,
    )


def _archived_or_active(record: Record) -> str:
    return "Archived" if record.is_archived else "Active"
