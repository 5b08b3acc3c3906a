"""The lines of an order document, and the tax that is worked out when it is saved."""

from collections.abc import Iterable
from decimal import Decimal

from sandbox.intacct.forms import TaxEntryForm, value_or
from sandbox.intacct.master_records import ITEM_TYPES, Item, TaxDetail
from sandbox.intacct.options import OrderModule, TransactionDefinition
from sandbox.intacct.order_forms import OrderLineForm, SubtotalForm
from sandbox.intacct.order_records import OrderLine, OrderSubtotal
from sandbox.intacct.records import ZERO
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.document_lines import tax_on, to_cent
from sandbox.intacct.rules.order_kinds import OrderKind
from sandbox.intacct.rules.payments import PaymentRules

_ONE = Decimal(1)
_NOT_FOR = {
    OrderModule.ORDER_ENTRY: ITEM_TYPES["NP"],
    OrderModule.PURCHASING: ITEM_TYPES["NS"],
}
_DIMENSIONS = (
    *("location_id", "department_id", "class_id", "project_id", "customer_id", "vendor_id"),
)


class OrderTaxRules(PaymentRules):
    """Works out lines and their tax.

    Which tax detail applies follows in Intacct from the tax groups of item and contact; here it is
    the company's option `order_tax_details`, else its first active one of the kind (a guess).
    """

    def order_line(
        self, kind: OrderKind, definition: TransactionDefinition, form: OrderLineForm, place: int
    ) -> OrderLine:
        """One line with its value and tax; `place` is 0-based."""
        item = self._item_to_order(kind, value_or(form.item_id, ""))
        quantity, price = value_or(form.quantity, _ONE), value_or(form.price, item.base_price)
        value = to_cent(quantity * price)
        taxable = definition.taxes and value_or(form.taxable, item.taxable)
        is_away = self.options.tax_engine_away
        detail = None if is_away else self._detail_for(kind, form, taxable=taxable)
        entry = value_or(form.tax, TaxEntryForm(detail_id=""))
        line = OrderLine(
            record_no=self.next_number(),
            line_no=place,
            item_id=item.code,
            quantity=quantity,
            price=price,
            value=value,
            taxable=taxable,
            detail_id="" if detail is None else detail.detail_id,
            tax=None if is_away else _tax(value, detail, entry.amount),
            tax_override=entry.amount is not None,
            description=value_or(form.description, "") or item.name,
            memo=value_or(form.memo, ""),
            unit=value_or(form.unit, "") or item.unit,
            custom_fields=value_or(form.custom_fields, {}),
            **{name: value_or(getattr(form, name), "") for name in _DIMENSIONS},
        )
        self._check_dimensions(f"{kind.object_name}ENTRY", line)
        return line

    def _check_dimensions(self, object_name: str, line: OrderLine | OrderSubtotal) -> None:
        self.check_members(line)
        self.check_custom_fields(object_name, line.custom_fields)

    def order_subtotals(
        self, kind: OrderKind, lines: Iterable[OrderLine], forms: Iterable[SubtotalForm]
    ) -> tuple[OrderSubtotal, ...]:
        """What the sender gave, then one tax row for each tax detail."""
        lines = tuple(lines)
        base = sum((line.value for line in lines), ZERO)
        given = [self._subtotal(kind, form, base) for form in forms]
        taxes: dict[str, Decimal] = {}
        for line in lines:
            if line.detail_id and line.tax is not None:
                taxes[line.detail_id] = taxes.get(line.detail_id, ZERO) + line.tax
        return (*given, *(self._tax_row(kind, name, total) for name, total in taxes.items()))

    def _item_to_order(self, kind: OrderKind, item_id: str) -> Item:
        """The item, unless it is only bought where it is to be sold, or the other way about."""
        item = self.items.named(item_id)
        if item is None or item.status != "active" or item.item_type == _NOT_FOR[kind.module]:
            raise business_rule(f"Item '{item_id}' is not valid")
        return item

    def _detail_for(
        self, kind: OrderKind, form: OrderLineForm, *, taxable: bool
    ) -> TaxDetail | None:
        if not taxable:
            return None
        wanted = kind.posts_as.tax_type
        named = value_or(form.tax, TaxEntryForm(detail_id="")).detail_id
        name = named or self.options.order_tax_details.get(wanted, "")
        if name:
            detail = self.tax_details.named(name)
            if detail is None or detail.tax_type != wanted:
                raise business_rule(f"Tax detail '{name}' is not valid")
            return detail
        fitting = (detail for detail in self.tax_details if detail.tax_type == wanted)
        return next((detail for detail in fitting if detail.status == "active"), None)

    def _subtotal(self, kind: OrderKind, form: SubtotalForm, base: Decimal) -> OrderSubtotal:
        percent = form.percent
        total = form.total
        if total is None:
            total = ZERO if percent is None else base * percent / 100
        row = OrderSubtotal(
            record_no=self.next_number(),
            description=form.description,
            total=to_cent(total),
            percent=percent,
            item_id=form.item_id,
            custom_fields=form.custom_fields,
            **{name: getattr(form, name) for name in _DIMENSIONS},
        )
        self._check_dimensions(f"{kind.object_name}SUBTOTALS", row)
        return row

    def _tax_row(self, kind: OrderKind, detail_id: str, total: Decimal) -> OrderSubtotal:
        detail = self.tax_details.named(detail_id)
        return OrderSubtotal(
            record_no=self.next_number(),
            description=kind.tax_row,
            total=total,
            percent=None if detail is None else detail.value,
            detail_id=detail_id,
        )


def order_line_form(line: OrderLine) -> OrderLineForm:
    """The line as the user would fill it in again; only overridden tax is an amount."""
    names = [name for name in OrderLineForm.__struct_fields__ if name != "tax"]
    fields = {name: getattr(line, name) for name in names}
    amount = line.tax if line.tax_override else None
    return OrderLineForm(**fields, tax=TaxEntryForm(detail_id=line.detail_id, amount=amount))


def _tax(value: Decimal, detail: TaxDetail | None, given: Decimal | None) -> Decimal:
    if detail is None:
        return ZERO
    return tax_on(value, detail) if given is None else to_cent(given)
