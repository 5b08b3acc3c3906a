"""Works out a document's lines: amounts, tax, tracking and property of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from sandbox.re_leased.document_records import (
    AmountsAre,
    Kind,
    Line,
    LineTracking,
    TaxCalculation,
    TaxMode,
    TaxStatus,
)
from sandbox.re_leased.fields import LineFields
from sandbox.re_leased.money import ZERO, cents, plain, total
from sandbox.re_leased.properties import Properties
from sandbox.re_leased.reference_data import ReferenceData
from sandbox.re_leased.reference_records import TaxType
from sandbox.re_leased.refusal import Detail


@dataclass(frozen=True, slots=True)
class LineMaker:
    """Makes the lines of one document out of what was handed in."""

    company_id: str
    kind: Kind
    amounts_are: AmountsAre
    property_id: str | None  # the document's own, for lines that do not say
    reference_data: ReferenceData
    properties: Properties

    def make(self, wanted: Sequence[LineFields]) -> tuple[list[Line], list[Detail]]:
        """The lines, and what is wrong with those that could not be made."""
        lines: list[Line] = []
        faults: list[Detail] = []
        for position, fields in enumerate(wanted):
            made = self._line(fields, line_id=str(position + 1), path=f"lines[{position}]")
            if isinstance(made, Line):
                lines.append(made)
            else:
                faults.append(made)
        return lines, faults

    def _line(self, fields: LineFields, *, line_id: str, path: str) -> Line | Detail:
        account = self.reference_data.find_usable_account(
            self.company_id, fields.account_code, field=f"{path}.accountCode"
        )
        if isinstance(account, Detail):
            return account
        tax_type = self.reference_data.find_usable_tax_type(
            self.company_id,
            fields.tax_type_code,
            account=account,
            kind=self.kind,
            field=f"{path}.taxTypeCode",
        )
        if isinstance(tax_type, Detail):
            return tax_type
        fault = self._tracking_fault(fields, path) or self._property_fault(fields, path)
        return fault or self._amounts(fields, tax_type, line_id=line_id, path=path)

    def _amounts(
        self, fields: LineFields, tax_type: TaxType, *, line_id: str, path: str
    ) -> Line | Detail:
        price = fields.unit_price if fields.unit_price is not None else fields.net_amount
        if price is None:
            return Detail(
                f"{path}.unitPrice",
                "line_without_amount",
                f"Line {line_id} has no amount; lines with a description only are not supported.",
            )
        asked = fields.quantity if fields.unit_price is not None else None
        quantity = Decimal(1) if asked is None else plain(asked, field=f"{path}.quantity")
        unit_price = _at_least_cents(plain(price, field=f"{path}.unitPrice"))
        property_id, tracking = self._place(fields)
        line = Line(
            id=line_id,
            description=fields.description,
            quantity=quantity,
            unit_price=unit_price,
            account_code=fields.account_code,
            tax_type_code=tax_type.code,
            net_amount=ZERO,
            gross_amount=ZERO,
            property_id=property_id,
            tracking=tracking,
        )
        amount = cents(plain(quantity * unit_price, field=path))
        return _taxed(line, amount, tax_type, given=fields.tax_amount, are=self.amounts_are)

    def _place(self, fields: LineFields) -> tuple[str | None, tuple[LineTracking, ...]]:
        """A line finds its property by its property-matching option, or takes the document's.

        Without tracking of its own it takes the property's default options (Property Tracking).
        """
        if fields.tracking is None:
            property_id = fields.property_id or self.property_id
            return property_id, self._defaults(property_id)
        matched = (
            self.properties.matched_by(
                self.company_id, category_id=option.category_id, option_id=option.option_id
            )
            for option in fields.tracking
        )
        found = next((property_id for property_id in matched if property_id), None)
        return fields.property_id or found or self.property_id, fields.tracking

    def _defaults(self, property_id: str | None) -> tuple[LineTracking, ...]:
        building = self.properties.shelf.find(self.company_id, property_id or "")
        if building is None:
            return ()
        return tuple(
            LineTracking(category_id=default.category_id, option_id=default.option_id)
            for default in building.tracking
        )

    def _tracking_fault(self, fields: LineFields, path: str) -> Detail | None:
        for option in fields.tracking or ():
            if not self.reference_data.has_option(
                self.company_id, category_id=option.category_id, option_id=option.option_id
            ):
                return Detail(
                    f"{path}.tracking",
                    "tracking_option_unknown",
                    f"There is no option {option.option_id} in category {option.category_id}.",
                )
        return None

    def _property_fault(self, fields: LineFields, path: str) -> Detail | None:
        wanted = fields.property_id
        if wanted is None or self.properties.shelf.find(self.company_id, wanted):
            return None
        message = f"There is no property {wanted} in this company."
        return Detail(f"{path}.propertyId", "property_unknown", message)


def _taxed(
    line: Line, amount: Decimal, tax_type: TaxType, *, given: Decimal | None, are: AmountsAre
) -> Line:
    """Tax that is calculated elsewhere stays open; a given amount is kept, to the cent."""
    if tax_type.calculation is TaxMode.EXTERNAL or tax_type.rate is None:
        return msgspec.structs.replace(line, net_amount=amount, gross_amount=amount)
    rate = tax_type.rate
    base = Decimal(100) if are is AmountsAre.TAX_EXCLUSIVE else 100 + rate
    tax = cents(amount * rate / base if given is None else plain(given, field="taxAmount"))
    return with_tax(line, amount=amount, tax=tax, rate=rate, are=are)


def with_tax(
    line: Line, *, amount: Decimal, tax: Decimal, rate: Decimal | None, are: AmountsAre
) -> Line:
    """The line with its tax: on top of `amount`, or contained in it."""
    is_exclusive = are is AmountsAre.TAX_EXCLUSIVE
    return msgspec.structs.replace(
        line,
        tax_rate=rate,
        tax_amount=tax,
        net_amount=amount if is_exclusive else amount - tax,
        gross_amount=amount + tax if is_exclusive else amount,
    )


def _at_least_cents(price: Decimal) -> Decimal:
    return cents(price) if price == cents(price) else price


@dataclass(frozen=True, slots=True)
class Totals:
    """A document's sums over its lines."""

    net_total: Decimal
    tax_total: Decimal
    gross_total: Decimal
    property_id: str | None

    @staticmethod
    def of(lines: Iterable[Line]) -> "Totals":
        """The sums. The property is the lines' common one; different ones give none."""
        kept = list(lines)
        properties = {line.property_id for line in kept}
        return Totals(
            net_total=total(line.net_amount for line in kept),
            tax_total=total(line.tax_amount or ZERO for line in kept),
            gross_total=total(line.gross_amount for line in kept),
            property_id=properties.pop() if len(properties) == 1 else None,
        )


def tax_calculation(lines: Iterable[Line]) -> TaxCalculation:
    """A line whose tax is still open makes the document wait for the accounting software."""
    if any(line.tax_amount is None for line in lines):
        return TaxCalculation(mode=TaxMode.EXTERNAL, status=TaxStatus.PENDING)
    return TaxCalculation()
