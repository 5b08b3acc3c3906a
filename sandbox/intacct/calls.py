"""What the gateway reports about each request, for tests, the demo and billing by transactions."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GatewayCall:
    """One answered request.

    Attributes:
        time: The ledgers' time (UTC) at which it arrived.
        function_names: Names of its functions in order; empty when it could not be read.
        reads: Read functions that were run; each counts as one whatever it returned.
        writes: Records that were created, changed or deleted; lines are not counted.
        status: The HTTP status of the answer, or 0 when the connection was dropped instead.
    """

    time: datetime
    function_names: tuple[str, ...]
    reads: int
    writes: int
    status: int
