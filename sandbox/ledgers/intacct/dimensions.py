"""Intacct's register of dimension values."""

from collections.abc import Iterator

import msgspec

from sandbox.intacct.forms import DimensionValueForm
from sandbox.intacct.master_records import DimensionValue
from sandbox.intacct.tables import Table
from sandbox.ledgers.intacct.common import ACTING_LOGIN, record_in
from sandbox.ledgers.intacct.masters import MasterRegister
from sandbox.ledgers.register import UnknownRecord
from sandbox.ledgers.shapes import Column, Field, FormField, Option, Row
from sandbox.ledgers.values import Values


class DimensionRegister(MasterRegister[DimensionValue]):
    """Members of all standard dimensions, by dimension."""

    kind = "dimension_values"
    label = "Dimensions"
    singular = "dimension value"
    columns = (
        Column("title", "ID"),
        Column("subtitle", "Name"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )

    def count(self) -> int:
        """How many there are, in all dimensions."""
        return sum(len(table) for table in self._book.dimensions.values())

    def _records(self) -> Iterator[DimensionValue]:
        for table in self._book.dimensions.values():
            yield from table

    def _record(self, key: str) -> DimensionValue:
        for table in self._book.dimensions.values():
            if key.isdecimal() and table.get(int(key)) is not None:
                return record_in(table, key, self.singular)
        raise UnknownRecord(f"There is no {self.singular} with record number {key} any more.")

    def _dimension_of(self, record: DimensionValue) -> str:
        tables: dict[str, Table[DimensionValue]] = self._book.dimensions
        return next(name for name, table in tables.items() if table.get(record.record_no))

    def _row(self, record: DimensionValue) -> Row:
        dimension = self._dimension_of(record).capitalize()
        row = self._stamped_row(record, record.code, record.name, record.status)
        return msgspec.structs.replace(
            row, title=f"{dimension} {record.code}", words=f"{dimension} {record.code}"
        )

    def _object_name(self, record: DimensionValue) -> str:
        return self._dimension_of(record)

    def _fields(self, record: DimensionValue) -> tuple[Field, ...]:
        return (
            Field("dimension", "Dimension", self._dimension_of(record).capitalize()),
            Field("code", "ID", record.code),
            Field("name", "Name", record.name, editable=True),
            Field("parent_id", "Parent", record.parent_id),
        )

    def _form_fields(self, record: DimensionValue | None) -> tuple[FormField, ...]:
        value = "" if record is None else record.name
        name = FormField(name="name", label="Name", value=value, required=True)
        if record is not None:
            return (name,)
        dimensions = tuple(Option(each, each.capitalize()) for each in self._book.dimensions)
        choice = FormField(
            name="dimension",
            label="Dimension",
            type="select",
            options=dimensions,
            value="LOCATION",
            required=True,
        )
        return (choice, FormField(name="code", label="ID", required=True), name)

    def _create(self, values: Values) -> DimensionValue:
        dimension = values.required("dimension", "Dimension")
        if dimension not in self._book.dimensions:
            raise UnknownRecord(f"There is no dimension {dimension}.")
        form = DimensionValueForm(
            code=values.required("code", "ID"), name=values.required("name", "Name")
        )
        return self._book.create_dimension_value(dimension, form, by=ACTING_LOGIN)

    def _edit(self, record: DimensionValue, values: Values) -> None:
        self._update(record, DimensionValueForm(name=values.required("name", "Name")))

    def _set_status(self, record: DimensionValue, status: str) -> None:
        self._update(record, DimensionValueForm(status=status))

    def _update(self, record: DimensionValue, form: DimensionValueForm) -> None:
        dimension = self._dimension_of(record)
        self._book.update_dimension_value(dimension, record.code, form, by=ACTING_LOGIN)

    def _delete(self, record: DimensionValue) -> None:
        self._book.delete_dimension_value(self._dimension_of(record), record.code, by=ACTING_LOGIN)
