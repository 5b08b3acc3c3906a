"""getAuditTrail: what happened to one record.

The names of the elements are guesses, and which fields were changed is not told: the stand-in keeps
who did what and when.
"""

from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.wire.tree import Element, SubElement, add_text, new, text_of
from sandbox.intacct.wire.values import Kind, parse_key, query_writer


def get_audit_trail(call: Call) -> list[Element]:
    """The rows of the audit trail for the record of that `recordNo` or `objectKey`, oldest first."""
    name = text_of(call.element, "object").upper()
    call.to_read("AUDITHISTORY", "XL03000009", "READ")
    keys = _keys(call, name)
    when = query_writer(Kind.TIMESTAMP, call.form)
    data = new("data")
    trail = SubElement(data, "auditTrail")
    for entry in call.book.audit_trail:
        if entry.object_type == name.lower() and entry.object_key in keys:
            row = SubElement(trail, "auditTrailEntry")
            add_text(row, "objectType", entry.object_type)
            add_text(row, "objectKey", entry.object_key)
            add_text(row, "accessTime", when(entry.access_time))
            add_text(row, "accessMode", entry.access_mode)
            add_text(row, "userId", entry.user_id)
    return [data]


def _keys(call: Call, name: str) -> frozenset[str]:
    definition = call.definition(name, "XL03000009")
    object_key = text_of(call.element, "objectKey") or text_of(call.element, "objectkey")
    number = parse_key(text_of(call.element, "recordNo"))
    if number is None and object_key:
        named = definition.rows.named(object_key)
        number = parse_key(object_key) if named is None else named.record_no
    if number is None:
        raise business_rule("recordNo or objectKey is required")
    return call.book.object_keys(name, number) | {object_key}


FUNCTIONS = {"getAuditTrail": Function(get_audit_trail)}
