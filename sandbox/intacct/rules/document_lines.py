"""The lines of a document: what they may refer to, and the tax lines that belong to them."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from sandbox.intacct.forms import LineEdit, LineForm, TaxEntryForm, given, value_or
from sandbox.intacct.master_records import TaxDetail
from sandbox.intacct.records import ZERO, DocumentItem
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.rules.document_kinds import DocumentKind
from sandbox.intacct.rules.masters import MasterRules
from sandbox.intacct.rules.parties import PartyRules

_CENT = Decimal("0.01")
_DIMENSION_FIELDS = {
    "DEPARTMENT": "department_id",
    "LOCATION": "location_id",
    "CLASS": "class_id",
    "PROJECT": "project_id",
}
_NOT_COPIED = frozenset({"amount", "tax_entries"})


class LineGroup(msgspec.Struct, frozen=True):
    """A user's line and its tax lines."""

    line: DocumentItem
    taxes: tuple[DocumentItem, ...] = ()

    def as_form(self) -> LineForm:
        """The line as the user would fill it in again; only overridden tax is an amount."""
        entries = tuple(
            TaxEntryForm(detail_id=tax.detail_id, amount=tax.amount if tax.tax_override else None)
            for tax in self.taxes
        )
        fields = {name: getattr(self.line, name) for name in LineForm.__struct_fields__[:-1]}
        return LineForm(**fields, tax_entries=entries)


def to_cent(amount: Decimal) -> Decimal:
    """Round half up to the cent, as Intacct rounds every amount."""
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP)


def tax_on(amount: Decimal, detail: TaxDetail) -> Decimal:
    """The tax of one line: the detail's percentage of the amount, to the cent."""
    return to_cent(amount * detail.value / 100)


def grouped(items: Iterable[DocumentItem]) -> list[LineGroup]:
    """A document's items as user's lines, each with its tax lines, in order."""
    items = tuple(items)
    return [
        LineGroup(line, tuple(tax for tax in items if tax.parent_entry == line.record_no))
        for line in items
        if line.is_user_line
    ]


def numbered(groups: Sequence[LineGroup]) -> tuple[DocumentItem, ...]:
    """All items of the groups, user's lines first, each kind numbered from 1."""
    lines = [group.line for group in groups]
    taxes = [tax for group in groups for tax in group.taxes]
    return tuple(
        msgspec.structs.replace(item, line_no=place)
        for kind in (lines, taxes)
        for place, item in enumerate(kind, start=1)
    )


def paid_top_down(items: Sequence[DocumentItem], paid: Decimal) -> tuple[DocumentItem, ...]:
    """Spread what was paid over the lines from the top, as a payment without line keys does.

    Once anything is paid, negative lines count in full against the positive ones (a guess). What
    was applied of a credit is negative, as its lines are.
    """
    if not paid:
        return tuple(msgspec.structs.replace(item, total_paid=ZERO) for item in items)
    if paid < 0:
        return tuple(map(_negative, paid_top_down([*map(_negative, items)], -paid)))
    left = paid - sum((item.amount for item in items if item.amount < 0), ZERO)
    spread = []
    for item in items:
        share = min(item.amount, left)
        left -= max(share, ZERO)
        spread.append(msgspec.structs.replace(item, total_paid=share))
    return tuple(spread)


def _negative(item: DocumentItem) -> DocumentItem:
    return msgspec.structs.replace(item, amount=-item.amount, total_paid=-item.total_paid)


