"""Field table of the audit trail."""

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import ObjectDefinition, Rows, fields_from
from sandbox.intacct.wire.values import Kind

TEXT = Kind.TEXT


def audit_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """The definition of AUDITHISTORY of `book`."""
    trail = book.audit_trail
    return [
        ObjectDefinition(
            "AUDITHISTORY",
            fields_from(
                ("ID", Kind.INTEGER, "record_no"),
                ("OBJECTTYPE", TEXT, "object_type"),
                ("OBJECTKEY", TEXT, "object_key"),
                ("ACCESSTIME", Kind.TIMESTAMP, "access_time"),
                ("ACCESSMODE", Kind.ENUM, "access_mode"),
                ("USERID", TEXT, "user_id"),
            ),
            Rows(
                numbers=trail.numbers,
                get=trail.get,
                indexes={"ID": trail.numbers, "ACCESSTIME": trail.indexes["access_time"]},
            ),
            number_field="ID",
        )
    ]
