"""Re-Leased's JSON interface, as assumed: no public description of the real one exists.

Paths, headers, field names and codes are ours, after the help centre's vocabulary; the rules
behind them are the help centre's. A contact, document or payment may be posted together with its
`externalRefs`, in one step: that too is ours.
"""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from sandbox.re_leased import (
    company_calls,
    contact_calls,
    document_calls,
    payment_calls,
    property_calls,
    reference_calls,
)
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.calls import OnCall, ignore
from sandbox.re_leased.credentials import USUAL_KEY, Key
from sandbox.re_leased.door import Door
from sandbox.re_leased.endpoint import Answer, Call, Endpoint
from sandbox.re_leased.faults import Faults
from sandbox.re_leased.limits import Limits
from sandbox.re_leased.refusal import Refusal

_USUAL_LIMITS = Limits()
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def routes(
    book: ReLeasedBook,
    *,
    on_call: OnCall = ignore,
    faults: Faults | None = None,
    limits: Limits = _USUAL_LIMITS,
    keys: Sequence[Key] = (USUAL_KEY,),
) -> list[BaseRoute]:
    """The interface's routes, all below `/re-leased/v1`.

    Args:
        book: What they act on; committed after every write.
        on_call: Told about every request after it was answered.
        faults: What is to go wrong; may be changed while the server runs.
        limits: How many requests each key may make.
        keys: Who may call, and which companies each sees.

    Returns:
        Routes for one Starlette application, the catch-all for unknown paths last.
    """
    door = Door(book, on_call=on_call, faults=faults or Faults(), limits=limits, keys=keys)
    endpoints = [
        *company_calls.endpoints(book),
        *contact_calls.endpoints(book),
        *property_calls.endpoints(book),
        *document_calls.endpoints(book),
        *payment_calls.endpoints(book),
        *reference_calls.endpoints(book),
        *(Endpoint(method, "/{rest:path}", _unknown) for method in _METHODS),
    ]
    return [door.route(endpoint) for endpoint in endpoints]


def _unknown(call: Call) -> Answer:
    raise Refusal(404, "not_found", f"There is nothing at /{call.parameters['rest']}.")