class LineRules(PartyRules, MasterRules):
    """Checks lines against the chart and the dimensions, and works out their tax."""

    def _groups_of(
        self, kind: DocumentKind[Any], forms: Iterable[LineForm], *, draft: bool
    ) -> list[LineGroup]:
        return [self._group(kind, form, None, draft=draft) for form in forms]

    def _edited_groups(
        self,
        kind: DocumentKind[Any],
        groups: list[LineGroup],
        edits: Sequence[LineEdit],
        *,
        draft: bool,
    ) -> list[LineGroup]:
        groups = list(groups)
        for edit in edits:
            if edit.line_num is None:
                groups.append(self._group(kind, edit.line, None, draft=draft))
            elif 1 <= edit.line_num <= len(groups):
                before = groups[edit.line_num - 1]
                changes = dict(given(edit.line))
                if "custom_fields" in changes:
                    kept = before.line.custom_fields
                    changes["custom_fields"] = {**kept, **changes["custom_fields"]}
                form = msgspec.structs.replace(before.as_form(), **changes)
                groups[edit.line_num - 1] = self._group(kind, form, before, draft=draft)
            else:
                raise business_rule(f"Line number {edit.line_num} is not valid")
        return groups

    def _group(
        self, kind: DocumentKind[Any], form: LineForm, before: LineGroup | None, *, draft: bool
    ) -> LineGroup:
        if not isinstance(form.amount, Decimal) or not value_or(form.account_no, ""):
            raise business_rule("A line needs an account and an amount")
        number = self.next_number() if before is None else before.line.record_no
        line = DocumentItem(
            record_no=number,
            line_no=0,
            amount=to_cent(form.amount),
            **given(form, leave_out=_NOT_COPIED),
        )
        line = self._filled_in(line)
        self._check_references(line)
        self.check_custom_fields(f"{kind.object_name}ITEM", line.custom_fields)
        if not draft:
            self._check_required_dimensions(line)
        entries = value_or(form.tax_entries, ())
        return LineGroup(line, tuple(self._tax_line(kind, line, entry) for entry in entries))

    def _filled_in(self, line: DocumentItem) -> DocumentItem:
        """The line with the members that others fill in; another one in their place is refused."""
        for rule in self.options.filled_in:
            source, target = _DIMENSION_FIELDS[rule.dimension], _DIMENSION_FIELDS[rule.target]
            if getattr(line, source) != rule.member:
                continue
            if getattr(line, target) not in {"", rule.value}:
                label = self._label_of(rule.target)
                raise business_rule(f"{label} must be {rule.value}. This value is auto-filled")
            line = msgspec.structs.replace(line, **{target: rule.value})
        return line

    def _tax_line(
        self, kind: DocumentKind[Any], line: DocumentItem, entry: TaxEntryForm
    ) -> DocumentItem:
        detail = self.tax_details.named(entry.detail_id)
        if detail is None or detail.status != "active" or detail.tax_type != kind.tax_type:
            raise business_rule(f"Tax detail '{entry.detail_id}' is not valid")
        given_amount = entry.amount
        amount = tax_on(line.amount, detail) if given_amount is None else to_cent(given_amount)
        return msgspec.structs.replace(
            line,
            record_no=self.next_number(),
            account_no=detail.account_no or line.account_no,
            amount=amount,
            is_user_line=False,
            parent_entry=line.record_no,
            detail_id=detail.detail_id,
            tax_override=given_amount is not None,
            memo="",
        )

    def _check_references(self, line: DocumentItem) -> None:
        account = self.accounts.named(line.account_no)
        if account is None or account.status != "active":
            raise business_rule(f"Account {line.account_no} is not valid")
        self.check_members(line)

    def check_members(self, line: Any) -> None:
        """Refuse a department, location, class or project of a line that is not there or not in use."""
        for dimension, attribute in _DIMENSION_FIELDS.items():
            code = getattr(line, attribute)
            member = self.dimensions[dimension].named(code) if code else None
            if code and (member is None or member.status != "active"):
                raise self._dimension_refusal(dimension, code)

    def _dimension_refusal(self, dimension: str, code: str) -> Refusal:
        label = self.options.dimension_labels[dimension]
        if dimension == "PROJECT":
            return business_rule(f"Invalid {label} '{code}' specified.")
        return business_rule(f"{label} {code} is not valid")

    def _check_required_dimensions(self, line: DocumentItem) -> None:
        for dimension in self._required_dimensions(line.account_no):
            attribute = _DIMENSION_FIELDS.get(dimension, f"{dimension.lower()}_id")
            own = line.custom_fields.get(f"GLDIM{dimension}", "")
            if not getattr(line, attribute, own):
                raise Refusal(
                    "BL03000018",
                    f"This transaction is missing the {self._label_of(dimension)} "
                    f"dimension for the Account {line.account_no}",
                    "Provide a value for the dimension, then try again.",
                )

    def _required_dimensions(self, account_no: str) -> list[str]:
        account = self.accounts.named(account_no)
        by_account = {
            "DEPARTMENT": account is not None and account.require_department,
            "LOCATION": account is not None and account.require_location,
            "CLASS": account is not None and account.require_class,
            "PROJECT": account is not None and account.require_project,
        }
        by_company = ("LOCATION",) if self.options.multi_entity else ()
        required = [name for name, needed in by_account.items() if needed]
        return list(dict.fromkeys((*required, *by_company, *self.options.required_dimensions)))

    def _label_of(self, dimension: str) -> str:
        own = {each.object_name: each.label for each in self.options.user_dimensions}
        return {**own, **self.options.dimension_labels}.get(dimension, dimension.capitalize())
