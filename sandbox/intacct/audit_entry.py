"""A row of the audit trail."""

from datetime import datetime

import msgspec


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row of AUDITHISTORY.

    Attributes:
        record_no: The row's ID, from the company's one sequence: a deletion leaves a row with a
            higher number behind, so that no number is ever given out twice.
        access_mode: C create, M modify, D delete.
    """

    record_no: int
    object_type: str
    object_key: str
    access_time: datetime
    access_mode: str
    user_id: str
