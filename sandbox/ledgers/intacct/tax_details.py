"""Intacct's register of tax details."""

from collections.abc import Iterator
from decimal import Decimal

from sandbox.intacct.forms import TaxDetailForm
from sandbox.intacct.master_records import TaxDetail
from sandbox.ledgers.intacct.common import ACTING_LOGIN, account_options, record_in
from sandbox.ledgers.intacct.masters import MasterRegister
from sandbox.ledgers.shapes import Column, Field, FormField, Row
from sandbox.ledgers.values import Values


class TaxDetailRegister(MasterRegister[TaxDetail]):
    """Rates of tax."""

    kind = "tax_details"
    label = "Tax details"
    singular = "tax detail"
    columns = (
        Column("title", "ID"),
        Column("subtitle", "Description"),
        Column("state", "State"),
        Column("changed", "Last change"),
    )

    def count(self) -> int:
        """How many there are."""
        return len(self._book.tax_details)

    def _records(self) -> Iterator[TaxDetail]:
        return iter(self._book.tax_details)

    def _record(self, key: str) -> TaxDetail:
        return record_in(self._book.tax_details, key, self.singular)

    def _row(self, record: TaxDetail) -> Row:
        rate = f"{_percent(record.value)} on {record.tax_type.lower()}s"
        words = [record.description, rate]
        subtitle = " · ".join(word for word in words if word)
        return self._stamped_row(record, record.detail_id, subtitle, record.status)

    def _object_name(self, record: TaxDetail) -> str:  # noqa: ARG002 - the same for all
        return "TAXDETAIL"

    def _fields(self, record: TaxDetail) -> tuple[Field, ...]:
        return (
            Field("value", "Rate", _percent(record.value)),
            Field("tax_type", "On", f"{record.tax_type}s"),
            Field("account_no", "GL account", record.account_no),
            Field("tax_solution_id", "Tax solution", record.tax_solution_id),
            Field("tax_authority", "Tax authority", record.tax_authority),
        )

    def _form_fields(self, record: TaxDetail | None) -> tuple[FormField, ...]:
        description = FormField(
            name="description",
            label="Description",
            value="" if record is None else record.description,
        )
        rate = FormField(
            name="value",
            label="Rate in percent",
            type="amount",
            value="" if record is None else str(record.value),
            required=True,
        )
        if record is not None:
            return (description, rate)
        accounts = account_options(self._book.accounts)
        return (
            FormField(name="detail_id", label="Tax detail ID", required=True),
            description,
            rate,
            FormField(
                name="account_no",
                label="GL account",
                type="select",
                options=accounts,
                required=True,
            ),
        )

    def _create(self, values: Values) -> TaxDetail:
        solution = next(iter(self._book.tax_solutions), None)
        form = TaxDetailForm(
            detail_id=values.required("detail_id", "Tax detail ID"),
            description=values.text("description"),
            value=values.amount("value", "Rate"),
            account_no=values.text("account_no"),
            tax_solution_id="" if solution is None else solution.solution_id,
        )
        return self._book.create_tax_detail(form, by=ACTING_LOGIN)

    def _edit(self, record: TaxDetail, values: Values) -> None:
        form = TaxDetailForm(
            description=values.text("description"), value=values.amount("value", "Rate")
        )
        self._book.update_tax_detail(record.detail_id, form, by=ACTING_LOGIN)

    def _set_status(self, record: TaxDetail, status: str) -> None:
        form = TaxDetailForm(status=status)
        self._book.update_tax_detail(record.detail_id, form, by=ACTING_LOGIN)

    def _delete(self, record: TaxDetail) -> None:
        self._book.delete_tax_detail(record.detail_id, by=ACTING_LOGIN)


def _percent(rate: Decimal) -> str:
    return f"{rate.normalize():f} %"
