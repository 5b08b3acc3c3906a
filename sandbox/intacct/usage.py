"""What each function of the gateway cost, as Sage charges it."""

from datetime import datetime

import msgspec


class UsageEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row of APIUSAGEDETAIL.

    Attributes:
        record_no: From a sequence of its own.
        document_control_id: The control id of the whole request.
        transactions: Records written, lines not counted, or 1 for a read whatever it returned.
    """

    record_no: int
    created_at: datetime
    sender_id: str
    function_name: str
    control_id: str
    document_control_id: str
    dtd_version: str
    login_id: str
    transactions: int
    status: str
