"""People's work with reference data: dimensions and their values, tax details, accounts."""

from decimal import Decimal

from sandbox.intacct.forms import AccountForm, DimensionValueForm, TaxDetailForm
from sandbox.intacct.options import UserDimension
from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.document_records import Kind
from sandbox.re_leased.fields import AccountFields, CategoryFields, OptionFields, TaxTypeFields
from sandbox.re_leased.reference_records import AccountClass
from sync.domain.kinds import RecordKind
from sync.domain.records import Account, Dimension, DimensionValue, Record, TaxDetail
from sync.domain.sides import Side
from tests.rule_book.works import Work
from tests.sync.use_cases.bridge import COMPANY, FIONA, Bridge

NEW_NAME = "Renamed by a person"


class DimensionWork(Work):
    """A dimension of the company's own; a tracking category in Re-Leased."""

    kind = RecordKind.DIMENSION
    name = "Unit"

    def create(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            bridge.intacct.options.user_dimensions = (UserDimension("UNIT", self.name),)
        else:
            self._put(bridge, CategoryFields(name=self.name))

    def change(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            bridge.intacct.options.user_dimensions = (UserDimension("UNIT", NEW_NAME),)
        else:
            self._put(bridge, CategoryFields(name=NEW_NAME))

    def end(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            bridge.intacct.options.dimensions_switched_off = frozenset({"UNIT"})
        else:
            self._put(bridge, CategoryFields(archived=True))

    def is_it(self, record: Record) -> bool:
        return isinstance(record, Dimension) and record.name in {self.name, NEW_NAME}

    def told(self, record: Record) -> object:
        assert isinstance(record, Dimension)
        return record.name

    def has_ended(self, record: Record) -> bool:
        return isinstance(record, Dimension) and not record.active

    def _put(self, bridge: Bridge, fields: CategoryFields) -> None:
        categories = bridge.re_leased.reference_data.categories.every(COMPANY)
        known = [one.id for one in categories if one.name in {self.name, NEW_NAME}]
        key = known[0] if known else "977"
        bridge.re_leased.reference_data.put_category(COMPANY, key, fields, by=SYSTEM)


class DimensionValueWork(Work):
    """A location; a tracking option in Re-Leased."""

    kind = RecordKind.DIMENSION_VALUE
    name = "Z-QUAY"

    def create(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            form = DimensionValueForm(code=self.name, name="Quay House")
            bridge.intacct.create_dimension_value("LOCATION", form, by=FIONA)
        else:
            self._put(bridge, OptionFields(code=self.name, name="Quay House"))

    def change(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            form = DimensionValueForm(name=NEW_NAME)
            bridge.intacct.update_dimension_value("LOCATION", self.name, form, by=FIONA)
        else:
            self._put(bridge, OptionFields(name=NEW_NAME))

    def end(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            bridge.intacct.deactivate_dimension_value("LOCATION", self.name, by=FIONA)
        else:
            self._put(bridge, OptionFields(archived=True))

    def is_it(self, record: Record) -> bool:
        return isinstance(record, DimensionValue) and record.code == self.name

    def told(self, record: Record) -> object:
        assert isinstance(record, DimensionValue)
        return record.code, record.name

    def has_ended(self, record: Record) -> bool:
        return isinstance(record, DimensionValue) and not record.active

    def _put(self, bridge: Bridge, fields: OptionFields) -> None:
        (location,) = (
            one
            for one in bridge.re_leased.reference_data.categories.every(COMPANY)
            if one.name == "Location"
        )
        known = [option.id for option in location.options if option.code == self.name]
        key = known[0] if known else "9077"
        bridge.re_leased.reference_data.put_option(COMPANY, location.id, key, fields, by=SYSTEM)


class TaxDetailWork(Work):
    """A tax detail; a tax type in Re-Leased."""

    kind = RecordKind.TAX_DETAIL
    name = "Harbour Levy"

    def create(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            form = TaxDetailForm(
                detail_id=self.name,
                description="Levy of the harbour",
                tax_type="Sale",
                value=Decimal("7.5"),
                account_no="2200",
                tax_solution_id="United Kingdom - VAT",
            )
            bridge.intacct.create_tax_detail(form, by=FIONA)
        else:
            fields = TaxTypeFields(
                display_name="Levy of the harbour", rate=Decimal("7.5"), applies_to=(Kind.INCOME,)
            )
            self._put(bridge, fields)

    def change(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            form = TaxDetailForm(description=NEW_NAME)
            bridge.intacct.update_tax_detail(self.name, form, by=FIONA)
        else:
            self._put(bridge, TaxTypeFields(display_name=NEW_NAME))

    def end(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            bridge.intacct.deactivate_tax_detail(self.name, by=FIONA)
        else:
            self._put(bridge, TaxTypeFields(archived=True))

    def is_it(self, record: Record) -> bool:
        return isinstance(record, TaxDetail) and record.code == self.name

    def told(self, record: Record) -> object:
        assert isinstance(record, TaxDetail)
        return record.code, record.name, record.rate, record.use

    def has_ended(self, record: Record) -> bool:
        return isinstance(record, TaxDetail) and not record.active

    def _put(self, bridge: Bridge, fields: TaxTypeFields) -> None:
        bridge.re_leased.reference_data.put_tax_type(COMPANY, self.name, fields, by=SYSTEM)


class AccountWork(Work):
    """An account of the chart."""

    kind = RecordKind.ACCOUNT
    name = "4977"

    def create(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            form = AccountForm(
                account_no=self.name,
                title="Mooring fees",
                account_type="incomestatement",
                normal_balance="credit",
                closing_type="closing account",
            )
            bridge.intacct.create_account(form, by=FIONA)
        else:
            fields = AccountFields(name="Mooring fees", account_class=AccountClass.REVENUE)
            self._put(bridge, fields)

    def change(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            bridge.intacct.update_account(self.name, AccountForm(title=NEW_NAME), by=FIONA)
        else:
            self._put(bridge, AccountFields(name=NEW_NAME))

    def end(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            bridge.intacct.deactivate_account(self.name, by=FIONA)
        else:
            self._put(bridge, AccountFields(archived=True))

    def is_it(self, record: Record) -> bool:
        return isinstance(record, Account) and record.number == self.name

    def told(self, record: Record) -> object:
        assert isinstance(record, Account)
        return record.number, record.name, record.account_class

    def has_ended(self, record: Record) -> bool:
        return isinstance(record, Account) and not record.active

    def _put(self, bridge: Bridge, fields: AccountFields) -> None:
        bridge.re_leased.reference_data.put_account(COMPANY, self.name, fields, by=SYSTEM)
