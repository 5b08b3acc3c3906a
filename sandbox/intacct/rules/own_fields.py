"""Fields and dimensions that a company has of its own."""

from collections.abc import Mapping

from sandbox.intacct.master_records import UserDimensionValue
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.rules.audit_trail import AuditRules

_LINES = ("ITEM", "ENTRY", "SUBTOTALS")  # how objects of lines are called


class OwnFieldRules(AuditRules):
    """Checks values of the company's own fields, and keeps the members of its own dimensions."""

    def check_custom_fields(self, object_name: str, values: Mapping[str, str]) -> None:
        """Refuse a field that the company does not have, and a member that its dimension lacks."""
        known = {
            each.name for each in self.options.custom_fields if each.object_name == object_name
        }
        on_lines = object_name.endswith(_LINES)
        dimensions = {f"GLDIM{each.object_name}" for each in self.options.user_dimensions}
        for name, value in values.items():
            if on_lines and name in dimensions:
                self._check_member(name.removeprefix("GLDIM"), value)
            elif name not in known:
                raise Refusal("XL03000010", f"Field {name} is not valid for object {object_name}")

    def _check_member(self, dimension: str, value: str) -> None:
        number = int(value) if value.isascii() and value.isdecimal() else 0
        member = self.user_dimension_values.get(number)
        if value and (member is None or member.dimension != dimension):
            raise business_rule(f"{dimension.capitalize()} {value} is not valid")

    def add_user_dimension_value(self, dimension: str, name: str, *, by: str) -> UserDimensionValue:
        """Add a member to a dimension of the company's own."""
        member = UserDimensionValue(
            record_no=self.next_number(),
            created_at=self.now(),
            created_by=self.user_number(by),
            dimension=dimension,
            name=name,
        )
        self.user_dimension_values.put(member)
        self.note_in_audit_trail(dimension, member.record_no, "C", by)
        return member
